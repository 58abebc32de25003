"""Dates: every value is a range of time, as exact as it was stated.  https://hl7.org/fhir/R4/search.html#date

Ranges are [low, high): the first moment of what is stated, and the first moment after it, as texts whose order is that
of time.  Where no zone is stated, UTC is understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fhirserver.search.values import BadValue, prefixed
from mappings.times import span

ALWAYS, FOREVER = "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"
"""The low of what has no beginning, the high of what has no end: the ends of what FHIR's dates can say."""

Range = tuple[str, str]

_TIME = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)"
    r"(?:\.(?P<fraction>\d{1,9}))?)?(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?)?)?)?\Z",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date that is searched for: how it is to be compared, and its range."""

    prefix: str
    low: str
    high: str


def ranges_of(value: Any, type_name: str) -> Iterator[Range]:
    """Yield the ranges of a date, dateTime, instant, Period or Timing."""
    if type_name == "Period":
        if "start" in value or "end" in value:
            yield _low(value.get("start")), _high(value.get("end"))
    elif type_name == "Timing":
        yield from _outer_limits(value)
    else:
        low_, high_ = _span(value)
        if low_ is not None:
            yield low_, high_ or FOREVER


def _span(text: str) -> tuple[str | None, str | None]:
    """The range of what is stored; a leap second is none of those that columns can state."""
    found = span(text)
    if found[0] is None and ":60" in text:
        low, high = moments(text)
        return cell(low), cell(high)
    return found


def _low(text: str | None) -> str:
    return (_span(text)[0] if text else None) or ALWAYS


def _high(text: str | None) -> str:
    return (_span(text)[1] if text else None) or FOREVER


def _outer_limits(timing: dict[str, Any]) -> Iterator[Range]:
    found = [(_low(event), _high(event)) for event in timing.get("event", ()) if event]
    bounds = timing.get("repeat", {}).get("boundsPeriod")
    if bounds:
        found += ranges_of(bounds, "Period")
    if found:
        yield min(low for low, _ in found), max(high for _, high in found)


def date_value(text: str, now: datetime) -> DateValue:
    """Return what a search value means; ``now`` is what "approximately" is measured from.

    A + that arrived as a space is read as +.  Raises BadValue.
    """
    prefix, rest = prefixed(text)
    low, high = moments(rest)
    if prefix == "ap":
        # A tenth of the gap between now and the date, https://hl7.org/fhir/R4/search.html#prefix
        gap = abs(now.astimezone(UTC).replace(tzinfo=None) - low) / 10
        return DateValue(prefix, cell(low, -gap), cell(high, gap))
    return DateValue(prefix, cell(low), cell(high))


def moments(text: str) -> tuple[datetime, datetime]:
    """Return the first moment of a date, dateTime or instant and the first after it, in UTC.  Raises BadValue."""
    match = _TIME.match(text.strip().replace(" ", "+"))
    try:
        if match is None:
            raise ValueError
        return _moments(match)
    except (ValueError, OverflowError):
        raise BadValue("a date such as 2026-11-22 or an instant such as 2026-11-22T10:30:00Z is expected") from None


def cell(moment: datetime, shift: timedelta = timedelta()) -> str:
    """Return a moment in UTC as it stands in an index."""
    try:
        moment += shift
    except OverflowError:
        return FOREVER if shift > timedelta() else ALWAYS
    return f"{moment.isoformat(timespec='microseconds')}Z"


def _moments(match: re.Match[str]) -> tuple[datetime, datetime]:
    parts = match.groupdict()
    year, month, day = int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1)
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts["second"] or 0)
    microsecond = int((parts["fraction"] or "").ljust(6, "0")[:6])
    # A leap second has the number 60, which Python does not have.
    local = datetime(year, month, day, hour, minute, 59 if second == 60 else second, microsecond)
    start = local - _offset(parts["zone"])
    return start, _end(start, parts)


def _end(start: datetime, parts: dict[str, str | None]) -> datetime:
    try:
        if parts["fraction"]:
            return start + timedelta(microseconds=10 ** max(6 - len(parts["fraction"]), 0))
        for name, length in (("second", timedelta(seconds=1)), ("minute", timedelta(minutes=1)), ("day", timedelta(1))):
            if parts[name]:
                return start + length
        if parts["month"]:
            return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
        return start.replace(year=start.year + 1)
    except (ValueError, OverflowError):
        return datetime.max


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone == "Z":
        return timedelta()
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return size if zone[0] == "+" else -size
