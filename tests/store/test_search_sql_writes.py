"""What other programs write with SQL is found by the next search, and what they delete is not."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.store.repository import Repository
from fhirserver.store.verify import verify
from tests.fhir_client import FhirClient
from tests.store.sql_clients import SqlClient

PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"family": "Chalmers", "given": ["Peter"]}],
    "gender": "male",
    "birthDate": "1974-12-25",
}


@pytest.fixture
def found(client: FhirClient) -> Any:
    """Searches, and returns the ids of what is found."""
    assert client.put("Patient/p1", PATIENT).status == 201

    def find(query: str) -> list[str]:
        answer = client.get(query)
        assert answer.status == 200, answer.json
        return sorted(entry["resource"]["id"] for entry in answer.json.get("entry", []))

    return find


@pytest.mark.parametrize(
    ("statement", "before", "after"),
    [
        # columns of the row itself, rows below it, and the header
        ("UPDATE patient SET gender = 'female' WHERE id = 'p1'", "gender=male", "gender=female"),
        ("UPDATE patient SET birth_date = '1980-01-01' WHERE id = 'p1'", "birthdate=lt1975", "birthdate=1980-01"),
        ("UPDATE patient_name SET family = 'Windsor'", "family=chalmers", "family=windsor"),
        ("UPDATE patient_name SET family = 'Windsor'", "_content=chalmers", "_content=windsor"),
        ("UPDATE patient_name SET family = 'Windsor'", "phonetic=chalmers", "phonetic=windzer"),
    ],
)
def test_a_changed_row(
    found: Any, sql: SqlClient, repository: Repository, statement: str, before: str, after: str
) -> None:
    assert found(f"Patient?{before}") == ["p1"]
    assert found(f"Patient?{after}") == []
    sql.run(statement)
    assert found(f"Patient?{after}") == ["p1"]
    assert found(f"Patient?{before}") == []
    assert list(verify(repository)) == []


def test_a_new_row(found: Any, sql: SqlClient, repository: Repository) -> None:
    sql.run("INSERT INTO patient (id, gender) VALUES ('p2', 'other')")
    assert found("Patient?gender=other") == ["p2"]
    assert found("Patient?gender=male,other&_total=accurate") == ["p1", "p2"]
    assert list(verify(repository)) == []


def test_a_deleted_row(found: Any, sql: SqlClient, repository: Repository) -> None:
    sql.run("DELETE FROM patient_name", "DELETE FROM patient WHERE id = 'p1'")
    assert found("Patient?family=chalmers") == []
    assert found("Patient") == []
    assert list(verify(repository)) == []


def test_a_reference(client: FhirClient, found: Any, sql: SqlClient) -> None:
    for number in (1, 2):
        observed = {
            "resourceType": "Observation",
            "id": f"o{number}",
            "status": "final",
            "code": {"coding": [{"code": "1"}]},
            "subject": {"reference": "Patient/p1"},
        }
        client.put(f"Observation/o{number}", observed)
    client.put("Patient/p2", {"resourceType": "Patient", "id": "p2"})
    assert found("Observation?patient=p1") == ["o1", "o2"]
    sql.run("UPDATE lab_result SET patient = (SELECT pk FROM patient WHERE id = 'p2') WHERE id = 'o2'")
    assert found("Observation?patient=p2") == ["o2"]
    assert found("Observation?patient=p1&code=1") == ["o1"]
    assert found("Patient?_has:Observation:patient:_id=o2") == ["p2"]


def test_a_page_begun_before_goes_on(client: FhirClient, found: Any, sql: SqlClient) -> None:
    for number in range(2, 6):
        client.put(f"Patient/p{number}", {"resourceType": "Patient", "id": f"p{number}"})
    answer = client.get("Patient?_count=2&_sort=_id")
    assert [entry["resource"]["id"] for entry in answer.json["entry"]] == ["p1", "p2"]
    sql.run("DELETE FROM patient WHERE id = 'p3'", "INSERT INTO patient (id) VALUES ('p0')")
    following = next(link["url"] for link in answer.json["link"] if link["relation"] == "next")
    assert found(following.rpartition("/fhir/")[2]) == ["p4", "p5"]


@pytest.mark.parametrize("parameter", ["_summary=count", "_count=0"])
def test_a_changed_row_is_counted(found: Any, client: FhirClient, sql: SqlClient, parameter: str) -> None:
    assert found("Patient?family=windsor") == []
    sql.run("UPDATE patient_name SET family = 'Windsor'")
    assert client.get(f"Patient?family=windsor&{parameter}").json["total"] == 1
