"""How ranges are compared: of time, and of numbers.  https://hl7.org/fhir/R4/search.html#prefix"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from fhirserver.search.dates import ALWAYS, DateValue
from fhirserver.search.numbers import NumberValue, double
from fhirserver.search.sql.binds import Binds, ceiling_day, floor_day

_DATES: Mapping[str, str] = {
    # What is in brackets only helps to find a range in an index: it follows from the rest.
    "eq": "{low} >= {from_} AND {low} < {before} AND {high} <= {to}",
    "ne": "({low} < {from_} OR {high} > {to})",
    "gt": "{high} > {to}",
    "lt": "{low} < {from_}",
    "ge": "{high} > {after} AND ({high} > {to} OR {low} >= {from_})",
    "le": "{low} < {before} AND ({low} < {from_} OR {high} <= {to})",
    "sa": "{low} >= {from_to}",
    "eb": "{high} <= {to_from}",
    "ap": "{low} < {before} AND {high} > {after}",
    "po": "{low} < {before} AND {high} > {after}",
}
"""A stored [low, high) against the [from, to) that is searched for."""

_MAY_BE_BEFORE = frozenset({"ne", "lt", "le", "eb"})
"""Prefixes that what has no time at all would satisfy too."""

_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "eq": ("{low} >= {from_} AND {low} < {to} AND {high} < {to}",),
    "ne": ("{low} < {from_}", "{low} >= {to}", "{ranges} AND {high} >= {to}"),
    "gt": ("{low} > {value}", "{ranges} AND {high} > {value}"),
    "lt": ("{low} < {value}",),
    "ge": ("{low} >= {value}", "{ranges} AND {high} >= {value}"),
    "le": ("{low} <= {value}",),
    "sa": ("{low} > {value}",),
    "eb": ("{low} < {value} AND {high} < {value}",),
    "ap": ("{low} <= {to} AND {low} >= {from_}", "{ranges} AND {low} <= {to} AND {high} >= {from_}"),
}
"""A stored [low, high] against a value, or against the [from, to) that it may mean; one of several must hold.

Mostly low and high are the same, so an index of low does, with one of those few that are ranges.
"""


def instants(binds: Binds, low: str, high: str, value: DateValue) -> str:
    """Return the condition on two columns of instants."""
    place: Callable[[str], str] = binds.time
    start, end = place(value.low), place(value.high)
    return _DATES[value.prefix].format(
        low=low, high=high, from_=start, to=end, before=end, after=start, from_to=end, to_from=start
    )


def days(binds: Binds, low: str, high: str, value: DateValue) -> str:
    """Return the condition on two columns of dates; where it compares with a time of day, the right day is taken."""
    return _DATES[value.prefix].format(
        low=low,
        high=high,
        from_=binds.day(ceiling_day(value.low)),
        to=binds.day(floor_day(value.high)),
        before=binds.day(ceiling_day(value.high)),
        after=binds.day(floor_day(value.low)),
        from_to=binds.day(ceiling_day(value.high)),
        to_from=binds.day(floor_day(value.low)),
    )


def last_updated(binds: Binds, column: str, value: DateValue) -> str:
    """Return the condition on a column of instants in milliseconds, of which each states just one."""
    # Its end is a millisecond later, so instead of it the column itself is compared with a millisecond earlier.
    start, end = _moment(value.low), _moment(value.high)
    return _DATES[value.prefix].format(
        low=column,
        high=column,
        from_=binds.time(_milliseconds(start, up=True)),
        to=binds.time(_milliseconds(end, shift=-1)),
        before=binds.time(_milliseconds(end, up=True)),
        after=binds.time(_milliseconds(start, shift=-1)),
        from_to=binds.time(_milliseconds(end, up=True)),
        to_from=binds.time(_milliseconds(start, shift=-1)),
    )


def _moment(cell: str) -> datetime:
    return datetime.fromisoformat(cell).replace(tzinfo=None)


def _milliseconds(moment: datetime, *, up: bool = False, shift: int = 0) -> str:
    """A moment as last_updated is written, rounded to a millisecond, and ``shift`` of them later."""
    try:
        if up and moment.microsecond % 1000:
            shift += 1
        moment += timedelta(milliseconds=shift)
    except OverflowError:
        pass
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def moments(binds: Binds, alias: str, value: DateValue) -> str:
    """Return the condition on the moment of a header, or as a token's row repeats it."""
    condition = instants(binds, f"{alias}.moment", f"{alias}.moment_end", value)
    if value.prefix in _MAY_BE_BEFORE or value.low == ALWAYS:
        return f"{alias}.moment_end > {binds.time(ALWAYS)} AND {condition}"
    return condition


def numbers(binds: Binds, alias: str, prefix: str, value: NumberValue) -> list[str]:
    """Return conditions, of which one must hold for a row ``alias`` whose columns of numbers begin with ``prefix``.

    Each is what an index finds.
    """
    places = {
        "low": f"{alias}.{prefix}low",
        "high": f"{alias}.{prefix}high",
        "ranges": f"{alias}.is_range",
        "value": binds(double(value.value, 0)),
        "from_": binds(double(value.low, 0)),
        "to": binds(double(value.high, 0)),
    }
    return [each.format_map(places) for each in _NUMBERS[value.prefix]]
