"""batch: every entry on its own.  https://hl7.org/fhir/R4/http.html#brules"""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.store.repository import Repository
from tests.fhir_client import ClientWith, FhirClient
from tests.interactions.bundles import PATIENT_URL, batch, bundle, contents, entry, post, put, statuses
from tests.interactions.resources import made, name_of, numbered, observation, patient


def issue(answered: dict[str, Any]) -> dict[str, Any]:
    """The first issue of an entry that failed."""
    found: dict[str, Any] = answered["response"]["outcome"]["issue"][0]
    return found


class TestEntriesAreIndependent:
    def test_each_has_its_own_outcome(self, client: FhirClient) -> None:
        stored = made(client, patient())
        answer = batch(
            client,
            post(patient(gender="wrong")),
            post(patient()),
            put({**stored, "active": True}),
            entry("GET", name_of(stored)),
            entry("GET", "Patient/nobody"),
            put({**stored, "id": "other"}, ifMatch='W/"3"'),
            entry("DELETE", "Patient/nobody"),
            entry("GET", "Nothing/1"),
            post(observation("Patient/nobody", 1)),
        )
        assert answer.json["type"] == "batch-response"
        assert statuses(answer) == ["422", "201", "200", "200", "404", "412", "204", "404", "422"]
        assert [item["response"]["status"] for item in answer.json["entry"]][:2] == [
            "422 Unprocessable Entity",
            "201 Created",
        ]
        assert client.get(name_of(stored)).json["active"] is True

    def test_what_failed_says_where_in_the_bundle(self, client: FhirClient) -> None:
        answer = batch(client, post(patient()), post(patient(gender="wrong")), post(observation("Patient/nobody", 1)))
        _, invalid, dangling = answer.json["entry"]
        assert issue(invalid)["expression"] == ["Bundle.entry[1].resource.gender"]
        assert issue(dangling)["expression"] == ["Bundle.entry[2].resource.subject.reference"]
        assert "resource" not in invalid

    def test_a_batch_of_failures_saves_nothing(self, client: FhirClient, repository: Repository) -> None:
        made(client, patient())
        before = contents(repository)
        answer = batch(
            client, post(patient(gender="wrong")), entry("GET", "Patient/nobody"), entry("DELETE", "Patient")
        )
        assert statuses(answer) == ["422", "404", "400"]
        assert contents(repository) == before

    def test_processing_order_is_that_of_a_transaction(self, client: FhirClient) -> None:
        client.put("Patient/a", numbered("1", id="a"))
        answer = batch(
            client,
            entry("GET", "Patient/a"),
            put(numbered("1", id="b")),
            post(numbered("1"), ifNoneExist="identifier=1"),
            entry("DELETE", "Patient/a"),
        )
        assert statuses(answer) == ["410", "201", "201", "204"]


class TestWhatEntriesMayBe:
    def test_every_kind_of_request(self, client: FhirClient) -> None:
        stored = made(client, numbered("1"))
        name = name_of(stored)
        answer = batch(
            client,
            entry("GET", f"{name}/_history/1"),
            entry("GET", f"{name}/_history"),
            entry("GET", f"{name}?_elements=active"),
            entry("HEAD", name),
            entry("GET", name, ifNoneMatch='W/"1"'),
            entry("GET", name, ifModifiedSince="2999-12-31T23:59:60Z"),
            entry("GET", "metadata"),
            entry("GET", "Patient/_history?_count=1"),
            post(numbered("1"), ifNoneExist="identifier=urn:example:mrn|1"),
        )
        assert statuses(answer) == ["200", "200", "200", "200", "304", "304", "200", "200", "200"]
        entries = answer.json["entry"]
        assert entries[0]["resource"] == stored
        assert entries[1]["resource"]["type"] == "history"
        assert "name" not in entries[2]["resource"]
        assert entries[3] == {"response": {"status": "200 OK", **of_version(stored)}}
        assert entries[4] == {"response": {"status": "304 Not Modified", **of_version(stored)}}
        assert entries[6]["resource"]["resourceType"] == "CapabilityStatement"
        assert entries[8]["response"]["location"].endswith(f"/{name}/_history/1")

    def test_conditional_changes(self, client: FhirClient) -> None:
        for number in "12":
            made(client, numbered(number))
        change = {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": [
            {"name": "type", "valueCode": "add"}, {"name": "path", "valueString": "Patient"},
            {"name": "name", "valueString": "active"}, {"name": "value", "valueBoolean": True},
        ]}]}  # fmt: skip
        answer = batch(
            client,
            entry("PUT", "Patient?identifier=urn:example:mrn%7C1", numbered("1", gender="male")),
            entry("PATCH", "Patient?identifier=2", change),
            entry("DELETE", "Patient?identifier=3"),
        )
        assert statuses(answer) == ["200", "200", "204"]

    def test_an_address_may_be_absolute_or_begin_with_a_slash(self, client: FhirClient) -> None:
        name = name_of(made(client, patient()))
        base = client.get(name).headers.get("Content-Location") or "https://localhost:8443/fhir"
        answer = batch(
            client, entry("GET", f"{base}/{name}"), entry("GET", f"/{name}"), entry("GET", f"https://else.where/{name}")
        )
        assert statuses(answer) == ["200", "200", "404"]

    @pytest.mark.parametrize("address", ["", "/", "?_type=Patient", "https://localhost:8443/fhir/"])
    def test_a_bundle_within_is_refused(self, client: FhirClient, repository: Repository, address: str) -> None:
        before = contents(repository)
        inner = bundle("transaction", post(patient()))
        answer = batch(client, entry("POST", address or "/", inner), entry("POST", address or "/", bundle("batch")))
        assert statuses(answer) == ["400", "400"]
        assert contents(repository) == before

    def test_a_bundle_may_be_stored(self, client: FhirClient) -> None:
        answer = batch(client, post(bundle("collection", {"resource": patient()})))
        assert statuses(answer) == ["201"]

    @pytest.mark.parametrize(
        ("request_", "expression"),
        [
            ({"method": "GET", "_url": {"extension": [{"url": "urn:x", "valueString": "y"}]}}, "request.url"),
            ({"url": "Patient", "_method": {"extension": [{"url": "urn:x", "valueString": "y"}]}}, "request.method"),
            ({"method": "POST", "url": "Patient"}, "resource"),
            ({"method": "PUT", "url": "Patient/1"}, "resource"),
            ({"method": "PATCH", "url": "Patient/1"}, "resource"),
            ({"method": "GET", "url": "Patient/1?a=%FF"}, "request.url"),
        ],
    )
    def test_an_incomplete_entry_fails_alone(
        self, client: FhirClient, request_: dict[str, Any], expression: str
    ) -> None:
        answer = batch(client, {"request": request_}, post(patient()))
        assert statuses(answer) == ["400", "201"]
        assert issue(answer.json["entry"][0])["expression"] == [f"Bundle.entry[0].{expression}"]

    @pytest.mark.parametrize("reference", [PATIENT_URL, "http://else.where/Patient/1"])
    def test_a_reference_to_what_another_entry_creates_is_refused(self, client: FhirClient, reference: str) -> None:
        answer = batch(client, post(patient(), reference), post(observation(reference, 1)), post(patient()))
        assert statuses(answer) == ["201", "422", "201"]
        assert "only a transaction" in issue(answer.json["entry"][1])["diagnostics"]


def of_version(resource: dict[str, Any]) -> dict[str, str]:
    """What a response says of the version that it speaks of."""
    return {"etag": f'W/"{resource["meta"]["versionId"]}"', "lastModified": resource["meta"]["lastUpdated"]}


class TestAnswer:
    def test_an_empty_batch(self, client: FhirClient) -> None:
        assert batch(client).json == {"resourceType": "Bundle", "type": "batch-response"}

    def test_what_a_change_answers(self, client: FhirClient) -> None:
        answer = batch(client, post(patient()))
        (answered,) = answer.json["entry"]
        location = answered["response"]["location"]
        stored = client.get(location.partition("/fhir/")[2].partition("/_history/")[0]).json
        name = name_of(stored)
        assert location == f"https://localhost:8443/fhir/{name}/_history/1"
        assert answered == {"response": {"status": "201 Created", "location": location, **of_version(stored)}}
        (deleted,) = batch(client, entry("DELETE", name)).json["entry"]
        assert deleted["response"]["status"] == "204 No Content"
        assert deleted["response"]["etag"] == 'W/"2"'

    def test_what_prefer_asks_for(self, client: FhirClient) -> None:
        (answered,) = batch(client, post(patient()), prefer="return=representation").json["entry"]
        assert answered["resource"]["name"] == patient()["name"]
        assert "outcome" not in answered["response"]
        (answered,) = batch(client, post(patient()), prefer="return=OperationOutcome").json["entry"]
        assert answered["response"]["outcome"]["issue"][0]["severity"] == "information"
        assert "resource" not in answered
        (answered,) = batch(client, post(patient()), prefer="return=minimal").json["entry"]
        assert set(answered) == {"response"}

    def test_an_outcome_that_is_stored_is_a_resource(self, client: FhirClient) -> None:
        outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "invalid"}]}
        (answered,) = batch(client, post(outcome), prefer="return=representation").json["entry"]
        assert answered["resource"]["issue"] == outcome["issue"]
        (read,) = batch(client, entry("GET", name_of(answered["resource"])), prefer="return=OperationOutcome").json[
            "entry"
        ]
        assert read["resource"] == answered["resource"]

    def test_pretty(self, client: FhirClient) -> None:
        assert client.post("?_pretty=true", bundle("batch")).body.startswith(b'{\n  "resourceType"')


class TestWhatIsNoBatch:
    @pytest.mark.parametrize(
        ("body", "status", "expression"),
        [
            ({"resourceType": "Patient"}, 400, "Bundle.resourceType"),
            ([], 400, "Bundle.resourceType"),
            (None, 400, None),
            ({"resourceType": "Bundle"}, 400, "Bundle.type"),
            (bundle("collection"), 400, "Bundle.type"),
            (bundle("history"), 400, "Bundle.type"),
            ({"resourceType": "Bundle", "type": ["batch"]}, 400, "Bundle.type"),
            ({**bundle("batch"), "entry": {}}, 422, "Bundle.entry"),
            ({**bundle("batch"), "entry": None}, 422, "Bundle.entry"),
            ({**bundle("batch"), "entry": ["x"]}, 422, "Bundle.entry[0]"),
            (bundle("batch", {"resource": patient()}), 422, "Bundle"),
            (bundle("batch", entry("FETCH", "Patient/1")), 422, "Bundle.entry[0].request.method"),
            (bundle("batch", entry("GET", "Patient/1", ifModifiedSince="yesterday")), 422, None),
            (bundle("batch", {"request": "GET Patient/1"}), 422, "Bundle.entry[0].request"),
        ],
    )
    def test_it_is_refused_as_a_whole(self, client: FhirClient, body: Any, status: int, expression: str | None) -> None:
        answer = client.post("", b"null" if body is None else body)
        assert answer.status == status, answer.body
        if expression:
            assert expression in [place for each in answer.issues for place in each.get("expression", [])]

    def test_other_formats(self, client: FhirClient) -> None:
        assert client.post("", bundle("batch"), content_type="text/plain").status == 415

    def test_more_entries_than_allowed(self, client_with: ClientWith) -> None:
        client = client_with(max_bundle_entries=3)
        assert statuses(batch(client, *[post(patient())] * 3)) == ["201"] * 3
        answer = batch(client, *[post(patient())] * 4)
        assert (answer.status, answer.issues[0]["code"]) == (422, "too-long")
        assert client.get("_history").json["total"] == 3

    def test_deeper_than_allowed(self, client_with: ClientWith) -> None:
        client = client_with(max_depth=7)
        assert statuses(batch(client, post(patient()))) == ["201"]
        answer = batch(
            client, post(patient(extension=[{"url": "urn:x", "extension": [{"url": "y", "valueCode": "z"}]}]))
        )
        assert answer.status == 400
        assert client.get("_history").json["total"] == 1

    def test_larger_than_allowed(self, client_with: ClientWith) -> None:
        client = client_with(max_body_bytes=1000)
        assert batch(client, post(patient())).status == 200
        assert batch(client, post(patient(language="x" * 1000))).status == 413
        assert client.get("_history").json["total"] == 1
