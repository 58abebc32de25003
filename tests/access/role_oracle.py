"""Who may see what, worked out slowly from the documents alone: an independent reading of the guide (docs/roles.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from fhirserver.access.roles import ROLES

Document = dict[str, Any]
RANKS = "ULMNRV"
DAYS_AFTER = timedelta(days=90)
NEVER, FOREVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def allowed(records: list[Document], roles: Iterable[str], user: str, now: datetime) -> set[str]:
    """The names (Type/id) of all of ``records`` that the holder of ``roles``, who is ``user`` in them, may read."""
    return {_name(each) for each in records if any(_by_role(records, role, user, now, each) for role in roles)}


def _by_role(records: list[Document], name: str, user: str, now: datetime, document: Document) -> bool:
    role = ROLES[name]
    relations = {
        grant.relation.value
        for grant in role.grants
        if document["resourceType"] in grant.types and "r" in grant.letters
    }
    patients = _patients(document)
    if not any(_related(records, relation, user, now, patients) for relation in relations):
        return False
    highest, sensitive = "N", False
    for label in document.get("meta", {}).get("security", ()):
        if "Confidentiality" in label["system"]:
            highest = max(highest, label["code"], key=RANKS.index)
        else:
            sensitive = True
    if RANKS.index(highest) > RANKS.index(role.clearance) or (sensitive and not role.sensitive):
        return False
    if name in ("patient", "privacy-officer", "auditor"):
        return True
    return not any(_denied(records, patient, user, role.purpose, now, document) for patient in patients)


def _related(records: list[Document], relation: str, user: str, now: datetime, patients: set[str]) -> bool:
    if relation == "none":
        return True
    if relation == "no patient":
        return not patients
    return bool(patients) and all(_has(records, relation, user, now, patient) for patient in patients)


def _has(records: list[Document], relation: str, user: str, now: datetime, patient: str) -> bool:
    of = [each for each in records if patient in _patients(each)]
    types = {each["resourceType"] for each in of}
    if relation == "own record":
        return user == patient
    if relation == "represented record":
        return any(
            each["resourceType"] == "RelatedPerson" and _name(each) == user and _during(each, now) for each in of
        )
    if relation == "order":
        return bool(types & {"ServiceRequest", "Specimen"})
    if relation == "prescription":
        return bool(types & {"MedicationRequest", "MedicationDispense"})
    if relation == "account":
        return bool(types & {"Account", "Claim"})
    return any(_treats(each, user, now) for each in of)


def _treats(document: Document, user: str, now: datetime) -> bool:
    if document["resourceType"] == "Patient":
        return user in [each["reference"] for each in document.get("generalPractitioner", ())]
    if document["resourceType"] == "CareTeam":
        members = [each for each in document["participant"] if each["member"]["reference"] == user]
        return document["status"] == "active" and any(_during(each, now) for each in members) and _during(document, now)
    if document["resourceType"] == "Encounter":
        if user not in [each["individual"]["reference"] for each in document["participant"]]:
            return False
        start, end = _period(document)
        return document["status"] != "cancelled" and start <= now < (end if end == FOREVER else end + DAYS_AFTER)
    return False


def _denied(records: list[Document], patient: str, user: str, purpose: str, now: datetime, document: Document) -> bool:
    return any(
        decision == "deny"
        for each in records
        if each["resourceType"] == "Consent" and each["patient"]["reference"] == patient and each["status"] == "active"
        for decision in _decisions(each["provision"], "permit", user, purpose, now, document)
    )


def _decisions(
    provision: Document, otherwise: str, user: str, purpose: str, now: datetime, document: Document
) -> Iterator[str]:
    """What the most specific provisions say that hold."""
    if not _holds(provision, user, purpose, now, document):
        return
    inside = [
        decision
        for nested in provision.get("provision", ())
        for decision in _decisions(nested, "deny", user, purpose, now, document)
    ]
    yield from inside or [provision.get("type", otherwise)]


def _holds(provision: Document, user: str, purpose: str, now: datetime, document: Document) -> bool:
    codes = [coding["code"] for coding in document.get("code", {}).get("coding", ())]
    wanted = {
        "actor": lambda some: user in [each["reference"]["reference"] for each in some],
        "purpose": lambda some: purpose in [each["code"] for each in some],
        "class": lambda some: document["resourceType"] in [each["code"] for each in some],
        "code": lambda some: any(coding["code"] in codes for each in some for coding in each["coding"]),
    }
    return _during(provision, now) and all(test(provision[name]) for name, test in wanted.items() if name in provision)


def _during(holder: Document, now: datetime) -> bool:
    start, end = _period(holder)
    return start <= now < end


def _period(holder: Document) -> tuple[datetime, datetime]:
    period = holder.get("period", {})
    start = datetime.fromisoformat(period["start"]).replace(tzinfo=UTC) if "start" in period else NEVER
    end = datetime.fromisoformat(period["end"]).replace(tzinfo=UTC) + timedelta(days=1) if "end" in period else FOREVER
    return start, end


def _patients(document: Document) -> set[str]:
    if document["resourceType"] == "Patient":
        return {_name(document)}
    return set(_references(document))


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if str(value.get("reference", "")).startswith("Patient/"):
            yield value["reference"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _references(each)


def _name(document: Document) -> str:
    return f"{document['resourceType']}/{document['id']}"
