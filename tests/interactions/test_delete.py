"""delete.  https://hl7.org/fhir/R4/http.html#delete"""

from __future__ import annotations

import pytest

from tests.fhir_client import ClientWith, FhirClient
from tests.interactions.resources import Resource, basic, made, name_of, observation, patient


@pytest.mark.parametrize("resource", [patient(), basic()], ids=["mapped", "unmapped"])
def test_a_deletion_is_a_version(client: FhirClient, resource: Resource) -> None:
    name = name_of(made(client, resource))
    answer = client.delete(name)
    assert (answer.status, answer.body, answer.version) == (204, b"", "2")
    assert "Location" not in answer.headers
    assert "Content-Type" not in answer.headers
    assert client.get(name).status == 410
    history = client.get(f"{name}/_history").json
    assert history["total"] == 2
    assert "resource" not in history["entry"][0]


def test_deleting_again_makes_no_version(client: FhirClient) -> None:
    name = name_of(made(client, patient()))
    client.delete(name)
    again = client.delete(name)
    assert (again.status, again.version) == (204, "2")
    assert client.get(f"{name}/_history").json["total"] == 2


def test_deleting_what_never_was_changes_nothing(client: FhirClient) -> None:
    answer = client.delete("Patient/nobody")
    assert (answer.status, answer.body) == (204, b"")
    assert "ETag" not in answer.headers
    assert client.get("Patient/nobody").status == 404
    assert client.get("_history").json["total"] == 0


def test_what_others_refer_to_cannot_be_deleted(client: FhirClient) -> None:
    subject = made(client, patient())
    result = made(client, observation(name_of(subject), 1))
    answer = client.delete(name_of(subject))
    assert (answer.status, answer.issues[0]["code"]) == (409, "conflict")
    assert name_of(result) in answer.issues[0]["diagnostics"]
    assert client.get(name_of(subject)).status == 200
    client.delete(name_of(result))
    assert client.delete(name_of(subject)).status == 204


def test_a_setting_lets_it_be_deleted(client_with: ClientWith) -> None:
    client = client_with(allow_dangling_references=True)
    subject = made(client, patient())
    result = made(client, observation(name_of(subject), 1))
    assert client.delete(name_of(subject)).status == 204
    assert client.get(name_of(result)).json == result


def test_what_refers_to_itself_can_be_deleted(client: FhirClient) -> None:
    link = [{"other": {"reference": "Patient/self"}, "type": "seealso"}]
    assert client.put("Patient/self", patient("self", link=link)).status == 201
    assert client.delete("Patient/self").status == 204


@pytest.mark.parametrize(("tags", "status"), [('W/"1"', 204), ("*", 204), ('W/"2"', 412), ("1", 400)])
def test_if_match(client: FhirClient, tags: str, status: int) -> None:
    name = name_of(made(client, patient()))
    assert client.delete(name, if_match=tags).status == status
    assert client.get(name).status == (410 if status == 204 else 200)


@pytest.mark.parametrize("name", ["Patient/nobody", "Patient/gone"])
def test_if_match_does_not_hold_where_nothing_is(client: FhirClient, name: str) -> None:
    client.put("Patient/gone", patient("gone"))
    client.delete("Patient/gone")
    assert client.delete(name, if_match="*").status == 412


def test_prefer(client: FhirClient) -> None:
    name = name_of(made(client, patient()))
    answer = client.delete(name, prefer="return=OperationOutcome")
    assert (answer.status, answer.version) == (200, "2")
    assert answer.issues[0]["diagnostics"] == f"{name} is deleted (version 2)."
    nothing = client.delete("Patient/nobody", prefer="return=OperationOutcome")
    assert nothing.status == 200
    assert nothing.issues[0]["diagnostics"] == "There was nothing to delete."
    made_again = client.delete(name, prefer="return=representation")
    assert (made_again.status, made_again.body) == (204, b"")


def test_deleting_takes_no_parameters(client: FhirClient) -> None:
    name = name_of(made(client, patient()))
    assert client.delete(f"{name}?_cascade=true").status == 400
    assert client.get(name).status == 200
