"""All changes of a transaction in one statement, or one a table: the tables hold what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhirserver.errors import Unprocessable
from fhirserver.settings import Settings
from fhirserver.store.engine import Connection, Database, open_database
from fhirserver.store.sql import statement
from fhirserver.store.tables import DOMAIN_TABLES, STORED_TABLES
from fhirserver.store.writes import SLICE_BYTES, SMALL, Writes
from mappings import MAPPINGS

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ROWS = st.dictionaries(st.integers(0, 6), st.tuples(TEXT, st.none() | TEXT), max_size=7)
MOMENT = "2026-01-01T00:00:00.000000Z"
HEADER = ("Basic", "b1", 1, "2020-01-01T00:00:00.000Z", False, None, MOMENT, MOMENT)


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
        return [(1, 7, key, 0, code, system) for key, (code, system) in given.items()]

    def work(connection: Connection) -> None:
        connection.run(statement("DELETE FROM search_uri"))
        writes = Writes()
        writes.insert("search_uri", rows(before))
        writes.execute(connection)
        writes = Writes()
        writes.insert("search_uri", rows(new))
        writes.upsert("search_uri", rows(replaced))
        writes.delete("search_uri", [(1, 7, key) for key in gone])
        writes.execute(connection)

    database.write(work)
    expected = {**before, **new, **replaced}
    for key in gone:
        expected.pop(key, None)
    query = statement("SELECT position, value, version FROM search_uri ORDER BY position")
    with database.reading() as connection:
        found = {row[0]: (row[1], row[2]) for row in connection.rows(query)}
    assert found == expected


def test_postgresql_needs_one_statement_and_sqlite_one_a_table(database: Database) -> None:
    seen: list[str] = []
    database.observe = seen.append

    def work(connection: Connection) -> None:
        seen.clear()
        writes = Writes()
        for pk in (2, 3):
            writes.insert("resource", [(pk, "Basic", f"b{pk}", *HEADER[2:])])
            writes.insert("search_uri", [(pk, 7, 0, 0, "x", None)])
        writes.upsert("search_uri", [(1, 7, 0, 0, "y", None)])
        writes.delete("search_uri", [(1, 7, 1)])
        writes.execute(connection)
        assert len(seen) == (1 if database.engine == "postgresql" else 4)

    database.write(work)
    database.write(lambda connection: Writes().execute(connection))


def resources(first: int, after: int) -> list[tuple[Any, ...]]:
    """Rows of the table resource."""
    return [(pk, "Basic", f"b{pk}", *HEADER[2:]) for pk in range(first, after)]


def tokens(first: int, after: int) -> list[tuple[Any, ...]]:
    """Rows of the table search_token."""
    return [(pk, 7, 0, 0, 1, f"code {pk}", f"Code {pk}", None, MOMENT, MOMENT) for pk in range(first, after)]


def stored(database: Database, table: str) -> int:
    with database.reading() as connection:
        row = connection.row(statement(f"SELECT count(*) FROM {table}"))
    return int(row[0]) if row else 0


def observed(database: Database, work: Any) -> list[str]:
    """The statements that ``work`` runs in a transaction, without those around it."""
    seen: list[str] = []

    def watched(connection: Connection) -> None:
        seen.clear()
        work(connection)
        found.extend(seen)

    found: list[str] = []
    database.observe = seen.append
    database.write(watched)
    database.observe = None
    return found


def test_a_large_transaction_travels_in_slices_that_are_the_same_statement(database: Database) -> None:
    def work(connection: Connection) -> None:
        writes = Writes()
        writes.insert("resource", resources(2, 3002))
        writes.insert("search_token", tokens(2, 3002))
        writes.delete("search_token", [(pk, 7, 9) for pk in range(2, 3002)])
        writes.execute(connection)

    seen = observed(database, work)
    assert [text.split()[0] for text in dict.fromkeys(seen)] == ["DELETE", "INSERT", "INSERT"]
    assert len(seen) == 3 if database.engine == "sqlite" else len(seen) > 5
    assert (stored(database, "resource"), stored(database, "search_token")) == (3001, 3000)


def test_the_slices_are_small_whatever_the_rows(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """No parameter is longer than a slice and one row; a row that is longer travels alone."""
    lengths: list[int] = []
    run = Connection.run

    def measured(self: Connection, text: Any, parameters: Any = None) -> int:
        lengths.extend(len(value) for value in (parameters or {}).values())
        return run(self, text, parameters)

    def work(connection: Connection) -> None:
        writes = Writes()
        for pk in range(2, SMALL + 3):
            writes.insert("resource", resources(pk, pk + 1))
            writes.insert("resource_version", [(pk, 1, "Basic", "x" * 2000, HEADER[3], None, None, None, None)])
        writes.insert("resource_version", [(1, 1, "Basic", "y" * SLICE_BYTES * 2, HEADER[3], None, None, None, None)])
        writes.execute(connection)

    monkeypatch.setattr(Connection, "run", measured)
    database.write(work)
    assert stored(database, "resource_version") == SMALL + 2
    if database.engine == "postgresql":
        *others, longest = sorted(lengths)
        assert 2 * SLICE_BYTES < longest < 3 * SLICE_BYTES + 3000
        assert SLICE_BYTES < others[-1] < SLICE_BYTES + 3000


def test_up_to_so_many_rows_postgresql_needs_one_statement(database: Database) -> None:
    def work(connection: Connection, rows: int) -> None:
        writes = Writes()
        writes.delete("search_token", [(1, 7, 1)])
        writes.insert("resource", resources(2, 2 + rows - 1))
        writes.execute(connection)
        connection.run(statement("DELETE FROM resource WHERE pk > 1"))

    small, large = (
        len(observed(database, lambda connection, n=n: work(connection, n))) - 1 for n in (SMALL, SMALL + 1)
    )
    assert (small, large) == ((2, 2) if database.engine == "sqlite" else (1, 2))


def test_what_a_table_refuses_in_a_large_transaction_undoes_all_of_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def work(connection: Connection) -> None:
        patient = STORED_TABLES["patient"]
        row = dict.fromkeys(patient.columns) | {"pk": 2, "id": "b2", "gender": "Zmarzlik"}
        writes = Writes()
        writes.insert("resource", resources(2, 3002))
        writes.insert("patient", [tuple(row.values())])
        writes.insert("search_token", tokens(2, 3002))
        writes.execute(connection)

    with pytest.raises(Unprocessable, match="patient_gender_check") as raised:
        database.write(work)
    assert "Zmarzlik" not in str(raised.value) + caplog.text
    assert (stored(database, "resource"), stored(database, "search_token")) == (1, 0)


def test_a_large_transaction_that_lost_a_race_is_run_again(database: Database) -> None:
    tries: list[int] = []

    def work(connection: Connection) -> None:
        tries.append(len(tries))
        writes = Writes()
        # At first somebody else was quicker with a key; the second time its rows are there, and left alone.
        writes.insert("resource", resources(1 if len(tries) == 1 else 2, 3002))
        writes.insert("search_token", tokens(2, 3002))
        writes.execute(connection)

    database.write(work)
    assert tries == [0, 1]
    assert (stored(database, "resource"), stored(database, "search_token")) == (3001, 3000)


def test_what_was_written_is_forgotten(database: Database) -> None:
    def work(connection: Connection, rows: int) -> None:
        writes = Writes()
        writes.insert("resource", resources(rows * 10, rows * 11))
        writes.execute(connection)
        writes.execute(connection)

    for rows in (3, SMALL * 2):
        assert len(observed(database, partial(work, rows=rows))) == 1
    assert stored(database, "resource") == 1 + 3 + SMALL * 2


def test_every_table_of_every_mapping_can_be_stored() -> None:
    named = {table.name for mapping in MAPPINGS.values() for table in mapping.tables}
    assert named == {table.name for table in DOMAIN_TABLES}
    assert named <= STORED_TABLES.keys()
    for mapping in MAPPINGS.values():
        for table in mapping.tables:
            stored = STORED_TABLES[table.name]
            assert stored.keys == ((table.owner, *table.positions) if table.positions else ("pk",))
            assert {column.name for column in table.columns} <= set(stored.columns)
