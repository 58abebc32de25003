"""Quantities as they are searched for and stored."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.search.numbers import MOST, number_value
from fhirserver.search.quantities import CURRENCIES, UCUM, Indexed, QuantityValue, quantities_of, quantity_value
from fhirserver.search.values import BadValue


def ucum(value: Any, code: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "system": UCUM, "code": code, **more}


@pytest.mark.parametrize(
    ("text", "system", "code"),
    [
        ("5.4", None, None),
        ("5.4|urn:x|mg", "urn:x", "mg"),
        ("5.4||mg", None, "mg"),
        ("5.4|urn:x|", "urn:x", None),
        ("5.4||", None, None),
        ("5.4|urn:x|a\\|b", "urn:x", "a|b"),
        ("5.4|urn:x|a\\,b", "urn:x", "a,b"),
        (f"5.4|{UCUM}|no-unit", UCUM, "no-unit"),
    ],
)
def test_what_is_searched_for(text: str, system: str | None, code: str | None) -> None:
    assert quantity_value(text) == QuantityValue(number_value("5.4"), system, code)


def test_a_unit_of_ucum_is_searched_for_in_canonical_units_too() -> None:
    found = quantity_value(f"gt5.4|{UCUM}|mg")
    assert (found.number, found.system, found.code) == (number_value("gt5.4"), UCUM, "mg")
    assert found.canonical is not None
    assert found.canonical_unit == "g"
    thousandth = Fraction(1, 1000)
    assert found.canonical.prefix == "gt"
    assert (found.canonical.value, found.canonical.low, found.canonical.high) == (
        Fraction(54, 10) * thousandth,
        Fraction(535, 100) * thousandth,
        Fraction(545, 100) * thousandth,
    )


def test_degrees_have_another_zero() -> None:
    found = quantity_value(f"37.0|{UCUM}|Cel")
    assert found.canonical is not None
    assert (found.canonical.value, found.canonical_unit) == (Fraction(31015, 100), "K")
    assert found.canonical.high - found.canonical.low == Fraction(1, 10)


@pytest.mark.parametrize("text", ["5|mg", "5|a|b|c", "|urn:x|mg", "x", "", "mg", "5 mg", f"5e999|{UCUM}|mg"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        quantity_value(text)


BELOW_5, ABOVE_5 = math.nextafter(5.0, -MOST), math.nextafter(5.0, MOST)


@pytest.mark.parametrize(
    ("value", "type_name", "row"),
    [
        ({"value": 5}, "Quantity", (5.0, 5.0, False, None, None, None, None, None, None)),
        ({"value": 5, "unit": "pills"}, "Quantity", (5.0, 5.0, False, None, None, "pills", None, None, None)),
        (
            {"value": 5, "system": "urn:x", "code": "p", "unit": "pills"},
            "Quantity",
            (5.0, 5.0, False, "urn:x", "p", "pills", None, None, None),
        ),
        (ucum(Decimal("5.5"), "mg"), "Quantity", (5.5, 5.5, False, UCUM, "mg", None, 0.0055, 0.0055, "g")),
        (ucum(2, "kg"), "Age", (2.0, 2.0, False, UCUM, "kg", None, 2000.0, 2000.0, "g")),
        (ucum(5, "no-unit"), "Quantity", (5.0, 5.0, False, UCUM, "no-unit", None, None, None, None)),
        # What is less than 5 is not 5.
        ({"value": 5, "comparator": "<"}, "Quantity", (-MOST, BELOW_5, True, None, None, None, None, None, None)),
        ({"value": 5, "comparator": "<="}, "Quantity", (-MOST, 5.0, True, None, None, None, None, None, None)),
        ({"value": 5, "comparator": ">"}, "Quantity", (ABOVE_5, MOST, True, None, None, None, None, None, None)),
        ({"value": 5, "comparator": ">="}, "Quantity", (5.0, MOST, True, None, None, None, None, None, None)),
        (
            ucum(5, "kg", comparator="<"),
            "Quantity",
            (-MOST, BELOW_5, True, UCUM, "kg", None, -MOST, math.nextafter(5000.0, -MOST), "g"),
        ),
        (
            {"value": Decimal("9.99"), "currency": "EUR"},
            "Money",
            (9.99, 9.99, False, CURRENCIES, "EUR", None, None, None, None),
        ),
        (
            {"low": ucum(1, "g"), "high": ucum(2, "g")},
            "Range",
            (1.0, 2.0, True, UCUM, "g", None, 1.0, 2.0, "g"),
        ),
        ({"low": ucum(1, "g")}, "Range", (1.0, MOST, True, UCUM, "g", None, 1.0, MOST, "g")),
        ({"high": ucum(1, "g")}, "Range", (-MOST, 1.0, True, UCUM, "g", None, -MOST, 1.0, "g")),
        (
            {"origin": ucum(10, "mg"), "data": "1 2 E 3", "factor": 2},
            "SampledData",
            (12.0, 16.0, True, UCUM, "mg", None, 0.012, 0.016, "g"),
        ),
        (
            {"origin": {"value": 0}, "data": "1 U L", "upperLimit": 9, "lowerLimit": -9},
            "SampledData",
            (-9.0, 9.0, True, None, None, None, None, None, None),
        ),
        ({"origin": {"value": 0}, "data": "1 U"}, "SampledData", (1.0, 1.0, False, *(None,) * 6)),
    ],
)
def test_what_is_stored(value: Any, type_name: str, row: tuple[Any, ...]) -> None:
    assert list(quantities_of(value, type_name)) == [Indexed(*row)]


@pytest.mark.parametrize(
    ("value", "type_name"),
    [
        ({"unit": "g"}, "Quantity"),
        ({"currency": "EUR"}, "Money"),
        ({"low": {"unit": "g"}}, "Range"),
        ({}, "Range"),
        ({"origin": {"value": 0}, "data": "E U L"}, "SampledData"),
        ({"origin": {"unit": "g"}, "data": "1"}, "SampledData"),
        ({"origin": {"value": 0}}, "SampledData"),
    ],
)
def test_what_has_no_value_is_not_stored(value: Any, type_name: str) -> None:
    assert list(quantities_of(value, type_name)) == []


@given(
    st.decimals(min_value=-(10**6), max_value=10**6, places=3), st.sampled_from(["mg", "kg", "mmol/L", "Cel", "mm[Hg]"])
)
def test_a_quantity_is_found_by_itself_in_its_own_and_in_canonical_units(number: Decimal, code: str) -> None:
    (row,) = quantities_of(ucum(number, code), "Quantity")
    sought = quantity_value(f"{number}|{UCUM}|{code}")
    assert float(sought.number.low) <= row.low <= float(sought.number.high)
    assert sought.canonical is not None
    assert row.canonical_low is not None
    assert float(sought.canonical.low) <= row.canonical_low <= float(sought.canonical.high)
    assert row.canonical_unit == sought.canonical_unit


@given(st.integers(-(10**6), 10**6))
def test_the_same_in_two_units_stands_in_the_index_the_same(number: int) -> None:
    (grams,) = quantities_of(ucum(number, "g"), "Quantity")
    (milligrams,) = quantities_of(ucum(number * 1000, "mg"), "Quantity")
    assert grams[6:] == milligrams[6:]
