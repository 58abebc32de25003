"""What tests of the interactions share."""

from __future__ import annotations

import pytest
from flask import Flask

from fhirserver.store.repository import Repository


@pytest.fixture
def repository(app: Flask) -> Repository:
    """The repository of :func:`app`."""
    found: Repository = app.extensions["repository"]
    return found
