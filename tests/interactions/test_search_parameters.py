"""Search parameters that users add: from storing one to searching by it, and until it is gone."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver import create_app
from fhirserver.search.paths import number_of
from fhirserver.settings import Settings
from fhirserver.store.reindex import reindex
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from fhirserver.store.verify import verify
from tests.fhir_client import Answer, FhirClient
from tests.interactions.resources import made, observation, patient

EYE = "http://example.org/fhir/StructureDefinition/eye-color"
ROWS = statement("SELECT count(*) FROM search_token WHERE path = :path")


def eye_color(**changes: Any) -> dict[str, Any]:
    """A search parameter for an extension of Patient."""
    return {
        "resourceType": "SearchParameter",
        "id": "eye-color",
        "url": "http://example.org/fhir/SearchParameter/eye-color",
        "name": "eye-color",
        "status": "active",
        "description": "The colour of the eyes",
        "code": "eye-color",
        "base": ["Patient"],
        "type": "token",
        "expression": f"Patient.extension('{EYE}').value",
        **changes,
    }


def with_eyes(color: str) -> dict[str, Any]:
    return patient(extension=[{"url": EYE, "valueCode": color}])


def work(repository: Repository) -> None:
    """What the job of a server does."""
    assert [step.done for step in reindex(repository)]
    assert list(verify(repository)) == []


def found(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.json
    return sorted(entry["resource"]["id"] for entry in answer.json.get("entry", []))


def test_what_was_there_and_what_comes_later_is_found(client: FhirClient, repository: Repository) -> None:
    before = made(client, with_eyes("blue"))
    made(client, with_eyes("brown"))
    assert client.put("SearchParameter/eye-color", eye_color()).status == 201
    meanwhile = made(client, with_eyes("blue"))
    work(repository)
    after = made(client, with_eyes("blue"))
    blue = sorted([before["id"], meanwhile["id"], after["id"]])
    assert found(client.get("Patient?eye-color=blue")) == blue
    assert found(client.get("Patient?eye-color=blue&name=chalmers")) == blue
    assert len(found(client.get("Patient?eye-color:not=blue"))) == 1
    observed = made(client, observation(f"Patient/{after['id']}", 1))
    assert found(client.get("Observation?patient.eye-color=blue")) == [observed["id"]]


def test_until_it_is_indexed_searching_by_it_says_how_far_it_is(client: FhirClient, repository: Repository) -> None:
    made(client, with_eyes("blue"))
    client.put("SearchParameter/eye-color", eye_color())
    answer = client.get("Patient?eye-color=blue")
    assert answer.status == 400
    assert answer.issues[0]["code"] == "transient"
    assert answer.issues[0]["location"] == ["http.eye-color"]
    assert answer.issues[0]["diagnostics"] == (
        "eye-color cannot be searched by yet: indexing what is there has not begun."
    )
    work(repository)
    assert client.get("Patient?eye-color=blue").status == 200


def test_progress_is_that_of_the_job(
    client: FhirClient, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        made(client, with_eyes("blue"))
    client.put("SearchParameter/eye-color", eye_color())
    monkeypatch.setattr("fhirserver.store.reindex.AT_ONCE", 2)
    steps = reindex(repository)
    step = next(steps)
    assert (step.done, step.total) == (2, 5)
    answer = client.get("Patient?eye-color=blue")
    assert answer.issues[0]["diagnostics"].endswith(" 2 of 5 resources have been indexed (40.0 %).")
    steps.close()
    # Another job goes on where the first one was.
    assert [step.done for step in reindex(repository)] == [4, 5]
    assert len(found(client.get("Patient?eye-color=blue"))) == 5


def test_a_changed_one_is_indexed_anew(client: FhirClient, repository: Repository) -> None:
    made(client, with_eyes("blue"))
    named = made(client, patient(name=[{"family": "Blue"}]))
    client.put("SearchParameter/eye-color", eye_color())
    work(repository)
    changed = eye_color(expression="Patient.name.family", type="string")
    assert client.put("SearchParameter/eye-color", changed).status == 200
    assert client.get("Patient?eye-color=blue").status == 400
    work(repository)
    assert found(client.get("Patient?eye-color=blue")) == [named["id"]]


def test_a_deleted_one_leaves_nothing_behind(client: FhirClient, repository: Repository) -> None:
    made(client, with_eyes("blue"))
    client.put("SearchParameter/eye-color", eye_color())
    work(repository)
    path = {"path": number_of("token", f"Patient.extension('{EYE}').value")}

    def rows() -> int:
        with repository.database.reading() as connection:
            row = connection.row(ROWS, path)
        return int(row[0]) if row else 0

    assert rows() == 1
    assert client.delete("SearchParameter/eye-color").status == 204
    answer = client.get("Patient?eye-color=blue")
    assert answer.status == 400
    assert "'eye-color' is not a search parameter of Patient" in answer.issues[0]["diagnostics"]
    work(repository)
    assert rows() == 0


def test_what_others_use_too_stays(client: FhirClient, repository: Repository) -> None:
    there = made(client, patient(name=[{"family": "Blue"}]))
    client.put("SearchParameter/eye-color", eye_color(expression="Patient.name.family", type="string"))
    work(repository)
    client.delete("SearchParameter/eye-color")
    work(repository)
    assert found(client.get("Patient?family=blue")) == [there["id"]]


@pytest.mark.parametrize("status", ["draft", "retired", "unknown"])
def test_one_that_is_not_active_adds_nothing(client: FhirClient, status: str) -> None:
    client.put("SearchParameter/eye-color", eye_color(status=status))
    answer = client.get("Patient?eye-color=blue")
    assert (answer.status, answer.issues[0]["code"]) == (400, "not-supported")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"expression": "Patient.eyes"}, "Patient has no element eyes"),
        ({"expression": "Patient.birthDate.toString()"}, "is not understood near"),
        ({"expression": "Patient.active", "type": "quantity"}, "leads to nothing that a quantity parameter"),
        ({"type": "special"}, "need rules that only the server can have"),
        ({"code": "eye color"}, "is not letters, digits and hyphens"),
    ],
)
def test_one_that_cannot_be_used_is_stored_and_says_why(
    client: FhirClient, changes: dict[str, Any], reason: str
) -> None:
    parameter = eye_color(**changes)
    assert client.put("SearchParameter/eye-color", parameter).status == 201
    answer = client.get(f"Patient?{parameter['code'].replace(' ', '%20')}=blue")
    assert answer.status == 400
    assert reason in answer.issues[0]["diagnostics"]


def test_one_that_cannot_be_used_any_more_says_why(client: FhirClient, repository: Repository) -> None:
    client.put("SearchParameter/eye-color", eye_color())
    made(client, with_eyes("blue"))
    work(repository)
    client.put("SearchParameter/eye-color", eye_color(expression="Patient.eyes"))
    assert client.get("Patient?eye-color=blue").status == 400
    work(repository)
    answer = client.get("Patient?eye-color=blue")
    assert answer.issues[0]["diagnostics"] == "eye-color cannot be searched by: Patient has no element eyes."
    client.put("SearchParameter/eye-color", eye_color())
    work(repository)
    assert len(found(client.get("Patient?eye-color=blue"))) == 1


def test_changes_while_it_is_being_indexed(client: FhirClient, repository: Repository) -> None:
    """However often it changes: in the end it is indexed as it was said last, and nothing else is left."""
    for _ in range(3):
        made(client, with_eyes("blue"))
    with_steps = eye_color(expression="Patient.name.given", type="string")
    for changed in (eye_color(), with_steps, eye_color(base=["Practitioner"], expression="Practitioner.name.family")):
        client.put("SearchParameter/eye-color", changed)
        next(reindex(repository))
    client.put("SearchParameter/eye-color", with_steps)
    work(repository)
    assert len(found(client.get("Patient?eye-color=peter"))) == 3


def test_one_of_r4_is_not_replaced(client: FhirClient, repository: Repository) -> None:
    there = made(client, patient(name=[{"family": "Blue"}]))
    client.put("SearchParameter/eye-color", eye_color(code="family"))
    assert list(reindex(repository)) == []
    assert found(client.get("Patient?family=blue")) == [there["id"]]


def test_every_type_may_have_it(client: FhirClient, repository: Repository) -> None:
    noted = made(client, patient(language="de"))
    other = made(client, {"resourceType": "Basic", "code": {"text": "x"}, "language": "de"})
    client.put(
        "SearchParameter/speech",
        eye_color(id="speech", code="speech", base=["Resource"], expression="Resource.language"),
    )
    work(repository)
    assert found(client.get("Patient?speech=de")) == [noted["id"]]
    assert found(client.get("Basic?speech=de")) == [other["id"]]
    assert found(client.get("?_type=Basic,Patient&speech=de")) == sorted([noted["id"], other["id"]])


def test_a_composite_of_parameters_of_r4(client: FhirClient, repository: Repository) -> None:
    base = "http://hl7.org/fhir/SearchParameter/"
    parts = [
        {"definition": f"{base}Observation-status", "expression": "status"},
        {"definition": f"{base}Observation-value-quantity", "expression": "value.as(Quantity)"},
    ]
    subject = made(client, patient())
    high = made(client, observation(f"Patient/{subject['id']}", 9))
    made(client, observation(f"Patient/{subject['id']}", 1))
    composite = eye_color(
        id="status-value",
        code="status-value",
        base=["Observation"],
        type="composite",
        expression="Observation",
        component=parts,
    )
    assert client.put("SearchParameter/status-value", composite).status == 201
    work(repository)
    assert found(client.get("Observation?status-value=final$gt5")) == [high["id"]]


def test_it_is_in_the_capability_statement(client: FhirClient, repository: Repository) -> None:
    client.put("SearchParameter/eye-color", eye_color())
    work(repository)
    rest = client.get("metadata").json["rest"][0]
    of_patient = next(each for each in rest["resource"] if each["type"] == "Patient")
    listed = {each["name"]: each for each in of_patient["searchParam"]}
    assert listed["eye-color"]["definition"] == "http://example.org/fhir/SearchParameter/eye-color"
    assert listed["eye-color"]["type"] == "token"


def test_a_transaction_finds_by_it(client: FhirClient, repository: Repository) -> None:
    there = made(client, with_eyes("blue"))
    client.put("SearchParameter/eye-color", eye_color())
    work(repository)
    request = {"method": "PUT", "url": "Patient?eye-color=blue"}
    changed = {**with_eyes("blue"), "gender": "female"}
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": [{"resource": changed, "request": request}]}
    assert client.post("", bundle).status == 200
    assert client.get(f"Patient/{there['id']}").json["gender"] == "female"


@pytest.mark.parametrize("query", ["eye-color=blue", "eye-color=blue&_summary=count"])
def test_other_processes_notice_that_it_is_gone(
    client: FhirClient, repository: Repository, engine_settings: Settings, query: str
) -> None:
    made(client, with_eyes("blue"))
    client.put("SearchParameter/eye-color", eye_color())
    work(repository)
    other = create_app(engine_settings)
    assert FhirClient(other).get(f"Patient?{query}").json["total"] == 1
    assert client.delete("SearchParameter/eye-color").status == 204
    work(repository)
    answer = FhirClient(other).get(f"Patient?{query}")
    assert (answer.status, answer.issues[0]["code"]) == (400, "not-supported")
    other.extensions["repository"].close()


def test_an_extension_of_a_primitive_value(client: FhirClient, repository: Repository) -> None:
    """It stands beside the value; R4's example of one is the time of birth."""
    url = "http://hl7.org/fhir/StructureDefinition/patient-birthTime"
    time = {"extension": [{"url": url, "valueDateTime": "1974-12-25T14:35:45-05:00"}]}
    before = made(client, patient(birthDate="1974-12-25", _birthDate=time))
    made(client, patient(birthDate="1974-12-25"))
    expression = f"Patient.birthDate.extension('{url}').value as dateTime"
    client.put("SearchParameter/eye-color", eye_color(code="birth-time", type="date", expression=expression))
    work(repository)
    after = made(client, patient(birthDate="1974-12-25", _birthDate=time))
    assert found(client.get("Patient?birth-time=1974-12-25T19:35:45Z")) == sorted([before["id"], after["id"]])
    assert found(client.get("Patient?birth-time=1974-12-25T14:35:45Z")) == []


@pytest.mark.parametrize(
    "expression",
    [
        "Patient[0]",
        "Patient.gender.where(id='x')",
        "Patient.name)",
        f"Patient{'.extension' * 30}.url",
        "(" * 900 + "Patient.gender" + ")" * 900,
        "Patient.extension.value.extension.value.extension.value.extension.value as code",
    ],
)
def test_one_that_cannot_be_followed_harms_no_write(
    client: FhirClient, repository: Repository, expression: str
) -> None:
    assert client.put("SearchParameter/eye-color", eye_color(expression=expression)).status == 201
    made(client, patient(gender="male"))
    answer = client.get("Patient?eye-color=blue")
    assert (answer.status, answer.issues[0]["code"]) == (400, "not-supported")
    assert answer.issues[0]["diagnostics"].startswith("eye-color cannot be searched by: ")
    assert list(reindex(repository)) == []
