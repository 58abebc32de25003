"""Canonical units: what codes mean, and which mean nothing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import pytest

from fhirserver.search.ucum import MAXIMUM_LENGTH, CanonicalUnit, canonical, to_canonical
from tests.search.ucum_codes import PREFIXED, SPECIAL, TABLE, meaning

AVOGADRO = 602214076 * 10**15
PI = Fraction("3.1415926535897932384626433832795028841971693993751058209749445923")


@pytest.mark.parametrize(
    ("one", "code", "other", "other_code"),
    [
        ("5.4", "mg/dL", "54", "mg/L"),
        ("5.4", "mg/dL", "0.000054", "g/mL"),
        ("140", "mmol/L", "140", "meq/L"),
        ("140", "mmol/L", "14", "mmol/dL"),
        ("4.5", "10*3/uL", "4.5", "10*9/L"),
        ("4.5", "10^3/uL", "4500", "/uL"),
        ("150", "[lb_av]", "68.0388555", "kg"),
        ("70", "[in_i]", "177.8", "cm"),
        ("120", "mm[Hg]", "15.99864", "kPa"),
        ("10", "cm[H2O]", "980.665", "Pa"),
        ("98.6", "[degF]", "37", "Cel"),
        ("-40", "[degF]", "-40", "Cel"),
        ("37", "Cel", "310.15", "K"),
        ("80", "[degRe]", "100", "Cel"),
        ("37000", "mCel", "37", "Cel"),
        ("2000", "kcal", "8.368", "MJ"),
        ("2", "[Cal]", "2", "kcal"),
        ("10", "[IU]/mL", "10", "k[iU]/L"),
        ("55", "%", "0.55", "1"),
        ("55", "%{WBC}", "55", "/100{WBC}"),
        ("7", "ug/(kg.min)", "0.42", "mg/kg/h"),
        ("1.5", "mL/min/{1.73_m2}", "0.025", "mL/s"),
        ("60", "{beats}/min", "1", "Hz"),
        ("1", "U/L", "1", "umol/min/L"),
        ("30", "dB", "3", "B"),
        ("2", "a", "24", "mo"),
        ("1", "wk", "168", "h"),
        ("8", "bit", "1", "By"),
    ],
)
def test_equal_quantities_are_the_same(one: str, code: str, other: str, other_code: str) -> None:
    assert to_canonical(Decimal(one), code) == to_canonical(Decimal(other), other_code)


@pytest.mark.parametrize(
    ("code", "factor", "unit"),
    [
        ("1", 1, "1"),
        ("mg/dL", 10, "g.m-3"),
        ("mmol/L", AVOGADRO, "m-3"),
        ("meq/L", AVOGADRO, "m-3"),
        ("mosm/kg", Fraction(AVOGADRO, 10**6), "g-1"),
        ("10*-3", Fraction(1, 1000), "1"),
        ("10*+3", 1000, "1"),
        ("10^3", 1000, "1"),
        ("[ppm]", Fraction(1, 10**6), "1"),
        ("[pi]", PI, "1"),
        ("deg", PI / 180, "rad"),
        ("'", PI / 180 / 60, "rad"),
        ("''", PI / 180 / 3600, "rad"),
        ("kg.m/s2", 1000, "g.m.s-2"),
        ("N", 1000, "g.m.s-2"),
        ("V", 1000, "C-1.g.m2.s-2"),
        ("G", Fraction(1, 10), "C-1.g.s-1"),
        ("Mx", Fraction(1, 10**5), "C-1.g.m2.s-1"),
        ("Oe", 250 / PI, "C.m-1.s-1"),
        ("R", Fraction("2.58e-7"), "C.g-1"),
        ("lx", 1, "cd.m-2.rad2"),
        ("ph", Fraction(1, 10**4), "cd.m-2.rad2"),
        ("u", Fraction("1.66053906660e-24"), "g"),
        ("[h]", Fraction("6.62607015e-31"), "g.m2.s-1"),
        ("[G]", Fraction("6.67430e-14"), "g-1.m3.s-2"),
        ("[g]", Fraction("9.80665"), "m.s-2"),
        ("[lb_av]", Fraction("453.59237"), "g"),
        ("[in_i]", Fraction("0.0254"), "m"),
        ("[cft_i]", Fraction("0.3048") ** 3, "m3"),
        ("[cyd_i]", Fraction("0.9144") ** 3, "m3"),
        ("[rd_br]", Fraction("0.02539998") * 12 * Fraction("16.5"), "m"),
        ("mm[Hg]", 133322, "g.m-1.s-2"),
        ("[in_i'Hg]", Fraction(133322000) * Fraction("0.0254"), "g.m-1.s-2"),
        ("[in_i'H2O]", Fraction(9806650) * Fraction("0.0254"), "g.m-1.s-2"),
        ("kcal", 4184000, "g.m2.s-2"),
        ("[Btu]", 1054350, "g.m2.s-2"),
        ("[psi]", Fraction("453.59237") * Fraction("9.80665") / Fraction("0.0254") ** 2, "g.m-1.s-2"),
        ("g%", 10**4, "g.m-3"),
        ("[LPF]", 100, "1"),
        ("[IU]/mL", 10**6, "[iU].m-3"),
        ("m[iU]/L", 1, "[iU].m-3"),
        ("[CFU]/[IU]", 1, "[CFU].[iU]-1"),
        ("[pH]", 1, "[pH]"),
        ("dB[SPL]", Fraction(1, 10), "B[SPL]"),
        ("B[10.nV]", 1, "B[10.nV]"),
        ("[m/s2/Hz^(1/2)]", 1, "[m/s2/Hz^(1/2)]"),
        ("dar", 10, "m2"),
        ("dag", 10, "g"),
        ("pH", Fraction(1, 10**9), "C-2.g.m2"),
        ("cd", 1, "cd"),
        ("Pa", 1000, "g.m-1.s-2"),
        ("Kibit", 1024, "1"),
        ("[drp]/min", Fraction(1, 20 * 10**6 * 60), "m3.s-1"),
    ],
)
def test_a_code_is_a_factor_and_base_units(code: str, factor: Fraction, unit: str) -> None:
    assert canonical(code) == CanonicalUnit(unit, Fraction(factor), Fraction(0))


@pytest.mark.parametrize(
    ("code", "factor", "offset"),
    [
        ("K", 1, 0),
        ("Cel", 1, Fraction("273.15")),
        ("mCel", Fraction(1, 1000), Fraction("273.15")),
        ("10.Cel{core}", 10, Fraction("273.15")),
        ("Cel/2", Fraction(1, 2), Fraction("273.15")),
        ("(Cel)", 1, Fraction("273.15")),
        ("[degF]", Fraction(5, 9), Fraction(5, 9) * Fraction("459.67")),
        ("[degRe]", Fraction(5, 4), Fraction("273.15")),
        ("[degR]", Fraction(5, 9), 0),
    ],
)
def test_temperatures_are_kelvin(code: str, factor: Fraction, offset: Fraction) -> None:
    assert canonical(code) == CanonicalUnit("K", Fraction(factor), Fraction(offset))


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("m/s.g", "g.m.s-1"),
        ("m/(s.g)", "g-1.m.s-1"),
        ("m/s/g", "g-1.m.s-1"),
        ("/m", "m-1"),
        ("/m/s", "m-1.s-1"),
        ("/(m/s)", "m-1.s"),
        ("m/(s/(g/K))", "K-1.g.m.s-1"),
        ("(((m)))", "m"),
        ("m2/m", "m"),
        ("m/m", "1"),
        ("m0", "1"),
        ("m+2", "m2"),
        ("m-02", "m-2"),
        ("m{a}/{b}", "m"),
        ("{a}.m2{b}", "m2"),
        ("g/(8.h){shift}", "g.s-1"),
        ("1{c}", "1"),
        ("{a}{b}", "1"),
        ("{}", "1"),
        ("{/m(.[}", "1"),
        ("%{Negative Control}", "1"),
        ("{score}", "1"),
    ],
)
def test_terms_are_read_from_left_to_right_without_annotations(code: str, unit: str) -> None:
    assert meaning(code).unit == unit


@pytest.mark.parametrize(
    "code",
    [
        *("", "/", ".", "m/", "m.", ".m", "//m", "m//s", "m..s", "m./s", "(/m)", "()", "(m", "m)", "m)(", "(m)(s)"),
        *("(){a}", "(m.){a}", "((m){a}", "(m{a}"),
        *("(m)2", "(m)-1", "m2-1", "m-", "m+", "m^2", "m**2", "m 2", " m", "m ", "m\n", "m,s", "m=s", "m*s", '"m"'),
        *("{a}m", "m{a", "m}", "m{a}s", "m{{a}}", "{é}", "m{a}2", "2{a}m", "{a}2", "{\t}", "{\x7f}", "{a}(m)"),
        *("10+3/ul", "10-3", "2+10", "10*3*2", "12h", "g/12h", "2m", "2(m)", "1.5e3", "0", "0.m", "m/0", "-1", "+1"),
        *("mEq/L", "MG/DL", "iU", "[iIU]", "kg[H20]", "mmHg", "cc", "hr", "Torr", "µg", "\u212a", "m²", "m\uff12"),
        *("mmm", "kkg", "k", "m.k", "k[lb_av]", "m%", "mmin", "k10*", "[in_i", "in_i]", "[[in_i]]", "m[]", "[]"),
        *("Cel2", "Cel-1", "/Cel", "Cel.m", "m.Cel", "Cel/min", "Cel.Cel", "Cel/Cel", "1/Cel", "dB/m", "[pH].[iU]"),
        *("Cel.2.m", "Cel/2/s", "2.Cel.m", "{a}.Cel.m", "(Cel).m", "m.(Cel)", "(Cel)/(K)"),
        *("m9999", "10*9999", "10*-9999", "Ym99", "/[pi]99", "Ym20.Ym20", "7/ym20.Ym20", f"m{'9' * 150}"),
    ],
)
def test_what_means_nothing(code: str) -> None:
    assert canonical(code) is None
    assert to_canonical(Decimal(1), code) is None


def test_a_code_has_200_characters_at_most() -> None:
    assert MAXIMUM_LENGTH == 200
    assert meaning("m" + ".m" * 99).unit == "m100"
    assert meaning("{" + "a" * 198 + "}").unit == "1"
    assert canonical("{" + "a" * 199 + "}") is None
    assert canonical("m" + ".m" * 5_000_000) is None


def test_parentheses_may_be_deep() -> None:
    assert meaning("(" * 99 + "m" + ")" * 99).unit == "m"
    assert canonical("(" * 200) is None


@pytest.mark.parametrize(
    "value", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+401", "-1E+401", "1E-401", "1E+999999999"]
)
def test_a_value_that_no_double_holds_has_no_canonical_one(value: str) -> None:
    assert to_canonical(Decimal(value), "mg") is None


@pytest.mark.parametrize(
    ("value", "code", "double"),
    [
        ("1E+300", "kg", 1e303),
        ("-1E+300", "kg", -1e303),
        ("1E+306", "kg", None),
        ("1E-300", "ug", 1e-306),
        ("1E-320", "ug", 0.0),
        ("0E+999999999", "mg", 0.0),
        ("-0", "Cel", 273.15),
    ],
)
def test_the_canonical_value_is_always_a_double(value: str, code: str, double: float | None) -> None:
    found = to_canonical(Decimal(value), code)
    assert (found and float(found[0])) == double


def test_the_table_of_units_is_read_only_when_needed() -> None:
    program = "import sys, fhirserver.search.ucum; print('xml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"False\n"


def test_what_a_unit_means_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        meaning("mg").factor = Fraction(2)  # type: ignore[misc]  # what the test is about
    assert meaning("mg") is meaning("mg")


def _readings(code: str) -> list[str]:
    """All ways to read a code as an atom, or as prefix and metric atom."""
    split = [(code[:length], code[length:]) for length in range(1, len(code))]
    readings = [prefix for prefix, atom in split if prefix in TABLE.prefixes and atom in TABLE.atoms]
    readings = [prefix for prefix in readings if TABLE.atoms[code[len(prefix) :]].metric]
    return readings + [""] * (code in TABLE.atoms)


def test_no_code_can_be_read_in_two_ways() -> None:
    assert len(PREFIXED) == 2616
    assert {code: readings for code in PREFIXED if len(readings := _readings(code)) != 1} == {}


@pytest.mark.parametrize("symbol", TABLE.atoms)
def test_a_prefix_is_a_factor_and_only_metric_units_take_one(symbol: str) -> None:
    plain, metric = meaning(symbol), TABLE.atoms[symbol].metric
    for prefix, factor in TABLE.prefixes.items():
        scaled = CanonicalUnit(plain.unit, plain.factor * Fraction(factor), plain.offset)
        if metric:
            assert canonical(prefix + symbol) == scaled
        elif (prefix + symbol) not in PREFIXED:
            assert canonical(prefix + symbol) is None


@pytest.mark.parametrize("symbol", TABLE.atoms)
def test_the_canonical_unit_is_canonical(symbol: str) -> None:
    unit = meaning(symbol).unit
    assert canonical(unit) == CanonicalUnit(unit, Fraction(1), Fraction(0))


OWN = sorted(symbol for symbol in TABLE.atoms if meaning(symbol).unit == symbol)
"""Base units, arbitrary units and special ones that keep their scale."""


def test_only_arbitrary_and_special_units_are_added_to_the_base() -> None:
    base = {"m", "s", "g", "rad", "K", "C", "cd"}
    temperatures = {"Cel", "[degF]", "[degRe]"}
    arbitrary = {symbol for symbol, atom in TABLE.atoms.items() if atom.arbitrary}
    assert set(OWN) == base | (arbitrary - {"[IU]"}) | (set(SPECIAL) - temperatures)
    assert not arbitrary & set(SPECIAL)
