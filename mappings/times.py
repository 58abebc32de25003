"""FHIR dates and times, and the [start, end) of what they state.  https://hl7.org/fhir/R4/datatypes.html#dateTime

A date such as 2012-03 states the whole of March 2012.  Columns hold its first moment, and its derived ``_end`` column
the first moment after it, so that a comparison by columns means what a FHIR search means.  Where no time zone is
stated, UTC is understood.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_FULL = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d+))?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PRECISION = tuple(timedelta(microseconds=10 ** (6 - digits)) for digits in range(7))
_FIRST = datetime(1, 1, 1)
_FIRST_UTC = _FIRST.replace(tzinfo=UTC)
_MIDNIGHT = "T00:00:00.000000Z"

Span = tuple[str | None, str | None]
NOTHING: Span = (None, None)


def span(text: str) -> Span:
    """The start and the exclusive end of a date, dateTime or instant, as instants; ``(None, None)`` when it is none.

    The end is None where it would lie beyond the year 9999.
    """
    if len(text) <= 10:
        start, end = days(text)
        return start and start + _MIDNIGHT, end and end + _MIDNIGHT
    match = _FULL.fullmatch(text)
    if match is None or not text.isascii():
        return NOTHING
    try:
        # Through the distance from a fixed moment, which is twice as fast as ``astimezone`` and ``replace``.
        moment = _FIRST + (datetime.fromisoformat(text) - _FIRST_UTC)
    except (ValueError, OverflowError):
        return NOTHING
    try:
        end = _instant(moment + _PRECISION[min(len(match[1] or ""), 6)])
    except OverflowError:
        end = None
    return _instant(moment), end


def days(text: str) -> Span:
    """The first day of a date and the first day after it; ``(None, None)`` when it is no date."""
    match = _PARTIAL.fullmatch(text)
    if match is None or not text.isascii():
        return NOTHING
    year, month, day = match.groups()
    try:
        start = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return NOTHING
    try:
        if day:
            end = start + timedelta(days=1)
        elif month:
            end = (start + timedelta(days=31)).replace(day=1)
        else:
            end = start.replace(year=start.year + 1)
    except (ValueError, OverflowError):
        return start.isoformat(), None
    return start.isoformat(), end.isoformat()


def date_time(cell: str, old: object) -> str:
    """The dateTime that states the instant ``cell``: as a date, where the ``old`` value was one and it is midnight."""
    if cell.endswith(_MIDNIGHT) and isinstance(old, str) and len(old) <= 10:
        return cell[:10]
    seconds, _, fraction = cell[:-1].partition(".")
    fraction = fraction.rstrip("0")
    return f"{seconds}.{fraction}Z" if fraction else f"{seconds}Z"


def _instant(moment: datetime) -> str:
    """A moment in UTC as a cell."""
    text = moment.isoformat()
    return f"{text}Z" if moment.microsecond else f"{text}.000000Z"
