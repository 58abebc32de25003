"""What the tests of the authorization server share."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.oauth.world import World


@pytest.fixture
def world(app: Flask) -> World:
    """The server with clients and a person, on each engine in turn."""
    return World(app)
