"""What others say about codes: UCUM's functional tests and examples, FHIR's common units, and ucumvert with pint."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lark.exceptions import LarkError
from ucumvert import PintUcumRegistry, get_ucum_parser

from fhirserver.search.ucum import canonical, to_canonical
from tests.search.ucum_codes import PREFIXED, SPECIAL, meaning

DATA = Path(__file__).parent.parent / "data"
FUNCTIONAL = ElementTree.parse(DATA / "ucum-functional-tests.xml").getroot()
COMMON = (DATA / "fhir-ucum-common.txt").read_text().splitlines()


def _cases(kind: str) -> list[dict[str, str]]:
    return [case.attrib for case in FUNCTIONAL.iterfind(f"{kind}/case")]


def test_ucums_functional_tests_of_validation_pass() -> None:
    cases = _cases("validation")
    assert Counter(case["valid"] for case in cases) == {"true": 486, "false": 38}
    wrong = [case for case in cases if (canonical(case["unit"]) is not None) != (case["valid"] == "true")]
    assert wrong == []


@pytest.mark.parametrize("case", _cases("conversion"), ids=lambda case: case["id"])
def test_ucums_functional_tests_of_conversion_pass(case: dict[str, str]) -> None:
    """The outcome is given to so many digits; where they end in 5 exactly, both ways of rounding are in use."""
    found, to = to_canonical(Decimal(case["value"]), case["srcUnit"]), meaning(case["dstUnit"])
    assert found is not None
    assert found[1] == to.unit
    outcome = Decimal(case["outcome"])
    half_of_last_digit = Fraction(10) ** outcome.as_tuple().exponent / 2  # type: ignore[operator]  # it is finite
    assert abs(found[0] / to.factor - Fraction(outcome)) <= half_of_last_digit


@pytest.mark.parametrize("case", _cases("multiplication"), ids=lambda case: case["id"])
def test_ucums_functional_tests_of_multiplication_pass(case: dict[str, str]) -> None:
    one, two = (to_canonical(Decimal(case[f"v{n}"]), case[f"u{n}"]) for n in (1, 2))
    assert one is not None
    assert two is not None
    assert to_canonical(Decimal(case["vRes"]), case["uRes"]) == (
        one[0] * two[0],
        meaning(f"{one[1]}.{two[1]}").unit,
    )


def test_all_of_ucums_examples_mean_something() -> None:
    with (files("ucumvert") / "vendor" / "ucum_examples.tsv").open(encoding="utf-8") as lines:
        examples = [row[1] for row in csv.reader(lines, delimiter="\t")][1:]
    assert len(examples) > 800
    # UCUM's table of units does not have it.
    assert [code for code in examples if canonical(code) is None] == ["Torr"]


def test_all_of_fhirs_common_units_mean_something() -> None:
    assert len(COMMON) == 1357
    assert [code for code in COMMON if canonical(code) is None] == []


# ucumvert has a parser of its own, made from UCUM's grammar, and pint definitions and arithmetic of its own.  Both
# differ from UCUM in some units; what those mean is in test_ucum.py.

SI = {
    "kilogram": (1000.0, "g", 1),
    "meter": (1.0, "m", 1),
    "second": (1.0, "s", 1),
    "kelvin": (1.0, "K", 1),
    "candela": (1.0, "cd", 1),
    "radian": (1.0, "rad", 1),
    "mole": (6.02214076e23, "1", 0),
    "bit": (1.0, "1", 0),
}
"""A base unit of pint in those of UCUM; an ampere is two of them."""

NOT_COMPARED = {
    # On other scales, or in other systems: pint has the Gaussian gauss, maxwell and oersted.
    *SPECIAL,
    *("G", "Mx", "Oe"),
    # Names that ucumvert or pint take for another: minutes and seconds of time, hours, grams, feet.
    *("'", "''", "Bq", "Ci", "[h]", "[g]", "[G]", "R", "ph", "g%", "[cft_i]", "[cyd_i]"),
    # Other values: small calories for large, a rod of other feet, columns of another height.
    *("[Cal]", "[Btu]", "[rd_br]", "[ch_br]", "[lk_br]", "[in_i'H2O]", "[in_i'Hg]", "[LPF]"),
}

PINTS_DIGITS = 1e-4
"""Pint has other digits of some units, such as the parsec, the older inches and the column of mercury."""


@cache
def _registry() -> PintUcumRegistry:
    return PintUcumRegistry()


def _by_pint(code: str) -> tuple[float, dict[str, int]]:
    quantity = (1 * _registry().from_ucum(code)).to_base_units()
    factor, dimension = float(quantity.magnitude), Counter[str]()
    for name, power in quantity.unit_items():
        if name == "ampere":
            dimension.update({"C": int(power), "s": -int(power)})
            continue
        scale, symbol, exponent = SI[name]
        factor *= scale**power
        dimension.update({symbol: exponent * int(power)})
    # To pint radians and arbitrary units are numbers.
    return factor, {symbol: power for symbol, power in dimension.items() if power and symbol not in ("1", "rad")}


def _ours(code: str) -> tuple[float, dict[str, int]]:
    unit = meaning(code)
    powers = {}
    for symbol in ("m", "s", "g", "K", "C", "cd"):
        for part in unit.unit.split("."):
            exponent = part.removeprefix(symbol)
            if part == symbol or (part.startswith(symbol) and exponent.lstrip("-").isdecimal()):
                powers[symbol] = int(exponent or 1)
    return float(unit.factor), powers


def _agree(code: str) -> bool:
    (ours, dimension), (theirs, their_dimension) = _ours(code), _by_pint(code)
    return dimension == their_dimension and abs(theirs / ours - 1) < PINTS_DIGITS


def test_pint_agrees_about_all_units_with_all_prefixes() -> None:
    # ucumvert puts prefix and name together: hbar is Planck's constant to pint.
    codes = [code for code, (_, symbol) in PREFIXED.items() if symbol not in NOT_COMPARED and code != "hbar"]
    assert len(codes) > 1900
    assert [code for code in codes if not _agree(code)] == []


def test_pint_agrees_about_fhirs_common_units() -> None:
    # ucumvert takes no space in an annotation, and annotations alone are no units to pint.
    codes = [code for code in COMMON if (atoms := _atoms(code)) and not atoms & NOT_COMPARED and " " not in code]
    assert len(codes) > 1100
    assert [code for code in codes if not _agree(code)] == []


def _atoms(code: str) -> set[str]:
    parts = re.split(r"[./()]", re.sub(r"\{[^}]*\}", "", code))
    return {PREFIXED[part][1] for part in (part.rstrip("0123456789-") for part in parts) if part in PREFIXED}


def test_ucumverts_parser_agrees_what_is_a_term() -> None:
    """It differs in that parentheses may begin with a solidus, numbers have powers, and exponents are not zero."""
    parser = get_ucum_parser()

    def parses(code: str) -> bool:
        try:
            parser.parse(code)
        except LarkError:
            return False
        return True

    text = """
        m/s m/s.g /m m/ .m m..s m.(s/g) (m) ((m)) (m m) () (m)2 (m)(s) m2-1 m+2 m-2 m^2 10*3 10^3 10*-3 10*3*2 12h 12.h
        2m 0 0.m 1.5 1/m {a} {a}m m{a} m{a}2 m2{a} 1{a} {a}{b} m{{a}} m{a {é} g/(8.h){shift} {a}.m mg kkg MG k[lb_av]
        kmin m[H2O] mm[Hg] [in_i dar dag m% mg% cal_[15] k
    """
    assert [code for code in text.split() if parses(code) != (canonical(code) is not None)] == []
