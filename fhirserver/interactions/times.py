"""Times in parameters: instants, dateTimes and dates with the range of time that their precision leaves open.

https://hl7.org/fhir/R4/search.html#date
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from fhirserver.errors import Invalid

_TIME = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)"
    r"(?:\.(?P<fraction>\d{1,9}))?)?(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?)?)?)?\Z"
)


def time_range(name: str, text: str) -> tuple[str, str]:
    """Return the first instant of a time and the first after it, as stored: UTC, milliseconds, Z.

    ``name`` is the parameter's, for the message.  A + that arrived as a space is read as +.  Without a zone UTC is
    meant.  Raises Invalid.
    """
    match = _TIME.match(text.replace(" ", "+"))
    try:
        if match is None:
            raise ValueError
        start, end = _range(match)
        return _text(start), _text(end)
    except (ValueError, OverflowError):
        expected = "an instant such as 2026-11-22T10:30:00Z or a date is expected"
        raise Invalid(f"{name} is {text[:80]!r}, {expected}.", code="value") from None


def _range(match: re.Match[str]) -> tuple[datetime, datetime]:
    parts = match.groupdict()
    zone = parts["zone"] or "Z"
    year, month, day = int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1)
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts["second"] or 0)
    microsecond = int((parts["fraction"] or "").ljust(6, "0")[:6])
    # A leap second has the number 60, which Python does not have.
    local = datetime(year, month, day, hour, minute, 59 if second == 60 else second, microsecond, UTC)
    start = local - _offset(zone)
    if parts["fraction"]:
        return start, start + timedelta(milliseconds=1)
    if parts["second"]:
        return start, start + timedelta(seconds=1)
    if parts["minute"]:
        return start, start + timedelta(minutes=1)
    if parts["day"]:
        return start, start + timedelta(days=1)
    if parts["month"]:
        return start, start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return start, start.replace(year=start.year + 1)


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return size if zone[0] == "+" else -size


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")[:23] + "Z"
