"""The growing record of one patient: resources with fixed ids, and at last their transaction Bundle."""

from __future__ import annotations

import hashlib
from random import Random
from typing import Any

Resource = dict[str, Any]


def refer(resource: Resource) -> dict[str, str]:
    """A FHIR Reference to a resource of the record."""
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


class Record:
    """Everything about patient `index` of `seed`, and the only source of chance for it.

    Both come from a hash of the two numbers, so a patient does not depend on how many others are made,
    on the process or on the day.
    """

    def __init__(self, seed: int, index: int) -> None:
        digest = hashlib.sha256(f"{seed}/{index}".encode()).digest()
        self.seed, self.index = seed, index
        self.rng = Random(int.from_bytes(digest[:16], "big"))
        self.key = f"sample-{seed}-{index}"
        self.resources: list[Resource] = []
        self._uuids = int.from_bytes(digest[16:], "big")
        self._counts: dict[str, int] = {}

    @property
    def subject(self) -> dict[str, str]:
        """A new Reference to the patient."""
        return {"reference": f"Patient/{self.key}"}

    def add(self, resource_type: str, body: Resource) -> Resource:
        """Keep a resource; its id is the patient's key and its number among those of its type."""
        number = self._counts[resource_type] = self._counts.get(resource_type, 0) + 1
        key = self.key if resource_type == "Patient" else f"{self.key}-{number}"
        resource = {"resourceType": resource_type, "id": key, **body}
        self.resources.append(resource)
        return resource

    def bundle(self) -> Resource:
        """The transaction Bundle that writes the record."""
        return transaction(self.resources, self._uuids)


def transaction(resources: list[Resource], uuids: int) -> Resource:
    """A transaction Bundle that puts every resource at its fixed id; full URLs are UUIDs counted from `uuids`."""
    entries = []
    for number, resource in enumerate(resources, uuids):
        digits = f"{number % (1 << 128):032x}"
        entries.append(
            {
                # RFC 9562, version 8 (made by the application).
                "fullUrl": f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-8{digits[17:20]}-{digits[20:]}",
                "resource": resource,
                "request": {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"},
            }
        )
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}
