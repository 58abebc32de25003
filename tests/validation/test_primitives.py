"""The primitive types: what each accepts and refuses, with the calendar, sizes and hostile values."""

from __future__ import annotations

import base64
import re
import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.validation import validate
from fhirserver.validation.primitives import DESCRIPTIONS, MAXIMUM_STRING, OTHER, TEXT

BASE64_OF_THE_SPECIFICATION = re.compile(r"(\s*([0-9a-zA-Z+/=]){4}\s*)+")
GOOD: dict[str, list[Any]] = {
    "base64Binary": ["AAAA", "QQ==", "QUI=", "QUJD QUJD", "QUJD\r\nQUJD\n", "+/+/"],
    "boolean": [True, False],
    "canonical": ["http://example.org/x|1.0", "#local", "urn:oid:1.2"],
    "code": ["a", "a b", "in-progress", "<=", "ÄÖ", "\u00a0"],
    "date": ["2020", "2020-02", "2020-02-29", "2000-02-29", "0001-01-01", "9999-12-31"],
    "dateTime": [
        "2020",
        "2020-12",
        "2020-12-31",
        "2020-12-31T00:00:00Z",
        "2020-12-31T23:59:59+14:00",
        "2020-12-31T23:59:59.123456789-11:30",
        "2016-12-31T23:59:60Z",
        "2020-01-01T00:00:00-00:00",
    ],
    "decimal": [0, -1, 1, Decimal("1.50"), Decimal("-0.00"), Decimal("1E+2"), 1.5, 10**30, Decimal("1E-400")],
    "id": ["a", "A-1.b", "0" * 64, "."],
    "instant": ["2020-02-29T00:00:00Z", "2020-02-29T00:00:00.1+01:00"],
    "integer": [0, -1, 2**31 - 1, -(2**31)],
    "markdown": ["# a\n\tb", " "],
    "oid": ["urn:oid:1.2.3", "urn:oid:0.0", "urn:oid:2.16.840.1.113883"],
    "positiveInt": [1, 2**31 - 1],
    "string": ["a", " a ", "é\U0001f600", "a\tb\r\nc", "\u00a0", "x" * MAXIMUM_STRING, "\u2028", "\x7f"],
    "time": ["00:00:00", "23:59:59", "12:00:60", "12:00:00.001"],
    "unsignedInt": [0, 2**31 - 1],
    "uri": ["http://example.org/é", "urn:uuid:x", "x", "#a"],
    "url": ["mailto:a@example.org", "https://example.org"],
    "uuid": ["urn:uuid:c757873d-ec9a-4326-a141-556f43239520"],
}
BAD: dict[str, list[Any]] = {
    "base64Binary": ["", " ", "A", "AA", "AAA", "AAAAA", "A===", "====", "AA=A", "AA_A", "AAAA!", "é" * 4],
    "boolean": ["true", 0, 1, None, [], {}],
    "canonical": ["", "a b", "a\n"],
    "code": ["", " a", "a ", "a  b", "a\n", "\t"],
    "date": [
        "",
        "20",
        "0000",
        "2020-00",
        "2020-13",
        "2020-1",
        "2020-01-00",
        "2020-01-32",
        "2021-02-29",
        "1900-02-29",
        "2020-04-31",
        "2020-02-30",
        "2020-01-01T00:00:00Z",
        "20200101",
        "2020-W01",
        " 2020",
        "2020\n",
        "٢٠٢٠",
        "-2020",
    ],
    "dateTime": [
        "",
        "2020-01-01T",
        "2020-01-01T00:00Z",
        "2020-01-01T00:00:00",
        "2020-01-01 00:00:00Z",
        "2020-01-01T24:00:00Z",
        "2020-01-01T00:60:00Z",
        "2020-01-01T00:00:61Z",
        "2020-01-01T00:00:00.Z",
        "2020-01-01T00:00:00+15:00",
        "2020-01-01T00:00:00+14:01",
        "2020-01-01T00:00:00+0100",
        "2020-01-01t00:00:00z",
        "2021-02-29T00:00:00Z",
        "2020-06-31T00:00:00Z",
        "0000-01-01",
    ],
    "decimal": ["1", True, None, float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), []],
    "id": ["", "a b", "a_b", "a/b", "é", "0" * 65, "a\n"],
    "instant": ["2020", "2020-01-01", "2020-01-01T00:00:00", "2021-02-29T00:00:00Z"],
    "integer": [Decimal("1.0"), 1.0, True, 2**31, -(2**31) - 1, "1", None, 10**5000],
    "markdown": [""],
    "oid": ["1.2.3", "urn:oid:3.1", "urn:oid:1", "urn:oid:1.02", "urn:oid:1..2", "urn:oid:1.2."],
    "positiveInt": [0, -1, 2**31, True],
    "string": ["", "\x00", "a\x08", "\x1f", "\x0b", "x" * (MAXIMUM_STRING + 1)],
    "time": ["", "24:00:00", "12:00", "1:00:00", "12:00:00Z", "12:60:00"],
    "unsignedInt": [-1, 2**31, False],
    "uri": ["", " ", "http://example.org/a b", "a\tb"],
    "url": ["", "a b"],
    "uuid": ["c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520", "urn:uuid:1"],
}


def short(value: Any) -> str:
    """A name for a test case; some values are a megabyte, or numbers of 5,000 digits."""
    return ascii(value)[:24] if isinstance(value, str | bool | None | Decimal) else type(value).__name__


def check(name: str, value: Any) -> bool:
    """Whether a value is valid as the walk decides: the JSON type first."""
    if name in TEXT:
        return isinstance(value, str) and bool(TEXT[name](value))
    return bool(OTHER[name](value))


def in_a_resource(name: str, value: Any) -> list[tuple[str, str | None]]:
    """What the validator finds when the value stands in an extension."""
    property_name = "value" + name[0].upper() + name[1:]
    extension = {"url": "http://example.org/x", property_name: value}
    resource = {"resourceType": "Basic", "code": {"text": "x"}, "extension": [extension]}
    return [(issue.code, issue.expression) for issue in validate(resource).issues]


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in GOOD.items() for v in values], ids=short)
def test_valid_values(name: str, value: Any) -> None:
    assert check(name, value)
    assert in_a_resource(name, value) == []


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in BAD.items() for v in values], ids=short)
def test_invalid_values(name: str, value: Any) -> None:
    assert not check(name, value)
    ((code, expression),) = in_a_resource(name, value)
    assert code in ("value", "structure")
    assert expression == "Basic.extension[0].value" + name[0].upper() + name[1:]


def test_every_primitive_is_in_the_tables_above() -> None:
    assert GOOD.keys() == BAD.keys() == TEXT.keys() | OTHER.keys() == DESCRIPTIONS.keys()


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    assert check("date", day.isoformat())
    assert check("dateTime", day.isoformat())
    assert check("instant", f"{day.isoformat()}T00:00:00Z")


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_no_other_day_is(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        exists = date(year, month, 1) + timedelta(days=day - 1) == date(year, month, day)
    except (ValueError, OverflowError):
        exists = False
    assert check("date", text) is exists
    assert check("dateTime", text + "T12:00:00.5+02:00") is exists


@given(st.text(alphabet="AB+/= \n", max_size=12))
def test_base64_accepts_no_more_than_the_specification(text: str) -> None:
    if check("base64Binary", text):
        assert BASE64_OF_THE_SPECIFICATION.fullmatch(text) or re.search(r"\S\s+\S", text)


@given(st.binary(min_size=1))
def test_base64_accepts_what_is_encoded(data: bytes) -> None:
    assert check("base64Binary", base64.b64encode(data).decode())
    assert check("base64Binary", base64.encodebytes(data).decode())


@pytest.mark.parametrize("name", TEXT)
@pytest.mark.parametrize("piece", ["A", "AAAA ", "1.", "0-", "a b ", "=", " ", "2020-"])
def test_checks_take_linear_time(name: str, piece: str) -> None:
    """A pattern that backtracks would need years for these; a second is generous for the slowest machine."""
    started = time.process_time()
    for end in ("", "!", "\n", "="):
        check(name, piece * 100_000 + end)
    assert time.process_time() - started < 1


@given(
    st.sampled_from(sorted(GOOD)),
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists),
)
def test_checks_never_raise(name: str, value: Any) -> None:
    assert check(name, value) in (True, False)
