"""Databases for the tests of access."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fhirserver.settings import Settings
from fhirserver.store.engine import Database, open_database


@pytest.fixture
def database(engine_settings: Settings) -> Iterator[Database]:
    """An empty migrated database, on each engine in turn."""
    database = open_database(engine_settings)
    yield database
    database.close()
