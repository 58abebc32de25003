"""Resources of every mapped type, loaded with everything they refer to left dangling or found."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fhirserver.json_format import decode
from fhirserver.store.repository import Repository
from fhirserver.store.transaction import Transaction
from fhirserver.validation import validate
from mappings import MAPPINGS

DATA = Path(__file__).parents[1] / "data"


def mapped_examples() -> Iterator[dict[str, Any]]:
    """The valid examples of HL7 that stand in tables."""
    with gzip.open(DATA / "hl7-r4-examples-instances.ndjson.gz") as lines:
        for line in lines:
            resource = decode(line)
            assert isinstance(resource, dict)
            if resource["resourceType"] in MAPPINGS and validate(resource).ok:
                yield resource


def load(repository: Repository, resources: Iterable[dict[str, Any]]) -> None:
    """Put all of them in one transaction."""
    checked = [(resource, validate(resource)) for resource in resources]

    def work(transaction: Transaction) -> None:
        transaction.lock((resource["resourceType"], resource["id"]) for resource, _ in checked)
        for resource, report in checked:
            transaction.save(resource["resourceType"], resource["id"], resource, report.references, "PUT")

    repository.write(work)
