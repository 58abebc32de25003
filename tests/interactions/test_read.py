"""read, vread and conditional read.  https://hl7.org/fhir/R4/http.html#read"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.fhir_client import FhirClient
from tests.interactions.resources import Resource, basic, made, name_of, patient


@pytest.fixture
def twice(client: FhirClient) -> Resource:
    """A Patient in version 2, which is female; version 1 was male."""
    stored = made(client, patient(gender="male", text={"status": "generated", "div": DIV}))
    updated: Resource = client.put(name_of(stored), {**stored, "gender": "female"}).json
    return updated


DIV = '<div xmlns="http://www.w3.org/1999/xhtml">Peter</div>'


def test_reading_what_never_was_is_404(client: FhirClient) -> None:
    answer = client.get("Patient/nobody")
    assert (answer.status, answer.issues[0]["code"]) == (404, "not-found")


def test_reading_gives_the_current_version(client: FhirClient, twice: Resource) -> None:
    answer = client.get(name_of(twice))
    assert answer.status == 200
    assert answer.json == twice
    assert answer.json["gender"] == "female"
    assert answer.headers["ETag"] == 'W/"2"'
    assert "Last-Modified" in answer.headers
    assert "Location" not in answer.headers


def test_every_version_can_be_read(client: FhirClient, twice: Resource) -> None:
    name = name_of(twice)
    first, second = client.get(f"{name}/_history/1"), client.get(f"{name}/_history/2")
    assert (first.json["gender"], first.json["meta"]["versionId"], first.headers["ETag"]) == ("male", "1", 'W/"1"')
    assert second.body == client.get(name).body


@pytest.mark.parametrize("version", ["0", "3", "01", "-1", "x", "1.0", "99999999999999999999", "%31%00", "\u0661"])
def test_a_version_that_is_none_is_404(client: FhirClient, twice: Resource, version: str) -> None:
    answer = client.get(f"{name_of(twice)}/_history/{version}")
    assert (answer.status, answer.issues[0]["code"]) == (404, "not-found")


def test_a_deleted_resource_is_410_and_its_versions_stay(client: FhirClient, twice: Resource) -> None:
    name = name_of(twice)
    assert client.delete(name).status == 204
    gone = client.get(name)
    assert (gone.status, gone.issues[0]["code"], gone.headers["ETag"]) == (410, "deleted", 'W/"3"')
    assert client.get(f"{name}/_history/2").json == twice
    deletion = client.get(f"{name}/_history/3")
    assert (deletion.status, deletion.issues[0]["code"]) == (410, "deleted")
    assert client.get(f"{name}/_history/4").status == 404


@pytest.mark.parametrize(
    ("tags", "status"),
    [
        ('W/"2"', 304),
        ('"2"', 304),
        ("*", 304),
        ('W/"1", W/"2"', 304),
        ('W/"1"', 200),
        ('W/"02"', 200),
        ("2", 400),
        ('W/"2', 400),
        ("", 200),
    ],
)
@pytest.mark.parametrize("address", ["", "/_history/2"])
def test_if_none_match(client: FhirClient, twice: Resource, tags: str, status: int, address: str) -> None:
    answer = client.get(f"{name_of(twice)}{address}", if_none_match=tags)
    assert answer.status == status
    if status == 304:
        assert (answer.body, answer.headers["ETag"]) == (b"", 'W/"2"')
        assert "Content-Length" not in answer.headers


@pytest.mark.parametrize(("seconds", "status"), [(-2, 200), (0, 304), (60, 304)])
def test_if_modified_since_counts_seconds(client: FhirClient, twice: Resource, seconds: int, status: int) -> None:
    changed = datetime.fromisoformat(twice["meta"]["lastUpdated"]).replace(microsecond=0)
    since = format_datetime((changed + timedelta(seconds=seconds)).astimezone(UTC), usegmt=True)
    assert client.get(name_of(twice), if_modified_since=since).status == status


def test_last_modified_can_be_sent_back(client: FhirClient, twice: Resource) -> None:
    modified = client.get(name_of(twice)).headers["Last-Modified"]
    assert client.get(name_of(twice), if_modified_since=modified).status == 304


@pytest.mark.parametrize("since", ["yesterday", "", "Sun, 99 Nov 2026 00:00:00 GMT", "2026-11-22"])
def test_a_wrong_date_is_ignored(client: FhirClient, twice: Resource, since: str) -> None:
    assert client.get(name_of(twice), if_modified_since=since).status == 200


def test_if_none_match_goes_before_if_modified_since(client: FhirClient, twice: Resource) -> None:
    late = format_datetime(datetime(2100, 1, 1, tzinfo=UTC), usegmt=True)
    answer = client.get(name_of(twice), if_none_match='W/"1"', if_modified_since=late)
    assert answer.status == 200


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("_summary=true", {"name", "gender"}),
        ("_summary=text", {"text"}),
        ("_summary=data", {"name", "gender"}),
        ("_summary=false", {"text", "name", "gender"}),
        ("_elements=gender", {"gender"}),
        ("_elements=name,gender", {"name", "gender"}),
        ("_elements=Patient.name", {"name"}),
        ("_elements=name&_summary=false", {"name"}),
        ("_format=json&_pretty=false", {"text", "name", "gender"}),
    ],
)
@pytest.mark.parametrize("address", ["", "/_history/2"])
def test_parts_of_a_resource(client: FhirClient, twice: Resource, query: str, names: set[str], address: str) -> None:
    answer = client.get(f"{name_of(twice)}{address}?{query}")
    assert answer.status == 200
    assert set(answer.json) == {"resourceType", "id", "meta", *names}
    whole = names == {"text", "name", "gender"}
    assert any(tag["code"] == "SUBSETTED" for tag in answer.json["meta"].get("tag", [])) != whole


@pytest.mark.parametrize(
    "query",
    [
        "_summary=count",
        "_summary=TRUE",
        "_summary=",
        "_elements=",
        "_elements=nothing",
        "_elements=name&_summary=true",
        "_summary=true&_summary=true",
        "_elements=name&_elements=gender",
        "_pretty=yes",
        "_pretty=true&_pretty=true",
        "_format=json&_format=json",
        "_count=1",
        "name=Peter",
        "_since=2020",
        "__proto__=1",
    ],
)
def test_wrong_parameters_are_refused(client: FhirClient, twice: Resource, query: str) -> None:
    answer = client.get(f"{name_of(twice)}?{query}")
    assert answer.status == 400
    assert answer.issues[0]["severity"] == "error"


def test_pretty_changes_nothing_but_white_space(client: FhirClient) -> None:
    sent = b'{"resourceType":"Basic","code":{"text":"a"},"extension":[{"url":"urn:x","valueDecimal":1.50}]}'
    name = name_of(client.post("Basic", sent).json)
    plain, pretty = client.get(name), client.get(f"{name}?_pretty=true")
    assert plain.json == pretty.json
    assert b"1.50" in pretty.body
    assert pretty.body.startswith(b'{\n  "resourceType": "Basic",\n')
    assert int(pretty.headers["Content-Length"]) == len(pretty.body)


def test_errors_are_pretty_too(client: FhirClient) -> None:
    answer = client.get("Patient/nobody?_pretty=true")
    assert answer.status == 404
    assert answer.body.startswith(b'{\n  "resourceType": "OperationOutcome",\n')


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("", "application/fhir+json", 200),
        ("", "application/json", 200),
        ("", "text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("", "application/fhir+json; fhirVersion=4.0", 200),
        ("", "application/fhir+json; fhirVersion=5.0", 406),
        ("", "application/fhir+xml", 406),
        ("", "image/png", 406),
        ("", "nonsense", 406),
        ("?_format=json", "application/fhir+xml", 200),
        ("?_format=application/fhir%2Bjson", "image/png", 200),
        ("?_format=application/fhir+json", "image/png", 200),
        ("?_format=xml", "application/fhir+json", 406),
        ("?_format=ttl", "application/fhir+json", 406),
        ("?_format=", "application/fhir+json", 200),
    ],
)
def test_formats(client: FhirClient, twice: Resource, query: str, accept: str, status: int) -> None:
    answer = client.get(f"{name_of(twice)}{query}", accept=accept)
    assert answer.status == status
    assert answer.headers["Content-Type"].startswith("application/fhir+json; charset=utf-8")
    assert answer.json["resourceType"] == ("Patient" if status == 200 else "OperationOutcome")


def test_a_change_in_a_format_that_cannot_be_answered_is_not_done(client: FhirClient) -> None:
    assert client.post("Patient", patient(), accept="application/fhir+xml").status == 406
    assert client.get("_history").json["total"] == 0


def test_two_types_may_have_the_same_id(client: FhirClient) -> None:
    client.put("Patient/same", patient("same"))
    client.put("Basic/same", basic("same"))
    assert client.get("Patient/same").json["resourceType"] == "Patient"
    assert client.get("Basic/same").json["resourceType"] == "Basic"


def test_ids_are_case_sensitive(client: FhirClient) -> None:
    client.put("Patient/abc", patient("abc"))
    assert client.get("Patient/ABC").status == 404
    assert client.put("Patient/ABC", patient("ABC", gender="male")).status == 201
    assert "gender" not in client.get("Patient/abc").json
