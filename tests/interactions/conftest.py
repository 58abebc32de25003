"""Clients on both engines, with the settings that a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from fhirserver import create_app
from fhirserver.settings import Settings
from fhirserver.store.repository import Repository
from tests.databases import Databases, Engine
from tests.fhir_client import FhirClient

ClientWith = Callable[..., FhirClient]


@pytest.fixture
def client_with(engine: Engine, databases: Databases) -> Iterator[ClientWith]:
    """Makes clients of servers with other settings: ``client_with(update_create=False)``."""
    made: list[tuple[Flask, Settings]] = []

    def make(**changes: object) -> FhirClient:
        settings = databases.fresh(engine, **changes)
        app = create_app(settings)
        made.append((app, settings))
        return FhirClient(app)

    yield make
    for app, settings in made:
        app.extensions["repository"].close()
        databases.remove(settings)


@pytest.fixture
def repository(app: Flask) -> Repository:
    """The repository of :func:`app`."""
    found: Repository = app.extensions["repository"]
    return found
