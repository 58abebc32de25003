"""A process whose children write without end, to be killed: one is forked for each line on standard input.

    python -m tests.store.killed_writer DATA URL

Prints the child's process number, then a line for each acknowledged answer: what it says is there, "Type/id version".
"""

import itertools
import os
import random
import sys
from pathlib import Path
from typing import Any

from fhirserver import create_app
from fhirserver.settings import Settings
from fhirserver.validation import validate
from mappings import MAPPINGS
from tests.fhir_client import Answer, FhirClient


def pair(name: str) -> dict[str, Any]:
    """A transaction of two resources that are there together or not at all."""
    patient = {"resourceType": "Patient", "id": name, "name": [{"family": name}], "identifier": [{"value": name}]}
    condition = {"resourceType": "Condition", "id": name, "subject": {"reference": f"Patient/{name}"}}
    entries = [
        {"resource": each, "request": {"method": "PUT", "url": f"{each['resourceType']}/{name}"}}
        for each in (patient, condition)
    ]
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def write(settings: Settings, number: int) -> None:
    client = FhirClient(create_app(settings))

    def said(answer: Answer, text: str) -> None:
        assert answer.status < 300, answer.body
        os.write(1, f"{text}\n".encode())

    for place in itertools.count():
        name = f"w{number}-{place}"
        said(client.post("", pair(name)), f"Patient/{name} 1")
        patient = {"resourceType": "Patient", "id": name, "gender": "other", "name": [{"family": name}] * 5}
        said(client.put(f"Patient/{name}", patient), f"Patient/{name} 2")
        created = client.post("Observation", {"resourceType": "Observation", "status": "final", "code": {"text": name}})
        said(created, f"Observation/{created.json['id']} 1")
        if place % 2:
            said(client.delete(f"Condition/{name}"), f"Condition/{name} 2")


def main(data: str, url: str) -> None:
    settings = Settings(data=Path(data), database_url=url or None)
    # What is made when first used is made before the children are.
    FhirClient(create_app(settings)).get("metadata")
    validate(pair("p"))
    for mapping in MAPPINGS.values():
        mapping.get({})
    for number, _ in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            random.seed()
            write(settings, number)
        os.write(1, f"{child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
