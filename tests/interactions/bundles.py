"""Bundles for tests: entries, transactions, batches, and what all tables hold."""

from __future__ import annotations

from typing import Any

from fhirserver.store.repository import Repository
from fhirserver.store.schema import metadata
from fhirserver.store.sql import statement
from tests.fhir_client import Answer, FhirClient
from tests.interactions.resources import Resource

PATIENT_URL = "urn:uuid:6f9b4d2e-0000-4000-8000-000000000001"
OTHER_URL = "urn:uuid:6f9b4d2e-0000-4000-8000-000000000002"
THIRD_URL = "urn:uuid:6f9b4d2e-0000-4000-8000-000000000003"


def entry(method: str, url: str, resource: Any = None, full_url: str | None = None, **request: str) -> Resource:
    """An entry; further arguments are elements of its request, such as ``ifMatch``."""
    made: Resource = {"fullUrl": full_url} if full_url else {}
    if resource is not None:
        made["resource"] = resource
    return {**made, "request": {"method": method, "url": url, **request}}


def post(resource: Resource, full_url: str | None = None, **request: str) -> Resource:
    """An entry that creates a resource."""
    return entry("POST", resource["resourceType"], resource, full_url, **request)


def put(resource: Resource, full_url: str | None = None, **request: str) -> Resource:
    """An entry that updates a resource under its id."""
    return entry("PUT", f"{resource['resourceType']}/{resource['id']}", resource, full_url, **request)


def bundle(kind: str, *entries: Resource) -> Resource:
    """A Bundle of type ``kind``."""
    return {"resourceType": "Bundle", "type": kind, **({"entry": list(entries)} if entries else {})}


def transact(client: FhirClient, *entries: Resource, **headers: str) -> Answer:
    """Send a transaction."""
    return client.post("", bundle("transaction", *entries), **headers)


def batch(client: FhirClient, *entries: Resource, **headers: str) -> Answer:
    """Send a batch."""
    return client.post("", bundle("batch", *entries), **headers)


def statuses(answer: Answer) -> list[str]:
    """The statuses of the entries of a response, without their words."""
    assert answer.status == 200, answer.body
    return [item["response"]["status"][:3] for item in answer.json.get("entry", [])]


def located(answer: Answer) -> list[str]:
    """``Type/id`` of the location of every entry that has one, "" for the others."""
    assert answer.status == 200, answer.body
    return [
        item["response"].get("location", "").partition("/fhir/")[2].partition("/_history/")[0]
        for item in answer.json["entry"]
    ]


def stored(client: FhirClient, answer: Answer) -> list[Resource]:
    """The resources that the entries of a response are located at, as they stand now."""
    return [client.get(name).json for name in located(answer)]


def contents(repository: Repository) -> dict[str, list[Any]]:
    """All rows of all tables."""
    with repository.database.reading() as connection:
        return {
            table: sorted(map(repr, connection.rows(statement(f"SELECT * FROM {table}"))))
            for table in sorted(metadata.tables)
        }
