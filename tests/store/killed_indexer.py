"""A process that indexes by new search parameters, to be killed, or to be one of two.

    python -m tests.store.killed_indexer DATA URL AT_ONCE

Prints a line for each step: "code done total".
"""

import os
import sys
from pathlib import Path

from fhirserver.settings import Settings
from fhirserver.store import reindex
from fhirserver.store.repository import open_repository


def main(data: str, url: str, at_once: str) -> None:
    reindex.AT_ONCE = int(at_once)
    repository = open_repository(Settings(data=Path(data), database_url=url or None))
    for step in reindex.reindex(repository):
        os.write(1, f"{step.code} {step.done} {step.total}\n".encode())
    repository.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
