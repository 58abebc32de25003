"""SQL writes of unusual kinds: other forms of statements, odd values, references that dangle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from fhirserver.errors import Gone, NotFound
from fhirserver.search.paths import parameters
from fhirserver.search.tokens import TokenValue
from fhirserver.search.tree import Criterion, Search
from fhirserver.settings import Settings
from fhirserver.store.quarantine import list_quarantined
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.verify import verify
from fhirserver.store.versions import document_of
from fhirserver.validation import validate
from tests.databases import Databases, Engine
from tests.store.examples import load
from tests.store.sql_clients import PostgresqlClient, SqlcipherClient, SqlClient, SqlError, sql_client

P1: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"family": "Nowak"}, {"family": "Kowal"}],
    "extension": [{"url": "http://example.org/x", "valueString": "kept"}],
}
C1: dict[str, Any] = {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"}}


def shown(repository: Repository, name: str) -> dict[str, Any]:
    return document_of(repository.read(*name.split("/")))


def quarantined(repository: Repository) -> list[str]:
    repository.refresh()
    with repository.database.reading() as connection:
        return [entry.reason for entry in list_quarantined(connection)]


def all_is_well(repository: Repository) -> None:
    assert [str(finding) for finding in verify(repository)] == []


@pytest.fixture
def sqlcipher(databases: Databases) -> Iterator[tuple[Repository, SqlClient]]:
    yield from _opened("sqlcipher", databases)


@pytest.fixture
def postgresql(databases: Databases) -> Iterator[tuple[Repository, SqlClient]]:
    yield from _opened("postgresql", databases)


@pytest.fixture
def dangling(engine: Engine, databases: Databases) -> Iterator[tuple[Repository, SqlClient]]:
    """On each engine, a server on which references may name what does not exist."""
    yield from _opened(engine, databases, allow_dangling_references=True)


def _opened(engine: Engine, databases: Databases, **changes: object) -> Iterator[tuple[Repository, SqlClient]]:
    settings: Settings = databases.fresh(engine, **changes)
    repository = open_repository(settings)
    with sql_client(settings) as client:
        yield repository, client
    repository.close()
    databases.remove(settings)


def test_insert_or_replace_is_a_new_row(sqlcipher: tuple[Repository, SqlClient]) -> None:
    repository, sql = sqlcipher
    load(repository, [P1])
    (pk,) = sql.run("SELECT pk FROM patient")[0]
    sql.run("INSERT OR REPLACE INTO patient (id, gender) VALUES ('p1', 'female')")
    assert shown(repository, "Patient/p1").keys() == {"resourceType", "id", "meta", "gender"}
    assert sql.run("SELECT pk FROM patient") == [(pk,)]
    load(repository, [P1])
    sql.run(f"INSERT OR REPLACE INTO patient (pk, id, gender) VALUES ({pk}, 'p1', 'male')")
    assert shown(repository, "Patient/p1").keys() == {"resourceType", "id", "meta", "gender"}
    sql.run(f"INSERT OR REPLACE INTO patient_name (patient, position, family) VALUES ({pk}, 0, 'Nowak')")
    assert shown(repository, "Patient/p1")["name"] == [{"family": "Nowak"}]
    all_is_well(repository)


def test_insert_or_replace_of_two_rows_at_once_is_sorted_out(sqlcipher: tuple[Repository, SqlClient]) -> None:
    """The key of one resource and the id of another: neither is served as the other."""
    repository, sql = sqlcipher
    load(repository, [P1, {"resourceType": "Patient", "id": "p2", "gender": "female"}])
    sql.run("INSERT OR REPLACE INTO patient (pk, id, gender) SELECT pk, 'p2', 'male' FROM patient WHERE id = 'p1'")
    assert shown(repository, "Patient/p1")["name"] == P1["name"]
    assert quarantined(repository) == ["key"]
    with pytest.raises(Gone):
        repository.read("Patient", "p2")
    all_is_well(repository)


def test_insert_or_ignore_changes_nothing(sqlcipher: tuple[Repository, SqlClient]) -> None:
    repository, sql = sqlcipher
    load(repository, [P1])
    sql.run("INSERT OR IGNORE INTO patient (id, gender) VALUES ('p1', 'female')")
    assert repository.read("Patient", "p1").version == 1
    all_is_well(repository)


def test_a_connection_without_foreign_keys_is_refused(sqlcipher: tuple[Repository, SqlClient]) -> None:
    repository, sql = sqlcipher
    load(repository, [P1, C1])
    assert isinstance(sql, SqlcipherClient)
    sql._ask(["PRAGMA foreign_keys = OFF"])
    for statement in (
        "DELETE FROM patient",
        "UPDATE patient SET active = TRUE",
        "INSERT INTO patient (id) VALUES ('x')",
    ):
        with pytest.raises(SqlError, match="run PRAGMA foreign_keys = ON first"):
            sql.run(statement)
    sql._ask(["PRAGMA foreign_keys = ON"])
    sql.run("UPDATE patient SET active = TRUE")
    assert shown(repository, "Patient/p1")["active"] is True


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-01-02", "2020-01-02T00:00:00Z"),
        ("2020-01-02 03:04", "2020-01-02T03:04:00Z"),
        ("2020-01-02T03:04:05+02:00", "2020-01-02T01:04:05Z"),
        ("2020-01-02T03:04:05.123456Z", "2020-01-02T03:04:05.123456Z"),
    ],
)
def test_times_in_any_form_of_sqlite(sqlcipher: tuple[Repository, SqlClient], written: str, expected: str) -> None:
    repository, sql = sqlcipher
    load(repository, [P1, C1])
    sql.run(f"UPDATE medical_history SET recorded = '{written}'")
    assert shown(repository, "Condition/c1")["recordedDate"] == expected
    (stored,) = sql.run("SELECT recorded FROM medical_history")[0]
    assert len(stored) == 27
    all_is_well(repository)


@pytest.mark.parametrize("written", ["2020-01-02T24:00:00Z", "2020-01-02 03:04 ", "0001-01-01T00:00:00+05:00"])
def test_times_that_are_none_are_quarantined(sqlcipher: tuple[Repository, SqlClient], written: str) -> None:
    repository, sql = sqlcipher
    load(repository, [P1, C1])
    try:
        sql.run(f"UPDATE medical_history SET recorded = '{written}'")
    except SqlError:
        return
    assert "recordedDate" not in shown(repository, "Condition/c1")
    assert quarantined(repository) == ["medical_history.recorded"]
    all_is_well(repository)


@pytest.mark.parametrize("written", ["char(0) || 'x'", "'x' || char(7)", "CAST(x'41ff' AS TEXT)"])
def test_text_that_is_none_is_never_served(sqlcipher: tuple[Repository, SqlClient], written: str) -> None:
    repository, sql = sqlcipher
    load(repository, [P1, C1])
    sql.run(f"UPDATE medical_history SET code_text = {written}")
    document = shown(repository, "Condition/c1")
    assert document.get("code") in (None, {"text": "A\N{REPLACEMENT CHARACTER}"})
    all_is_well(repository)


def test_numbers_are_the_same_on_both_sides(repository: Repository, sql: SqlClient) -> None:
    load(repository, [P1])
    observation = {"resourceType": "Observation", "id": "o1", "status": "final", "code": {"text": "x"}}
    load(repository, [{**observation, "subject": {"reference": "Patient/p1"}}])
    for number in ("1.50", "0.1", "1e2", "-0.000001", "123456789012.25"):
        sql.run(f"UPDATE lab_result SET value = {number}")
        value = shown(repository, "Observation/o1")["valueQuantity"]["value"]
        assert float(value) == float(number)
        all_is_well(repository)


def test_upserts_and_copies_are_noticed(postgresql: tuple[Repository, SqlClient]) -> None:
    repository, sql = postgresql
    load(repository, [P1])
    sql.run("INSERT INTO patient (id, gender) VALUES ('p1', 'female') ON CONFLICT (id) DO UPDATE SET gender = 'female'")
    assert shown(repository, "Patient/p1")["extension"] == P1["extension"]
    assert isinstance(sql, PostgresqlClient)
    with sql.raw.cursor() as cursor, cursor.copy("COPY patient (id, gender) FROM STDIN") as copy:
        copy.write_row(("p2", "male"))
        copy.write_row(("p3", "other"))
    assert [shown(repository, f"Patient/p{number}")["gender"] for number in (1, 2, 3)] == ["female", "male", "other"]


def test_truncate_is_refused(postgresql: tuple[Repository, SqlClient]) -> None:
    repository, sql = postgresql
    load(repository, [P1])
    with pytest.raises(SqlError):
        sql.run("TRUNCATE patient CASCADE")
    url = repository.settings.database_url
    assert url
    with psycopg.connect(url) as owner, pytest.raises(psycopg.Error, match="use DELETE"):
        owner.execute("TRUNCATE patient_name")
    assert repository.read("Patient", "p1").version == 1


def test_a_rolled_back_transaction_leaves_nothing(repository: Repository, sql: SqlClient) -> None:
    load(repository, [P1])
    sql.leave_open("UPDATE patient SET gender = 'female'")
    sql.finish("ROLLBACK")
    assert repository.read("Patient", "p1").version == 1


def test_a_row_takes_over_the_placeholder_of_what_others_refer_to(dangling: tuple[Repository, SqlClient]) -> None:
    repository, sql = dangling
    load(repository, [C1])
    assert sql.run("SELECT patient FROM medical_history") == [(None,)]
    sql.run("INSERT INTO patient (id, family) VALUES ('p1', 'Nowak')")
    assert repository.read("Patient", "p1").version == 1
    assert sql.run("SELECT m.patient = p.pk FROM medical_history m, patient p") in ([(True,)], [(1,)])
    assert repository.read("Condition", "c1").version == 1
    all_is_well(repository)


def test_a_reference_that_dangles_survives_sql(dangling: tuple[Repository, SqlClient]) -> None:
    """The column is NULL because no foreign key can hold it, not because somebody removed the reference."""
    repository, sql = dangling
    performer = [{"actor": {"reference": "Practitioner/gone"}}]
    procedure = {"resourceType": "Procedure", "id": "x1", "status": "completed", "subject": {"reference": "Patient/p1"}}
    load(repository, [C1, {**procedure, "performer": performer}])
    sql.run("UPDATE medical_history SET code_text = 'Flu' WHERE kind = 'diagnosis'")
    sql.run("UPDATE medical_history SET code_text = 'Cut' WHERE id = 'x1'")
    assert shown(repository, "Condition/c1")["subject"] == {"reference": "Patient/p1"}
    assert shown(repository, "Procedure/x1")["performer"] == performer
    all_is_well(repository)
    # Putting another reference in its place is a wish.
    sql.run(
        "INSERT INTO organization (pk, id, kind, name) VALUES (3000000000000, 'o1', 'organization', 'Ward')",
        "UPDATE medical_history_performer SET organization = 3000000000000",
    )
    assert shown(repository, "Procedure/x1")["performer"] == [{"actor": {"reference": "Organization/o1"}}]
    all_is_well(repository)


def test_what_comes_back_and_goes_is_linked_and_unlinked(dangling: tuple[Repository, SqlClient]) -> None:
    repository, sql = dangling
    observation = {"resourceType": "Observation", "id": "o1", "status": "final", "code": {"text": "x"}}
    members = [{"reference": f"Observation/m{number}"} for number in range(3)]
    load(repository, [C1, {**observation, "hasMember": members}])
    load(repository, [P1, *({**observation, "id": f"m{number}"} for number in (0, 2))])
    all_is_well(repository)
    linked = "SELECT count(*), count(member) FROM lab_result_member"
    assert sql.run(linked) == [(3, 2)]

    def delete(*names: str) -> None:
        def work(transaction: Any) -> None:
            for name in names:
                header = transaction.header(*name.split("/"), for_delete=True)
                transaction.delete(header)

        repository.write(work)

    delete("Patient/p1", "Observation/m2")
    assert sql.run(linked) == [(3, 1)]
    assert sql.run("SELECT patient FROM medical_history") == [(None,)]
    all_is_well(repository)
    load(repository, [P1, {**observation, "id": "m1"}, {**observation, "id": "m2"}])
    assert sql.run(linked) == [(3, 3)]
    all_is_well(repository)
    # By SQL too: it cannot delete what rows refer to, but can bring back what others wait for.
    with pytest.raises(SqlError):
        sql.run("DELETE FROM lab_result WHERE id = 'm1'")
    delete("Observation/m1")
    sql.run("INSERT INTO lab_result (id, kind, status, code_text) VALUES ('m1', 'observation', 'final', 'again')")
    repository.refresh()
    assert sql.run(linked) == [(3, 3)]
    assert repository.read("Observation", "m1").version == 3
    all_is_well(repository)


def test_a_deletion_and_a_change_of_one_who_refers_to_it_in_one_transaction(
    dangling: tuple[Repository, SqlClient],
) -> None:
    repository, sql = dangling
    load(repository, [P1, C1])

    def work(transaction: Any) -> None:
        transaction.delete(transaction.header("Patient", "p1", for_delete=True))
        changed = {**C1, "note": [{"text": "x"}]}
        transaction.save("Condition", "c1", changed, validate(changed).references, "PUT")

    repository.write(work)
    assert sql.run("SELECT patient FROM medical_history") == [(None,)]
    all_is_well(repository)


def test_a_key_of_something_else_is_not_taken(repository: Repository, sql: SqlClient) -> None:
    load(repository, [P1, C1, {"resourceType": "Basic", "id": "b1", "code": {"text": "x"}}])
    keys = dict(sql.run("SELECT id, pk FROM patient UNION SELECT id, pk FROM medical_history"))
    other = max(keys.values()) + 1
    sql.run(
        f"INSERT INTO patient (pk, id) VALUES ({keys['c1']}, 'p7')",
        f"INSERT INTO patient (pk, id) VALUES ({other}, 'p8')",
    )
    for name in ("Patient/p7", "Patient/p8"):
        with pytest.raises(NotFound):
            repository.read(*name.split("/"))
    assert quarantined(repository) == ["key", "key"]
    assert repository.read("Condition", "c1").version == 1
    assert repository.read("Basic", "b1").version == 1
    all_is_well(repository)


def by_identifier(value: str) -> Search:
    identifier = parameters("Patient")["identifier"]
    return Search(("Patient",), (Criterion((identifier,), None, (TokenValue(None, value),)),))


def test_identifiers_longer_than_an_index_entry(repository: Repository, sql: SqlClient) -> None:
    value = "9" * 20_000
    load(repository, [{**P1, "identifier": [{"system": "urn:" + "x" * 20_000, "value": value}]}])
    search = by_identifier(value)
    assert repository.write(lambda transaction: transaction.find(search)) == ["p1"]
    other = by_identifier(value + "9")
    assert repository.write(lambda transaction: transaction.find(other)) == []
    all_is_well(repository)
