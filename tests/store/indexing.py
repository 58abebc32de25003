"""What tests of indexing by new search parameters share: many resources, the job in another process, its progress."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from fhirserver.search.paths import number_of
from fhirserver.settings import Settings
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from tests.fhir_client import FhirClient
from tests.interactions.test_search_parameters import EYE, with_eyes
from tests.store.examples import load

AT_ONCE = 10
COLORS = ("blue", "brown", "green")
PATH = number_of("token", f"Patient.extension('{EYE}').value")
_ROWS = statement("SELECT count(*) FROM search_token WHERE path = :path")
_PARAMETERS = statement("SELECT count(*) FROM search_parameter")
_SAID = re.compile(r"eye-color cannot be searched by yet: ([\d,]+) of ([\d,]+) resources have been indexed \(\d")


def many(repository: Repository, number: int, prefix: str = "p") -> None:
    """Store patients, a third of each colour."""
    load(repository, ({**with_eyes(COLORS[at % 3]), "id": f"{prefix}{at}"} for at in range(number)))


def rows(repository: Repository) -> int:
    """Rows of the index by eye-color."""
    return _number(repository, {"path": PATH})


def parameters(repository: Repository) -> int:
    """Search parameters that are known, whatever their state."""
    with repository.database.reading() as connection:
        row = connection.row(_PARAMETERS)
    assert row is not None
    return int(row[0])


def _number(repository: Repository, values: dict[str, object]) -> int:
    with repository.database.reading() as connection:
        row = connection.row(_ROWS, values)
    assert row is not None
    return int(row[0])


def progress(client: FhirClient) -> tuple[int, int]:
    """How many of how many resources a refused search says are indexed."""
    answer = client.get("Patient?eye-color=blue")
    assert (answer.status, answer.issues[0]["code"]) == (400, "transient")
    if answer.issues[0]["diagnostics"].endswith("indexing what is there has not begun."):
        return 0, 0
    said = _SAID.match(answer.issues[0]["diagnostics"])
    assert said, answer.issues
    return int(said[1].replace(",", "")), int(said[2].replace(",", ""))


def total(client: FhirClient, query: str) -> int:
    """How many resources a search finds."""
    answer = client.get(f"{query}&_total=accurate&_summary=count")
    assert answer.status == 200, answer.json
    counted: int = answer.json["total"]
    return counted


@dataclass
class Job:
    """The job in a process of its own."""

    process: subprocess.Popen[str]

    def steps(self) -> Iterator[tuple[int, int]]:
        """(done, total) of each step, as it is committed."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            _, done, of = line.split()
            yield int(done), int(of)

    def all_steps(self) -> list[tuple[int, int]]:
        """Those of a job that ends by itself."""
        found = list(self.steps())
        assert self.process.wait() == 0
        self.close()
        return found

    def killed(self, moments: random.Random, after: int) -> list[tuple[int, int]]:
        """Kill it some moment after so many steps; return those that it told of."""
        found = []
        timer: threading.Timer | None = None
        for step in self.steps():
            found.append(step)
            if len(found) == after:
                timer = threading.Timer(moments.uniform(0, 0.03), self.process.kill)
                timer.start()
        assert timer is not None
        timer.join()
        self.process.wait()
        self.close()
        return found

    def close(self) -> None:
        assert self.process.stdout is not None
        self.process.stdout.close()


def job(settings: Settings) -> Job:
    """Start it."""
    words = [sys.executable, "-m", "tests.store.killed_indexer"]
    words += [str(settings.data), settings.database_url or "", str(AT_ONCE)]
    return Job(subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
