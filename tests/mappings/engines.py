"""The tables of the mappings, and only these, on both engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sqlcipher3.dbapi2
from psycopg import sql
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.pool import StaticPool

from mappings import MAPPINGS
from mappings.kernel import Mapping, RowSets
from mappings.metadata import metadata
from mappings.values import to_sqlite

TABLES: list[Table] = [
    table
    for table in metadata.sorted_tables
    if table.name in {each.name for mapping in MAPPINGS.values() for each in mapping.tables}
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tables(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine whose database has the tables of the mappings; foreign keys are enforced."""
    if request.param == "sqlite":
        engine = create_engine("sqlite://", module=sqlcipher3.dbapi2, poolclass=StaticPool)
        event.listen(engine, "connect", lambda connection, record: connection.execute("PRAGMA foreign_keys = ON"))
        metadata.create_all(engine, tables=TABLES)
        yield engine
        engine.dispose()
        return
    url = request.getfixturevalue("postgresql_url")
    name = f"mappings_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(url, dbname=name, options="-c timezone=UTC")
    )
    metadata.create_all(engine, tables=TABLES)
    yield engine
    engine.dispose()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def insert(connection: Connection, mapping: Mapping, rows: RowSets, pk: int) -> None:
    """Insert the rows of one resource; references are NULL, as where nothing of what they name is there."""
    for table in mapping.tables:
        values = list(_values(connection, mapping, rows, table.name, pk))
        if values:
            connection.execute(metadata.tables[table.name].insert(), values)


def _values(connection: Connection, mapping: Mapping, rows: RowSets, name: str, pk: int) -> Iterable[dict[str, Any]]:
    table = next(each for each in mapping.tables if each.name == name)
    for row in rows[name]:
        cells = dict(zip([*table.positions, *(column.name for column in table.columns)], row, strict=True))
        for column in table.columns:
            if column.kind == "reference":
                cells[column.name] = None
            elif connection.dialect.name == "sqlite":
                cells[column.name] = to_sqlite(column.kind, cells[column.name])
        yield {table.owner: pk, **cells}
