"""SQL writers and API writers on the same resources at the same time: nothing is lost on either side."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from fhirserver.errors import Conflict, Unavailable
from fhirserver.settings import Settings
from fhirserver.store import absorb, unfit
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.verify import verify
from fhirserver.store.versions import document_of
from fhirserver.validation import validate
from tests.fhir_client import FhirClient
from tests.store.examples import load
from tests.store.sql_clients import SqlClient, SqlError, sql_client

COUNTER = "http://example.org/count"
PATIENTS = ("p0", "p1", "p2")


def patient(resource_id: str, count: int = 0) -> dict[str, Any]:
    extension = [{"url": COUNTER, "valueInteger": count}]
    name = [{"family": "Nowak", "given": ["0"]}]
    return {"resourceType": "Patient", "id": resource_id, "extension": extension, "name": name}


def in_threads(*works: Callable[[], None]) -> None:
    """Run all at once; raise what any of them raised."""
    errors: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # to be raised where the test sees it
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def add_one(repository: Repository, resource_id: str, name: str | None = None) -> None:
    """Read a patient, count one further in its extension, and append a name if one is given; in one transaction."""

    def work(transaction: Any) -> None:
        document = document_of(transaction.header("Patient", resource_id).current)
        count = document["extension"][0]["valueInteger"] + 1
        names = [*document["name"], *([{"text": name}] if name else [])]
        changed = {**document, "extension": [{"url": COUNTER, "valueInteger": count}], "name": names}
        transaction.save("Patient", resource_id, changed, validate(changed).references, "PUT")

    repository.write(work)


def patiently(sql: SqlClient, *statements: str) -> None:
    """Run a transaction again until it is not the one that gives way."""
    for _ in range(200):
        try:
            sql.run(*statements)
            return
        except SqlError as error:
            if not any(word in str(error) for word in ("Deadlock", "locked", "UniqueViolation", "UNIQUE")):
                raise
    raise AssertionError("it never got through")


def test_both_sides_count_and_nothing_is_lost(engine_settings: Settings, repository: Repository) -> None:
    """The API counts in an extension, which has no column; SQL counts in columns of the main and of a child row."""
    load(repository, [patient(each) for each in PATIENTS])
    others = [open_repository(engine_settings) for _ in range(2)]
    rounds = 30

    def api(own: Repository) -> Callable[[], None]:
        def work() -> None:
            for number in range(rounds):
                add_one(own, PATIENTS[number % 3])
                own.read("Patient", PATIENTS[(number + 1) % 3])

        return work

    def sql(client: SqlClient, statement: str) -> Callable[[], None]:
        def work() -> None:
            for number in range(rounds):
                key = f"(SELECT pk FROM patient WHERE id = '{PATIENTS[number % 3]}')"
                patiently(client, statement.format(key=key))

        return work

    main_row = "UPDATE patient SET birth_order = coalesce(birth_order, 0) + 1 WHERE pk = {key}"
    new = "CAST(CAST(given AS integer) + 1 AS text)"
    child_row = f"UPDATE patient_name SET given = {new} WHERE patient = {{key}} AND position = 0"
    with sql_client(engine_settings) as first, sql_client(engine_settings) as second:
        in_threads(api(others[0]), api(others[1]), sql(first, main_row), sql(second, child_row))
    for each in PATIENTS:
        shown = document_of(repository.read("Patient", each))
        assert shown["extension"][0]["valueInteger"] == 2 * rounds / 3
        assert shown["multipleBirthInteger"] == rounds / 3
        assert shown["name"][0]["given"] == [str(rounds // 3)]
    assert [str(finding) for finding in verify(repository)] == []
    for own in others:
        own.close()


def test_both_sides_append_to_one_list(engine_settings: Settings, sql: SqlClient, repository: Repository) -> None:
    load(repository, [patient("p0")])
    other = open_repository(engine_settings)
    rounds = 12

    def api() -> None:
        for number in range(rounds):
            add_one(other, "p0", f"api-{number}")

    def by_sql() -> None:
        for number in range(rounds):
            patiently(
                sql,
                "INSERT INTO patient_name (patient, position, text) "
                f"SELECT patient, max(position) + 1, 'sql-{number}' FROM patient_name GROUP BY patient",
            )

    in_threads(api, by_sql)
    names = [name.get("text") for name in document_of(repository.read("Patient", "p0"))["name"]]
    expected = {f"{side}-{number}" for side in ("api", "sql") for number in range(rounds)}
    assert sorted(names[1:]) == sorted(expected)
    assert [str(finding) for finding in verify(repository)] == []
    other.close()


def test_an_open_transaction_does_not_hold_up_reads(client: FhirClient, sql: SqlClient, repository: Repository) -> None:
    load(repository, [patient("p0"), patient("p1")])
    sql.run("UPDATE patient SET gender = 'female' WHERE id = 'p0'")
    sql.leave_open("UPDATE patient SET gender = 'male'")
    started = time.monotonic()
    answers = [client.get(path) for path in ("Patient/p0", "Patient/p1", "Patient/p0", "_history", "Patient/p1")]
    assert time.monotonic() - started < 5
    assert [answer.status for answer in answers] == [200] * 5
    assert "gender" not in answers[1].json
    sql.finish()
    assert client.get("Patient/p0").json["gender"] == "male"
    assert client.get("Patient/p1").json["gender"] == "male"


def test_a_write_to_what_is_held_locked_is_given_up_in_time(
    sql: SqlClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(repository, [patient("p0"), patient("p1")])
    sql.leave_open("UPDATE patient_name SET family = 'Held'")
    monkeypatch.setattr("fhirserver.store.repository.PATIENCE", 1.0)
    started = time.monotonic()
    changed = patient("p0")
    changed["name"][0]["family"] = "Other"
    with pytest.raises((Conflict, Unavailable)):
        load(repository, [changed])
    assert time.monotonic() - started < 4
    sql.finish()
    assert document_of(repository.read("Patient", "p0"))["name"][0]["family"] == "Held"
    load(repository, [changed])
    assert document_of(repository.read("Patient", "p0"))["name"][0]["family"] == "Other"


def test_a_write_waits_for_one_who_commits_soon(
    engine_settings: Settings, sql: SqlClient, repository: Repository
) -> None:
    load(repository, [patient("p0")])
    sql.leave_open("UPDATE patient SET gender = 'female'")
    timer = threading.Timer(0.7, sql.finish)
    timer.start()
    add_one(repository, "p0")
    timer.join()
    shown = document_of(repository.read("Patient", "p0"))
    assert (shown["gender"], shown["extension"][0]["valueInteger"]) == ("female", 1)


def test_two_who_absorb_at_once_make_one_version(engine_settings: Settings, repository: Repository) -> None:
    load(repository, [patient(f"p{number}") for number in range(120)])
    others = [open_repository(engine_settings) for _ in range(4)]
    with sql_client(engine_settings) as client:
        client.run("UPDATE patient SET gender = 'female'")
    in_threads(*(own.refresh for own in others))
    with repository.database.reading() as connection:
        counts = connection.raw.execute("SELECT count(*), max(version) FROM resource_version").fetchone()
    assert tuple(counts) == (240, 2)
    for own in others:
        own.close()


def test_what_sql_writes_while_the_server_absorbs_is_not_overwritten(
    engine_settings: Settings, sql: SqlClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name that moves up to position 0 meets another that was put there after the server read the rows."""
    if engine_settings.database_url is None:
        return  # SQLite has one writer
    load(repository, [patient("p0")])
    (pk,) = sql.run("SELECT pk FROM patient")[0]
    insert = f"INSERT INTO patient_name (patient, position, family) VALUES ({pk}, "
    sql.run("DELETE FROM patient_name", f"{insert} 5, 'Moves up')")
    find_unfit = absorb.find_unfit
    meanwhile = [f"{insert} 0, 'Came between')"]

    def interrupted(gathered: Any) -> None:
        if meanwhile:
            sql.run(meanwhile.pop())
        find_unfit(gathered)

    monkeypatch.setattr(absorb, "find_unfit", interrupted)
    names = document_of(repository.read("Patient", "p0"))["name"]
    assert meanwhile == []
    assert [name["family"] for name in names] == ["Came between", "Moves up"]


def test_many_rows_in_one_go(client: FhirClient, sql: SqlClient, repository: Repository) -> None:
    """A read of one of them does not wait for all of them; after the next history all are there."""
    load(repository, [patient(f"p{number}") for number in range(1200)])
    sql.run("UPDATE patient SET gender = 'other'", "UPDATE patient_name SET family = 'Kowalska'")
    shown = client.get("Patient/p1177").json
    assert (shown["gender"], shown["name"][0]["family"]) == ("other", "Kowalska")
    assert sql_waiting(repository) > 0
    assert client.get("_history?_count=1").json["total"] == 2400
    assert sql_waiting(repository) == 0
    assert list(verify(repository)) == []


def sql_waiting(repository: Repository) -> int:
    with repository.database.reading() as connection:
        found: int = connection.raw.execute("SELECT count(*) FROM sql_change").fetchone()[0]
    return found


def test_a_fault_in_absorbing_does_not_stop_reads(
    client: FhirClient,
    sql: SqlClient,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    load(repository, [patient(each) for each in PATIENTS])

    def failing(document: dict[str, Any]) -> Any:
        if document["id"] == "p1":
            raise ZeroDivisionError("Nowak")
        return validate(document)

    monkeypatch.setattr(unfit, "validate", failing)
    sql.run("UPDATE patient SET gender = 'female'")
    assert client.get("Patient/p1").version == "1"
    assert client.get("Patient/p0").json["gender"] == "female"
    assert client.get("Patient/p2").json["gender"] == "female"
    assert "ZeroDivisionError in failing" in caplog.text
    assert "Nowak" not in caplog.text
    assert sql_waiting(repository) == 1
    monkeypatch.setattr("fhirserver.store.repository.PATIENCE", 0.3)
    with pytest.raises(Conflict):
        add_one(repository, "p1")
    add_one(repository, "p0")
    # The fault is mended: another process absorbs at once, this one after a minute.
    monkeypatch.setattr(unfit, "validate", validate)
    other = open_repository(repository.settings)
    assert document_of(other.read("Patient", "p1"))["gender"] == "female"
    assert client.get("Patient/p1").json["gender"] == "female"
    other.close()


def test_nobody_can_pretend_to_be_the_server(engine_settings: Settings, repository: Repository) -> None:
    """On PostgreSQL anybody may make the setting by which the server marks its writes."""
    if engine_settings.database_url is None:
        return
    load(repository, [patient("p0")])
    with sql_client(engine_settings) as client:
        client.run("SET fhirserver.write = 'on'", "UPDATE patient SET gender = 'female'")
        client.run("CREATE TEMP TABLE sql_change (LIKE patient)", "UPDATE patient SET active = TRUE")
    shown = document_of(repository.read("Patient", "p0"))
    assert (shown["gender"], shown["active"]) == ("female", True)
    with psycopg.connect(engine_settings.database_url, user="registry") as raw, pytest.raises(psycopg.Error):
        raw.execute("DELETE FROM sql_change")
