"""Small resources for tests: what must be there, and what a test adds."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
SUBJECT = {"reference": "Patient/1"}


def patient(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Patient", "id": resource_id, **members}


def practitioner(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Practitioner", "id": resource_id, **members}


def organization(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Organization", "id": resource_id, "name": "Organization", **members}


def observation(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Observation", "id": resource_id, "status": "final", "code": {"text": "x"}, **members}


def condition(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Condition", "id": resource_id, "subject": SUBJECT, **members}


def procedure(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Procedure", "id": resource_id, "status": "completed", "subject": SUBJECT, **members}


def encounter(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Encounter", "id": resource_id, "status": "finished", "class": {"code": "AMB"}, **members}


def medication_request(resource_id: str, **members: Any) -> Json:
    given = {"medicationCodeableConcept": {"text": "x"}} if "medicationReference" not in members else {}
    required = {"status": "active", "intent": "order", "subject": SUBJECT}
    return {"resourceType": "MedicationRequest", "id": resource_id, **required, **given, **members}


def value_set(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "ValueSet", "id": resource_id, "status": "active", **members}


def group(resource_id: str, **members: Any) -> Json:
    return {"resourceType": "Group", "id": resource_id, "type": "person", "actual": True, **members}


def coded(code: str, system: str | None = None, **members: Any) -> Json:
    """A CodeableConcept with one coding."""
    return {"coding": [{"code": code, **({"system": system} if system else {}), **members}]}
