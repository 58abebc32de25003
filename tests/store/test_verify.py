"""verify finds what somebody broke who can write every table and switch triggers off."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from fhirserver.settings import Settings
from fhirserver.store.connect import connect_sqlcipher, database_file
from fhirserver.store.index_again import index_everything
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.repository import Repository
from fhirserver.store.verify import verify
from tests.store.examples import load
from tests.store.sql_clients import SqlClient

RESOURCES: list[dict[str, Any]] = [
    {"resourceType": "Patient", "id": "p1", "name": [{"family": "Nowak"}], "identifier": [{"value": "1"}]},
    {"resourceType": "Patient", "id": "p2"},
    {
        "resourceType": "Condition",
        "id": "c1",
        "subject": {"reference": "Patient/p1"},
        "code": {"coding": [{"system": "urn:x", "code": "1"}]},
    },
    {
        "resourceType": "List",
        "id": "l1",
        "status": "current",
        "mode": "working",
        "subject": {"reference": "Patient/p1"},
    },
]


def broken(settings: Settings, statement: str) -> None:
    """Carry out a statement with triggers and foreign keys switched off."""
    if settings.database_url:
        with psycopg.connect(settings.database_url, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("SET fhirserver.write = 'on'")
            connection.execute(statement)  # type: ignore[arg-type]  # a test's own text
        return
    raw = connect_sqlcipher(database_file(settings), secret_of(database_key_file(settings), create=False))
    raw.execute("PRAGMA foreign_keys = OFF")
    for text in (
        "BEGIN",
        "UPDATE server_write SET active = 1",
        statement,
        "UPDATE server_write SET active = 0",
        "COMMIT",
    ):
        raw.execute(text)
    raw.close()


def found(repository: Repository) -> list[str]:
    return sorted(str(finding) for finding in verify(repository))


@pytest.fixture(autouse=True)
def _loaded(repository: Repository) -> None:
    load(repository, RESOURCES)
    load(repository, [{**RESOURCES[0], "gender": "female"}])


def key(name: str) -> str:
    resource_type, resource_id = name.split("/")
    return f"(SELECT pk FROM resource WHERE type = '{resource_type}' AND id = '{resource_id}')"


C1, P1 = key("Condition/c1"), key("Patient/p1")
DAMAGES: dict[str, tuple[str, list[str]]] = {
    "a main row": (
        "UPDATE patient SET gender = 'male' WHERE id = 'p1'",
        ["Patient/p1: patient says something else than the document: gender"],
    ),
    "a derived column": (
        "UPDATE medical_history SET in_document = NULL",
        ["Condition/c1: medical_history says something else than the document: in_document"],
    ),
    "a child row": (
        "UPDATE medical_history_coding SET code = '2'",
        ["Condition/c1: medical_history_coding says something else than the document: code"],
    ),
    "a child row too few": (
        "DELETE FROM patient_name",
        ["Patient/p1: patient_name says something else than the document: 0 rows instead of 1"],
    ),
    "a reference of a row": (
        f"UPDATE medical_history SET patient = {key('Patient/p2')}",
        ["Condition/c1: medical_history says something else than the document: patient"],
    ),
    "a row is gone": (f"DELETE FROM patient WHERE pk = {key('Patient/p2')}", ["Patient/p2: it has no row in patient"]),
    "a row without a resource": (
        "INSERT INTO patient (pk, id) VALUES (77, 'p7')",
        ["Patient/p7: patient has a row, but it does not exist"],
    ),
    "rows of another kind": (
        f"INSERT INTO medical_history_allergy_category (medical_history, position) VALUES ({C1}, 0)",
        ["medical_history c1: medical_history_allergy_category has rows that its kind does not have"],
    ),
    "rows of nobody": (
        "INSERT INTO patient_name (patient, position) VALUES (78, 0)",
        ["patient_name: 1 rows refer by patient to what is not in patient"],
    ),
    "a reference to nothing": (
        "UPDATE medical_history SET encounter = 79",
        [
            "Condition/c1: medical_history says something else than the document: encounter",
            "medical_history: 1 rows refer by encounter to what is not in encounter",
        ],
    ),
    "the index of references": (
        f"DELETE FROM resource_reference WHERE source_pk = {key('List/l1')}",
        ["List/l1: resource_reference says something else than the document"],
    ),
    "all of the index of references": (
        "DELETE FROM resource_reference",
        [f"{name}: resource_reference says something else than the document" for name in ("Condition/c1", "List/l1")],
    ),
    "the index of tokens": (
        f"UPDATE search_token SET code = '2' WHERE resource_pk = {P1} AND code = '1'",
        ["Patient/p1: search_token says something else than the document"],
    ),
    "the index of texts": (
        f"DELETE FROM search_string WHERE resource_pk = {P1}",
        ["Patient/p1: search_string says something else than the document"],
    ),
    "the index of words": (
        f"DELETE FROM search_text WHERE {{key of search_text}} = {P1}",
        ["Patient/p1: search_text says something else than the document"],
    ),
    "the index of dates": (
        f"INSERT INTO search_date (resource_pk, path, position, element, low, high) VALUES ({P1}, 1, 0, 0, "
        "'2001-01-01T00:00:00.000000Z', '2002-01-01T00:00:00.000000Z')",
        ["Patient/p1: search_date says something else than the document"],
    ),
    "the time when something happened": (
        f"UPDATE resource SET moment = '2001-01-01T00:00:00.000000Z' WHERE pk = {C1}",
        ["Condition/c1: resource says another time than the document"],
    ),
    "a version is gone": (
        f"DELETE FROM resource_version WHERE resource_pk = {P1} AND version = 1",
        ["Patient/p1: version 1 is missing"],
    ),
    "the current version is gone": (
        f"DELETE FROM resource_version WHERE resource_pk = {P1} AND version = 2",
        [
            "Patient/p1: its header says version 2, the latest is 1",
            "Patient/p1: patient says something else than the document: gender",
            "Patient/p1: search_text says something else than the document",
        ],
    ),
    "the header goes back": (
        f"UPDATE resource SET version = 1 WHERE pk = {P1}",
        [
            "Patient/p1: its header says something else than its current version",
            "Patient/p1: its header says version 1, the latest is 2",
        ],
    ),
    "the header says deleted": (
        f"UPDATE resource SET deleted = TRUE WHERE pk = {C1}",
        [
            "Condition/c1: medical_history has a row, but it does not exist",
            "Condition/c1: its header says something else than its current version",
        ],
    ),
    "the header names another patient": (
        f"UPDATE resource SET patient_pk = {key('Patient/p2')} WHERE pk = {C1}",
        ["Condition/c1: its header says something else than its current version"],
    ),
    "a document": (
        f"UPDATE resource_version SET document = (SELECT document FROM resource_version WHERE resource_pk = {P1} "
        f"AND version = 1) WHERE resource_pk = {C1}",
        ["Condition/c1: version 1 does not open (SealBroken)"],
    ),
    "an old document": (
        f"UPDATE resource_version SET document = (SELECT document FROM resource_version WHERE resource_pk = {C1}) "
        f"WHERE resource_pk = {P1} AND version = 1",
        ["Patient/p1: version 1 does not open (SealBroken)"],
    ),
    "the time of a version": (
        "UPDATE resource_version SET last_updated = '2001-01-01T00:00:00.000Z' "
        f"WHERE resource_pk = {P1} AND version = 1",
        ["Patient/p1: version 1 names another resource, version or time"],
    ),
}


def test_nothing_is_found_where_nothing_is_wrong(repository: Repository) -> None:
    seen: list[tuple[int, int]] = []
    assert list(verify(repository, lambda total, more: seen.append((total, more)))) == []
    assert seen == [(5, 1)] * 5


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_damage_is_found_and_named(repository: Repository, engine_settings: Settings, damage: str) -> None:
    statement, expected = DAMAGES[damage]
    column = "resource_pk" if engine_settings.database_url else "rowid"
    broken(engine_settings, statement.replace("{key of search_text}", column))
    assert found(repository) == sorted(expected)


@pytest.mark.parametrize("damage", [name for name in DAMAGES if "the index" in name or "the time when" in name])
def test_what_is_wrong_in_an_index_is_mended_by_indexing_everything(
    repository: Repository, engine_settings: Settings, damage: str
) -> None:
    statement, _ = DAMAGES[damage]
    column = "resource_pk" if engine_settings.database_url else "rowid"
    broken(engine_settings, statement.replace("{key of search_text}", column))
    assert list(index_everything(repository)) == [(4, 4)]
    assert found(repository) == []


def test_triggers_that_are_switched_off_are_found(repository: Repository, engine_settings: Settings) -> None:
    if engine_settings.database_url:
        broken(engine_settings, "ALTER TABLE patient_name DISABLE TRIGGER journal")
        broken(engine_settings, "DROP TRIGGER identity ON encounter")
        expected = ["encounter: the trigger identity", "patient_name: the trigger journal"]
    else:
        broken(engine_settings, "DROP TRIGGER patient_name_journal_update")
        expected = ["patient_name: the trigger patient_name_journal_update"]
    assert found(repository) == [f"{each} is missing or disabled" for each in expected]


def test_an_invalid_document_is_found_by_its_places(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that another version of the server let through."""
    from fhirserver.validation import validate

    resource = {
        "resourceType": "Condition",
        "id": "c2",
        "subject": {"reference": "Patient/p1"},
        "recordedDate": "Nowak",
    }
    references = validate({**resource, "recordedDate": "2020"}).references
    repository.write(lambda transaction: transaction.save("Condition", "c2", resource, references, "PUT"))
    assert found(repository) == ["Condition/c2: version 1 is not valid: Condition.recordedDate"]


def test_sql_writes_are_absorbed_first(repository: Repository, sql: SqlClient) -> None:
    sql.run("UPDATE patient SET gender = 'other'")
    assert found(repository) == []
    assert repository.read("Patient", "p1").version == 3


def test_it_runs_while_others_write(repository: Repository, sql: SqlClient) -> None:
    stop = threading.Event()

    def write() -> Iterator[None]:
        number = 0
        while not stop.is_set():
            number += 1
            load(repository, [{**RESOURCES[0], "name": [{"family": f"Nowak-{number}"}]}])
            load(repository, [{"resourceType": "Patient", "id": f"new-{number}", "birthDate": "2001"}])
            yield

    thread = threading.Thread(target=lambda: list(write()))
    thread.start()
    try:
        for number in range(10):
            sql.run(f"UPDATE patient SET birth_order = {number + 1} WHERE id = 'p2'")
            assert found(repository) == []
    finally:
        stop.set()
        thread.join()


def test_it_holds_a_bounded_number_of_documents(repository: Repository) -> None:
    big = {"resourceType": "Basic", "code": {"text": "x" * 50_000}}
    for some in range(4):
        load(repository, [{**big, "id": f"b{some}-{number}"} for number in range(300)])
    tracemalloc.start()
    assert found(repository) == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # There are 60 MB of documents in all.
    assert peak < 35_000_000
