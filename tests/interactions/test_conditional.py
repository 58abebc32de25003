"""Conditional create, update, patch and delete.  https://hl7.org/fhir/R4/http.html#ccreate"""

from __future__ import annotations

import threading
from urllib.parse import quote

import pytest

from tests.fhir_client import Answer, ClientWith, FhirClient
from tests.interactions.resources import made, name_of, numbered, patient

CRITERIA = "identifier=urn:example:mrn|1"
GENDER = b'[{"op":"add","path":"/gender","value":"female"}]'


def patch(client: FhirClient, criteria: str, **headers: str) -> Answer:
    return client.patch(f"Patient?{criteria}", GENDER, content_type="application/json-patch+json", **headers)


def total(client: FhirClient) -> int:
    """Versions of Patients in all."""
    counted: int = client.get("Patient/_history").json["total"]
    return counted


class TestCreate:
    def test_nothing_matches(self, client: FhirClient) -> None:
        made(client, numbered("2"))
        answer = client.post("Patient", numbered("1"), if_none_exist=CRITERIA)
        assert (answer.status, answer.version) == (201, "1")
        assert total(client) == 2

    def test_one_matches_and_stays(self, client: FhirClient) -> None:
        stored = made(client, numbered("1"))
        stored = client.put(name_of(stored), {**stored, "gender": "male"}).json
        answer = client.post("Patient", numbered("1", gender="female"), if_none_exist=CRITERIA)
        assert (answer.status, answer.version) == (200, "2")
        assert answer.json == stored
        assert answer.headers["Location"].endswith(f"/{name_of(stored)}/_history/2")
        assert total(client) == 2

    def test_several_match(self, client: FhirClient) -> None:
        for _ in range(2):
            made(client, numbered("1"))
        answer = client.post("Patient", numbered("1"), if_none_exist=CRITERIA)
        assert (answer.status, answer.issues[0]["code"]) == (412, "multiple-matches")
        assert total(client) == 2

    def test_what_was_deleted_does_not_match(self, client: FhirClient) -> None:
        client.delete(name_of(made(client, numbered("1"))))
        assert client.post("Patient", numbered("1"), if_none_exist=CRITERIA).status == 201

    def test_other_types_do_not_match(self, client: FhirClient) -> None:
        made(client, {"resourceType": "Practitioner", "identifier": numbered("1")["identifier"]})
        assert client.post("Patient", numbered("1"), if_none_exist=CRITERIA).status == 201

    def test_what_was_changed_does_not_match_any_more(self, client: FhirClient) -> None:
        stored = made(client, numbered("1"))
        client.put(name_of(stored), {**numbered("2"), "id": stored["id"]})
        assert client.post("Patient", numbered("1"), if_none_exist=CRITERIA).status == 201
        assert client.post("Patient", numbered("2"), if_none_exist="identifier=2").status == 200

    def test_many_at_once_make_one(self, client: FhirClient) -> None:
        answers: list[Answer] = []

        def create() -> None:
            answers.append(FhirClient(client.app).post("Patient", numbered("1"), if_none_exist=CRITERIA))

        threads = [threading.Thread(target=create) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answer.status for answer in answers) == [200] * 11 + [201]
        assert len({answer.json["id"] for answer in answers}) == 1
        assert total(client) == 1


@pytest.mark.parametrize(
    ("criteria", "matches"),
    [
        ("identifier=urn:example:mrn|1", True),
        ("identifier=urn:example:mrn%7C1", True),
        ("?identifier=1", True),
        ("Patient?identifier=1", True),
        ("identifier=1", True),
        ("identifier=|1", False),
        ("identifier=urn:other|1", False),
        ("identifier=urn:example:mrn|", True),
        ("identifier=urn:example:mrn|2", False),
        ("identifier=2,1", True),
        ("identifier=2,3", False),
        ("identifier=1&identifier=urn:example:mrn|1", True),
        ("identifier=1&identifier=2", False),
        ("identifier=1&_id=nobody", False),
        ("_id=nobody,mine", True),
        ("_id=mine&identifier=1", True),
        ("identifier=URN:EXAMPLE:MRN|1", False),
    ],
)
def test_criteria(client: FhirClient, criteria: str, matches: bool) -> None:
    client.put("Patient/mine", numbered("1", id="mine"))
    answer = client.post("Patient", numbered("1"), if_none_exist=criteria)
    assert answer.status == (200 if matches else 201)


@pytest.mark.parametrize(
    ("value", "criterion"),
    [
        ("a,b", "a\\,b"),
        ("a|b", "a\\|b"),
        ("a\\b", "a\\\\b"),
        ("a b", "a%20b"),
        ("a b", "a+b"),
        ("a+b", "a%2Bb"),
        ("a&b", "a%26b"),
        ("M\u00fcller", "M%C3%BCller"),
        ("\U0001f600", "%F0%9F%98%80"),
        ("%31", "%2531"),
    ],
)
def test_special_characters(client: FhirClient, value: str, criterion: str) -> None:
    stored = made(client, numbered(value))
    assert client.post("Patient", numbered("x"), if_none_exist=f"identifier={criterion}").json == stored
    assert client.put(f"Patient?identifier={criterion}", numbered(value, gender="male")).status == 200


def test_criteria_that_were_not_percent_encoded(client: FhirClient) -> None:
    stored = made(client, numbered("M\u00fcller"))
    raw = "identifier=M\u00fcller".encode().decode("latin-1")
    assert client.post("Patient", numbered("x"), if_none_exist=raw).json == stored
    assert client.post("Patient", numbered("x"), if_none_exist="identifier=M\u00fcller").status == 400


def test_an_identifier_without_a_system(client: FhirClient) -> None:
    made(client, numbered("1"))
    without = made(client, numbered("1", system=None))
    answer = client.post("Patient", numbered("1"), if_none_exist="identifier=|1")
    assert (answer.status, answer.json["id"]) == (200, without["id"])
    assert client.post("Patient", numbered("1"), if_none_exist="identifier=1").status == 412


@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        ("", "invalid"),
        ("?", "invalid"),
        ("&&", "invalid"),
        ("nam=Peter", "not-supported"),
        ("identifier=1&nam=Peter", "not-supported"),
        ("identifier:no=1", "not-supported"),
        ("identifier=1&_count=1", "not-supported"),
        ("identifier=1&_sort=name", "not-supported"),
        ("birthdate=x", "value"),
        ("identifier", "value"),
        ("identifier=", "value"),
        ("identifier=1,", "value"),
        ("identifier=|", "value"),
        ("identifier=a|b|c", "value"),
        ("identifier=a%00b", "value"),
        ("identifier=%FF", "invalid"),
        ("_id=", "value"),
        ("_id=a,,b", "value"),
        ("_id=a b", "value"),
        ("_id=%00", "value"),
        (f"_id={'a' * 65}", "value"),
        (f"identifier={','.join(map(str, range(1001)))}", "too-costly"),
        ("Observation?identifier=1", "not-supported"),
    ],
)
def test_criteria_that_are_none_change_nothing(client: FhirClient, criteria: str, code: str) -> None:
    made(client, numbered("1"))
    answers = [
        client.post("Patient", numbered("1"), if_none_exist=criteria),
        client.put(f"Patient?{criteria}", numbered("1")),
        client.delete(f"Patient?{criteria}"),
        patch(client, criteria),
    ]
    assert [answer.status for answer in answers] == [400] * 4
    assert answers[0].issues[0]["code"] == code
    assert total(client) == 1


def test_a_type_without_identifiers_has_ids_only(client: FhirClient) -> None:
    answer = client.delete("Binary?identifier=1")
    assert (answer.status, answer.issues[0]["code"]) == (400, "not-supported")
    assert client.delete("Binary?_id=1").status == 204


def test_long_identifiers_are_found(client: FhirClient) -> None:
    long = "9" * 20_000
    stored = made(client, numbered(long))
    assert client.put(f"Patient?identifier=urn:example:mrn|{long}", numbered(long)).json == stored


class TestUpdate:
    def test_nothing_matches_and_there_is_no_id(self, client: FhirClient) -> None:
        answer = client.put(f"Patient?{CRITERIA}", numbered("1"))
        assert (answer.status, answer.version) == (201, "1")
        assert client.get(name_of(answer.json)).json == answer.json
        assert client.put(f"Patient?{CRITERIA}", numbered("1")).status == 200
        assert total(client) == 1

    def test_nothing_matches_and_the_id_is_free(self, client: FhirClient) -> None:
        answer = client.put(f"Patient?{CRITERIA}", numbered("1", id="mine"))
        assert (answer.status, answer.json["id"]) == (201, "mine")

    def test_nothing_matches_and_the_id_is_taken(self, client: FhirClient) -> None:
        client.put("Patient/mine", numbered("2", id="mine"))
        answer = client.put(f"Patient?{CRITERIA}", numbered("1", id="mine"))
        assert (answer.status, answer.issues[0]["code"]) == (409, "conflict")
        assert client.get("Patient/mine").json["identifier"][0]["value"] == "2"

    def test_nothing_matches_where_only_the_server_chooses_ids(self, client_with: ClientWith) -> None:
        client = client_with(update_create=False)
        assert client.put(f"Patient?{CRITERIA}", numbered("1", id="mine")).status == 405
        assert client.put(f"Patient?{CRITERIA}", numbered("1")).status == 201

    @pytest.mark.parametrize("with_id", [True, False])
    def test_one_matches(self, client: FhirClient, with_id: bool) -> None:
        stored = made(client, numbered("1"))
        sent = numbered("1", gender="male", **({"id": stored["id"]} if with_id else {}))
        answer = client.put(f"Patient?{CRITERIA}&_pretty=true", sent)
        assert (answer.status, answer.version, answer.json["id"]) == (200, "2", stored["id"])
        assert answer.json["gender"] == "male"

    def test_one_matches_and_the_id_is_another(self, client: FhirClient) -> None:
        made(client, numbered("1"))
        answer = client.put(f"Patient?{CRITERIA}", numbered("1", id="other"))
        assert (answer.status, answer.issues[0]["expression"]) == (400, ["Patient.id"])
        assert total(client) == 1

    def test_several_match(self, client: FhirClient) -> None:
        for _ in range(2):
            made(client, numbered("1"))
        answer = client.put(f"Patient?{CRITERIA}", numbered("1"))
        assert (answer.status, answer.issues[0]["code"]) == (412, "multiple-matches")

    @pytest.mark.parametrize(("tags", "status"), [('W/"1"', 200), ('W/"2"', 412), ("x", 400)])
    def test_if_match(self, client: FhirClient, tags: str, status: int) -> None:
        made(client, numbered("1"))
        assert client.put(f"Patient?{CRITERIA}", numbered("1", gender="male"), if_match=tags).status == status

    def test_if_match_where_nothing_matches(self, client: FhirClient) -> None:
        assert client.put(f"Patient?{CRITERIA}", numbered("1"), if_match='W/"1"').status == 412
        assert total(client) == 0

    def test_an_update_that_changes_nothing(self, client: FhirClient) -> None:
        made(client, numbered("1"))
        answer = client.put(f"Patient?{CRITERIA}", numbered("1"))
        assert (answer.status, answer.version) == (200, "1")


class TestPatch:
    def test_one_matches(self, client: FhirClient) -> None:
        stored = made(client, numbered("1"))
        answer = patch(client, CRITERIA)
        assert (answer.status, answer.version) == (200, "2")
        assert (answer.json["id"], answer.json["gender"]) == (stored["id"], "female")

    def test_nothing_matches(self, client: FhirClient) -> None:
        answer = patch(client, CRITERIA)
        assert (answer.status, answer.issues[0]["code"]) == (404, "not-found")

    def test_several_match(self, client: FhirClient) -> None:
        for _ in range(2):
            made(client, numbered("1"))
        assert patch(client, CRITERIA).status == 412
        assert total(client) == 2

    def test_if_match(self, client: FhirClient) -> None:
        made(client, numbered("1"))
        assert patch(client, CRITERIA, if_match='W/"2"').status == 412
        assert patch(client, CRITERIA, if_match='W/"1"').status == 200


class TestDelete:
    def test_nothing_matches(self, client: FhirClient) -> None:
        assert client.delete(f"Patient?{CRITERIA}").status == 204
        assert client.delete(f"Patient?{CRITERIA}", if_match='W/"1"').status == 412

    def test_one_matches(self, client: FhirClient) -> None:
        stored = made(client, numbered("1"))
        other = made(client, numbered("2"))
        answer = client.delete(f"Patient?{CRITERIA}")
        assert (answer.status, answer.version) == (204, "2")
        assert client.get(name_of(stored)).status == 410
        assert client.get(name_of(other)).status == 200

    def test_several_match(self, client: FhirClient) -> None:
        names = [name_of(made(client, numbered("1"))) for _ in range(3)]
        answer = client.delete(f"Patient?{CRITERIA}", prefer="return=OperationOutcome")
        assert answer.status == 200
        assert "ETag" not in answer.headers
        assert [issue["diagnostics"] for issue in answer.issues] == [
            f"{name} is deleted (version 2)." for name in names
        ]
        assert [client.get(name).status for name in names] == [410] * 3

    def test_a_setting_allows_one_only(self, client_with: ClientWith) -> None:
        client = client_with(allow_multiple_delete=False)
        names = [name_of(made(client, numbered("1"))) for _ in range(2)]
        answer = client.delete(f"Patient?{CRITERIA}")
        assert (answer.status, answer.issues[0]["code"]) == (412, "multiple-matches")
        assert [client.get(name).status for name in names] == [200] * 2
        client.delete(names[0])
        assert client.delete(f"Patient?{CRITERIA}").status == 204

    def test_a_setting_limits_the_number(self, client_with: ClientWith) -> None:
        client = client_with(max_conditional_delete=2)
        names = [name_of(made(client, numbered("1"))) for _ in range(3)]
        answer = client.delete(f"Patient?{CRITERIA}")
        assert (answer.status, answer.issues[0]["code"]) == (403, "too-costly")
        assert [client.get(name).status for name in names] == [200] * 3
        client.delete(names[0])
        assert client.delete(f"Patient?{CRITERIA}").status == 204
        assert client.get(names[2]).status == 410

    def test_if_match_must_hold_for_all(self, client: FhirClient) -> None:
        stored = [made(client, numbered("1")) for _ in range(2)]
        client.put(name_of(stored[1]), {**stored[1], "gender": "male"})
        assert client.delete(f"Patient?{CRITERIA}", if_match='W/"1"').status == 412
        assert client.get(name_of(stored[0])).status == 200

    def test_all_or_none(self, client: FhirClient) -> None:
        stored = [made(client, numbered("1")) for _ in range(2)]
        made(client, patient(link=[{"other": {"reference": name_of(stored[1])}, "type": "seealso"}]))
        assert client.delete(f"Patient?{CRITERIA}").status == 409
        assert client.get(name_of(stored[0])).status == 200


def test_the_query_of_a_conditional_change_may_be_percent_encoded(client: FhirClient) -> None:
    made(client, numbered("1"))
    assert client.put(f"Patient?{quote(CRITERIA, safe='=')}", numbered("1", gender="male")).version == "2"
