"""What tests of all packages share: databases on both engines, the application, a client that speaks FHIR JSON."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from fhirserver.settings import Settings
from tests.databases import ENGINES, Databases, Engine, postgresql_server
from tests.fhir_client import ClientWith, FhirClient


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL that runs for this test session (with pytest-xdist: one for each process)."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, postgresql_url: str) -> Databases:
    """Makes fresh databases: ``databases.fresh("sqlcipher")`` or ``databases.fresh("postgresql", max_depth=20)``."""
    return Databases(tmp_path_factory.mktemp("databases"), postgresql_url)


@pytest.fixture(params=ENGINES, ids=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    name: Engine = request.param
    return name


@pytest.fixture
def engine_settings(engine: Engine, databases: Databases) -> Iterator[Settings]:
    """Settings with an empty migrated database, on each engine in turn."""
    settings = databases.fresh(engine)
    yield settings
    databases.remove(settings)


@pytest.fixture
def app(engine_settings: Settings) -> Iterator[Flask]:
    """The application on an empty database, on each engine in turn."""
    from fhirserver import create_app  # here, so that tests of lower layers load faster

    app = create_app(engine_settings)
    yield app
    app.extensions["repository"].close()


@pytest.fixture
def client(app: Flask) -> FhirClient:
    """A client of :func:`app`."""
    return FhirClient(app)


@pytest.fixture
def client_with(engine: Engine, databases: Databases) -> Iterator[ClientWith]:
    """Makes clients of servers on empty databases with other settings: ``client_with(update_create=False)``."""
    from fhirserver import create_app

    made: list[tuple[Flask, Settings]] = []

    def make(**changes: object) -> FhirClient:
        settings = databases.fresh(engine, **changes)
        made.append((create_app(settings), settings))
        return FhirClient(made[-1][0])

    yield make
    for app, settings in made:
        app.extensions["repository"].close()
        databases.remove(settings)
