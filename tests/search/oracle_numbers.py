"""The oracle's rules for numbers and quantities.

https://hl7.org/fhir/R4/search.html#number, https://hl7.org/fhir/R4/search.html#quantity.  Numbers are exact; the units
are the few that tests use, each with a factor and the unit that it is converted to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

UCUM = "http://unitsofmeasure.org"


class Unit(NamedTuple):
    """What a number in a unit is in the unit that quantities of its kind are compared in: times, then plus."""

    canonical: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)


_PER_CUBIC_METRE = "1/m3"
_MOLE = 602214076 * 10**15
UNITS: dict[str, Unit] = {
    "kg": Unit("g", Fraction(1000)),
    "g": Unit("g"),
    "mg": Unit("g", Fraction(1, 1000)),
    "ug": Unit("g", Fraction(1, 10**6)),
    "[lb_av]": Unit("g", Fraction("453.59237")),
    "m": Unit("m"),
    "cm": Unit("m", Fraction(1, 100)),
    "mm": Unit("m", Fraction(1, 1000)),
    "[in_i]": Unit("m", Fraction("0.0254")),
    "mL": Unit("m3", Fraction(1, 10**6)),
    "mL/min/{1.73_m2}": Unit("m3/s", Fraction(1, 60 * 10**6)),
    "g/dL": Unit("g/m3", Fraction(10000)),
    "mg/dL": Unit("g/m3", Fraction(10)),
    "g/L": Unit("g/m3", Fraction(1000)),
    "mg/L": Unit("g/m3"),
    "mmol/L": Unit(_PER_CUBIC_METRE, Fraction(_MOLE)),
    "10*12/L": Unit(_PER_CUBIC_METRE, Fraction(10**15)),
    "kg/m2": Unit("g/m2", Fraction(1000)),
    "g/cm-2": Unit("g.m2", Fraction(1, 10000)),
    "mm[Hg]": Unit("g/m/s2", Fraction(133322)),
    "kPa": Unit("g/m/s2", Fraction(10**6)),
    "Cel": Unit("K", offset=Fraction("273.15")),
    "s": Unit("s"),
    "min": Unit("s", Fraction(60)),
    "h": Unit("s", Fraction(3600)),
    "d": Unit("s", Fraction(86400)),
    "a": Unit("s", Fraction(31557600)),
    "mo": Unit("s", Fraction(31557600, 12)),
    "/min": Unit("1/s", Fraction(1, 60)),
    "1": Unit("1"),
    "{score}": Unit("1"),
    "%": Unit("1", Fraction(1, 100)),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, None where there is no end; the ends belong to it unless it is open."""

    low: Fraction | None
    high: Fraction | None
    open: bool = False

    def within(self, unit: Unit) -> Interval:
        """The same in the unit that it is compared in."""
        low, high = (None if end is None else end * unit.factor + unit.offset for end in (self.low, self.high))
        return Interval(low, high, self.open)


@dataclass(frozen=True, slots=True)
class Sought:
    """A number that is searched for: its prefix, itself, and the half-open range that its digits imply."""

    prefix: str
    value: Fraction
    low: Fraction
    high: Fraction

    def within(self, unit: Unit) -> Sought:
        """The same in the unit that it is compared in."""
        value, low, high = (each * unit.factor + unit.offset for each in (self.value, self.low, self.high))
        return Sought(self.prefix, value, low, high)


def sought(text: str) -> Sought:
    """What the text of a search value means."""
    match = re.fullmatch(r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?([+-]?\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?", text)
    if match is None:
        raise ValueError(text)
    prefix, whole, decimals, exponent = match[1] or "eq", match[2], match[3] or "", match[4]
    power = int(exponent or 0)
    value = Fraction(int(whole + decimals)) * Fraction(10) ** (power - len(decimals))
    if prefix == "ap":
        return Sought(prefix, value, value - abs(value) / 10, value + abs(value) / 10)
    # R4 reads 1e2 as from 95 to 105, as if it were 1.0e2.
    places = len(decimals) if exponent is None else max(len(decimals), 1)
    half = Fraction(10) ** (power - places) / 2
    return Sought(prefix, value, value - half, value + half)


def matches(stored: Interval, wanted: Sought) -> bool:
    """Whether what is stored is as the search value says."""
    value = wanted.value
    contained = (
        stored.low is not None
        and stored.high is not None
        and wanted.low <= stored.low
        and (stored.high < wanted.high or (stored.open and stored.high == wanted.high))
    )
    return {
        "eq": contained,
        "ne": not contained,
        "gt": stored.high is None or stored.high > value,
        "lt": stored.low is None or stored.low < value,
        "ge": _reaches_up_to(stored, value),
        "le": _reaches_down_to(stored, value),
        "sa": stored.low is not None and (stored.low > value or (stored.open and stored.low == value)),
        "eb": stored.high is not None and (stored.high < value or (stored.open and stored.high == value)),
        "ap": _reaches_up_to(stored, wanted.low) and _reaches_down_to(stored, wanted.high),
    }[wanted.prefix]


def _reaches_up_to(stored: Interval, value: Fraction) -> bool:
    return stored.high is None or stored.high > value or (stored.high == value and not stored.open)


def _reaches_down_to(stored: Interval, value: Fraction) -> bool:
    return stored.low is None or stored.low < value or (stored.low == value and not stored.open)


def numbers(value: Any, type_name: str) -> Iterator[Interval]:
    """The interval of a number of a document."""
    if type_name in ("decimal", "integer", "positiveInt", "unsignedInt"):
        yield Interval(Fraction(value), Fraction(value))
    elif type_name == "Range":
        yield from (interval for interval, _ in quantities(value, type_name))


def quantities(value: Any, type_name: str) -> Iterator[tuple[Interval, dict[str, Any]]]:
    """The intervals of a quantity of any kind, and in which unit they are."""
    if type_name in ("Quantity", "Age", "Count", "Distance", "Duration", "SimpleQuantity"):
        if "value" in value:
            number, comparator = Fraction(value["value"]), value.get("comparator", "")
            interval = Interval(
                None if "<" in comparator else number, None if ">" in comparator else number, comparator in ("<", ">")
            )
            yield interval, value
    elif type_name == "Money" and "value" in value:
        number = Fraction(value["value"])
        yield Interval(number, number), {"system": "urn:iso:std:iso:4217", "code": value.get("currency")}
    elif type_name == "Range":
        ends = [value.get(name, {}).get("value") for name in ("low", "high")]
        if ends != [None, None]:
            low, high = (None if end is None else Fraction(end) for end in ends)
            yield Interval(low, high), value.get("low") or value["high"]
    elif type_name == "SampledData" and "value" in value.get("origin", {}):
        samples = list(_samples(value))
        if samples:
            yield Interval(min(samples), max(samples)), value["origin"]


def _samples(value: dict[str, Any]) -> Iterator[Fraction]:
    for word in value.get("data", "").split():
        if word in ("U", "L"):
            limit = value.get({"U": "upperLimit", "L": "lowerLimit"}[word])
            if limit is not None:
                yield Fraction(limit)
        elif word != "E":
            yield Fraction(word) * Fraction(value.get("factor", 1)) + Fraction(value["origin"]["value"])


def quantity_matches(stored: Interval, unit: dict[str, Any], wanted: Sought, system: str, code: str) -> bool:
    """Whether a stored quantity is as a search value says; ``system`` and ``code`` are empty for any."""
    if system == UCUM and code in UNITS and unit.get("system") == UCUM and unit.get("code") in UNITS:
        own = UNITS[unit["code"]]
        return own.canonical == UNITS[code].canonical and matches(stored.within(own), wanted.within(UNITS[code]))
    if system and system != unit.get("system"):
        return False
    if code and code != unit.get("code") and (system or code != unit.get("unit")):
        return False
    return matches(stored, wanted)
