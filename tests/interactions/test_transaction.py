"""transaction: all entries or none, in an order of its own.  https://hl7.org/fhir/R4/http.html#trules"""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import Answer, ClientWith, FhirClient
from tests.interactions.bundles import (
    OTHER_URL,
    PATIENT_URL,
    batch,
    bundle,
    contents,
    entry,
    located,
    post,
    put,
    statuses,
    stored,
    transact,
)
from tests.interactions.resources import Resource, basic, made, name_of, numbered, observation, patient, versions


def fhirpath_patch(name: str, value: Resource, path: str = "Patient") -> Resource:
    """A FHIRPath Patch that adds one element; ``value`` is the value[x] of the part."""
    part = [
        {"name": "type", "valueCode": "add"},
        {"name": "path", "valueString": path},
        {"name": "name", "valueString": name},
    ]
    parameter = {"name": "operation", "part": [*part, {"name": "value", **value}]}
    return {"resourceType": "Parameters", "parameter": [parameter]}


FEMALE = fhirpath_patch("gender", {"valueCode": "female"})


class TestOrder:
    def test_whatever_order_is_sent_the_outcome_is_the_same(self, client: FhirClient) -> None:
        entries = {
            "read": entry("GET", "Patient/a"),
            "head": entry("HEAD", "Patient/b"),
            "update": put(numbered("2", id="a")),
            "patch": entry("PATCH", "Patient/b", FEMALE),
            "create": post(numbered("3"), ifNoneExist="identifier=3"),
            "delete": entry("DELETE", "Patient/c"),
        }
        expected = {"read": "200", "head": "200", "update": "200", "patch": "200", "create": "201", "delete": "204"}
        orders = list(itertools.permutations(entries))
        for order in (orders[0], orders[-1], orders[100], orders[500]):
            for name, number in (("a", "1"), ("b", "1"), ("c", "3")):
                client.put(f"Patient/{name}", numbered(number, id=name))
            answer = transact(client, *(entries[name] for name in order))
            assert statuses(answer) == [expected[name] for name in order]
            read = answer.json["entry"][order.index("read")]["resource"]
            assert read["identifier"][0]["value"] == "2"
            assert client.get("Patient/b").json["gender"] == "female"
            assert client.get("Patient/c").status == 410
            client.delete("Patient?identifier=3")

    def test_reads_see_what_was_written(self, client: FhirClient) -> None:
        client.put("Patient/a", patient("a"))
        answer = transact(
            client,
            entry("GET", "Patient/a"),
            entry("GET", "Patient/a/_history/2"),
            entry("GET", "Patient/a/_history"),
            entry("GET", "Patient/a/_history/1"),
            entry("GET", "Patient/a", ifNoneMatch='W/"1"'),
            entry("GET", "Patient/a", ifNoneMatch='W/"2"'),
            entry("GET", "_history?_count=2"),
            put(patient("a", active=True)),
            put(patient("b")),
        )
        assert statuses(answer) == ["200", "200", "200", "200", "200", "304", "200", "200", "201"]
        now, second, history, first, _, _, everything, *_ = [item.get("resource") for item in answer.json["entry"]]
        assert now == second == client.get("Patient/a").json
        assert (now["active"], "active" in first) == (True, False)
        assert [item["resource"] for item in history["entry"]] == [now, first]
        assert everything["total"] == 3

    @pytest.mark.parametrize(
        "address", ["Patient/b", "Patient/nobody", "Patient/a/_history/3", "Nothing/1", "Patient/a?x=y"]
    )
    def test_a_read_that_fails_fails_all(self, client: FhirClient, repository: Repository, address: str) -> None:
        for name in "ab":
            client.put(f"Patient/{name}", patient(name))
        before = contents(repository)
        answer = transact(
            client,
            entry("GET", "Patient/a"),
            entry("GET", address),
            put(patient("a", active=True)),
            entry("DELETE", "Patient/b"),
        )
        assert answer.status in (400, 404, 410)
        assert [issue["expression"] for issue in answer.issues] == [["Bundle.entry[1]"]]
        assert contents(repository) == before


class TestAnswer:
    def test_entries_are_in_the_order_of_the_request(self, client: FhirClient) -> None:
        kept = made(client, patient())
        gone = made(client, patient())
        answer = transact(
            client, put({**kept, "active": True}), post(patient(), PATIENT_URL), entry("DELETE", name_of(gone))
        )
        assert answer.json["type"] == "transaction-response"
        updated, created, deleted = answer.json["entry"]
        assert updated == {
            "response": {
                "status": "200 OK",
                "location": f"https://localhost:8443/fhir/{name_of(kept)}/_history/2",
                "etag": 'W/"2"',
                "lastModified": client.get(name_of(kept)).json["meta"]["lastUpdated"],
            }
        }
        new = client.get(located(answer)[1]).json
        assert created["response"]["status"] == "201 Created"
        assert created["response"]["location"].endswith(f"/{name_of(new)}/_history/1")
        assert (created["response"]["etag"], created["response"]["lastModified"]) == (
            'W/"1"',
            new["meta"]["lastUpdated"],
        )
        assert deleted["response"] == {
            "status": "204 No Content",
            "etag": 'W/"2"',
            "lastModified": updated["response"]["lastModified"],
        }

    def test_what_prefer_asks_for(self, client: FhirClient) -> None:
        entries = post(patient()), put(patient("a")), entry("DELETE", "Patient/nobody"), entry("GET", "Patient/a")
        minimal = transact(client, *entries).json["entry"]
        assert [set(item) for item in minimal] == [{"response"}, {"response"}, {"response"}, {"response", "resource"}]
        whole = transact(client, *entries, prefer="return=representation").json["entry"]
        assert [item.get("resource", {}).get("resourceType") for item in whole] == [
            "Patient",
            "Patient",
            None,
            "Patient",
        ]
        told = transact(client, *entries, prefer="return=OperationOutcome").json["entry"]
        assert ["outcome" in item["response"] for item in told] == [True, True, True, False]

    def test_an_empty_transaction(self, client: FhirClient) -> None:
        assert transact(client).json == {"resourceType": "Bundle", "type": "transaction-response"}

    def test_an_update_without_a_change_makes_no_version(self, client: FhirClient) -> None:
        stored = made(client, patient())
        answer = transact(client, put(stored))
        assert statuses(answer) == ["200"]
        assert answer.json["entry"][0]["response"]["etag"] == 'W/"1"'


class TestAllOrNothing:
    """Every kind of failure leaves all rows of all tables as they were."""

    @pytest.mark.parametrize(
        ("failing", "status", "expression"),
        [
            (post(patient(gender="wrong")), 422, "Bundle.entry[2].resource.gender"),
            (post({"resourceType": "Nothing"}), 404, "Bundle.entry[2]"),
            (entry("POST", "Patient", basic()), 400, "Bundle.entry[2].resource.resourceType"),
            (entry("PUT", "Patient/x", patient("y")), 400, "Bundle.entry[2].resource.id"),
            (entry("PUT", "Patient/x", patient()), 400, "Bundle.entry[2].resource.id"),
            (entry("PUT", "Patient/x$", patient("x$")), 400, "Bundle.entry[2]"),
            (entry("PUT", "Patient/x/y", patient("x")), 400, "Bundle.entry[2].resource"),
            (entry("DELETE", "Patient/x/_history"), 400, "Bundle.entry[2].request"),
            (entry("DELETE", "Nothing/1"), 404, "Bundle.entry[2]"),
            (entry("POST", "Patient/$validate", patient()), 400, "Bundle.entry[2].resource"),
            (entry("POST", "Patient/_search", patient()), 400, "Bundle.entry[2].resource"),
            (entry("POST", "/", bundle("batch")), 400, "Bundle.entry[2].request.url"),
            (entry("POST", "Patient"), 400, "Bundle.entry[2].resource"),
            (entry("PATCH", "Patient/a"), 400, "Bundle.entry[2].resource"),
            (entry("PATCH", "Patient/a", patient("a")), 400, "Bundle.entry[2].resource"),
            (entry("PATCH", "Patient/nobody", FEMALE), 404, "Bundle.entry[2].resource"),
            (entry("PATCH", "Patient/gone", FEMALE), 410, "Bundle.entry[2].resource"),
            (
                entry("PATCH", "Patient/a", fhirpath_patch("gender", {"valueCode": "wrong"})),
                422,
                "Bundle.entry[2].resource.gender",
            ),
            (put(patient("a"), ifMatch='W/"7"'), 412, "Bundle.entry[2].resource"),
            (put(patient("a"), ifNoneMatch="*"), 412, "Bundle.entry[2].resource"),
            (put(patient("a"), ifMatch="seven"), 400, "Bundle.entry[2]"),
            (entry("DELETE", "Patient/a", ifMatch='W/"7"'), 412, "Bundle.entry[2].request"),
            (entry("DELETE", "Patient/referred"), 409, "Bundle.entry[2].request"),
            (entry("DELETE", "Patient?identifier=many"), 204, None),
            (post(numbered("x"), ifNoneExist="identifier=many"), 412, "Bundle.entry[2].resource"),
            (post(patient(), ifNoneExist="birthdat=2000"), 400, "Bundle.entry[2].resource"),
            (post(patient(), ifNoneExist=""), 422, "Bundle.entry[2].request.ifNoneExist"),
            (entry("PUT", "Patient?identifier=many", patient()), 412, "Bundle.entry[2].resource"),
            (entry("PATCH", "Patient?identifier=none", FEMALE), 404, "Bundle.entry[2].resource"),
            (post(observation("Patient/nobody", 1)), 422, "Bundle.entry[2].resource.subject.reference"),
            (post(observation("Patient/gone", 1)), 422, "Bundle.entry[2].resource.subject.reference"),
            (post(observation("Patient?identifier=none", 1)), 412, "Bundle.entry[2].resource.subject.reference"),
            (post(observation("Patient?identifier=many", 1)), 412, "Bundle.entry[2].resource.subject.reference"),
            (post(observation("Patient?birthdat=2000", 1)), 400, "Bundle.entry[2].resource.subject.reference"),
            (post(observation(PATIENT_URL, 1) | {"performer": [{"reference": OTHER_URL}]}, OTHER_URL), 422, None),
            (entry("GET", "Patient/gone"), 410, "Bundle.entry[2]"),
            (entry("GET", "Patient/a?_elements=active&_summary=true"), 400, "Bundle.entry[2]"),
            (put(patient("b")), 400, "Bundle.entry[2]"),
            (post(patient(), PATIENT_URL), 422, None),
        ],
    )  # fmt: skip
    def test_a_failing_entry(
        self, client: FhirClient, repository: Repository, failing: Resource, status: int, expression: str | None
    ) -> None:
        for name in ("a", "b", "gone", "referred"):
            client.put(f"Patient/{name}", patient(name))
        for _ in range(2):
            made(client, numbered("many"))
        made(client, observation("Patient/referred", 1))
        client.delete("Patient/gone")
        before = contents(repository)
        answer = transact(client, post(patient(), PATIENT_URL), put(patient("b", active=True)), failing)
        if status == 204:  # the one here that does not fail shows that what stands around it is no failure
            assert statuses(answer) == ["201", "200", "204"]
            return
        assert answer.status == status, answer.body
        if expression:
            assert [issue["expression"] for issue in answer.issues] == [[expression]], answer.body
        assert contents(repository) == before
        assert client.get("Patient/b").version == "1"

    def test_all_malformed_entries_are_told_at_once(self, client: FhirClient, repository: Repository) -> None:
        before = contents(repository)
        answer = transact(
            client,
            post(patient(gender="wrong", birthDate="soon")),
            post(patient()),
            entry("PUT", "Patient/x", patient("y")),
            {"request": {"method": "DELETE", "url": "Patient/$x"}},
            post(patient(), ifNoneExist="color=red"),
        )
        assert answer.status == 422
        assert [issue["expression"][0] for issue in answer.issues] == [
            "Bundle.entry[0].resource.gender",
            "Bundle.entry[0].resource.birthDate",
            "Bundle.entry[2].resource.id",
            "Bundle.entry[3].request",
            "Bundle.entry[4].resource",
        ]
        assert contents(repository) == before

    def test_all_entries_that_do_not_fit_what_is_stored_are_told_at_once(self, client: FhirClient) -> None:
        for name in "ab":
            client.put(f"Patient/{name}", patient(name))
        answer = transact(client, put(patient("a"), ifMatch='W/"2"'), entry("DELETE", "Patient/b", ifMatch='W/"2"'))
        assert answer.status == 412
        assert [issue["expression"][0] for issue in answer.issues] == [
            "Bundle.entry[0].resource",
            "Bundle.entry[1].request",
        ]
        answer = transact(client, *(post(observation(f"Patient?identifier={each}", 1)) for each in "xy"))
        assert answer.status == 412
        assert len(answer.issues) == 2

    def test_the_next_transaction_is_served(self, client: FhirClient) -> None:
        assert transact(client, post(patient()), post(patient(gender="wrong"))).status == 422
        assert statuses(transact(client, post(patient()))) == ["201"]


class TestDeletions:
    def test_resources_that_refer_to_one_another_are_deleted_together(self, client: FhirClient) -> None:
        answer = transact(
            client,
            post(basic(subject={"reference": PATIENT_URL}), OTHER_URL),
            post(patient(link=[{"other": {"reference": PATIENT_URL}, "type": "seealso"}]), PATIENT_URL),
        )
        one, two = located(answer)
        assert client.delete(two).status == 409
        assert statuses(transact(client, entry("DELETE", two), entry("DELETE", one))) == ["204", "204"]
        assert (client.get(one).status, client.get(two).status) == (410, 410)

    @pytest.mark.parametrize("source", [observation("Patient/a", 1), basic(subject={"reference": "Patient/a"})])
    def test_what_others_refer_to_is_not(self, client: FhirClient, repository: Repository, source: Resource) -> None:
        client.put("Patient/a", patient("a"))
        other = name_of(made(client, source))
        before = contents(repository)
        answer = transact(client, entry("DELETE", "Patient/a"), post(patient()))
        assert answer.status == 409
        assert other in answer.issues[0]["diagnostics"]
        assert contents(repository) == before

    def test_unless_they_cease_to_in_the_same_transaction(self, client: FhirClient) -> None:
        for name in "ab":
            client.put(f"Patient/{name}", patient(name))
        result = made(client, observation("Patient/a", 1))
        moved = {**observation("Patient/b", 1), "id": result["id"]}
        assert statuses(transact(client, entry("DELETE", "Patient/a"), put(moved))) == ["204", "200"]
        assert client.get("Patient/a").status == 410

    def test_nothing_can_refer_to_what_is_deleted(self, client: FhirClient, repository: Repository) -> None:
        for name in "ab":
            client.put(f"Patient/{name}", patient(name))
        before = contents(repository)
        for deletion in (entry("DELETE", "Patient/a"), entry("DELETE", "Patient?_id=a", None, PATIENT_URL)):
            for reference in ("Patient/a", "https://localhost:8443/fhir/Patient/a", "Patient/a/_history/1"):
                answer = transact(client, deletion, post(observation(reference, 1)))
                assert (answer.status, answer.issues[0]["code"]) == (422, "not-found")
        answer = transact(client, deletion, post(observation(PATIENT_URL, 1)))
        assert (answer.status, answer.issues[0]["expression"]) == (422, ["Bundle.entry[1].resource.subject.reference"])
        assert contents(repository) == before

    def test_nothing_to_delete_is_no_failure(self, client: FhirClient) -> None:
        gone = name_of(made(client, patient()))
        client.delete(gone)
        answer = transact(
            client, entry("DELETE", "Patient/nobody"), entry("DELETE", gone), entry("DELETE", "Patient?identifier=x")
        )
        assert statuses(answer) == ["204", "204", "204"]
        assert client.get("_history").json["total"] == 2

    def test_several_by_criteria(self, client: FhirClient) -> None:
        names = [name_of(made(client, numbered("1"))) for _ in range(3)]
        answer = transact(client, entry("DELETE", "Patient?identifier=1"), prefer="return=OperationOutcome")
        (answered,) = answer.json["entry"]
        told = [issue["diagnostics"] for issue in answered["response"]["outcome"]["issue"]]
        assert told == [f"{name} is deleted (version 2)." for name in names]
        assert {client.get(name).status for name in names} == {410}


class TestSettings:
    def test_limits_hold_for_entries(self, client_with: ClientWith) -> None:
        client = client_with(update_create=False, allow_multiple_delete=False)
        for _ in range(2):
            made(client, numbered("1"))
        assert transact(client, put(patient("new"))).status == 405
        assert transact(client, entry("DELETE", "Patient?identifier=1")).status == 412
        assert client.get("_history").json["total"] == 2

    def test_dangling_references_where_allowed(self, client_with: ClientWith) -> None:
        client = client_with(allow_dangling_references=True)
        result, _ = stored(client, transact(client, post(observation("Patient/later", 1)), post(basic())))
        assert result["subject"]["reference"] == "Patient/later"
        assert statuses(transact(client, put(patient("later")))) == ["201"]


def test_history_tells_of_each_change(client: FhirClient) -> None:
    client.put("Patient/a", patient("a"))
    client.put("Patient/b", patient("b"))
    answer = transact(client, entry("DELETE", "Patient/b"), entry("PATCH", "Patient/a", FEMALE), post(basic()))
    changed = {address: (method, status) for address, method, status in versions(client.get("_history?_count=3"))}
    assert changed == {
        "Patient/a": ("PATCH", "200"),
        "Patient/b": ("DELETE", "204"),
        located(answer)[2]: ("POST", "201"),
    }
    instants = {item["response"]["lastModified"] for item in client.get("_history?_count=3").json["entry"]}
    assert len(instants) == 1


@pytest.mark.parametrize("send", [transact, batch])
def test_a_json_patch_in_a_binary(client: FhirClient, send: Any) -> None:
    client.put("Patient/a", patient("a"))
    data = "W3sib3AiOiJhZGQiLCJwYXRoIjoiL2dlbmRlciIsInZhbHVlIjoiZmVtYWxlIn1d"
    binary = {"resourceType": "Binary", "contentType": "application/json-patch+json", "data": data}
    answer: Answer = send(client, entry("PATCH", "Patient/a", binary, ifMatch='W/"1"'))
    assert statuses(answer) == ["200"]
    assert client.get("Patient/a").json["gender"] == "female"
