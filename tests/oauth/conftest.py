"""What the tests of the authorization server share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from fhirserver import create_app
from tests.databases import ENGINES, Databases
from tests.oauth.ground import Ground
from tests.oauth.world import World


@pytest.fixture
def world(app: Flask) -> World:
    """The server with clients and a person, on each engine in turn."""
    return World(app)


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def ground(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Ground]:
    """An application with apps, people, patients and visits, made once a file on each engine."""
    settings = databases.fresh(request.param)
    app = create_app(settings)
    yield Ground(app)
    app.extensions["repository"].close()
    databases.remove(settings)
