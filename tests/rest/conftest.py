"""A server for all tests of a file, on each engine, and everything that its tables hold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fhirserver import create_app
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from fhirserver.store.tables import STORED_TABLES
from tests.databases import ENGINES, Databases
from tests.fhir_client import FhirClient
from tests.interactions.resources import basic, patient

Counts = dict[str, int]

SETTINGS = {"max_body_bytes": 1_000_000, "max_depth": 50}


@pytest.fixture(scope="module", params=ENGINES)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[FhirClient]:
    """A client of a server that holds Patient/one and Basic/two, bounded by ``SETTINGS``."""
    settings = databases.fresh(request.param, **SETTINGS)
    app = create_app(settings)
    client = FhirClient(app)
    for resource in (patient("one", identifier=[{"system": "urn:mrn", "value": "1"}]), basic("two")):
        assert client.put(f"{resource['resourceType']}/{resource['id']}", resource).status == 201
    yield client
    app.extensions["repository"].close()
    databases.remove(settings)


@pytest.fixture(scope="module", params=ENGINES)
def lenient(request: pytest.FixtureRequest, databases: Databases) -> Iterator[FhirClient]:
    """A client of a server that allows references to nothing."""
    settings = databases.fresh(request.param, allow_dangling_references=True)
    app = create_app(settings)
    yield FhirClient(app)
    app.extensions["repository"].close()
    databases.remove(settings)


def rows_of(client: FhirClient) -> Counts:
    """How many rows each table of the client's server has."""
    repository: Repository = client.app.extensions["repository"]
    with repository.database.reading() as connection:
        found = connection.row(_COUNT)
    assert found is not None
    return dict(zip(_TABLES, found, strict=True))


_TABLES = (*STORED_TABLES, "sql_change")
_COUNT = statement("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in _TABLES))
