"""Laws that hold for all codes and values, and answers to any text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fhirserver.search.ucum import MAXIMUM_LENGTH, CanonicalUnit, canonical, to_canonical
from tests.search.ucum_codes import PREFIXED, PROPER, SPECIAL, meaning

# Eight third powers of these, which is what two terms have at most, stay within the limits.
MODERATE = [code for code in PROPER if max(meaning(code).factor.numerator, meaning(code).factor.denominator) < 2**85]

factors = st.one_of(st.sampled_from(MODERATE), st.integers(1, 999).map(str), st.just("{a}"))
powers = st.builds(
    lambda unit, exponent: f"{unit}{exponent}", st.sampled_from(MODERATE), st.sampled_from((-3, -1, 2, 3))
)
components = st.one_of(factors, powers)
terms = st.recursive(
    components,
    lambda inner: st.builds(
        lambda left, mark, right: f"{left}{mark}{right}",
        inner,
        st.sampled_from("./"),
        st.one_of(components, inner.map("({})".format)),
    ),
    max_leaves=4,
).filter(lambda code: len(code) < 90)
values = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
scales = st.one_of(terms, st.sampled_from(SPECIAL), st.sampled_from(("mCel", "dB[V]", "10.[degF]", "[pH]/2")))


@given(terms, terms)
def test_factors_of_products_and_quotients_multiply_and_divide(left: str, right: str) -> None:
    one, two = meaning(left), meaning(right)
    product, quotient = meaning(f"{left}.({right})"), meaning(f"{left}/({right})")
    assert product.factor == one.factor * two.factor
    assert quotient.factor == one.factor / two.factor
    assert product == meaning(f"{right}.({left})")
    assert meaning(f"{left}.({right})/({right})") == one
    assert meaning(f"/({right})").factor == 1 / two.factor
    assert quotient.unit == meaning(f"{one.unit}/({two.unit})").unit


@given(scales, values, values)
def test_what_is_larger_stays_larger(code: str, one: Decimal, two: Decimal) -> None:
    smaller, larger = sorted((one, two))
    low, high = to_canonical(smaller, code), to_canonical(larger, code)
    if low is not None and high is not None:  # a double can hold both
        assert low[1] == high[1]
        assert (low[0] < high[0]) == (smaller < larger)
        assert float(low[0]) <= float(high[0])


@given(scales, values)
def test_conversion_there_and_back_loses_nothing(code: str, value: Decimal) -> None:
    unit, found = meaning(code), to_canonical(value, code)
    if found is not None:
        assert (found[0] - unit.offset) / unit.factor == Fraction(value)
        assert found[1] == unit.unit


@given(scales)
def test_the_canonical_unit_of_a_term_is_canonical(code: str) -> None:
    unit = meaning(code).unit
    assert canonical(unit) == CanonicalUnit(unit, Fraction(1), Fraction(0))


@given(terms, st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="{}")))
def test_annotations_change_nothing(code: str, annotation: str) -> None:
    assert canonical(f"{code}{{{annotation[:100]}}}") == canonical(code)


@given(scales, st.sampled_from(("2", "7", "10*3", "%", "{a}")))
def test_a_number_scales_any_unit(code: str, scale: str) -> None:
    unit, factor = meaning(code), meaning(scale).factor
    assert meaning(f"{scale}.({code})") == CanonicalUnit(unit.unit, unit.factor * factor, unit.offset)


# Hostile text: an answer, never an exception, and nothing large.

PIECES = [
    "(",
    ")",
    ".",
    "/",
    "{",
    "}",
    "[",
    "]",
    "+",
    "-",
    "0",
    "9",
    "99",
    "1e9",
    "é",
    "\x00",
    " ",
    "'",
    "\ud800",
    *PREFIXED,
]


def _is_small(unit: CanonicalUnit | None) -> bool:
    return unit is None or (
        0 < unit.factor < 2**2048 and unit.factor.denominator < 2**2048 and len(unit.unit) <= 2 * MAXIMUM_LENGTH
    )


@given(st.text())
def test_any_text_has_an_answer(code: str) -> None:
    assert _is_small(canonical(code))


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_that_looks_like_units_has_an_answer(code: str) -> None:
    assert _is_small(canonical(code))


@given(
    st.lists(st.tuples(st.sampled_from(PROPER), st.integers(-99, 99), st.sampled_from("./")), min_size=1, max_size=40)
)
def test_large_powers_have_an_answer(parts: list[tuple[str, int, str]]) -> None:
    code = "".join(f"{unit}{exponent}{mark}" for unit, exponent, mark in parts)[:-1]
    assert _is_small(canonical(code))


@given(st.decimals(), st.sampled_from(["mg", "Cel", "Ym9", "10*-300"]))
def test_any_value_has_an_answer(value: Decimal, code: str) -> None:
    found = to_canonical(value, code)
    assert found is None or float(found[0]) == float(found[0])
