"""Time in the sample hospital: whole minutes, turned into FHIR text at the very end.

A moment is a number of minutes (:meth:`datetime.date.toordinal` days of 1,440 minutes), so that the
simulation can add and compare without objects. The hospital's clocks stay at UTC-5 all year.
"""

from __future__ import annotations

from datetime import date

MINUTES_A_DAY = 1_440
ZONE = "-05:00"

# A constant, not today: the same seed must give the same bytes on every day.
UNTIL = date(2026, 6, 30)


def moment(day: int, minutes: int = 0) -> int:
    """The moment `minutes` after midnight of the day with ordinal `day`."""
    return day * MINUTES_A_DAY + minutes


def day_of(at: int) -> int:
    """The ordinal of the day that a moment lies in."""
    return at // MINUTES_A_DAY


def date_text(at: int) -> str:
    """A moment as a FHIR date (https://hl7.org/fhir/R4/datatypes.html#date)."""
    return date.fromordinal(at // MINUTES_A_DAY).isoformat()


def time_text(at: int) -> str:
    """A moment as a FHIR dateTime or instant (https://hl7.org/fhir/R4/datatypes.html#instant)."""
    day, minutes = divmod(at, MINUTES_A_DAY)
    return f"{date.fromordinal(day).isoformat()}T{minutes // 60:02d}:{minutes % 60:02d}:00{ZONE}"


def office_hours(at: int) -> int:
    """The same or the next working day of a moment, keeping its time of day between 8:00 and 16:59."""
    day, minutes = divmod(at, MINUTES_A_DAY)
    weekday = date.fromordinal(day).weekday()
    if weekday >= 5:
        day += 7 - weekday
    return moment(day, 480 + minutes % 540)
