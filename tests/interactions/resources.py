"""Resources for tests."""

from __future__ import annotations

from typing import Any

from tests.fhir_client import Answer, FhirClient

Resource = dict[str, Any]


def patient(resource_id: str | None = None, **elements: Any) -> Resource:
    """A Patient."""
    identified = {"id": resource_id} if resource_id else {}
    return {"resourceType": "Patient", **identified, "name": [{"family": "Chalmers", "given": ["Peter"]}], **elements}


def numbered(value: str, system: str | None = "urn:example:mrn", **elements: Any) -> Resource:
    """A Patient with an identifier."""
    identifier = {"value": value} if system is None else {"system": system, "value": value}
    return patient(identifier=[identifier], **elements)


def basic(resource_id: str | None = None, **elements: Any) -> Resource:
    """A Basic, which has no tables of its own."""
    identified = {"id": resource_id} if resource_id else {}
    return {"resourceType": "Basic", **identified, "code": {"text": "referral"}, **elements}


def observation(subject: str, value: object) -> Resource:
    """An Observation of ``subject`` whose quantity is ``value``."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Glucose"},
        "subject": {"reference": subject},
        "valueQuantity": {"value": value, "unit": "mmol/L"},
    }


def made(client: FhirClient, resource: Resource) -> Resource:
    """Create a resource and return it as stored."""
    answer = client.post(resource["resourceType"], resource)
    assert answer.status == 201, answer.body
    stored: Resource = answer.json
    return stored


def name_of(resource: Resource) -> str:
    """``Type/id``."""
    return f"{resource['resourceType']}/{resource['id']}"


def versions(answer: Answer) -> list[tuple[str, str, str]]:
    """Address, method and status of the entries of a history."""
    return [
        (entry["fullUrl"].rpartition("/fhir/")[2], entry["request"]["method"], entry["response"]["status"][:3])
        for entry in answer.json.get("entry", [])
    ]
