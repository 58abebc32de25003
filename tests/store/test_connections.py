"""Which connections are kept for the next who needs one, and which are not."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from fhirserver.errors import Unavailable
from fhirserver.settings import Settings
from fhirserver.store.connect import READ_CACHE_KIB, WRITE_CACHE_KIB
from fhirserver.store.connection import LONG
from fhirserver.store.engine import MORE_CONNECTIONS, SQLITE_READERS, Connection, Database, open_database
from fhirserver.store.sql import statement

ECHO = statement("SELECT length(:text)", postgresql="SELECT length(:text::text)")
REPEAT = statement("SELECT replace(hex(zeroblob(:n)), '00', 'x')", postgresql="SELECT repeat('x', :n::int)")


@pytest.fixture
def database(engine_settings: Settings) -> Iterator[Database]:
    found = open_database(engine_settings)
    yield found
    found.close()


def connections_of(database: Database, times: int = 3) -> set[int]:
    """Which connections so many readers get, one after the other."""
    found = set()
    for _ in range(times):
        with database.reading() as connection:
            found.add(id(connection.raw))
    return found


def test_one_reader_after_the_other_uses_the_same_connection(database: Database) -> None:
    assert len(connections_of(database)) == 1


def test_readers_at_once_have_connections_of_their_own_and_the_last_one_is_used_again(database: Database) -> None:
    readers = [database.reading() for _ in range(3)]
    connections = [reader.__enter__().raw for reader in readers]
    for reader in readers:
        reader.__exit__(None, None, None)
    assert len({id(raw) for raw in connections}) == 3
    assert connections_of(database) == {id(connections[-1])}


def test_who_writes_to_sqlite_has_a_connection_of_its_own(database: Database) -> None:
    """So that one connection, and not each, keeps the statements of all tables."""
    (reading,) = connections_of(database)
    writing = {database.write(lambda connection: id(connection.raw)) for _ in range(3)}
    assert len(writing) == 1
    assert (writing == {reading}) == (database.engine == "postgresql")


@pytest.mark.parametrize("threads", [1, 8])
def test_no_more_are_opened_than_help(engine_settings: Settings, threads: int) -> None:
    settings = Settings(data=engine_settings.data, database_url=engine_settings.database_url, threads=threads)
    database = open_database(settings)
    database._pool._seconds = 0.1
    expected = threads + MORE_CONNECTIONS if settings.database_url else min(threads + MORE_CONNECTIONS, SQLITE_READERS)
    readers = [database.reading() for _ in range(expected)]
    for reader in readers:
        reader.__enter__()
    with pytest.raises(Unavailable, match="All database connections are in use"), database.reading():
        pass
    for reader in readers:
        reader.__exit__(None, None, None)
    assert len(connections_of(database)) == 1
    database.close()


def test_more_readers_than_connections_all_read(database: Database) -> None:
    found: list[object] = []

    def work() -> None:
        for _ in range(20):
            with database.reading() as connection:
                found.append(connection.row(ECHO, {"text": "abc"}))

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(3,)] * 320


def test_who_writes_to_sqlite_keeps_more_of_it_than_who_reads(database: Database) -> None:
    if database.engine == "sqlite":
        with database.reading() as connection:
            assert connection.row(statement("PRAGMA cache_size")) == (-READ_CACHE_KIB,)
        assert database.write(lambda connection: connection.row(statement("PRAGMA cache_size"))) == (-WRITE_CACHE_KIB,)


@pytest.mark.parametrize("length", [LONG, LONG + 1])
@pytest.mark.parametrize("reading", ["row", "rows", "parameter"])
def test_a_connection_to_postgresql_that_carried_something_long_is_not_kept(
    database: Database, reading: str, length: int
) -> None:
    """The library keeps twice the memory for it, for as long as the connection is open."""

    def carry(connection: Connection) -> int:
        if reading == "parameter":
            assert connection.row(ECHO, {"text": "x" * length}) == (length,)
        elif reading == "row":
            assert connection.row(REPEAT, {"n": length}) == ("x" * length,)
        else:
            assert connection.rows(REPEAT, {"n": length}) == [("x" * length,)]
        return id(connection.raw)

    with database.reading() as connection:
        raw = connection.raw
        carry(connection)
    with database.reading() as connection:
        kept = connection.raw is raw
    assert kept == (database.engine == "sqlite" or length == LONG)
    if database.engine == "postgresql":
        assert raw.closed != kept


def test_a_transaction_that_carried_something_long_is_committed_all_the_same(database: Database) -> None:
    def work(connection: Connection) -> None:
        connection.row(ECHO, {"text": "x" * (LONG + 1)})
        connection.run(
            statement(
                "INSERT INTO resource (pk, type, id, version, last_updated, deleted) "
                "VALUES (1, 'Basic', 'b', 0, '2020-01-01T00:00:00.000Z', FALSE)"
            )
        )

    database.write(work)
    with database.reading() as connection:
        assert connection.row(statement("SELECT id FROM resource")) == ("b",)
