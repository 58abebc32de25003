"""How ranges are compared in SQL, held against what the prefixes mean.  https://hl7.org/fhir/R4/search.html#prefix"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fhirserver.search.dates import ALWAYS, FOREVER, DateValue, cell
from fhirserver.search.numbers import MOST, NumberValue
from fhirserver.search.sql.binds import Binds, ceiling_day, floor_day
from fhirserver.search.sql.ranges import days, instants, last_updated, moments, numbers
from fhirserver.search.values import PREFIXES

MEANING: dict[str, Callable[[str, str, str, str], bool]] = {
    "eq": lambda low, high, start, end: start <= low and high <= end,
    "ne": lambda low, high, start, end: not (start <= low and high <= end),
    "gt": lambda low, high, start, end: high > end,
    "lt": lambda low, high, start, end: low < start,
    "ge": lambda low, high, start, end: high > end or (start <= low and high <= end),
    "le": lambda low, high, start, end: low < start or (start <= low and high <= end),
    "sa": lambda low, high, start, end: low >= end,
    "eb": lambda low, high, start, end: high <= start,
    "ap": lambda low, high, start, end: low < end and start < high,
}
"""A stored [low, high) against the [start, end) that is searched for; none of them is empty."""

PREFIX = st.sampled_from(PREFIXES)
FIRST = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        yield connection


def holds(database: sqlite3.Connection, condition: str, binds: Binds, **columns: object) -> bool:
    """Whether a condition holds for a row ``t``; NULL is no."""
    names = ", ".join(f":column_{name} AS {name}" for name in columns)
    values = {**binds.values, **{f"column_{name}": value for name, value in columns.items()}}
    (found,) = database.execute(f"SELECT count(*) FROM (SELECT {names}) AS t WHERE {condition}", values).fetchone()
    return bool(found)


def moment(steps: int, step: timedelta) -> str:
    return cell(FIRST + steps * step)


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 6))


@settings(max_examples=400)
@given(PREFIX, SPANS, SPANS)
def test_instants(database: sqlite3.Connection, prefix: str, stored: tuple[int, int], sought: tuple[int, int]) -> None:
    step = timedelta(hours=7)
    low, high = moment(stored[0], step), moment(sum(stored), step)
    value = DateValue(prefix, moment(sought[0], step), moment(sum(sought), step))
    binds = Binds("sqlite")
    condition = instants(binds, "t.low", "t.high", value)
    expected = MEANING[prefix](low, high, value.low, value.high)
    assert holds(database, condition, binds, low=low, high=high) is expected


@settings(max_examples=400)
@given(PREFIX, SPANS, SPANS)
def test_days(database: sqlite3.Connection, prefix: str, stored: tuple[int, int], sought: tuple[int, int]) -> None:
    """A column of dates gives the same answer as one of instants, also for a time of day."""
    low, high = moment(stored[0], timedelta(1)), moment(sum(stored), timedelta(1))
    step = timedelta(hours=8)
    value = DateValue(prefix, moment(3 * sought[0], step), moment(3 * sought[0] + sought[1], step))
    binds = Binds("sqlite")
    condition = days(binds, "t.low", "t.high", value)
    expected = MEANING[prefix](low, high, value.low, value.high)
    assert holds(database, condition, binds, low=low[:10], high=high[:10]) is expected


@settings(max_examples=400)
@given(PREFIX, st.integers(0, 6), st.tuples(st.integers(0, 12), st.integers(1, 6)))
@example("gt", 1, (1, 1))
def test_last_updated(database: sqlite3.Connection, prefix: str, milliseconds: int, sought: tuple[int, int]) -> None:
    """It states a millisecond, and what is searched for may be exact to less."""
    low, high = (moment(each, timedelta(milliseconds=1)) for each in (milliseconds, milliseconds + 1))
    half = timedelta(microseconds=500)
    value = DateValue(prefix, moment(sought[0], half), moment(sum(sought), half))
    binds = Binds("sqlite")
    condition = last_updated(binds, "t.at", value)
    expected = MEANING[prefix](low, high, value.low, value.high)
    assert holds(database, condition, binds, at=f"{low[:-4]}Z") is expected


@given(PREFIX, SPANS)
def test_what_has_no_time_is_never_found(database: sqlite3.Connection, prefix: str, sought: tuple[int, int]) -> None:
    step = timedelta(1)
    for low, high in (
        (moment(sought[0], step), moment(sum(sought), step)),
        (ALWAYS, moment(1, step)),
        (ALWAYS, FOREVER),
    ):
        binds = Binds("sqlite")
        condition = moments(binds, "t", DateValue(prefix, low, high))
        assert not holds(database, condition, binds, moment=ALWAYS, moment_end=ALWAYS)


@given(PREFIX, SPANS, SPANS)
def test_moments(database: sqlite3.Connection, prefix: str, stored: tuple[int, int], sought: tuple[int, int]) -> None:
    step = timedelta(1)
    low, high = moment(stored[0], step), moment(sum(stored), step)
    value = DateValue(prefix, moment(sought[0], step), moment(sum(sought), step))
    binds = Binds("sqlite")
    condition = moments(binds, "t", value)
    expected = MEANING[prefix](low, high, value.low, value.high)
    assert holds(database, condition, binds, moment=low, moment_end=high) is expected


Compare = Callable[[float, float, float, float, float], bool]
NUMBERS: dict[str, Compare] = {
    "eq": lambda low, high, value, start, end: start <= low and high < end,
    "ne": lambda low, high, value, start, end: not (start <= low and high < end),
    "gt": lambda low, high, value, start, end: high > value,
    "lt": lambda low, high, value, start, end: low < value,
    "ge": lambda low, high, value, start, end: high >= value,
    "le": lambda low, high, value, start, end: low <= value,
    "sa": lambda low, high, value, start, end: low > value,
    "eb": lambda low, high, value, start, end: high < value,
    "ap": lambda low, high, value, start, end: low <= end and high >= start,
}
"""A stored [low, high], mostly one number, against the value and the [start, end) that it may mean."""

ENDS = st.sampled_from([-MOST, *map(float, range(-3, 8)), MOST])


@settings(max_examples=500)
@given(PREFIX, ENDS, ENDS, st.integers(-2, 6))
def test_numbers(database: sqlite3.Connection, prefix: str, one: float, other: float, sought: int) -> None:
    low, high = sorted((one, other))
    value = NumberValue(prefix, Fraction(sought), Fraction(sought) - 1, Fraction(sought) + 1)
    binds = Binds("sqlite")
    conditions = numbers(binds, "t", "", value)
    found = [holds(database, each, binds, low=low, high=high, is_range=low != high) for each in conditions]
    assert any(found) is NUMBERS[prefix](low, high, sought, sought - 1, sought + 1)


def test_numbers_are_looked_up_by_what_an_index_begins_with() -> None:
    """Of plain numbers low alone; high only of those few that are ranges."""
    value = NumberValue("gt", Fraction(5), Fraction(9, 2), Fraction(11, 2))
    binds = Binds("postgresql")
    assert numbers(binds, "s", "canonical_", value) == [
        "s.canonical_low > %(p0)s",
        "s.is_range AND s.canonical_high > %(p0)s",
    ]
    assert binds.values == {"p0": 5.0, "p1": 4.5, "p2": 5.5}


MOMENTS = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31))


@given(MOMENTS)
@example(datetime(2020, 1, 1))
@example(datetime(9999, 12, 31, 1))
def test_the_days_around_an_instant(moment_: datetime) -> None:
    text = cell(moment_)
    floor, ceiling = floor_day(text), ceiling_day(text)
    assert floor == text[:10] <= ceiling
    assert (floor == ceiling) == (text[10:] == "T00:00:00.000000Z" or floor == "9999-12-31")
    if ceiling < "9999-12-31":
        assert f"{floor}T00:00:00.000000Z" <= text <= f"{ceiling}T00:00:00.000000Z"
        assert datetime.fromisoformat(ceiling) - datetime.fromisoformat(floor) <= timedelta(1)
