"""Fixtures of the store's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from fhirserver.settings import Settings
from fhirserver.store.repository import Repository
from tests.store.sql_clients import SqlClient, sql_client


@pytest.fixture
def sql(engine_settings: Settings) -> Iterator[SqlClient]:
    """An SQL client that is not the server, on the database of :func:`app`."""
    with sql_client(engine_settings) as client:
        yield client


@pytest.fixture
def repository(app: Flask) -> Repository:
    found: Repository = app.extensions["repository"]
    return found
