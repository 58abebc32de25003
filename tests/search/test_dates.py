"""Dates as ranges of time: those that are stored, and those that are searched for."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fhirserver.search.dates import ALWAYS, FOREVER, DateValue, cell, date_value, moments, ranges_of
from fhirserver.search.values import PREFIXES, BadValue

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def span(start: str, end: str) -> tuple[str, str]:
    return f"{start}.000000Z", f"{end}.000000Z"


RANGES = [
    ("2020", span("2020-01-01T00:00:00", "2021-01-01T00:00:00")),
    ("2020-02", span("2020-02-01T00:00:00", "2020-03-01T00:00:00")),
    ("2020-12", span("2020-12-01T00:00:00", "2021-01-01T00:00:00")),
    ("2020-02-29", span("2020-02-29T00:00:00", "2020-03-01T00:00:00")),
    ("2020-02-29T10:30", span("2020-02-29T10:30:00", "2020-02-29T10:31:00")),
    ("2020-02-29T10:30Z", span("2020-02-29T10:30:00", "2020-02-29T10:31:00")),
    ("2020-02-29T10:30:59", span("2020-02-29T10:30:59", "2020-02-29T10:31:00")),
    ("2020-02-29T23:59:59-01:00", span("2020-03-01T00:59:59", "2020-03-01T01:00:00")),
    ("2020-02-29T00:00:00+14:00", span("2020-02-28T10:00:00", "2020-02-28T10:00:01")),
    ("2020-02-29T00:00:00 02:00", span("2020-02-28T22:00:00", "2020-02-28T22:00:01")),
    ("2016-12-31T23:59:60Z", span("2016-12-31T23:59:59", "2017-01-01T00:00:00")),
    ("2020-01-01T00:00:00.5Z", ("2020-01-01T00:00:00.500000Z", "2020-01-01T00:00:00.600000Z")),
    ("2020-01-01T00:00:00.123Z", ("2020-01-01T00:00:00.123000Z", "2020-01-01T00:00:00.124000Z")),
    ("2020-01-01T00:00:00.123456Z", ("2020-01-01T00:00:00.123456Z", "2020-01-01T00:00:00.123457Z")),
    ("2020-01-01T00:00:00.123456789Z", ("2020-01-01T00:00:00.123456Z", "2020-01-01T00:00:00.123457Z")),
    ("0001", ("0001-01-01T00:00:00.000000Z", "0002-01-01T00:00:00.000000Z")),
    ("9999", ("9999-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z")),
    ("9999-12-31", ("9999-12-31T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z")),
]


@pytest.mark.parametrize(("text", "bounds"), RANGES)
def test_what_is_searched_for(text: str, bounds: tuple[str, str]) -> None:
    value = date_value(text, NOW)
    assert value == DateValue("eq", *bounds)


@pytest.mark.parametrize(
    "text", [text for text, _ in RANGES if re.fullmatch(r"[\d-]+|.*:\d\d:.*(Z|[+-]\d\d:00)", text)]
)
def test_what_is_stored_is_the_same_range(text: str) -> None:
    """FHIR's own dates; a search may leave seconds and zone out."""
    value = date_value(text, NOW)
    assert list(ranges_of(text, "dateTime")) == [(value.low, value.high)]


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "2020-", "2020-1", "2020-13", "2020-00", "2020-02-30", "2019-02-29", "20200101", "0000"),
        *("2020-01-01T", "2020-01-01T10", "2020-01-01T24:00", "2020-01-01T10:60", "2020-01-01T10:00:61"),
        *("2020-01-01T10:00:00+15:00", "2020-01-01T10:00:00+10", "2020-01-01T10:00:00.", "2020-01-01Z"),
        *("2020-01T10:00", "2020-01-01T10:00:00.1234567890Z", "\u0662\u0660\u0662\u0660", "gt", "gtlt2020", "2020\n1"),
        *("0001-01-01T00:00:00+01:00",),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="a date such as 2026-11-22 or an instant such as"):
        date_value(text, NOW)


@pytest.mark.parametrize("prefix", [each for each in PREFIXES if each != "ap"])
def test_a_prefix_changes_no_range(prefix: str) -> None:
    assert date_value(f"{prefix}2020", NOW) == DateValue(prefix, *RANGES[0][1])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        # A tenth of the time between now and its beginning, on both sides
        ("ap2020-01-11", "2020-01-10T00:00:00.000000Z", "2020-01-13T00:00:00.000000Z"),
        ("ap2019-12-22", "2019-12-21T00:00:00.000000Z", "2019-12-24T00:00:00.000000Z"),
        ("ap2020-01-01", "2020-01-01T00:00:00.000000Z", "2020-01-02T00:00:00.000000Z"),
        ("ap9999", "9201-02-06T00:00:00.000000Z", FOREVER),
        ("ap0001", ALWAYS, "0203-11-26T09:36:00.000000Z"),
    ],
)
def test_approximately(text: str, low: str, high: str) -> None:
    assert date_value(text, NOW) == DateValue("ap", low, high)


def test_now_may_have_any_zone() -> None:
    here = NOW.astimezone(timezone(timedelta(hours=9)))
    assert date_value("ap2020-01-11", here) == date_value("ap2020-01-11", NOW)


@pytest.mark.parametrize(
    ("value", "type_name", "ranges"),
    [
        ("2020", "date", [RANGES[0][1]]),
        ("2020-02-29T10:30:59Z", "instant", [RANGES[6][1]]),
        ({"start": "2020", "end": "2020-02"}, "Period", [span("2020-01-01T00:00:00", "2020-03-01T00:00:00")]),
        # A leap second is the second before the next minute.
        (
            {"start": "2016-12-31T23:59:60Z"},
            "Period",
            [("2016-12-31T23:59:59.000000Z", FOREVER)],
        ),
        ({"start": "2020"}, "Period", [("2020-01-01T00:00:00.000000Z", FOREVER)]),
        ({"end": "2020"}, "Period", [(ALWAYS, "2021-01-01T00:00:00.000000Z")]),
        ({"id": "x"}, "Period", []),
        ({"event": ["2021", "2020-05", "2020-07"]}, "Timing", [span("2020-05-01T00:00:00", "2022-01-01T00:00:00")]),
        ({"event": [None, "2020"]}, "Timing", [RANGES[0][1]]),
        (
            {"event": ["2019"], "repeat": {"boundsPeriod": {"start": "2020"}}},
            "Timing",
            [("2019-01-01T00:00:00.000000Z", FOREVER)],
        ),
        ({"repeat": {"boundsPeriod": {"end": "2020"}}}, "Timing", [(ALWAYS, RANGES[0][1][1])]),
        ({"repeat": {"boundsDuration": {"value": 5}}}, "Timing", []),
        ({"code": {"text": "BID"}}, "Timing", []),
    ],
)
def test_what_is_stored(value: Any, type_name: str, ranges: list[tuple[str, str]]) -> None:
    assert list(ranges_of(value, type_name)) == ranges


MOMENTS = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29))
FORMS = ("%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f")
ZONES = st.sampled_from(["", "Z", "+00:00", "-11:30", "+14:00"])


def written(moment: datetime, form: int, zone: str) -> str:
    """A moment, as exact as its form."""
    text = moment.strftime(FORMS[form])
    text = text.rjust(len(text) + 4 - len(str(moment.year)), "0") if len(str(moment.year)) < 4 else text
    return text + (zone if form > 2 else "")


@given(MOMENTS, st.integers(0, 5), ZONES)
@example(datetime(999, 12, 31, 23, 59, 59, 999999), 0, "")
def test_bounds_are_in_order_and_what_was_written_lies_between(moment: datetime, form: int, zone: str) -> None:
    text = written(moment, form, zone)
    value = date_value(text, NOW)
    assert ALWAYS <= value.low < value.high <= FOREVER
    shift = timedelta()
    if form > 2 and zone not in ("", "Z"):
        sign = -1 if zone[0] == "-" else 1
        shift = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    assert value.low <= cell(moment - shift) < value.high


@given(MOMENTS, st.integers(1, 5))
def test_what_is_more_exact_lies_within_what_is_less(moment: datetime, form: int) -> None:
    wide, narrow = (date_value(written(moment, each, ""), NOW) for each in (form - 1, form))
    assert wide.low <= narrow.low < narrow.high <= wide.high


@given(MOMENTS, MOMENTS, st.integers(0, 5))
def test_texts_are_ordered_as_time_is(one: datetime, other: datetime, form: int) -> None:
    first, second = (date_value(written(each, 5, ""), NOW) for each in (one, other))
    assert (first.low < second.low) == (one < other)
    low, high = moments(written(one, form, ""))
    assert (cell(low), cell(high)) == (date_value(written(one, form, ""), NOW).low, cell(high))


@given(MOMENTS, st.integers(0, 5))
def test_what_is_near_contains_the_range_itself(moment: datetime, form: int) -> None:
    text = written(moment, form, "")
    plain, near = date_value(text, NOW), date_value(f"ap{text}", NOW)
    assert near.low <= plain.low < plain.high <= near.high


@given(MOMENTS, st.timedeltas())
def test_a_moment_that_would_be_out_of_time_is_its_end(moment: datetime, shift: timedelta) -> None:
    found = cell(moment, shift)
    assert ALWAYS <= found <= FOREVER
    assert len(found) == len(ALWAYS)
