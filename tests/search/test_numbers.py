"""Numbers as they are searched for and stored, and what laws they follow."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.search.numbers import MOST, NumberValue, double, intervals_of, number_value
from fhirserver.search.values import PREFIXES, BadValue


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("100", "100", "99.5", "100.5"),
        ("100.00", "100", "99.995", "100.005"),
        ("1e2", "100", "95", "105"),
        ("1.0e2", "100", "95", "105"),
        ("1.00e2", "100", "99.5", "100.5"),
        ("1E-2", "0.01", "0.0095", "0.0105"),
        ("+5", "5", "4.5", "5.5"),
        ("-5", "-5", "-5.5", "-4.5"),
        ("-5.0", "-5", "-5.05", "-4.95"),
        ("0", "0", "-0.5", "0.5"),
        ("-0", "0", "-0.5", "0.5"),
        ("007", "7", "6.5", "7.5"),
        (" 7", "7", "6.5", "7.5"),
        ("0.000000000000000000001", "1e-21", "0.5e-21", "1.5e-21"),
        ("1e400", "1e400", "0.95e400", "1.05e400"),
    ],
)
def test_as_exact_as_it_is_written(text: str, value: str, low: str, high: str) -> None:
    found = number_value(text)
    assert found == NumberValue("eq", *(Fraction(Decimal(each)) for each in (value, low, high)))


@pytest.mark.parametrize("prefix", [each for each in PREFIXES if each != "ap"])
def test_a_prefix_changes_no_number(prefix: str) -> None:
    plain = number_value("5.4")
    assert number_value(f"{prefix}5.4") == NumberValue(prefix, plain.value, plain.low, plain.high)


@pytest.mark.parametrize(("text", "low", "high"), [("ap100", 90, 110), ("ap-10", -11, -9), ("ap0", 0, 0)])
def test_approximately_is_within_a_tenth(text: str, low: int, high: int) -> None:
    assert (number_value(text).low, number_value(text).high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "5,4", "5.", ".5", "1e", "e5", "0x10", "1_000", "1 000", "--5", "+-5", "inf", "nan", "5.4.3"),
        *("1e401", "1e-401", "1e1000", "9" * 61, f"1.{'9' * 61}", "\u0665", "5\u00b2", "gt", "gtge5", "5$"),
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match=r"a number such as 5\.4 or 1e2 is expected"):
        number_value(text)


@pytest.mark.parametrize(
    ("value", "type_name", "intervals"),
    [
        (Decimal("5.4"), "decimal", [(5.4, 5.4, False)]),
        (0, "integer", [(0.0, 0.0, False)]),
        (7, "positiveInt", [(7.0, 7.0, False)]),
        (Decimal("1e999"), "decimal", [(MOST, MOST, False)]),
        (None, "decimal", []),
        ({"low": {"value": 1}, "high": {"value": 2}}, "Range", [(1.0, 2.0, True)]),
        ({"low": {"value": 1}, "high": {"value": 1}}, "Range", [(1.0, 1.0, False)]),
        ({"low": {"value": 1}}, "Range", [(1.0, MOST, True)]),
        ({"high": {"value": 1}}, "Range", [(-MOST, 1.0, True)]),
        ({"low": {"unit": "g"}}, "Range", []),
        ({}, "Range", []),
    ],
)
def test_what_is_stored(value: Any, type_name: str, intervals: list[tuple[float, float, bool]]) -> None:
    assert list(intervals_of(value, type_name)) == intervals


DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=6)
PLACES = st.integers(0, 6)


@given(DECIMALS, PLACES)
def test_the_range_contains_the_number_and_is_as_wide_as_its_last_digit(number: Decimal, places: int) -> None:
    text = f"{number:.{places}f}"
    found = number_value(text)
    assert found.low < found.value < found.high
    assert found.value == Fraction(Decimal(text))
    assert found.high - found.low == Fraction(1, 10**places)
    assert found.value - found.low == found.high - found.value


@given(st.integers(-(10**9), 10**9), PLACES)
def test_neighbours_share_no_number_and_leave_none_out(number: int, places: int) -> None:
    """Ranges are half open: where one ends, the next one begins."""
    one, other = (number_value(f"{Decimal(each).scaleb(-places):.{places}f}") for each in (number, number + 1))
    assert one.high == other.low


@given(DECIMALS, st.integers(0, 5))
def test_more_digits_mean_less(number: Decimal, places: int) -> None:
    text = f"{number:.{places}f}"
    wide = number_value(text)
    narrow = number_value(f"{text}0" if "." in text else f"{text}.0")
    assert narrow.value == wide.value
    assert wide.low < narrow.low < narrow.high < wide.high


@given(st.decimals(min_value=1, max_value=9, places=3), st.integers(-300, 300))
def test_an_exponent_only_moves_the_point(mantissa: Decimal, exponent: int) -> None:
    plain, moved = number_value(f"{mantissa}"), number_value(f"{mantissa}e{exponent}")
    factor = Fraction(10) ** exponent
    assert (moved.value, moved.low, moved.high) == (plain.value * factor, plain.low * factor, plain.high * factor)


@given(st.fractions(), st.fractions())
def test_rounding_keeps_the_order(one: Fraction, other: Fraction) -> None:
    if one <= other:
        assert double(one, 0) <= double(other, 0)


@given(st.integers(309, 5000))
def test_what_is_too_large_is_the_largest(exponent: int) -> None:
    assert double(10**exponent, 0) == MOST
    assert double(-(10**exponent), 0) == -MOST
    assert math.isfinite(double(Decimal(10) ** 300, 0))


def test_what_is_missing_is_as_said() -> None:
    assert (double(None, -MOST), double(None, MOST), double(0, 7)) == (-MOST, MOST, 0.0)
