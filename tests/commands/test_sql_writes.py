"""``fhirserver sql-writes`` as its user meets it."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.settings import Settings
from fhirserver.store.repository import open_repository
from fhirserver.store.versions import document_of
from tests.commands.test_load import run
from tests.store.examples import load
from tests.store.sql_clients import sql_client

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"


@pytest.fixture
def refused(engine_settings: Settings) -> Settings:
    """A condition that SQL ended while it is active, which only an invariant of FHIR forbids."""
    repository = open_repository(engine_settings)
    condition = {
        "resourceType": "Condition",
        "id": "c1",
        "clinicalStatus": {"coding": [{"system": CLINICAL, "code": "active"}]},
        "subject": {"reference": "Patient/p1"},
    }
    load(repository, [{"resourceType": "Patient", "id": "p1"}, condition])
    repository.close()
    text = "UPDATE medical_history SET ended = '2020-01-01T00:00:00Z', code_text = 'Mononucleosis'"
    assert run(engine_settings, "sql", "--write", "-c", text).returncode == 0
    return engine_settings


def condition(settings: Settings, **changes: Any) -> dict[str, Any]:
    """The condition as it is, after the changes."""
    repository = open_repository(settings)
    document = document_of(repository.read("Condition", "c1"))
    if changes:
        load(repository, [{**document, **changes}])
        document = document_of(repository.read("Condition", "c1"))
    repository.close()
    return document


def test_the_list_names_places_and_no_values(refused: Settings) -> None:
    result = run(refused, "sql-writes", "list")
    assert result.returncode == 0
    header, _, line = result.stdout.splitlines()
    assert header.split(" | ")[0] == "number"
    assert "Condition/c1" in line
    assert "UPDATE" in line
    assert line.endswith("waiting")
    assert "Mononucleosis" not in result.stdout + result.stderr


def test_what_cannot_be_taken_over_yet_is_told(refused: Settings) -> None:
    with sql_client(refused) as client:
        client.run("UPDATE patient SET active = TRUE")
        client.leave_open("UPDATE patient SET gender = 'male'")
        result = run(refused, "sql-writes", "list")
        # The embedded database has one writer, so there the condition waits too.
        waiting = 1 if refused.database_url else 2
        assert f"Not taken over yet: writes to {waiting} resources" in result.stderr
        client.finish("ROLLBACK")
    assert "Not taken over" not in run(refused, "sql-writes", "list").stderr


def test_show_says_why_and_what(refused: Settings) -> None:
    run(refused, "sql-writes", "list")
    shown = run(refused, "sql-writes", "show", "1").stdout.splitlines()
    assert shown[0].startswith("Condition/c1, UPDATE by ")
    assert "con-4" in shown[1]
    assert "  medical_history.code_text: NULL -> 'Mononucleosis'" in shown
    assert "  medical_history.ended: NULL -> '2020-01-01T00:00:00.000000Z'" in shown
    assert len(shown) == 4


def test_apply_fails_with_the_reason_until_it_can_be(refused: Settings) -> None:
    result = run(refused, "sql-writes", "apply", "1")
    assert result.returncode == 1
    assert "con-4" in result.stderr
    assert "code" not in condition(refused)
    condition(refused, clinicalStatus={"coding": [{"system": CLINICAL, "code": "resolved"}]})
    result = run(refused, "sql-writes", "apply", "1")
    assert (result.returncode, result.stdout) == (0, "Applied: Condition/c1 has version 3 now.\n")
    document = condition(refused)
    assert (document["code"], document["abatementDateTime"]) == ({"text": "Mononucleosis"}, "2020-01-01T00:00:00Z")
    assert run(refused, "sql-writes", "list").stderr == "Nothing is quarantined.\n"
    assert "applied" in run(refused, "sql-writes", "list", "--all").stdout
    assert run(refused, "sql-writes", "apply", "1").returncode == 1


def test_discard_gives_it_up_and_keeps_it_to_be_seen(refused: Settings) -> None:
    assert run(refused, "sql-writes", "discard", "1").stdout == "Discarded.\n"
    assert run(refused, "sql-writes", "apply", "1").returncode == 1
    assert "Mononucleosis" in run(refused, "sql-writes", "show", "1").stdout
    assert "code" not in condition(refused)


def test_a_number_that_is_not_there_is_a_message(refused: Settings) -> None:
    for action in ("show", "apply"):
        result = run(refused, "sql-writes", action, "77")
        assert (result.returncode, "77" in result.stderr, "Traceback" in result.stderr) == (1, True, False)


def test_deleted_rows_are_told(engine_settings: Settings) -> None:
    repository = open_repository(engine_settings)
    patient = {"resourceType": "Patient", "id": "p1", "name": [{"family": "Nowak"}]}
    reference = {"reference": "Patient/p1"}
    load(repository, [patient, {"resourceType": "Basic", "id": "b1", "code": {"text": "x"}, "subject": reference}])
    repository.close()
    run(engine_settings, "sql", "--write", "-c", "DELETE FROM patient")
    assert "Patient/p1" in run(engine_settings, "sql-writes", "list").stdout
    shown = run(engine_settings, "sql-writes", "show", "1").stdout
    assert "Basic/b1" in shown
    assert "the rows were deleted" in shown
