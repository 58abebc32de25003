"""All changes of a transaction in one statement, or one a table: the tables hold what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhirserver.settings import Settings
from fhirserver.store.engine import Connection, Database, open_database
from fhirserver.store.sql import statement
from fhirserver.store.tables import DOMAIN_TABLES, STORED_TABLES
from fhirserver.store.writes import Writes
from mappings import MAPPINGS

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ROWS = st.dictionaries(st.integers(0, 6), st.tuples(TEXT, st.none() | TEXT), max_size=7)
HEADER = ("Basic", "b1", 1, "2020-01-01T00:00:00.000Z", False, None)


@pytest.fixture
def database(engine_settings: Settings) -> Iterator[Database]:
    found = open_database(engine_settings)

    def header(connection: Connection) -> None:
        writes = Writes()
        writes.insert("resource", [(1, *HEADER)])
        writes.execute(connection)

    found.write(header)
    yield found
    found.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ROWS, new=ROWS, replaced=ROWS, deleted=st.sets(st.integers(0, 6)))
def test_a_table_holds_what_was_written(
    database: Database, before: dict[int, Any], new: dict[int, Any], replaced: dict[int, Any], deleted: set[int]
) -> None:
    """One writes ``before``, another inserts, replaces and deletes at once; what is deleted is not written too."""
    new = {key: row for key, row in new.items() if key not in before and key not in replaced}
    gone = deleted - new.keys() - replaced.keys()

    def rows(given: dict[int, Any]) -> list[tuple[Any, ...]]:
        return [(1, "identifier", key, code, system, code) for key, (code, system) in given.items()]

    def work(connection: Connection) -> None:
        connection.run(statement("DELETE FROM search_token"))
        writes = Writes()
        writes.insert("search_token", rows(before))
        writes.execute(connection)
        writes = Writes()
        writes.insert("search_token", rows(new))
        writes.upsert("search_token", rows(replaced))
        writes.delete("search_token", [(1, "identifier", key) for key in gone])
        writes.execute(connection)

    database.write(work)
    expected = {**before, **new, **replaced}
    for key in gone:
        expected.pop(key, None)
    query = statement("SELECT resource_pk, parameter, position, type, system, code FROM search_token ORDER BY position")
    with database.reading() as connection:
        assert [tuple(row) for row in connection.rows(query)] == sorted(rows(expected), key=lambda row: row[2])


def test_postgresql_needs_one_statement_and_sqlite_one_a_table(database: Database) -> None:
    seen: list[str] = []
    database.observe = seen.append

    def work(connection: Connection) -> None:
        seen.clear()
        writes = Writes()
        for pk in (2, 3):
            writes.insert("resource", [(pk, "Basic", f"b{pk}", *HEADER[2:])])
            writes.insert("search_token", [(pk, "identifier", 0, "Basic", None, "x")])
        writes.upsert("search_token", [(1, "identifier", 0, "Basic", None, "y")])
        writes.delete("search_token", [(1, "identifier", 1)])
        writes.execute(connection)
        assert len(seen) == (1 if database.engine == "postgresql" else 4)

    database.write(work)
    database.write(lambda connection: Writes().execute(connection))


def test_every_table_of_every_mapping_can_be_stored() -> None:
    named = {table.name for mapping in MAPPINGS.values() for table in mapping.tables}
    assert named == {table.name for table in DOMAIN_TABLES}
    assert named <= STORED_TABLES.keys()
    for mapping in MAPPINGS.values():
        for table in mapping.tables:
            stored = STORED_TABLES[table.name]
            assert stored.keys == ((table.owner, *table.positions) if table.positions else ("pk",))
            assert {column.name for column in table.columns} <= set(stored.columns)
