"""A server with some animals to search for by value set and hierarchy."""

from __future__ import annotations

from urllib.parse import urlencode

from tests.fhir_client import Answer, FhirClient
from tests.terminology.resources import ANIMALS, BASE, PLANTS, Resource, animals, of

DOGS = f"{BASE}/ValueSet/dogs"
IS_DOG = of(ANIMALS, ("concept", "is-a", "dog"))
EVERYTHING = {"mammal", "dog", "poodle", "cat", "owl", "dog-plant", "both", "bare-dog", "none"}


def condition(*codings: tuple[str | None, str], **elements: object) -> Resource:
    """A Condition with these codes, and the text none."""
    coding = [{"code": code} if system is None else {"system": system, "code": code} for system, code in codings]
    return {
        "resourceType": "Condition",
        "subject": {"reference": "Patient/p"},
        "code": {"text": "none", "coding": coding} if coding else {"text": "none"},
        **elements,
    }


def fill(client: FhirClient) -> FhirClient:
    """A server with a Condition for every animal, for some plants, with a code without a system, and without any."""
    put(client, "p", {"resourceType": "Patient"})
    for code in ("mammal", "dog", "poodle", "cat", "owl"):
        put(client, code, condition((ANIMALS, code)))
    put(client, "dog-plant", condition((PLANTS, "dog")))
    put(client, "both", condition((PLANTS, "oak"), (ANIMALS, "dachshund")))
    put(client, "bare-dog", condition((None, "dog")))
    put(client, "none", condition())
    put(client, "animals", animals())
    return client


def put(client: FhirClient, resource_id: str, resource: Resource) -> None:
    answer = client.put(f"{resource['resourceType']}/{resource_id}", {**resource, "id": resource_id})
    assert answer.status in (200, 201), answer.body


def answer_to(client: FhirClient, name: str, value: str, resource_type: str = "Condition") -> Answer:
    return client.get(f"{resource_type}?{urlencode({name: value})}")


def found(client: FhirClient, name: str, value: str, resource_type: str = "Condition") -> set[str]:
    answer = answer_to(client, name, value, resource_type)
    assert answer.status == 200, answer.body
    return {entry["resource"]["id"] for entry in answer.json.get("entry", [])}
