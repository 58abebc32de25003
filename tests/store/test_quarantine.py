"""SQL writes that only FHIR can refuse: never served, never lost, told clearly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest

from fhirserver.errors import Conflict, Unprocessable
from fhirserver.settings import Settings
from fhirserver.store.quarantine import Quarantined, decide, list_quarantined, quarantined
from fhirserver.store.reapply import reapply
from fhirserver.store.repository import Repository
from fhirserver.store.verify import verify
from tests.fhir_client import FhirClient
from tests.store.sql_clients import SqlClient

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
SECRET = "Wyszogrodzka-Szewczyk"


def make(client: FhirClient, resource: dict[str, Any]) -> None:
    assert client.put(f"{resource['resourceType']}/{resource['id']}", resource).status in (200, 201)


def waiting(repository: Repository) -> list[Quarantined]:
    repository.refresh()
    with repository.database.reading() as connection:
        return list_quarantined(connection)


def reasons(repository: Repository, number: int) -> list[str]:
    with repository.database.reading() as connection:
        return quarantined(connection, number, repository.data_keys)[1].reasons


@pytest.fixture
def condition(client: FhirClient) -> None:
    make(client, {"resourceType": "Patient", "id": "p1", "name": [{"family": "Nowak"}]})
    coding = {"system": CLINICAL, "code": "active"}
    subject = {"reference": "Patient/p1"}
    make(client, {"resourceType": "Condition", "id": "c1", "clinicalStatus": {"coding": [coding]}, "subject": subject})


CASES = [
    # con-5: no clinical status where it was an error
    ("UPDATE medical_history SET verification_status = 'entered-in-error'", "Condition/c1"),
    # con-4: what has ended is not active
    ("UPDATE medical_history SET ended = '2020-01-01T00:00:00Z'", "Condition/c1"),
    # cpt-2: a value needs a system
    ("INSERT INTO patient_telecom (patient, position, value) SELECT pk, 0, '555' FROM patient", "Patient/p1"),
    # per-1: a period begins before it ends
    (
        "UPDATE patient_name SET period_start = '2020-01-01T00:00:00Z', period_end = '2019-01-01T00:00:00Z'",
        "Patient/p1",
    ),
    # a list of conditions is no place for reactions, which only allergies have
    (
        "INSERT INTO medical_history_allergy_category (medical_history, position, category) "
        "SELECT pk, 0, 'food' FROM medical_history",
        "Condition/c1",
    ),
]


@pytest.mark.usefixtures("condition")
@pytest.mark.parametrize(("statement", "resource"), CASES)
def test_what_breaks_an_invariant_goes_back_and_is_kept(
    client: FhirClient, sql: SqlClient, repository: Repository, statement: str, resource: str
) -> None:
    before = client.get(resource)
    sql.run(statement)
    after = client.get(resource)
    assert (after.version, after.json) == (before.version, before.json)
    (entry,) = waiting(repository)
    assert "/".join(entry.identity or ()) == resource
    assert (entry.database_user, entry.state) == (sql.user, "waiting")
    assert reasons(repository, entry.number) != []
    assert list(verify(repository)) == []
    # And the resource goes on as if nothing had been.
    sql.run("UPDATE patient SET gender = 'female'")
    assert client.get("Patient/p1").json["gender"] == "female"


def test_what_refers_to_a_quarantined_new_row_is_quarantined_too(
    client: FhirClient, sql: SqlClient, repository: Repository
) -> None:
    sql.run(
        "INSERT INTO patient (pk, id) VALUES (2000000000000, 'p2')",
        "INSERT INTO patient_telecom (patient, position, value) VALUES (2000000000000, 0, '555')",
        "INSERT INTO encounter (pk, id, patient, status, class_system, class) "
        "VALUES (2000000000001, 'e2', 2000000000000, 'finished', 'urn:x', 'AMB')",
        "INSERT INTO medical_history (id, kind, patient, encounter, code_text) "
        "VALUES ('c2', 'diagnosis', 2000000000000, 2000000000001, 'Flu')",
        "INSERT INTO patient (id) VALUES ('p3')",
    )
    assert client.get("Condition/c2").status == 404
    assert client.get("Patient/p3").status == 200
    entries = waiting(repository)
    assert {entry.resource_id for entry in entries} == {"p2", "e2", "c2"}
    assert sql.run("SELECT id FROM patient") == [("p3",)]
    assert sql.run("SELECT id FROM medical_history") == []
    assert list(verify(repository)) == []


def test_it_is_quarantined_together_however_the_read_meets_it(
    client: FhirClient, sql: SqlClient, repository: Repository
) -> None:
    """Rows of more resources than are absorbed at once, all of which refer to one that cannot be."""
    sql.run(
        "INSERT INTO patient (pk, id) VALUES (2000000000000, 'p2')",
        "INSERT INTO patient_telecom (patient, position, value) VALUES (2000000000000, 0, '555')",
        *(
            f"INSERT INTO medical_history (id, kind, patient) VALUES ('c{number}', 'diagnosis', 2000000000000)"
            for number in range(450)
        ),
    )
    assert client.get("Condition/c7").status == 404
    assert len(waiting(repository)) == 451
    assert sql.run("SELECT count(*) FROM medical_history") == [(0,)]


@pytest.mark.usefixtures("condition")
def test_a_deletion_that_documents_stand_against_is_undone(
    client: FhirClient, sql: SqlClient, repository: Repository
) -> None:
    """A List stands in no table, so no foreign key speaks for its reference."""
    make(
        client,
        {
            "resourceType": "List",
            "id": "l1",
            "status": "current",
            "mode": "working",
            "entry": [{"item": {"reference": "Condition/c1"}}],
        },
    )
    rows = sql.run("SELECT * FROM patient_name")
    sql.run("DELETE FROM medical_history", "DELETE FROM patient")
    assert client.get("Condition/c1").status == 200
    assert client.get("Patient/p1").status == 200
    assert {entry.resource_id for entry in waiting(repository)} == {"c1", "p1"}
    assert sql.run("SELECT * FROM patient_name") == rows
    assert list(verify(repository)) == []
    # With the List gone the same may be done.
    assert client.delete("List/l1").status == 204
    for entry in sorted(waiting(repository), key=lambda entry: entry.resource_type or ""):
        number = entry.number
        repository.write(lambda transaction, number=number: reapply(transaction, number))
    assert (client.get("Condition/c1").status, client.get("Patient/p1").status) == (410, 410)
    assert list(verify(repository)) == []


@pytest.mark.usefixtures("condition")
def test_applying_tries_again_on_what_is_there_now(client: FhirClient, sql: SqlClient, repository: Repository) -> None:
    sql.run("UPDATE medical_history SET ended = '2020-01-01T00:00:00Z', severity_text = 'bad'")
    (entry,) = waiting(repository)
    with pytest.raises(Unprocessable, match="con-4"):
        repository.write(lambda transaction: reapply(transaction, entry.number))
    document = client.get("Condition/c1").json
    document["clinicalStatus"]["coding"][0]["code"] = "resolved"
    document["note"] = [{"text": "said on the telephone"}]
    make(client, document)
    version = repository.write(lambda transaction: reapply(transaction, entry.number))
    assert version is not None
    assert (version.version, version.method) == (3, "sql")
    shown = client.get("Condition/c1").json
    assert shown["abatementDateTime"] == "2020-01-01T00:00:00Z"
    assert shown["severity"] == {"text": "bad"}
    assert shown["note"] == document["note"]
    assert waiting(repository) == []
    with repository.database.reading() as connection:
        written_by = connection.raw.execute("SELECT max(written_by) FROM resource_version").fetchone()[0]
    assert written_by == sql.user
    with pytest.raises(Conflict):
        repository.write(lambda transaction: reapply(transaction, entry.number))
    assert list(verify(repository)) == []


@pytest.mark.usefixtures("condition")
def test_applying_a_new_row_makes_the_resource(client: FhirClient, sql: SqlClient, repository: Repository) -> None:
    make(client, {"resourceType": "Organization", "id": "o1", "name": "Ward"})
    sql.run(
        "INSERT INTO patient (pk, id) VALUES (2000000000000, 'p2')",
        "INSERT INTO patient_telecom (patient, position, value) VALUES (2000000000000, 0, '555')",
        "INSERT INTO medical_history (id, kind, patient) VALUES ('c2', 'diagnosis', 2000000000000)",
    )
    by_id = {entry.resource_id: entry.number for entry in waiting(repository)}
    with pytest.raises(Unprocessable, match="Patient/p2"):
        repository.write(lambda transaction: reapply(transaction, by_id["c2"]))
    make(client, {"resourceType": "Patient", "id": "p2"})
    repository.write(lambda transaction: reapply(transaction, by_id["c2"]))
    assert client.get("Condition/c2").json["subject"] == {"reference": "Patient/p2"}
    with repository.database.reading() as connection:
        assert [entry.resource_id for entry in list_quarantined(connection)] == ["p2"]


@pytest.mark.usefixtures("condition")
def test_discarding_is_once_and_for_all(sql: SqlClient, repository: Repository) -> None:
    sql.run("UPDATE medical_history SET ended = '2020-01-01T00:00:00Z'")
    (entry,) = waiting(repository)
    repository.write(lambda transaction: decide(transaction.connection, entry.number, "discarded"))
    assert waiting(repository) == []
    with repository.database.reading() as connection:
        assert [each.state for each in list_quarantined(connection, everything=True)] == ["discarded"]
    with pytest.raises(Conflict):
        repository.write(lambda transaction: decide(transaction.connection, entry.number, "discarded"))


@pytest.mark.usefixtures("condition")
def test_no_value_stands_outside_of_the_seal(
    sql: SqlClient, repository: Repository, engine_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    sql.run(
        f"UPDATE patient_name SET family = '{SECRET}'",
        f"INSERT INTO patient_telecom (patient, position, value) SELECT pk, 0, '{SECRET}' FROM patient",
    )
    (entry,) = waiting(repository)
    with repository.database.reading() as connection:
        content = quarantined(connection, entry.number, repository.data_keys)[1]
    assert content.rows is not None
    assert content.rows["patient_telecom"][0][2] == SECRET
    assert SECRET not in caplog.text
    if engine_settings.database_url:
        with psycopg.connect(engine_settings.database_url) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in tables:
                rows = connection.execute(f"SELECT t::text FROM {table} t").fetchall()  # type: ignore[arg-type]  # ours
                assert not any(SECRET in row[0] or SECRET.encode().hex() in row[0] for row in rows), table
    else:
        for file in Path(engine_settings.data).glob("record.db*"):
            assert SECRET.encode() not in file.read_bytes()
