"""history of a resource, of a type, of all.  https://hl7.org/fhir/R4/http.html#history"""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fhirserver.validation import validate
from tests.fhir_client import Answer, FhirClient
from tests.interactions.resources import Resource, basic, made, name_of, patient, versions

BASE = "https://localhost:8443/fhir/"


@pytest.fixture
def past(client: FhirClient) -> list[Resource]:
    """A Patient in three versions, deleted and brought back, and a Basic; as they are now."""
    stored = made(client, patient())
    name = name_of(stored)
    client.put(name, {**stored, "gender": "male"})
    client.patch(name, PATCH, content_type="application/json-patch+json")
    client.delete(name)
    return [client.put(name, stored).json, made(client, basic())]


PATCH = b'[{"op":"replace","path":"/gender","value":"female"}]'


def link(answer: Answer, relation: str) -> str | None:
    """The address of a link, relative to the base."""
    found = [each["url"] for each in answer.json["link"] if each["relation"] == relation]
    assert len(found) <= 1
    return found[0].removeprefix(BASE) if found else None


def pages(client: FhirClient, address: str) -> list[Answer]:
    """All pages, following the links."""
    found = []
    following: str | None = address
    while following is not None:
        answer = client.get(following)
        assert answer.status == 200, answer.body
        found.append(answer)
        following = link(answer, "next")
    return found


def test_the_history_of_a_resource(client: FhirClient, past: list[Resource]) -> None:
    name = name_of(past[0])
    answer = client.get(f"{name}/_history")
    assert (answer.status, answer.json["type"], answer.json["total"]) == (200, "history", 5)
    assert versions(answer) == [
        (name, "PUT", "200"),
        (name, "DELETE", "204"),
        (name, "PATCH", "200"),
        (name, "PUT", "200"),
        (name, "POST", "201"),
    ]
    assert [entry["response"]["etag"] for entry in answer.json["entry"]] == [f'W/"{n}"' for n in (5, 4, 3, 2, 1)]
    assert [entry["request"]["url"] for entry in answer.json["entry"]] == [name, name, name, name, "Patient"]
    for entry in answer.json["entry"]:
        version = client.get(f"{name}/_history/{entry['response']['etag'][3:-1]}")
        assert ("resource" in entry) == (version.status == 200)
        if version.status == 200:
            assert entry["resource"] == version.json
            assert entry["response"]["lastModified"] == version.json["meta"]["lastUpdated"]
    assert validate(answer.json).issues == []


def test_the_history_of_a_type_and_of_all(client: FhirClient, past: list[Resource]) -> None:
    name, other = map(name_of, past)
    assert [address for address, _, _ in versions(client.get("Patient/_history"))] == [name] * 5
    assert [address for address, _, _ in versions(client.get("Basic/_history"))] == [other]
    assert [address for address, _, _ in versions(client.get("_history"))] == [other, *[name] * 5]
    assert client.get("Observation/_history").json["total"] == 0
    assert "entry" not in client.get("Observation/_history").json


def test_the_history_of_what_never_was_is_404(client: FhirClient, past: list[Resource]) -> None:
    assert client.get("Patient/nobody/_history").status == 404
    assert client.get(f"Basic/{past[0]['id']}/_history").status == 404
    assert client.get(f"Patient/{'a' * 65}/_history").status == 404


def test_what_is_only_referred_to_has_no_history(client_with: Any) -> None:
    client = client_with(allow_dangling_references=True)
    made(client, basic(subject={"reference": "Patient/later"}))
    assert client.get("Patient/later/_history").status == 404
    assert client.get("_history").json["total"] == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 100])
def test_pages(client: FhirClient, past: list[Resource], count: int) -> None:
    found = pages(client, f"_history?_count={count}")
    whole = versions(client.get("_history"))
    assert [version for page in found for version in versions(page)] == whole
    assert len(found) == -(-6 // count)
    assert all(page.json["total"] == 6 for page in found)
    assert all(len(page.json["entry"]) == count for page in found[:-1])


def test_every_page_names_itself(client: FhirClient, past: list[Resource]) -> None:
    for page in pages(client, "_history?_count=2"):
        assert client.get(link(page, "self") or "").body == page.body


def test_what_was_asked_for_holds_on_every_page(client: FhirClient, past: list[Resource]) -> None:
    asked = "_elements=gender&_pretty=true&_format=json&_since=2020-01-01"
    found = pages(client, f"Patient/_history?_count=2&{asked}")
    assert len(found) == 3
    for page in found:
        assert page.body.startswith(b"{\n")
        for entry in page.json["entry"]:
            assert {"name", "text"}.isdisjoint(entry.get("resource", {}))
        query = parse_qs(urlsplit(link(page, "self") or "").query)
        assert query.items() >= {"_since": ["2020-01-01"], "_format": ["json"], "_count": ["2"]}.items()


def test_pages_stay_while_others_write(client: FhirClient, past: list[Resource]) -> None:
    before = versions(client.get("_history"))
    first = client.get("_history?_count=2")
    name = name_of(past[0])
    client.put(name, patient(past[0]["id"], gender="other"))
    second = client.get(link(first, "next") or "")
    made(client, basic())
    client.delete(name)
    third = client.get(link(second, "next") or "")
    assert [*versions(first), *versions(second), *versions(third)] == before
    assert link(third, "next") is None
    assert [page.json["total"] for page in (first, second, third)] == [6, 6, 6]
    assert client.get("_history").json["total"] == 9


@pytest.mark.parametrize("query", ["_count=0", "_summary=count", "_count=0&_summary=count", "_count=000"])
def test_the_number_alone(client: FhirClient, past: list[Resource], query: str) -> None:
    answer = client.get(f"_history?{query}")
    assert (answer.status, answer.json["total"]) == (200, 6)
    assert "entry" not in answer.json
    assert link(answer, "next") is None


def test_the_size_of_a_page_has_a_default_and_a_bound(client_with: Any) -> None:
    client = client_with(page_size=2, max_page_size=3)
    for _ in range(5):
        made(client, basic())
    assert len(client.get("_history").json["entry"]) == 2
    for count in ("3", "4", "99999999999999999999999", "00000000000000000000004"):
        answer = client.get(f"_history?_count={count}")
        assert len(answer.json["entry"]) == 3
        assert "_count=3" in (link(answer, "self") or "")


@pytest.mark.parametrize("count", ["-1", "x", "", "1.5", "1e2", "%31%00", "\u0661", "1&_count=2"])
def test_a_count_that_is_none_is_refused(client: FhirClient, count: str) -> None:
    assert client.get(f"_history?_count={count}").status == 400


def shifted(text: str, **by: float) -> str:
    return (datetime.fromisoformat(text) + timedelta(**by)).astimezone(UTC).isoformat(timespec="milliseconds")[
        :23
    ] + "Z"


def test_since_is_the_first_instant_that_counts(client: FhirClient, past: list[Resource]) -> None:
    newest = past[1]["meta"]["lastUpdated"]
    assert client.get(f"_history?_since={newest}").json["total"] >= 1
    assert client.get(f"_history?_since={shifted(newest, milliseconds=1)}").json["total"] == 0
    assert client.get(f"_history?_since={shifted(newest, hours=-1)}").json["total"] == 6
    zone = datetime.fromisoformat(newest).astimezone().isoformat(timespec="milliseconds").replace("+", "%2B")
    assert client.get(f"_history?_since={zone}").json["total"] >= 1


@pytest.mark.parametrize(
    ("at", "total"),
    [
        ("2001", 0),
        ("2001-02", 0),
        ("2001-02-03", 0),
        ("2001-02-03T04:05:06Z", 0),
        ("2300", 2),
        ("2300-01-01T00:00:00+02:00", 2),
    ],
)
def test_at_a_time_when_nothing_changed(client: FhirClient, past: list[Resource], at: str, total: int) -> None:
    assert client.get(f"_history?_at={at}").json["total"] == total


def test_at_a_time_within_which_it_changed(client: FhirClient, past: list[Resource]) -> None:
    name = name_of(past[0])
    year = past[0]["meta"]["lastUpdated"][:4]
    assert client.get(f"{name}/_history?_at={year}").json["total"] == 5
    times = [entry["response"]["lastModified"] for entry in client.get(f"{name}/_history").json["entry"]]
    newest = client.get(f"{name}/_history?_at={times[0]}")
    assert newest.json["entry"][0]["response"]["etag"] == 'W/"5"'
    later = client.get(f"{name}/_history?_at={shifted(times[0], milliseconds=1)}")
    assert [entry["response"]["etag"] for entry in later.json["entry"]] == ['W/"5"']
    assert client.get(f"{name}/_history?_at={shifted(times[-1], milliseconds=-1)}").json["total"] == 0


@pytest.mark.parametrize("parameter", ["_since", "_at"])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "20",
        "2020-13",
        "2020-02-30",
        "2020-1-1",
        "2020-01-01T25:00:00Z",
        "2020-01-01T00:00:75Z",
        "2020-01-01T00:00:00+15:00",
        "0000",
        "9999-12-31",
        "ge2020",
        "2020&_since=2021&_at=2021",
        "20200101",
        "%00",
    ],
)
def test_times_that_are_none_are_refused(client: FhirClient, parameter: str, value: str) -> None:
    answer = client.get(f"_history?{parameter}={value}")
    assert (answer.status, answer.issues[0]["severity"]) == (400, "error")


@pytest.mark.parametrize("parameter", ["_sort=_lastUpdated", "_list=1", "name=x", "_id=1", "_offset=2"])
def test_parameters_that_history_does_not_have_are_refused(client: FhirClient, parameter: str) -> None:
    assert client.get(f"Patient/_history?{parameter}").status == 400


def test_a_cursor_belongs_to_its_query_and_cannot_be_made_up(client: FhirClient, past: list[Resource]) -> None:
    first = client.get("Patient/_history?_count=2")
    cursor = parse_qs(urlsplit(link(first, "next") or "").query)["_cursor"][0]
    assert client.get(f"Patient/_history?_cursor={cursor}").status == 200
    name = name_of(past[0])
    for address in ("_history?", "Basic/_history?", f"{name}/_history?", "Patient/_history?_since=2020&"):
        assert client.get(f"{address}_cursor={cursor}").status == 400, address
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place in range(len(raw)):
        forged = bytearray(raw)
        forged[place] ^= 1
        text = base64.urlsafe_b64encode(forged).decode().rstrip("=")
        assert client.get(f"Patient/_history?_cursor={text}").status == 400


@pytest.mark.parametrize("cursor", ["", "x", "abc", "%00", "A" * 5000, "a b", "\u00e4", "AAAA&_cursor=AAAA"])
def test_what_is_no_cursor_is_refused(client: FhirClient, cursor: str) -> None:
    assert client.get(f"_history?_cursor={cursor}").status == 400


def test_a_cursor_of_another_server_is_refused(client: FhirClient, client_with: Any, past: list[Resource]) -> None:
    other = client_with()
    for _ in range(3):
        made(other, patient())
    foreign = link(other.get("Patient/_history?_count=1"), "next") or ""
    # Databases of tests are copies of one template, keys included: give this one another key.
    other.app.extensions["repository"].signing_key = b"another"
    assert other.get(foreign).status == 400


@pytest.mark.parametrize(
    ("query", "names"),
    [("_summary=text", set()), ("_summary=true", {"name", "gender"}), ("_elements=gender", {"gender"})],
)
def test_parts_of_the_versions(client: FhirClient, past: list[Resource], query: str, names: set[str]) -> None:
    answer = client.get(f"{name_of(past[0])}/_history?{query}")
    assert answer.status == 200
    seen = {name for entry in answer.json["entry"] for name in entry.get("resource", {})}
    assert seen == {"resourceType", "id", "meta", *names}
