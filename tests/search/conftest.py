"""What tests of search share: servers, on each engine in turn, with an oracle that knows what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import ENGINES, Databases
from tests.search.random_resources import resources
from tests.search.servers import Server, running

settings.register_profile("search", max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def server(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Server]:
    """A server for all tests of a module, at first without resources, on each engine in turn."""
    yield from running(databases, request.param)


@pytest.fixture(scope="session", params=ENGINES, ids=ENGINES)
def random_server(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Server]:
    """A server with random resources of many types, on each engine in turn."""
    yield from running(databases, request.param, resources(Random(1)))
