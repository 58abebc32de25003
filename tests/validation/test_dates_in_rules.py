"""Dates of different precision and zone in rules: refused only when one is certainly after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.validation.invariants.nodes import not_after


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        ("2020", "2020", True),
        ("2020", "2021", True),
        ("2021", "2020", False),
        ("2020-05", "2020", True),
        ("2020", "2020-05", True),
        ("2020-12", "2020-11", False),
        ("2021-01", "2020", False),
        ("2020-12-31", "2020-12", True),
        ("2021-01-01", "2020-12", False),
        ("2020-02-02", "2020-02-01", False),
        ("2020-01-01T10:00:00Z", "2020-01-01T11:00:00Z", True),
        ("2020-01-01T11:00:00Z", "2020-01-01T10:00:00Z", False),
        ("2020-01-01T10:00:00.500Z", "2020-01-01T10:00:00Z", False),
        ("2020-01-01T10:00:00+02:00", "2020-01-01T09:00:00+01:00", True),
        ("2020-01-01T10:00:00+01:00", "2020-01-01T10:00:00+02:00", False),
        ("2020-01-01T23:00:00-05:00", "2020-01-02T03:00:00Z", False),
        # A day without a zone is nearly two days long.
        ("2020-01-02", "2020-01-01T11:00:00Z", True),
        ("2020-01-02", "2020-01-01T09:00:00Z", False),
        ("2020-01-02T11:00:00Z", "2020-01-01", True),
        ("2020-01-03T00:00:00Z", "2020-01-01", False),
        ("2020-01-01T10:00:00Z", "2020", True),
        ("2021-06-01T10:00:00Z", "2020", False),
        ("9999-12", "9999", True),
        ("0001", "0001-01-01", True),
        ("0001-01-01", "0001-01-01T00:00:00Z", True),
        # What is no date is reported elsewhere.
        ("tomorrow", "2020", True),
        ("2020", "yesterday", True),
        ("2020-01-01T23:59:60Z", "2020-01-01T00:00:00.0Z", True),
    ],
)
def test_not_after(start: str, end: str, holds: bool) -> None:
    assert not_after(start, end) is holds


MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def written(moment: datetime, precision: int) -> str:
    """The moment as a FHIR dateTime that states only its year (4), month (7), day (10) or all (25)."""
    return moment.isoformat()[:precision]


@given(MOMENTS, MOMENTS, ZONES, ZONES, st.sampled_from([4, 7, 10, 25]), st.sampled_from([4, 7, 10, 25]))
def test_nothing_that_can_be_in_order_is_refused(
    one: datetime, other: datetime, zone: timezone, second_zone: timezone, precision: int, second_precision: int
) -> None:
    first, last = sorted((one.replace(tzinfo=zone), other.replace(tzinfo=second_zone)))
    if precision == second_precision == 10 and zone != second_zone:
        return  # two days without zones are taken to be of the same zone
    if precision in (4, 7, 10) and second_precision in (4, 7, 10) and zone != second_zone:
        return
    assert not_after(written(first, precision), written(last, second_precision))


@given(MOMENTS, MOMENTS, ZONES)
def test_full_moments_compare_exactly(one: datetime, other: datetime, zone: timezone) -> None:
    first, second = one.replace(tzinfo=zone), other.replace(tzinfo=UTC)
    assert not_after(first.isoformat(), second.isoformat()) is (first <= second)
