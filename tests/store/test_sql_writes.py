"""SQL writes of other programs are FHIR versions at the next request."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import FhirClient
from tests.store.sql_clients import SqlClient, SqlError

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "extension": [{"url": "http://example.org/shoe-size", "valueDecimal": 42.50}],
    "name": [{"family": "Chalmers", "given": ["Peter", "James"]}, {"family": "Windsor", "use": "maiden"}],
    "birthDate": "1974-12",
    "gender": "male",
}


def make(client: FhirClient, **changes: Any) -> None:
    resource = {**PATIENT, **changes}
    assert client.put(f"{resource['resourceType']}/{resource['id']}", resource).status in (200, 201)


def test_an_update_is_the_next_version(client: FhirClient, sql: SqlClient, repository: Repository) -> None:
    make(client)
    sql.run("UPDATE patient SET gender = 'female' WHERE id = 'p1'")
    answer = client.get("Patient/p1")
    assert answer.version == "2"
    assert answer.json["gender"] == "female"
    assert answer.json["extension"] == PATIENT["extension"]
    assert answer.json["birthDate"] == "1974-12"
    entry = client.get("Patient/p1/_history").json["entry"][0]
    assert entry["request"]["method"] == "PUT"
    assert entry["response"]["etag"] == 'W/"2"'
    with repository.database.reading() as connection:
        rows = connection.raw.execute("SELECT version, method, written_by FROM resource_version ORDER BY 1").fetchall()
    assert [tuple(row) for row in rows] == [(1, "PUT", None), (2, "sql", sql.user)]
    assert client.get("Patient/p1").version == "2"


def test_nothing_is_new_if_sql_writes_what_is_there(client: FhirClient, sql: SqlClient) -> None:
    make(client)
    sql.run("UPDATE patient SET gender = 'male', birth_date_end = NULL WHERE id = 'p1'")
    assert client.get("Patient/p1").version == "1"
    assert str(sql.run("SELECT birth_date_end FROM patient")[0][0]) == "1975-01-01"


def test_child_rows_are_inserted_updated_deleted_and_renumbered(client: FhirClient, sql: SqlClient) -> None:
    make(client)
    (pk,) = sql.run("SELECT pk FROM patient WHERE id = 'p1'")[0]
    sql.run(
        f"INSERT INTO patient_name (patient, position, family) VALUES ({pk}, 7, 'Third')",
        f"UPDATE patient_name SET given = 'Pieter' WHERE patient = {pk} AND position = 0",
        f"DELETE FROM patient_name WHERE patient = {pk} AND position = 1",
    )
    names = client.get("Patient/p1").json["name"]
    assert names == [{"family": "Chalmers", "given": ["Pieter"]}, {"family": "Third"}]
    assert sql.run("SELECT position, family FROM patient_name ORDER BY 1") == [(0, "Chalmers"), (1, "Third")]
    assert sql.run("SELECT given FROM patient") == [("Pieter",)]


def test_a_row_typed_by_hand_is_a_resource(client: FhirClient, sql: SqlClient) -> None:
    sql.run("INSERT INTO patient (family, gender) VALUES ('Nowak', 'other')")
    pk, resource_id = sql.run("SELECT pk, id FROM patient")[0]
    assert pk >= 2**40
    answer = client.get(f"Patient/{resource_id}")
    assert (answer.status, answer.version) == (200, "1")
    assert answer.json["name"] == [{"family": "Nowak"}]
    assert sql.run("SELECT family FROM patient_name") == [("Nowak",)]


def test_parents_and_children_come_in_one_transaction(client: FhirClient, sql: SqlClient) -> None:
    sql.run(
        "INSERT INTO medical_history (id, kind, patient, code_text) VALUES ('c1', 'diagnosis', 1234567890123, 'Flu')",
        "INSERT INTO patient_name (patient, position, family) VALUES (1234567890123, 0, 'Nowak')",
        "INSERT INTO patient (pk, id) VALUES (1234567890123, 'p9')",
    )
    assert client.get("Condition/c1").json["subject"] == {"reference": "Patient/p9"}
    assert client.get("Patient/p9").json["name"] == [{"family": "Nowak"}]
    assert [entry["response"]["etag"] for entry in client.get("_history").json["entry"]] == ['W/"1"'] * 2


def test_a_deleted_row_is_a_deleted_resource(client: FhirClient, sql: SqlClient) -> None:
    make(client)
    sql.run("DELETE FROM patient WHERE id = 'p1'")
    answer = client.get("Patient/p1")
    assert (answer.status, answer.version) == (410, "2")
    assert client.get("Patient/p1/_history/1").status == 200
    assert sql.run("SELECT count(*) FROM patient_name") == [(0,)]


def test_a_row_with_the_id_of_a_deleted_resource_takes_its_key_over(client: FhirClient, sql: SqlClient) -> None:
    make(client)
    (pk,) = sql.run("SELECT pk FROM patient")[0]
    assert client.delete("Patient/p1").status == 204
    sql.run("INSERT INTO patient (id, family) VALUES ('p1', 'Nowak')")
    sql.run("INSERT INTO patient_telecom (patient, position, system, value) SELECT pk, 0, 'fax', '5' FROM patient")
    answer = client.get("Patient/p1")
    assert (answer.status, answer.version) == (200, "3")
    assert answer.json["telecom"] == [{"system": "fax", "value": "5"}]
    assert "extension" not in answer.json
    assert sql.run("SELECT pk FROM patient") == [(pk,)]


def test_a_row_deleted_and_inserted_again_is_a_new_document(client: FhirClient, sql: SqlClient) -> None:
    make(client)
    (pk,) = sql.run("SELECT pk FROM patient")[0]
    for key in ("", f"{pk}, "):
        columns = "pk, id" if key else "id"
        sql.run("DELETE FROM patient", f"INSERT INTO patient ({columns}) VALUES ({key}'p1')")
        assert client.get("Patient/p1").json.keys() == {"resourceType", "id", "meta"}
        assert sql.run("SELECT pk FROM patient") == [(pk,)]
        make(client)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE patient SET gender = 'm'",
        "UPDATE patient SET pk = pk + 1",
        "UPDATE patient SET id = 'p2'",
        "UPDATE patient SET id = NULL",
        "INSERT INTO patient (id) VALUES ('p 1')",
        "INSERT INTO patient (id) VALUES ('p1')",
        "INSERT INTO patient (pk, id) SELECT pk, 'p2' FROM patient",
        "INSERT INTO patient_name (patient, position, family) VALUES (17, 0, 'Nobody')",
        "INSERT INTO patient_name (patient, position, family) SELECT pk, -1, 'Nobody' FROM patient",
        "UPDATE patient_name SET patient = 5",
        "INSERT INTO medical_history (kind, patient) VALUES ('diagnosis', 17)",
        "INSERT INTO medical_history (kind) VALUES ('diagnosis')",
        "INSERT INTO medical_history (kind, patient) SELECT 'nonsense', pk FROM patient",
        "UPDATE medical_history SET kind = 'procedure'",
        "UPDATE medical_history SET patient = 17",
        "DELETE FROM patient",
        "UPDATE patient SET birth_date = '2020-02-30'",
        "UPDATE patient SET deceased = NULL, deceased_at = 'the day before'",
        "UPDATE patient SET deceased_at = '2020-01-01T00:00:00Z', deceased = TRUE",
    ],
)
def test_the_database_refuses_what_sql_can_say(client: FhirClient, sql: SqlClient, statement: str) -> None:
    make(client)
    condition = {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"}}
    assert client.put("Condition/c1", condition).status == 201
    with pytest.raises(SqlError):
        sql.run(statement)
    assert client.get("Patient/p1").version == "1"
    assert client.get("Condition/c1").version == "1"
