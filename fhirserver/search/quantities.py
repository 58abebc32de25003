"""Quantities: numbers with units, compared across units of the same kind.  https://hl7.org/fhir/R4/search.html#quantity

A quantity in UCUM units stands in the index a second time in canonical units, so that 5.4 mg/dL finds 54 mg/L.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NamedTuple

from fhirserver.search.numbers import MOST, NumberValue, double, number_value
from fhirserver.search.ucum import canonical, to_canonical
from fhirserver.search.values import BadValue, split, unescaped

UCUM = "http://unitsofmeasure.org"
CURRENCIES = "urn:iso:std:iso:4217"


Number = Decimal | int


class Indexed(NamedTuple):
    """A quantity as it stands in the index: the least and the greatest that it can be, and its unit, twice.

    ``unit`` is the unit as written, ``code`` its code in ``system``; the canonical ones are None outside of UCUM.
    """

    low: float
    high: float
    is_range: bool
    system: str | None
    code: str | None
    unit: str | None
    canonical_low: float | None
    canonical_high: float | None
    canonical_unit: str | None


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """A quantity that is searched for: a number, its unit, and the same number in the canonical unit.

    ``system`` and ``code`` are None for any; with a code and no system, ``code`` may be the unit as written too.
    """

    number: NumberValue
    system: str | None
    code: str | None
    canonical: NumberValue | None = None
    canonical_unit: str | None = None


def quantities_of(value: Any, type_name: str) -> Iterator[Indexed]:
    """Yield a Quantity of any kind, a Range, a Money or a SampledData as it stands in the index."""
    if type_name == "Range":
        low, high = value.get("low", {}), value.get("high", {})
        if "value" in low or "value" in high:
            # Both ends have the same unit (rng-2), and either may be missing.
            yield _indexed(low.get("value"), high.get("value"), low or high)
    elif type_name == "SampledData":
        for least, greatest in _sampled(value):
            yield _indexed(least, greatest, value["origin"])
    elif (number := value.get("value")) is not None:
        unit = {"system": CURRENCIES, "code": value.get("currency")} if type_name == "Money" else value
        comparator = value.get("comparator", "")
        yield _indexed(None if "<" in comparator else number, None if ">" in comparator else number, unit)


def _indexed(low: Number | None, high: Number | None, unit: dict[str, Any]) -> Indexed:
    """The quantity between two ends, of which one may be open."""
    system, code, written = unit.get("system"), unit.get("code"), unit.get("unit")
    exclusive = unit.get("comparator") in ("<", ">")
    least, greatest = _ends(low, high, exclusive)
    plain = least, greatest, least != greatest
    if system == UCUM and code is not None and (meant := canonical(code)) is not None:
        ends = [None if end is None else to_canonical(Decimal(end), code) for end in (low, high)]
        if all(end is not None or given is None for end, given in zip(ends, (low, high), strict=True)):
            least_canonical, greatest_canonical = (end and end[0] for end in ends)
            both = _ends(least_canonical, greatest_canonical, exclusive)
            return Indexed(*plain, system, code, written, *both, meant.unit)
    return Indexed(*plain, system, code, written, None, None, None)


def _ends(low: Fraction | Number | None, high: Fraction | Number | None, exclusive: bool) -> tuple[float, float]:
    """The two ends as doubles; what is less than a number ends at the next number before it."""
    least, greatest = double(low, -MOST), double(high, MOST)
    if not exclusive:
        return least, greatest
    if low is None:
        return least, math.nextafter(greatest, -MOST)
    return math.nextafter(least, MOST), greatest


def _sampled(value: dict[str, Any]) -> Iterator[tuple[Decimal, Decimal]]:
    """The least and the greatest of what was sampled.  https://hl7.org/fhir/R4/datatypes.html#SampledData"""
    origin, factor = value.get("origin", {}).get("value"), value.get("factor", 1)
    if origin is None:
        return
    numbers = []
    for word in value.get("data", "").split():
        limit = {"U": "upperLimit", "L": "lowerLimit"}.get(word)
        if limit is not None and value.get(limit) is not None:
            numbers.append(Decimal(value[limit]))
        elif word not in ("E", "U", "L"):
            try:
                numbers.append(Decimal(word) * Decimal(factor) + Decimal(origin))
            except InvalidOperation:
                continue
    if numbers:
        yield min(numbers), max(numbers)


def quantity_value(text: str) -> QuantityValue:
    """Return what ``number``, ``number|system|code`` or ``number||code`` means.  Raises BadValue."""
    parts = [unescaped(part) for part in split(text, "|")]
    if len(parts) not in (1, 3):
        raise BadValue("a quantity is number, number|system|code or number||code")
    number = number_value(parts[0])
    system, code = (parts[1] or None, parts[2] or None) if len(parts) == 3 else (None, None)
    if system == UCUM and code is not None and (unit := canonical(code)) is not None:
        in_canonical = NumberValue(
            number.prefix,
            *(end * unit.factor + unit.offset for end in (number.value, number.low, number.high)),
        )
        return QuantityValue(number, system, code, in_canonical, unit.unit)
    return QuantityValue(number, system, code)
