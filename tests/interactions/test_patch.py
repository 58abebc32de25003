"""patch over HTTP: JSON Patch and FHIRPath Patch.  https://hl7.org/fhir/R4/http.html#patch"""

from __future__ import annotations

import re

import pytest

from fhirserver.json_format import encode
from tests.fhir_client import Answer, ClientWith, FhirClient
from tests.interactions.resources import Resource, made, name_of, patient

JSON_PATCH = "application/json-patch+json"
ADD = [{"op": "add", "path": "/gender", "value": "male"}]


def operation(kind: str, path: str, **parts: object) -> Resource:
    """Parameters of a FHIRPath Patch with one operation."""
    given = [{"name": "type", "valueCode": kind}, {"name": "path", "valueString": path}]
    given += [{"name": name, "valueString" if name == "name" else "valueCode": value} for name, value in parts.items()]
    return {"resourceType": "Parameters", "parameter": [{"name": "operation", "part": given}]}


def json_patch(client: FhirClient, name: str, operations: object, **headers: str) -> Answer:
    body = operations if isinstance(operations, bytes) else encode(operations)
    return client.patch(name, body, content_type=JSON_PATCH, **headers)


@pytest.fixture
def stored(client: FhirClient) -> Resource:
    """A Patient."""
    return made(client, patient(birthDate="1974-12"))


def test_json_patch(client: FhirClient, stored: Resource) -> None:
    answer = json_patch(client, name_of(stored), ADD)
    assert (answer.status, answer.version) == (200, "2")
    assert answer.json == {**stored, "gender": "male", "meta": answer.json["meta"]}
    assert answer.headers["Location"].endswith(f"/{name_of(stored)}/_history/2")
    assert client.get(name_of(stored)).body == answer.body


def test_fhirpath_patch(client: FhirClient, stored: Resource) -> None:
    answer = client.patch(name_of(stored), operation("add", "Patient", name="gender", value="male"))
    assert (answer.status, answer.version, answer.json["gender"]) == (200, "2", "male")
    assert client.patch(name_of(stored), operation("delete", "Patient.gender")).json["meta"]["versionId"] == "3"


def test_other_digits_stay(client: FhirClient) -> None:
    sent = b'{"resourceType":"Basic","code":{"text":"a"},"extension":[{"url":"urn:x","valueDecimal":1.50}]}'
    name = name_of(client.post("Basic", sent).json)
    answer = json_patch(client, name, [{"op": "replace", "path": "/code/text", "value": "b"}])
    assert re.findall(rb'"valueDecimal":([^}]*)', answer.body) == [b"1.50"]
    changed = json_patch(client, name, b'[{"op":"replace","path":"/extension/0/valueDecimal","value":1.5}]')
    assert (changed.status, changed.version) == (200, "3")


@pytest.mark.parametrize(
    "operations",
    [
        [],
        [{"op": "test", "path": "/birthDate", "value": "1974-12"}],
        [{"op": "replace", "path": "/birthDate", "value": "1974-12"}],
        [*ADD, {"op": "remove", "path": "/gender"}],
        [{"op": "replace", "path": "/meta/versionId", "value": "9"}],
    ],
)
def test_a_patch_that_changes_nothing_makes_no_version(
    client: FhirClient, stored: Resource, operations: object
) -> None:
    answer = json_patch(client, name_of(stored), operations)
    assert (answer.status, answer.version, answer.json) == (200, "1", stored)


@pytest.mark.parametrize(
    ("operations", "status"),
    [
        ({}, 400),
        ("x", 400),
        ([1], 400),
        ([{"op": "add"}], 400),
        ([{"op": "increase", "path": "/gender"}], 400),
        ([{"op": "add", "path": "gender", "value": "male"}], 400),
        ([{"op": "remove", "path": "/gender"}], 422),
        ([{"op": "test", "path": "/birthDate", "value": "1975"}], 422),
        ([{"op": "add", "path": "/gender", "value": "blue"}], 422),
        ([{"op": "add", "path": "/unknown", "value": "1"}], 422),
        ([{"op": "replace", "path": "/id", "value": "other"}], 422),
        ([{"op": "replace", "path": "/resourceType", "value": "Basic"}], 422),
        ([{"op": "replace", "path": "", "value": {"resourceType": "Patient"}}], 422),
        ([{"op": "replace", "path": "", "value": None}], 422),
        ([{"op": "add", "path": "/link", "value": [{"other": {"reference": "Patient/no"}, "type": "seealso"}]}], 422),
        (b"{", 400),
        (b'[{"op":"add","path":"/gender","value":"male","value":"female"}]', 400),
        (b"[" * 10_000, 400),
    ],
)
def test_a_wrong_patch_changes_nothing(client: FhirClient, stored: Resource, operations: object, status: int) -> None:
    answer = json_patch(client, name_of(stored), operations)
    assert answer.status == status
    assert answer.issues[0]["severity"] == "error"
    assert client.get(name_of(stored)).json == stored


def test_errors_name_the_place_in_the_patched_resource(client: FhirClient, stored: Resource) -> None:
    answer = json_patch(client, name_of(stored), [{"op": "add", "path": "/gender", "value": "blue"}])
    assert answer.issues[0]["expression"] == ["Patient.gender"]


@pytest.mark.parametrize(
    ("body", "expression"),
    [
        (operation("add", "Patient.nothing", name="x", value="y"), "Parameters.parameter[0]"),
        (operation("replace", "Patient.gender", value="male"), "Parameters.parameter[0]"),
        ({"resourceType": "Patient"}, None),
        ([], None),
    ],
)
def test_a_wrong_fhirpath_patch(client: FhirClient, stored: Resource, body: object, expression: str | None) -> None:
    answer = client.patch(name_of(stored), body)
    assert answer.status in (400, 422)
    assert answer.issues[0].get("expression") == ([expression] if expression else None)
    assert client.get(name_of(stored)).json == stored


@pytest.mark.parametrize(
    "content_type", ["application/xml", "text/plain", "application/xml-patch+xml", "application/fhir+xml"]
)
def test_other_kinds_of_patch_are_refused(client: FhirClient, stored: Resource, content_type: str) -> None:
    answer = client.patch(name_of(stored), b"<a/>", content_type=content_type)
    assert answer.status == 415
    assert answer.headers["Accept-Patch"] == "application/json-patch+json, application/fhir+json"


def test_a_patch_needs_something_to_patch(client: FhirClient, stored: Resource) -> None:
    assert json_patch(client, "Patient/nobody", ADD).status == 404
    client.delete(name_of(stored))
    assert json_patch(client, name_of(stored), ADD).status == 410
    assert json_patch(client, f"Patient/{'a' * 65}", ADD).status == 400


@pytest.mark.parametrize(("tags", "status"), [('W/"1"', 200), ("*", 200), ('W/"2"', 412), ("1", 400)])
def test_if_match(client: FhirClient, stored: Resource, tags: str, status: int) -> None:
    assert json_patch(client, name_of(stored), ADD, if_match=tags).status == status


@pytest.mark.parametrize(
    ("prefer", "said"), [("return=minimal", None), ("return=OperationOutcome", "OperationOutcome")]
)
def test_prefer(client: FhirClient, stored: Resource, prefer: str, said: str | None) -> None:
    answer = json_patch(client, name_of(stored), ADD, prefer=prefer)
    assert (answer.status, answer.version) == (200, "2")
    assert (answer.json["resourceType"] if answer.body else None) == said


def nested(levels: int) -> Resource:
    """Extensions within one another."""
    inner: Resource = {"url": "urn:x", "valueString": "end"}
    for _ in range(levels):
        inner = {"url": "urn:x", "extension": [inner]}
    return inner


def test_a_patch_cannot_make_a_resource_deeper_than_any_that_is_accepted(client_with: ClientWith) -> None:
    client = client_with(max_depth=40)
    stored = made(client, patient(extension=[nested(12)]))
    place = "/extension/0" + "/extension/0" * 12
    inserted = [{"op": "replace", "path": place, "value": nested(12)}]
    answer = json_patch(client, name_of(stored), inserted)
    assert (answer.status, answer.issues[0]["code"]) == (422, "too-costly")
    assert client.get(name_of(stored)).json == stored


def test_what_is_deeper_than_the_default_can_be_changed(client_with: ClientWith) -> None:
    client = client_with(max_depth=400)
    stored = patient("deep", extension=[nested(60)])
    name = name_of(stored)
    assert client.put(name, stored).status == 201
    assert client.put(name, {**stored, "gender": "male"}).status == 200
    assert json_patch(client, name, [{"op": "remove", "path": "/gender"}]).status == 200
    assert client.get(f"{name}?_elements=name").status == 200
    assert client.delete(name).status == 204
