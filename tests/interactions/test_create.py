"""create.  https://hl7.org/fhir/R4/http.html#create"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime

import pytest

from fhirserver.json_format import encode
from tests.fhir_client import FhirClient
from tests.interactions.resources import basic, made, name_of, observation, patient

BASE = "https://localhost:8443/fhir"
UUID_7 = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


@pytest.mark.parametrize("resource", [patient(), basic()], ids=["mapped", "unmapped"])
def test_a_created_resource_has_an_id_a_version_and_a_time(client: FhirClient, resource: dict[str, object]) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    answer = client.post(str(resource["resourceType"]), resource)
    assert answer.status == 201
    stored = answer.json
    assert re.fullmatch(UUID_7, stored["id"])
    assert stored["meta"]["versionId"] == "1"
    assert before <= datetime.fromisoformat(stored["meta"]["lastUpdated"]) <= datetime.now(UTC) + timedelta(seconds=1)
    assert {name: value for name, value in stored.items() if name not in ("id", "meta")} == resource
    assert answer.headers["Location"] == f"{BASE}/{name_of(stored)}/_history/1"
    assert answer.headers["ETag"] == 'W/"1"'
    modified = parsedate_to_datetime(answer.headers["Last-Modified"])
    assert modified == datetime.fromisoformat(stored["meta"]["lastUpdated"]).replace(microsecond=0)
    assert answer.headers["Content-Type"] == "application/fhir+json; charset=utf-8"


def test_what_was_answered_is_what_is_read(client: FhirClient) -> None:
    answer = client.post("Patient", patient())
    read = client.get(answer.headers["Location"].removeprefix(f"{BASE}/"))
    assert (read.status, read.body) == (200, answer.body)


def test_the_server_chooses_id_version_and_time_and_keeps_the_rest_of_meta(client: FhirClient) -> None:
    meta = {"versionId": "77", "lastUpdated": "2001-01-01T00:00:00Z", "tag": [{"code": "x"}], "source": "urn:a"}
    stored = made(client, patient("mine", meta=meta))
    assert stored["id"] != "mine"
    assert stored["meta"]["versionId"] == "1"
    assert stored["meta"]["lastUpdated"] > "2020"
    assert (stored["meta"]["tag"], stored["meta"]["source"]) == ([{"code": "x"}], "urn:a")
    assert client.get("Patient/mine").status == 404


@pytest.mark.parametrize(
    "text", ["1.50", "1.5", "100", "1e2", "1E-3", "1E+2", "0.10", "-0.0", "-0", "12345678901234567890.123456789"]
)
def test_numbers_keep_their_digits(client: FhirClient, text: str) -> None:
    subject = name_of(made(client, patient()))
    sent = encode(observation(subject, 7)).replace(b":7,", f":{text},".encode())
    answer = client.post("Observation", sent)
    assert answer.status == 201
    kept = re.search(rb'"value":([^,}]+)', client.get(name_of(answer.json)).body)
    assert kept is not None
    assert Decimal(kept[1].decode()).as_tuple() == Decimal(text).as_tuple()


@pytest.mark.parametrize(
    ("prefer", "said"),
    [
        (None, "Patient"),
        ("return=representation", "Patient"),
        ("return=minimal", None),
        ("return=OperationOutcome", "OperationOutcome"),
        ("return=nonsense", "Patient"),
        ("handling=strict, return=minimal", None),
    ],
)
def test_prefer_says_what_comes_back(client: FhirClient, prefer: str | None, said: str | None) -> None:
    answer = client.post("Patient", patient(), **({"prefer": prefer} if prefer else {}))
    assert answer.status == 201
    assert answer.headers["ETag"] == 'W/"1"'
    assert client.get(answer.headers["Location"].removeprefix(f"{BASE}/")).status == 200
    if said is None:
        assert answer.body == b""
        assert answer.headers["Content-Length"] == "0"
        assert "Content-Type" not in answer.headers
    else:
        assert answer.json["resourceType"] == said
    if said == "OperationOutcome":
        identity = re.search(rf"Patient/{UUID_7}", answer.headers["Location"])
        assert identity is not None
        said_of_it = f"{identity[0]} is created (version 1)."
        assert answer.issues == [{"severity": "information", "code": "informational", "diagnostics": said_of_it}]


def test_a_part_of_what_was_created_can_be_asked_for(client: FhirClient) -> None:
    answer = client.post("Patient?_elements=gender", patient(gender="male"))
    assert answer.status == 201
    assert set(answer.json) == {"resourceType", "id", "meta", "gender"}
    assert client.get(name_of(answer.json)).json["name"] == patient()["name"]


@pytest.mark.parametrize(
    "query",
    ["_pretty=perhaps", "_summary=some", "_summary=count", "_elements=nothing", "_elements=name&_summary=true", "x=1"],
)
def test_a_parameter_that_is_wrong_is_found_before_anything_is_saved(client: FhirClient, query: str) -> None:
    answer = client.post(f"Patient?{query}", patient())
    assert answer.status == 400
    assert client.get("_history").json["total"] == 0


def test_references_must_lead_to_something(client: FhirClient) -> None:
    answer = client.post("Observation", observation("Patient/nobody", 1))
    assert answer.status == 422
    assert answer.issues == [
        {
            "severity": "error",
            "code": "not-found",
            "diagnostics": "There is no Patient/nobody on this server.",
            "expression": ["Observation.subject.reference"],
        }
    ]
    assert client.get("_history").json["total"] == 0


@pytest.mark.parametrize(
    "reference", ["https://elsewhere.example/fhir/Patient/1", "urn:uuid:0189e4d4-0000-7000-8000-000000000000"]
)
def test_references_to_other_places_are_not_looked_at(client: FhirClient, reference: str) -> None:
    assert client.post("Observation", observation(reference, 1)).status == 201


def test_an_absolute_reference_to_this_server_is_one_of_its_own(client: FhirClient) -> None:
    subject = name_of(made(client, patient()))
    assert client.post("Observation", observation(f"{BASE}/{subject}", 1)).status == 201
    assert client.post("Observation", observation(f"{BASE}/Patient/nobody", 1)).status == 422
