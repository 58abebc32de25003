"""What the SQL of a condition lets through, asked of the database itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask

from fhirserver.access.permission import Condition
from fhirserver.search.sql.binds import Binds
from fhirserver.store.sql import Statement
from tests.fhir_client import FhirClient

Document = dict[str, Any]


def seen(app: Flask, condition: Condition, types: Iterable[str] = ()) -> set[str]:
    """Return those existing resources (Type/id), of ``types`` if any are given, that satisfy a condition."""
    repository = app.extensions["repository"]
    with repository.database.reading() as connection:
        binds = Binds(connection.engine)
        of_types = f"AND r.type IN ({', '.join(binds(each) for each in types)})" if types else ""
        text = (
            "SELECT r.type || '/' || r.id FROM resource r WHERE NOT r.deleted AND r.version > 0 "
            f"{of_types} AND {condition.sql(binds, 'r')}"
        )
        return {row[0] for row in connection.rows(Statement(text, text), binds.values)}


def store(app: Flask, documents: Iterable[Mapping[str, Any]]) -> None:
    """Store documents in one transaction; they may refer to each other."""
    entries = [
        {"resource": document, "request": {"method": "PUT", "url": f"{document['resourceType']}/{document['id']}"}}
        for document in documents
    ]
    answer = FhirClient(app).post("", {"resourceType": "Bundle", "type": "transaction", "entry": entries})
    assert answer.status == 200, answer.json


def refer(reference: str) -> dict[str, str]:
    return {"reference": reference}


def concept(code: str, system: str = "http://loinc.org") -> Document:
    return {"coding": [{"system": system, "code": code}]}


def patient(id_: str, **more: Any) -> Document:
    return {"resourceType": "Patient", "id": id_, **more}


def practitioner(id_: str) -> Document:
    return {"resourceType": "Practitioner", "id": id_}


def observation(id_: str, of: str, code: str = "718-7", **more: Any) -> Document:
    return {
        "resourceType": "Observation",
        "id": id_,
        "status": "final",
        "code": concept(code),
        "subject": refer(f"Patient/{of}"),
        **more,
    }


def condition(id_: str, of: str, **more: Any) -> Document:
    return {"resourceType": "Condition", "id": id_, "subject": refer(f"Patient/{of}"), **more}


def consent(id_: str, of: str, provision: Document | None = None, **more: Any) -> Document:
    """A Consent that is based on sharing, unless ``policyRule`` says otherwise."""
    made = {
        "resourceType": "Consent",
        "id": id_,
        "status": "active",
        "scope": concept("patient-privacy", "http://terminology.hl7.org/CodeSystem/consentscope"),
        "category": [concept("59284-0")],
        "patient": refer(f"Patient/{of}"),
        "policyRule": concept("OPTIN", "http://terminology.hl7.org/CodeSystem/v3-ActCode"),
        **more,
    }
    if provision is not None:
        made["provision"] = provision
    return made
