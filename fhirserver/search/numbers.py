"""Numbers: those that are searched for are as exact as they are written.  https://hl7.org/fhir/R4/search.html#number"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fhirserver.search.values import BadValue, prefixed

MOST = sys.float_info.max
"""Stands for what has no end: JSON, which takes rows to PostgreSQL, has no infinite numbers."""

Interval = tuple[float, float, bool]
"""The least and the greatest that a stored value can be, and whether these differ: it is no plain number."""

_NUMBER = re.compile(r"[+-]?\d{1,60}(?:\.(?P<decimals>\d{1,60}))?(?:[eE](?P<exponent>[+-]?\d{1,3}))?\Z", re.ASCII)
_LARGEST = 400
"""Exponents beyond what a double can hold are read as infinite, or as nothing."""


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number that is searched for: how it is to be compared, the value, and the [low, high) that it may mean."""

    prefix: str
    value: Fraction
    low: Fraction
    high: Fraction


def number_value(text: str) -> NumberValue:
    """Return what a search value means.  Raises BadValue."""
    prefix, rest = prefixed(text)
    match = _NUMBER.match(rest)
    if match is None or abs(int(match["exponent"] or 0)) > _LARGEST:
        raise BadValue("a number such as 5.4 or 1e2 is expected")
    value = Fraction(Decimal(rest))
    if prefix == "ap":
        tenth = abs(value) / 10
        return NumberValue(prefix, value, value - tenth, value + tenth)
    half = Fraction(1, 2) * Fraction(10) ** _unit(match)
    return NumberValue(prefix, value, value - half, value + half)


def _unit(match: re.Match[str]) -> int:
    """The power of ten of the last digit that counts.

    Of 1e2 the specification says that it means 95 to 105: a mantissa without decimals is read as with one.
    """
    decimals = len(match["decimals"] or "")
    if match["exponent"] is None:
        return -decimals
    return int(match["exponent"]) - max(decimals, 1)


def intervals_of(value: Any, type_name: str) -> Iterator[Interval]:
    """Yield the interval of a decimal, an integer or a Range."""
    if type_name == "Range":
        low, high = (value.get(end, {}).get("value") for end in ("low", "high"))
        if low is not None or high is not None:
            least, greatest = double(low, -MOST), double(high, MOST)
            yield least, greatest, least != greatest
    elif value is not None:
        yield double(value, 0), double(value, 0), False


def double(value: Fraction | Decimal | int | None, missing: float) -> float:
    """Return the double nearest to a number, ``missing`` for None; rounding keeps the order of numbers."""
    if value is None:
        return missing
    try:
        # A Decimal becomes infinite where an integer or a fraction overflows.
        return max(-MOST, min(float(value), MOST))
    except OverflowError:
        return MOST if value > 0 else -MOST
