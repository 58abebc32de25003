"""The oracle's rules for dates: every date is a range, and a prefix compares two ranges.

https://hl7.org/fhir/R4/search.html#prefix, https://hl7.org/fhir/R4/search.html#date.  A moment is a number of
microseconds since the beginning of the year 1 in UTC, counted without Python's datetime, which ends with the year 9999.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

Range = tuple[float, float]
"""The first moment, and the first moment after it; infinite where there is none."""

DAY = 86_400_000_000
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?\Z", re.ASCII
)
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_of(year: int, month: int) -> int:
    return 29 if month == 2 and _is_leap(year) else _MONTHS[month - 1]


def _day_number(year: int, month: int, day: int) -> int:
    before = year - 1
    number = before * 365 + before // 4 - before // 100 + before // 400
    return number + sum(_days_of(year, each) for each in range(1, month)) + day - 1


def range_of(text: str) -> Range:
    """The range of a date, dateTime or instant.  Raises ValueError if it is none."""
    match = _DATE.match(text)
    if match is None:
        raise ValueError(text)
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    if int(year) < 1 or not 1 <= int(month or 1) <= 12:
        raise ValueError(text)
    if not 1 <= int(day or 1) <= _days_of(int(year), int(month or 1)):
        raise ValueError(text)
    if month is None:
        return _day_number(int(year), 1, 1) * DAY, _day_number(int(year) + 1, 1, 1) * DAY
    if day is None:
        start = _day_number(int(year), int(month), 1)
        return start * DAY, (start + _days_of(int(year), int(month))) * DAY
    start = _day_number(int(year), int(month), int(day)) * DAY
    if hour is None:
        return start, start + DAY
    seconds = int(hour) * 3600 + int(minute) * 60 + min(int(second or 0), 59)
    start += seconds * 1_000_000 + int((fraction or "").ljust(6, "0")[:6]) - _offset(zone)
    if fraction is not None:
        return start, start + 10 ** max(6 - len(fraction), 0)
    return start, start + (60_000_000 if second is None else 1_000_000)


def _offset(zone: str | None) -> int:
    if zone in (None, "Z"):
        return 0
    assert zone is not None
    size = (int(zone[1:3]) * 60 + int(zone[4:6])) * 60_000_000
    return size if zone[0] == "+" else -size


def ranges(value: Any, type_name: str) -> Iterator[Range]:
    """The ranges of a value of a document."""
    if type_name in ("date", "dateTime", "instant"):
        yield range_of(value)
    elif type_name == "Period" and ("start" in value or "end" in value):
        low = range_of(value["start"])[0] if "start" in value else -math.inf
        yield low, range_of(value["end"])[1] if "end" in value else math.inf
    elif type_name == "Timing":
        limits = [range_of(event) for event in value.get("event", []) if event is not None]
        limits += ranges(value.get("repeat", {}).get("boundsPeriod", {}), "Period")
        if limits:
            yield min(low for low, _ in limits), max(high for _, high in limits)


def matches(stored: Range, prefix: str, sought: Range, now: float) -> bool:
    """Whether a stored range is as a search value says."""
    low, high = stored
    start, end = sought
    contained = start <= low and high <= end
    above, below = high > end, low < start
    if prefix == "ap":
        gap = abs(now - start) / 10
        return low < end + gap and high > start - gap
    return {
        "eq": contained,
        "ne": not contained,
        "gt": above,
        "lt": below,
        "ge": above or contained,
        "le": below or contained,
        "sa": low >= end,
        "eb": high <= start,
    }[prefix]
