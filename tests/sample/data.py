"""Sample patients that several tests look at, made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from fhirserver.sample import generate, network, patient_bundle

Resource = dict[str, Any]


@dataclass(frozen=True)
class Life:
    """The resources of one patient, by type."""

    patient: Resource
    resources: list[Resource]

    def of(self, resource_type: str) -> list[Resource]:
        return [resource for resource in self.resources if resource["resourceType"] == resource_type]

    def encounters(self, kind: str | None = None) -> list[Resource]:
        """Encounters (of a class) in order of time."""
        found = [visit for visit in self.of("Encounter") if kind is None or visit["class"]["code"] == kind]
        return sorted(found, key=lambda visit: visit["period"]["start"])

    def observations(self, loinc: str) -> list[Resource]:
        return [one for one in self.of("Observation") if loinc in codes(one["code"])]

    def diagnoses(self) -> set[str]:
        """The ICD-10-CM codes of all conditions."""
        return {condition["code"]["coding"][1]["code"] for condition in self.of("Condition")}


@cache
def lives(many: int = 450, seed: int = 3) -> tuple[Life, ...]:
    """The first patients of a seed."""
    return tuple(_life(patient_bundle(index, seed)) for index in range(1, many + 1))


@cache
def bundles(many: int = 40, seed: int = 1) -> tuple[Resource, ...]:
    """What the generator gives, hospitals first."""
    return tuple(generate(many, seed))


@cache
def hospital_ids() -> frozenset[str]:
    """The Type/id of everything in the first bundle."""
    return frozenset(entry["request"]["url"] for entry in network()["entry"])


def _life(bundle: Resource) -> Life:
    resources = [entry["resource"] for entry in bundle["entry"]]
    return Life(resources[0], resources)


def resources_of(many: int = 40) -> Iterator[Resource]:
    for bundle in bundles(many):
        for entry in bundle["entry"]:
            yield entry["resource"]


def codes(concept: Resource) -> set[str]:
    return {coding["code"] for coding in concept["coding"]}


def time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from walk(member)
    elif isinstance(value, list):
        for member in value:
            yield from walk(member)
