"""Whatever is sent, the answer is FHIR and no fault, and what is refused is not saved."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhirserver.json_format import decode, encode
from fhirserver.validation import validate
from tests.fhir_client import FhirClient, client_of
from tests.rest.conftest import rows_of

SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.text(st.characters(codec="utf-8"), max_size=12)
leaves = st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | texts
names = (
    st.sampled_from(
        [
            "resourceType",
            "id",
            "meta",
            "text",
            "name",
            "given",
            "family",
            "identifier",
            "system",
            "value",
            "subject",
            "reference",
            "code",
            "coding",
            "status",
            "div",
            "extension",
            "url",
            "valueDecimal",
            "contained",
            "birthDate",
            "_birthDate",
            "link",
            "other",
            "entry",
            "resource",
            "request",
            "method",
            "type",
        ]
    )
    | texts
)
values = st.recursive(
    leaves
    | st.sampled_from(
        ["Patient", "Basic", "Observation", "Bundle", "Patient/one", "final", "one", "batch", "GET", "1974"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5),
    max_leaves=20,
)
types = st.sampled_from(["Patient", "Basic", "Observation", "Bundle", "Binary", "Parameters", "MedicationRequest"])
resources = st.builds(
    lambda kind, rest: {**rest, "resourceType": kind}, types, st.dictionaries(names, values, max_size=6)
)
bodies = st.binary(max_size=60) | values.map(lambda value: text_of(value)) | resources.map(lambda value: text_of(value))
methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X"])
parts = (
    st.sampled_from(
        [
            "",
            "Patient",
            "Basic",
            "Binary",
            "one",
            "two",
            "_history",
            "1",
            "2",
            "metadata",
            "..",
            "$x",
            "_search",
            "%00",
            "%FF",
            "a%2Fb",
        ]
    )
    | texts
)
paths = st.lists(parts, max_size=5).map("/".join)
queries = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "_format",
                "_pretty",
                "_summary",
                "_elements",
                "_count",
                "_since",
                "_at",
                "_cursor",
                "identifier",
                "_id",
                "mode",
            ]
        )
        | texts,
        st.sampled_from(
            [
                "json",
                "true",
                "false",
                "count",
                "0",
                "1",
                "2020",
                "name",
                "urn:mrn|1",
                "one",
                "%00",
                "%FF",
                ",",
                "\\",
                "|",
            ]
        )
        | texts,
    ),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
header_texts = st.sampled_from(
    [
        'W/"1"',
        "*",
        '"',
        "W/",
        "application/fhir+json",
        "application/json-patch+json",
        "return=minimal",
        "identifier=urn:mrn|1",
        "x",
        "",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "q=;;,",
        "identity",
        "*/*;q=0",
    ]
) | st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20)
headers = st.dictionaries(
    st.sampled_from(
        [
            "If-Match",
            "If-None-Match",
            "If-None-Exist",
            "If-Modified-Since",
            "Prefer",
            "Accept",
            "Content-Type",
            "Content-Encoding",
        ]
    ),
    header_texts,
    max_size=4,
)


def text_of(value: Any) -> bytes:
    try:
        return encode(value)
    except ValueError:
        return b"?"


@SLOW
@given(method=methods, path=paths, query=queries, headers=headers, body=bodies)
def test_no_request_is_a_fault(
    shared: FhirClient, method: str, path: str, query: str, headers: dict[str, str], body: bytes
) -> None:
    sent = {"Content-Type": "application/fhir+json", **headers}
    answer = client_of(shared.app).open(f"/fhir/{path}?{query}", method=method, data=body, headers=sent)
    assert answer.status_code < 500, answer.data
    if answer.status_code >= 400 and method != "HEAD":
        assert validate(decode(answer.data)).issues == []


@SLOW
@given(resource=resources)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_resource_is_kept_whole_or_not_at_all(shared: FhirClient, method: str, resource: dict[str, Any]) -> None:
    kind = resource["resourceType"]
    if method == "PUT":
        resource = {**resource, "id": "same"}
    try:
        body = encode(resource)
    except ValueError:
        return
    before = rows_of(shared)
    answer = shared.request(method, kind if method == "POST" else f"{kind}/same", body)
    assert answer.status < 500, answer.body
    if answer.status >= 400:
        assert rows_of(shared) == before
        return
    kept = shared.get(f"{kind}/{answer.json['id']}").json
    for name in resource.keys() | kept.keys():
        if name not in ("id", "meta"):
            assert encode(kept[name]) == encode(decode(body)[name])  # type: ignore[index]  # it is a resource


@SLOW
@given(
    patch=st.lists(
        st.dictionaries(
            st.sampled_from(["op", "path", "from", "value"]),
            values
            | st.sampled_from(
                [
                    "add",
                    "remove",
                    "replace",
                    "copy",
                    "move",
                    "test",
                    "/name",
                    "/name/0",
                    "/name/-",
                    "/id",
                    "",
                    "/",
                    "/~2",
                    "/meta",
                ]
            ),
            max_size=4,
        ),
        max_size=4,
    )
)
def test_no_json_patch_is_a_fault(shared: FhirClient, patch: Any) -> None:
    answer = shared.patch("Patient/one", text_of(patch), content_type="application/json-patch+json")
    assert answer.status in (200, 400, 422), answer.body
    assert shared.get("Patient/one").json["id"] == "one"
