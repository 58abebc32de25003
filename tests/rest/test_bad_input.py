"""Bad input: the right status, an OperationOutcome, nothing saved, and the next request is served."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from fhirserver.validation import validate
from tests.fhir_client import FHIR_JSON, ClientWith, FhirClient
from tests.interactions.resources import basic, observation, patient
from tests.rest.conftest import rows_of

HALF = b'{"resourceType":"Patient","id":"x"'


class Case(NamedTuple):
    """What is sent, and what must come back."""

    name: str
    status: int
    code: str
    body: Any = b"{}"
    path: str = "Patient/x"
    method: str = "PUT"
    expression: str | None = None
    headers: dict[str, str] = {}  # noqa: RUF012  # a field of a NamedTuple, never changed


NOT_JSON = [
    Case("nothing", 400, "structure", b""),
    Case("white space", 400, "structure", b" \n"),
    Case("text", 400, "structure", b"hello"),
    Case("XML", 400, "structure", b'<Patient xmlns="http://hl7.org/fhir"/>'),
    Case("cut off", 400, "structure", HALF),
    Case("single quotes", 400, "structure", b"{'resourceType':'Patient','id':'x'}"),
    Case("a comma too many", 400, "structure", HALF + b",}"),
    Case("a comment", 400, "structure", HALF + b"/* */}"),
    Case("trailing bytes", 400, "structure", HALF + b"} x"),
    Case("two documents", 400, "structure", (HALF + b"}") * 2),
    Case("a NUL at the end", 400, "structure", HALF + b"}\0"),
    Case("a byte order mark", 400, "structure", b"\xef\xbb\xbf" + HALF + b"}"),
    Case("UTF-16", 400, "structure", (HALF + b"}").decode().encode("utf-16")),
    Case("Latin-1", 400, "structure", HALF + b',"name":[{"text":"M\xfcller"}]}'),
    Case("an overlong encoding", 400, "structure", HALF + b',"name":[{"text":"\xc0\x80"}]}'),
    Case("an encoded surrogate", 400, "structure", HALF + b',"name":[{"text":"\xed\xa0\x80"}]}'),
    Case("duplicate keys", 400, "structure", HALF + b',"gender":"male","gender":"female"}'),
    Case("the same key twice", 400, "structure", HALF + b',"gender":"male","gender":"male"}'),
    Case("duplicate keys, escaped", 400, "structure", HALF + b',"gender":"male","g\\u0065nder":"female"}'),
    Case("duplicate keys, deep", 400, "structure", HALF + b',"name":[{"text":"a","text":"a"}]}'),
    Case("a lone surrogate", 400, "structure", HALF + b',"name":[{"text":"\\ud800"}]}'),
    Case("surrogates the wrong way round", 400, "structure", HALF + b',"name":[{"text":"\\udc00\\ud800"}]}'),
    Case("an escaped NUL", 400, "structure", HALF + b',"name":[{"text":"a\\u0000b"}]}'),
    Case("a raw NUL", 400, "structure", HALF + b',"name":[{"text":"a\0b"}]}'),
    Case("a control character", 400, "structure", HALF + b',"name":[{"text":"a\\u0001b"}]}'),
    Case("a raw line feed", 400, "structure", HALF + b',"name":[{"text":"a\nb"}]}'),
    Case("a wrong escape", 400, "structure", HALF + b',"name":[{"text":"\\x41"}]}'),
    *[
        Case(f"the number {number}", 400, "structure", HALF + b',"multipleBirthInteger":' + number.encode() + b"}")
        for number in (
            "NaN",
            "Infinity",
            "-Infinity",
            "1e400",
            "-1e400",
            "1e-400",
            "01",
            "+1",
            ".5",
            "1.",
            "0x1",
            "1" * 400,
        )
    ],
    Case("depth 10,000", 400, "too-costly", b"[" * 10_000),
    Case("depth 10,000, closed", 400, "too-costly", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    Case("depth 1,000,000", 400, "too-costly", b"[" * 999_999),
    Case("deeper than the setting", 400, "too-costly", HALF + b',"x":' + b"[" * 50 + b"]" * 50 + b"}"),
]

NOT_THE_RESOURCE = [
    *[
        Case(f"{value.decode()} instead of a resource", 400, "structure", value)
        for value in (b"1", b'"Patient"', b"null", b"true", b"[]", b"[{}]")
    ],
    Case("an array of it", 400, "structure", b"[" + HALF + b"}]"),
    Case("no resourceType", 400, "invalid", {"id": "x"}, expression="Patient.resourceType"),
    Case("another resourceType", 400, "invalid", basic("x"), expression="Patient.resourceType"),
    Case("an unknown resourceType", 400, "invalid", {"resourceType": "Nothing"}, expression="Patient.resourceType"),
    Case("a number as resourceType", 400, "invalid", {"resourceType": 1}, expression="Patient.resourceType"),
    Case("null as resourceType", 400, "invalid", {"resourceType": None}, expression="Patient.resourceType"),
    Case("a long resourceType", 400, "invalid", {"resourceType": "x" * 9999}, expression="Patient.resourceType"),
    Case("no id", 400, "invalid", patient(), expression="Patient.id"),
    Case("another id", 400, "invalid", patient("y"), expression="Patient.id"),
    Case("an id of 65 characters", 400, "value", patient("x" * 65), path=f"Patient/{'x' * 65}"),
    Case("a Bundle to a type", 400, "invalid", {"resourceType": "Bundle"}, path="Patient", method="POST"),
    Case("a Patient to the base", 400, "invalid", patient(), path="", method="POST", expression="Bundle.resourceType"),
]

INVALID = [
    Case("an unknown element", 422, "structure", patient("x", unknown=1), expression="Patient.unknown"),
    Case("an unknown element, deep", 422, "structure", patient("x", name=[{"x": 1}]), expression="Patient.name[0].x"),
    Case("an array for one", 422, "structure", patient("x", gender=["male"]), expression="Patient.gender"),
    Case("one for an array", 422, "structure", patient("x", name={"text": "a"}), expression="Patient.name"),
    Case("an empty array", 422, "structure", patient("x", name=[]), expression="Patient.name"),
    Case("an empty object", 422, "structure", patient("x", name=[{}]), expression="Patient.name[0]"),
    Case("an empty string", 422, "value", patient("x", name=[{"text": ""}]), expression="Patient.name[0].text"),
    Case("null", 422, "structure", patient("x", gender=None), expression="Patient.gender"),
    Case(
        "a number for a string", 422, "structure", patient("x", name=[{"text": 1}]), expression="Patient.name[0].text"
    ),
    Case("a string for a boolean", 422, "structure", patient("x", active="true"), expression="Patient.active"),
    Case("a wrong code", 422, "code-invalid", patient("x", gender="blue"), expression="Patient.gender"),
    Case("a wrong date", 422, "value", patient("x", birthDate="1974-13-01"), expression="Patient.birthDate"),
    Case(
        "two of a choice",
        422,
        "structure",
        patient("x", deceasedBoolean=True, deceasedDateTime="2020"),
        expression="Patient",
    ),
    Case(
        "nothing that is required",
        422,
        "required",
        {"resourceType": "Basic", "id": "x"},
        "Basic/x",
        expression="Basic.code",
    ),
    Case(
        "a script",
        422,
        "invariant",
        patient("x", text={"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">a<script/></div>'}),
        expression="Patient.text.div",
    ),
    Case(
        "a reference to nothing",
        422,
        "not-found",
        observation("Patient/no", 1),
        "Observation",
        "POST",
        "Observation.subject.reference",
    ),
    Case(
        "a reference to what is deleted",
        422,
        "not-found",
        observation("Patient/gone", 1),
        "Observation",
        "POST",
        "Observation.subject.reference",
    ),
    Case(
        "a reference to a wrong type",
        422,
        "value",
        observation("Basic/two", 1),
        "Observation",
        "POST",
        "Observation.subject.reference",
    ),
    Case(
        "a reference to no type",
        422,
        "value",
        observation("Nothing/1", 1),
        "Observation",
        "POST",
        "Observation.subject.reference",
    ),
    Case(
        "a reference that is none",
        422,
        "value",
        observation("x y", 1),
        "Observation",
        "POST",
        "Observation.subject.reference",
    ),
]

HEADERS = [
    Case("no Content-Type", 415, "not-supported", patient("x"), headers={"content-type": ""}),
    *[
        Case(f"Content-Type {kind}", 415, "not-supported", patient("x"), headers={"content-type": kind})
        for kind in (
            "text/plain",
            "application/fhir+xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/fhir+json; charset=latin-1",
            "application/fhir+json; charset=utf-16",
            "application/fhir+json; fhirVersion=3.0",
            "nonsense",
            ";;;",
        )
    ],
    Case("Content-Encoding gzip", 415, "not-supported", patient("x"), headers={"content-encoding": "gzip"}),
    Case("a bad If-Match", 400, "value", patient("x"), headers={"if-match": "1"}),
    Case("a bad If-Match on delete", 400, "value", None, "Patient/one", "DELETE", headers={"if-match": "'1'"}),
    Case("a bad If-None-Match", 400, "value", patient("x"), headers={"if-none-match": "*,*"}),
    Case(
        "an If-Match that does not hold", 412, "conflict", patient("one"), "Patient/one", headers={"if-match": 'W/"9"'}
    ),
    Case("an empty If-None-Exist", 400, "invalid", patient(), "Patient", "POST", headers={"if-none-exist": ""}),
    Case("Accept of what is not there", 406, "not-supported", patient("x"), headers={"accept": "application/fhir+xml"}),
]

ADDRESSES = [
    Case("an unknown type", 404, "not-supported", patient("x"), "Nothing/x"),
    Case("an unknown path", 404, "not-found", patient("x"), "Patient/x/y"),
    Case("dots", 404, "not-found", patient("x"), "Patient/../x"),
    Case("an unknown method", 405, "not-supported", patient("x"), method="MOVE"),
    Case("PUT to the base", 405, "not-supported", patient("x"), ""),
    Case("POST to an instance", 405, "not-supported", patient("x"), method="POST"),
    Case("GET of the address for POSTed searches", 405, "not-supported", None, "Patient/_search", "GET"),
    Case("an unknown parameter", 400, "not-supported", patient("x"), "Patient/x?x=1"),
    Case("a parameter twice", 400, "value", patient("x"), "Patient/x?_format=json&_format=json"),
    Case("a format that is not there", 406, "not-supported", patient("x"), "Patient/x?_format=xml"),
    Case("invalid UTF-8 in the query", 400, "invalid", patient("x"), "Patient/x?_format=%FF"),
    Case("invalid UTF-8 in the name of a parameter", 400, "invalid", patient("x"), "Patient/x?%FF=1"),
    Case("a NUL in the query", 406, "not-supported", patient("x"), "Patient/x?_format=%00"),
    Case("a NUL in criteria", 400, "value", None, "Patient?identifier=%00", "DELETE"),
    Case("a huge query", 400, "not-supported", patient("x"), f"Patient/x?{'a=1&' * 100_000}"),
    Case("a huge parameter", 406, "not-supported", patient("x"), f"Patient/x?_format={'a' * 1_000_000}"),
    Case("huge criteria", 400, "too-costly", None, f"Patient?identifier={'a,' * 100_000}a", "DELETE"),
    Case("no criteria", 400, "invalid", patient(), "Patient"),
    Case("no criteria for deleting", 400, "invalid", None, "Patient", "DELETE"),
]

SIZE = [
    Case("a body of one byte too much", 413, "too-long", b" " * 1_000_001),
    Case("a large body of the wrong type", 413, "too-long", b" " * 3_000_000, headers={"content-type": "text/plain"}),
]

ALL = [*NOT_JSON, *NOT_THE_RESOURCE, *INVALID, *HEADERS, *ADDRESSES, *SIZE]


@pytest.fixture(scope="module", autouse=True)
def deleted(shared: FhirClient) -> None:
    """Patient/gone was deleted."""
    shared.put("Patient/gone", patient("gone"))
    shared.delete("Patient/gone")


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_bad_input(shared: FhirClient, case: Case) -> None:
    before = rows_of(shared)
    answer = shared.request(case.method, case.path, case.body, **case.headers)
    assert answer.status == case.status, answer.body[:500]
    assert answer.headers["Content-Type"] == "application/fhir+json; charset=utf-8"
    assert validate(answer.json).issues == []
    assert answer.issues[0]["severity"] == "error"
    assert case.code in [issue["code"] for issue in answer.issues], answer.issues
    if case.expression:
        assert [case.expression] in [issue.get("expression") for issue in answer.issues], answer.issues
    assert len(answer.body) < 2000
    assert rows_of(shared) == before
    assert shared.get("Patient/one").status == 200


def test_all_errors_of_a_resource_come_at_once(shared: FhirClient) -> None:
    answer = shared.put("Patient/x", patient("x", gender="blue", birthDate="x", name=[{"x": 1}]))
    assert answer.status == 422
    found = {issue["expression"][0] for issue in answer.issues}
    assert found == {"Patient.gender", "Patient.birthDate", "Patient.name[0].x"}


def test_a_body_of_just_the_right_size_is_read(shared: FhirClient) -> None:
    body = b'{"resourceType":"Basic","code":{"text":"x"}}'
    assert shared.post("Basic", body + b" " * (1_000_000 - len(body))).status == 201


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "text/json", "application/fhir+json;charset=UTF-8", f"{FHIR_JSON}; fhirVersion=4.0"],
)
def test_content_types_that_are_read(shared: FhirClient, content_type: str) -> None:
    assert shared.post("Basic", basic(), content_type=content_type).status == 201


LONG = "\u00e4\u4e2d9'\"%_\\ " * 3000


@pytest.mark.parametrize(
    "resource",
    [
        patient(identifier=[{"system": f"urn:{'9' * 9000}", "value": LONG}]),
        patient(name=[{"family": LONG, "given": [LONG, LONG], "text": LONG}]),
        patient(
            telecom=[{"system": "email", "value": LONG}], address=[{"city": LONG, "line": [LONG], "postalCode": LONG}]
        ),
        basic(identifier=[{"value": LONG}], code={"coding": [{"system": "urn:x", "code": "9" * 9000}]}),
        {
            **observation("Patient/one", 1),
            "code": {"coding": [{"system": "urn:x", "code": "9" * 9000, "display": LONG}]},
        },
        {
            **observation("Patient/one", 1),
            "valueQuantity": {"value": 10**300, "unit": LONG, "system": "urn:x", "code": "9" * 9000},
        },
        {"resourceType": "Practitioner", "name": [{"family": LONG}], "identifier": [{"value": LONG}]},
        {"resourceType": "Organization", "name": LONG, "alias": [LONG]},
        patient(birthDate="0001"),
        patient(birthDate="9999-12-31", deceasedDateTime="9999-12-31T23:59:59.999-14:00"),
        patient(deceasedDateTime="0001-01-01T00:00:00+14:00"),
    ],
)
def test_what_is_lawful_is_kept_however_odd(shared: FhirClient, resource: dict[str, Any]) -> None:
    answer = shared.post(resource["resourceType"], resource)
    assert answer.status == 201, answer.body[:500]
    again = shared.get(f"{resource['resourceType']}/{answer.json['id']}").json
    assert {name: value for name, value in again.items() if name not in ("id", "meta")} == resource


def test_a_body_may_be_longer_than_a_form(client_with: ClientWith) -> None:
    client = client_with(max_body_bytes=3_000_000)
    resource = {"resourceType": "Binary", "contentType": "text/plain", "data": "QUJD" * 700_000}
    assert client.post("Binary", resource).status == 201
    answer = client.post("Binary", {**resource, "data": "QUJD" * 750_000})
    assert (answer.status, answer.issues[0]["code"]) == (413, "too-long")
