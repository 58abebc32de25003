"""Real resources with one or two odd values: refused by validation, or kept to the last digit; never by accident."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhirserver.json_format import decode, encode
from mappings import MAPPINGS
from tests.fhir_client import FhirClient
from tests.interactions.resources import Resource
from tests.rest.conftest import rows_of

EXAMPLES = Path(__file__).parent.parent / "data" / "hl7-r4-examples-instances.ndjson.gz"

ODD = st.sampled_from(
    [
        *("0001", "9999-12", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999999-14:00"),
        *("2016-12-31T23:59:60Z", "2015-02-07T13:28:17.239+02:00", "1900-02-28T24:00:00Z", "1582-10-10", "0000"),
        *(
            "Patient/one",
            "Patient/nobody",
            "#x",
            "urn:uuid:0189e4d4-0000-7000-8000-000000000000",
            "https://x.example/Patient/1",
        ),
        *(
            "'; DROP TABLE patient; --",
            "%s %(x)s :x ? $1",
            "\U0001f600",
            "e\u0301",
            "\u202e",
            "\ufeff",
            "\uffff",
            " x ",
            "x\ty",
        ),
        *("9" * 3000, "{", "\\", '"', "true", "null", "1e5", "male", "final", "UTC", "infinity", "now", "NaN", "x\ty"),
    ]
)
LITERALS = st.sampled_from(
    [
        "0",
        "-0",
        "-0.0",
        "1e-300",
        "1E+300",
        "1" * 300,
        "0." + "0" * 200 + "1",
        "9007199254740993",
        "1.10",
        "-1",
        "2147483648",
    ]
)
PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc"])
VALUES = ODD | LITERALS.map(lambda text: decode(text.encode())) | st.booleans() | st.text(PRINTABLE, max_size=5)


@cache
def examples() -> list[bytes]:
    with gzip.open(EXAMPLES) as lines:
        return [line for line in lines if decode(line)["resourceType"] in MAPPINGS]  # type: ignore[index]  # an object


def leaves(value: Any) -> list[tuple[Any, Any]]:
    """Where a primitive stands: (container, key)."""
    found: list[tuple[Any, Any]] = []
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, (dict, list)):
            found += leaves(item)
        elif key not in ("resourceType", "id", "div"):
            found.append((value, key))
    return found


@st.composite
def mutants(draw: st.DrawFn) -> Resource:
    document: Any = decode(draw(st.sampled_from(examples())))
    document = {name: value for name, value in document.items() if name not in ("id", "meta")}
    for _ in range(draw(st.integers(1, 2))):
        container, key = draw(st.sampled_from(leaves(document)))
        container[key] = draw(VALUES)
    return document


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(resource=mutants(), other=mutants())
def test_odd_values(lenient: FhirClient, resource: Resource, other: Resource) -> None:
    before = rows_of(lenient)
    answer = lenient.post(resource["resourceType"], resource)
    assert answer.status in (201, 422), answer.body
    if answer.status == 422:
        assert rows_of(lenient) == before
        assert {issue["code"] for issue in answer.issues}.isdisjoint({"business-rule", "exception"}), answer.body
        return
    name = f"{resource['resourceType']}/{answer.json['id']}"
    kept = lenient.get(name).json
    assert encode({key: kept[key] for key in resource}) == encode(resource)
    if other["resourceType"] == resource["resourceType"]:
        changed = lenient.put(name, {**other, "id": answer.json["id"]})
        assert changed.status in (200, 422), changed.body
    assert lenient.delete(name).status == 204
