"""Dates and times: the first moment of what is stated and the first after it, always in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.times import date_time, days, span


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2012", "2012-01-01T00:00:00.000000Z", "2013-01-01T00:00:00.000000Z"),
        ("2012-12", "2012-12-01T00:00:00.000000Z", "2013-01-01T00:00:00.000000Z"),
        ("2012-02", "2012-02-01T00:00:00.000000Z", "2012-03-01T00:00:00.000000Z"),
        ("2012-02-28", "2012-02-28T00:00:00.000000Z", "2012-02-29T00:00:00.000000Z"),
        ("2012-02-29", "2012-02-29T00:00:00.000000Z", "2012-03-01T00:00:00.000000Z"),
        ("2012-03-04T05:06:07Z", "2012-03-04T05:06:07.000000Z", "2012-03-04T05:06:08.000000Z"),
        ("2012-03-04T05:06:59+02:00", "2012-03-04T03:06:59.000000Z", "2012-03-04T03:07:00.000000Z"),
        ("2012-03-04T05:06:07.8Z", "2012-03-04T05:06:07.800000Z", "2012-03-04T05:06:07.900000Z"),
        ("2012-03-04T05:06:07.890-05:00", "2012-03-04T10:06:07.890000Z", "2012-03-04T10:06:07.891000Z"),
        ("2012-03-04T05:06:07.123456Z", "2012-03-04T05:06:07.123456Z", "2012-03-04T05:06:07.123457Z"),
        ("2012-03-04T05:06:07.123456789Z", "2012-03-04T05:06:07.123456Z", "2012-03-04T05:06:07.123457Z"),
        ("2011-12-31T23:30:00-01:00", "2012-01-01T00:30:00.000000Z", "2012-01-01T00:30:01.000000Z"),
        ("0001", "0001-01-01T00:00:00.000000Z", "0002-01-01T00:00:00.000000Z"),
        ("9999", "9999-01-01T00:00:00.000000Z", None),
        ("9999-12", "9999-12-01T00:00:00.000000Z", None),
        ("9999-12-31", "9999-12-31T00:00:00.000000Z", None),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z", None),
    ],
)
def test_what_a_date_states(text: str, start: str, end: str | None) -> None:
    assert span(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "2012-1",
        "2012-13",
        "2012-00",
        "0000",
        "2011-02-29",
        "2012-02-30",
        "2012-3-4",
        "20120304",
        "2012-W10",
        "2012-03-04T05:06Z",
        "2012-03-04T05:06:07",
        "2012-03-04T24:00:00Z",
        "2012-03-04T05:60:00Z",
        "2016-12-31T23:59:60Z",
        "2012-03-04 05:06:07Z",
        "2012-03-04T05:06:07z",
        "2012-03-04T05:06:07.Z",
        "2012-03-04T05:06:07+0200",
        "2012-03-04T05:06:07+15:00",
        "2012-03-04T05:06:07Z\n",
        "2012\n",
        "\u0662\u0660\u0661\u0662",
        "2012-03-04T05:06:0\u0667Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "now",
        "-0044-03-15",
    ],
)
def test_what_is_no_date_states_nothing(text: str) -> None:
    assert span(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("1815-12-10", "1815-12-10", "1815-12-11"),
        ("1815-12", "1815-12-01", "1816-01-01"),
        ("1815", "1815-01-01", "1816-01-01"),
        ("9999", "9999-01-01", None),
    ],
)
def test_the_days_of_a_date(text: str, first: str, after: str | None) -> None:
    assert days(text) == (first, after)
    assert days(text + "T00:00:00Z") == (None, None)


@pytest.mark.parametrize(
    ("cell", "old", "text"),
    [
        ("2012-03-04T05:06:07.000000Z", None, "2012-03-04T05:06:07Z"),
        ("2012-03-04T05:06:07.890000Z", None, "2012-03-04T05:06:07.89Z"),
        ("2012-03-04T05:06:07.000001Z", "2012", "2012-03-04T05:06:07.000001Z"),
        ("2012-03-04T00:00:00.000000Z", None, "2012-03-04T00:00:00Z"),
        ("2012-03-04T00:00:00.000000Z", "2012-03-05", "2012-03-04"),
        ("2012-03-04T00:00:00.000000Z", "2012-03-05T01:02:03Z", "2012-03-04T00:00:00Z"),
        ("2012-03-04T00:00:00.000000Z", {"start": "2012"}, "2012-03-04T00:00:00Z"),
    ],
)
def test_an_instant_is_stated_as_precisely_as_what_it_replaces(cell: str, old: object, text: str) -> None:
    assert date_time(cell, old) == text
    assert span(text)[0] == cell


ZONES = st.integers(-14 * 60 + 1, 14 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES))
def test_every_instant_comes_back(moment: datetime) -> None:
    start, end = span(moment.isoformat(timespec="microseconds"))
    assert start is not None
    assert end is not None
    assert len(start) == len(end) == 27
    assert datetime.fromisoformat(start) == moment
    assert datetime.fromisoformat(end) - moment == timedelta(microseconds=1)
    assert span(date_time(start, None))[0] == start


@given(*[st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC))] * 2)
def test_text_sorts_as_time_does(one: datetime, other: datetime) -> None:
    first, second = (span(each.isoformat(timespec="microseconds"))[0] for each in (one, other))
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)
