"""What the tests of the authorization server share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fhirserver import create_app
from tests.databases import ENGINES, Databases
from tests.oauth.ground import Ground
from tests.oauth.site import Site, running_site
from tests.oauth.world import World


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[World]:
    """A server with clients and a person, on each engine in turn; the tests of a module share it."""
    settings = databases.fresh(request.param, sign_in_requests_per_minute=0)
    app = create_app(settings)
    yield World(app)
    app.extensions["repository"].close()
    databases.remove(settings)


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def ground(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Ground]:
    """An application with apps, people, patients and visits, made once a file on each engine."""
    settings = databases.fresh(request.param)
    app = create_app(settings)
    yield Ground(app)
    app.extensions["repository"].close()
    databases.remove(settings)


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def site(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Site]:
    """The running server with an app, a doctor and patients, made once a file on each engine."""
    with running_site(request.param, databases) as site:
        yield site
