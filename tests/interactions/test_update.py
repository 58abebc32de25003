"""update.  https://hl7.org/fhir/R4/http.html#update"""

from __future__ import annotations

import re
from typing import Any

import pytest

from fhirserver.json_format import decode, encode
from tests.fhir_client import ClientWith, FhirClient
from tests.interactions.resources import Resource, basic, made, name_of, observation, patient

BASE = "https://localhost:8443/fhir"


@pytest.mark.parametrize("resource", [patient(), basic()], ids=["mapped", "unmapped"])
def test_an_update_makes_the_next_version(client: FhirClient, resource: Resource) -> None:
    stored = made(client, resource)
    answer = client.put(name_of(stored), {**stored, "language": "de"})
    assert answer.status == 200
    assert answer.json["language"] == "de"
    assert answer.json["meta"]["versionId"] == "2"
    assert answer.json["meta"]["lastUpdated"] >= stored["meta"]["lastUpdated"]
    assert answer.headers["ETag"] == 'W/"2"'
    assert answer.headers["Location"] == f"{BASE}/{name_of(stored)}/_history/2"
    assert client.get(name_of(stored)).body == answer.body


def test_what_is_left_out_is_gone(client: FhirClient) -> None:
    stored = made(client, patient(gender="male", address=[{"city": "Bern"}, {"city": "Basel"}]))
    answer = client.put(name_of(stored), patient(stored["id"], address=[{"city": "Basel"}]))
    assert answer.json["address"] == [{"city": "Basel"}]
    assert "gender" not in answer.json


def test_an_update_creates_where_nothing_was(client: FhirClient) -> None:
    answer = client.put("Patient/mine", patient("mine"))
    assert (answer.status, answer.version) == (201, "1")
    assert answer.headers["Location"] == f"{BASE}/Patient/mine/_history/1"
    assert client.get("Patient/mine").body == answer.body


def test_a_setting_lets_only_the_server_choose_ids(client_with: ClientWith) -> None:
    client = client_with(update_create=False)
    answer = client.put("Patient/mine", patient("mine"))
    assert (answer.status, answer.issues[0]["code"]) == (405, "not-supported")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert client.get("_history").json["total"] == 0
    stored = made(client, patient())
    assert client.put(name_of(stored), {**stored, "gender": "male"}).status == 200
    # The server itself has chosen this id once.
    assert client.delete(name_of(stored)).status == 204
    assert client.put(name_of(stored), stored).status == 201


def test_an_update_brings_back_what_was_deleted(client: FhirClient) -> None:
    stored = made(client, patient())
    client.delete(name_of(stored))
    answer = client.put(name_of(stored), stored)
    assert (answer.status, answer.version) == (201, "3")
    assert client.get(name_of(stored)).status == 200
    assert client.get(f"{name_of(stored)}/_history/2").status == 410


@pytest.mark.parametrize("meta", [None, {"versionId": "1"}, {"lastUpdated": "2001-02-03T04:05:06Z"}])
def test_an_update_that_changes_nothing_makes_no_version(client: FhirClient, meta: Resource | None) -> None:
    stored = made(client, patient(gender="male", telecom=[{"system": "phone", "value": "1"}]))
    sent = {name: value for name, value in stored.items() if name != "meta"}
    answer = client.put(name_of(stored), sent if meta is None else {**sent, "meta": meta})
    assert (answer.status, answer.version) == (200, "1")
    assert answer.json == stored
    assert client.get(f"{name_of(stored)}/_history").json["total"] == 1


def test_the_order_of_keys_changes_nothing(client: FhirClient) -> None:
    stored = made(client, patient(telecom=[{"system": "phone", "value": "1"}]))
    turned = {name: stored[name] for name in reversed(stored)}
    turned["telecom"] = [{"value": "1", "system": "phone"}]
    answer = client.put(name_of(stored), turned)
    assert (answer.status, answer.version) == (200, "1")


@pytest.mark.parametrize(
    ("before", "after", "version"),
    [
        ("1.5", "1.50", "2"),
        ("1.50", "1.5", "2"),
        ("1.50", "1.50", "1"),
        ("100", "1E2", "2"),
        ("100", "100.0", "2"),
        ("0", "-0", "2"),
        ("0.0", "-0.0", "2"),
        ("1E2", "1e2", "1"),
    ],
)
def test_digits_count(client: FhirClient, before: str, after: str, version: str) -> None:
    subject = name_of(made(client, patient()))
    text = encode(observation(subject, 7))
    stored = client.post("Observation", text.replace(b":7,", f":{before},".encode())).json
    sent = encode({**observation(subject, 7), "id": stored["id"]}).replace(b":7,", f":{after},".encode())
    answer = client.put(name_of(stored), sent)
    assert (answer.status, answer.version) == (200, version)
    kept = re.search(rb'"value":([^,}]+)', client.get(name_of(stored)).body)
    assert kept is not None
    assert encode(decode(kept[1])) == encode(decode(after.encode()))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"active": True}, {"active": False}),
        ({"active": True}, {}),
        ({"name": [{"given": ["A", "B"]}]}, {"name": [{"given": ["B", "A"]}]}),
        ({"name": [{"text": "A"}]}, {"name": [{"text": "A "}]}),
        ({"name": [{"text": "e\u0301"}]}, {"name": [{"text": "\u00e9"}]}),
        ({"birthDate": "1974"}, {"birthDate": "1974-01"}),
        ({"birthDate": "1974-12-25"}, {"birthDate": "1974-12-25", "_birthDate": {"id": "a"}}),
        ({"meta": {"tag": [{"code": "a"}]}}, {"meta": {"tag": [{"code": "b"}]}}),
        ({"meta": {"tag": [{"code": "a"}]}}, {}),
        ({}, {"implicitRules": "urn:rules"}),
    ],
)
def test_every_other_difference_counts(client: FhirClient, before: Resource, after: Resource) -> None:
    stored = made(client, {"resourceType": "Patient", **before})
    answer = client.put(name_of(stored), {"resourceType": "Patient", "id": stored["id"], **after})
    assert (answer.status, answer.version) == (200, "2")


@pytest.mark.parametrize(
    ("tags", "status"),
    [
        ('W/"1"', 200),
        ('"1"', 200),
        ("*", 200),
        ('W/"7", W/"1"', 200),
        ('W/"2"', 412),
        ('W/"01"', 412),
        ("1", 400),
        ("", 400),
        ("nonsense", 400),
        ('W/"1" W/"2"', 400),
    ],
)
def test_if_match(client: FhirClient, tags: str, status: int) -> None:
    stored = made(client, patient())
    answer = client.put(name_of(stored), {**stored, "gender": "male"}, if_match=tags)
    assert answer.status == status
    assert client.get(name_of(stored)).version == ("2" if status == 200 else "1")
    if status == 412:
        assert answer.issues[0]["code"] == "conflict"


def test_if_match_holds_for_updates_that_change_nothing(client: FhirClient) -> None:
    stored = made(client, patient())
    assert client.put(name_of(stored), stored, if_match='W/"2"').status == 412


@pytest.mark.parametrize("tags", ['W/"1"', "*"])
def test_if_match_does_not_hold_where_nothing_is(client: FhirClient, tags: str) -> None:
    assert client.put("Patient/mine", patient("mine"), if_match=tags).status == 412
    assert client.get("Patient/mine").status == 404
    stored = made(client, patient())
    client.delete(name_of(stored))
    assert client.put(name_of(stored), stored, if_match=tags).status == 412
    assert client.get(name_of(stored)).status == 410


@pytest.mark.parametrize(("tags", "status"), [("*", 412), ('W/"1"', 412), ('W/"2"', 200), ("x", 400)])
def test_if_none_match(client: FhirClient, tags: str, status: int) -> None:
    stored = made(client, patient())
    answer = client.put(name_of(stored), {**stored, "gender": "male"}, if_none_match=tags)
    assert answer.status == status


def test_if_none_match_lets_create_but_not_replace(client: FhirClient) -> None:
    assert client.put("Patient/mine", patient("mine"), if_none_match="*").status == 201
    assert client.put("Patient/mine", patient("mine", gender="male"), if_none_match="*").status == 412
    client.delete("Patient/mine")
    assert client.put("Patient/mine", patient("mine"), if_none_match="*").status == 201


@pytest.mark.parametrize(
    ("resource", "expression"),
    [
        (patient(), "Patient.id"),
        (patient("other"), "Patient.id"),
        (basic("mine"), "Patient.resourceType"),
        ({"id": "mine"}, "Patient.resourceType"),
    ],
)
def test_the_resource_must_be_that_of_the_address(client: FhirClient, resource: Any, expression: str) -> None:
    answer = client.put("Patient/mine", resource)
    assert answer.status == 400
    assert answer.issues[0]["expression"] == [expression]
    assert client.get("Patient/mine").status == 404


@pytest.mark.parametrize(
    "resource_id",
    ["a" * 65, "a_b", "a b", "%C3%A4", "a%00b", ".", "..", "%2e%2e", "a'b", "a;b", "a:b", "\u00e4"],
)
def test_what_is_no_id_cannot_be_made(client: FhirClient, resource_id: str) -> None:
    answer = client.put(f"Patient/{resource_id}", patient(resource_id))
    assert answer.status == 400
    assert client.get(f"Patient/{resource_id}").status == 404
    assert client.get("_history").json["total"] == 0


@pytest.mark.parametrize("resource_id", ["a", "a" * 64, "A.b-9", "-", "...", "0"])
def test_every_id_can_be_made(client: FhirClient, resource_id: str) -> None:
    assert client.put(f"Patient/{resource_id}", patient(resource_id)).status == 201
    assert client.get(f"Patient/{resource_id}").json["id"] == resource_id


@pytest.mark.parametrize(
    ("prefer", "said"), [("return=minimal", None), ("return=OperationOutcome", "OperationOutcome")]
)
def test_prefer(client: FhirClient, prefer: str, said: str | None) -> None:
    stored = made(client, patient())
    answer = client.put(name_of(stored), {**stored, "gender": "male"}, prefer=prefer)
    assert (answer.status, answer.version) == (200, "2")
    assert (answer.json["resourceType"] if answer.body else None) == said
    assert said is None or answer.issues[0]["diagnostics"] == f"{name_of(stored)} is up to date (version 2)."


def test_times_never_go_back(client: FhirClient) -> None:
    stored = made(client, patient())
    times = [stored["meta"]["lastUpdated"]]
    for number in range(5):
        stored["language"] = f"x-{number}"
        times.append(client.put(name_of(stored), stored).json["meta"]["lastUpdated"])
    assert times == sorted(times)
