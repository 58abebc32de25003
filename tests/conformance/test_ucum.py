"""UCUM's table: an unaltered copy, and what stands in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from conformance import sources
from conformance.ucum import FILE, Atom, units

UCUM = units()


def test_the_table_is_that_of_the_pinned_package_byte_by_byte() -> None:
    committed = FILE.read_bytes()
    assert hashlib.sha256(committed).hexdigest() == "6022a1f4a77d93efa23b941ae50055cb9d3fdcb8bb5db6b85deda004467bb380"
    # The wheel in requirements-dev.lock is the pinned one, or a newer one that holds the same edition of UCUM.
    assert committed == (files("ucumvert") / "vendor" / "ucum-essence.xml").read_bytes()


def test_a_wheel_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ucumvert-0.3.2-py3-none-any.whl").write_bytes(b"something else")
    with pytest.raises(sources.SourceError, match=r"ucumvert==0\.3\.2 is not the wheel that is pinned"):
        sources.ucum_essence(tmp_path)


def test_the_table_is_read_once() -> None:
    assert units() is UCUM


def test_all_of_ucum_2_2_is_there() -> None:
    assert UCUM.version == "2.2"
    assert len(UCUM.prefixes) == 24
    assert len(UCUM.atoms) == 312
    kinds = Counter((atom.metric, atom.arbitrary, atom.function is not None) for atom in UCUM.atoms.values())
    assert kinds == {
        (False, False, False): 166,
        (True, False, False): 84,
        (False, True, False): 39,
        (True, True, False): 2,
        (False, False, True): 11,
        (True, False, True): 10,
    }


@pytest.mark.parametrize(
    ("symbol", "atom"),
    [
        ("m", Atom("1", "m")),
        ("rad", Atom("1", "rad")),
        ("mol", Atom("6.02214076", "10*23")),
        ("[in_i]", Atom("254e-2", "cm", metric=False)),
        ("m[Hg]", Atom("133.3220", "kPa")),
        ("[iU]", Atom("1", "1", arbitrary=True)),
        ("[IU]", Atom("1", "[iU]", arbitrary=True)),
        ("[arb'U]", Atom("1", "1", metric=False, arbitrary=True)),
        ("Cel", Atom("1", "K", function="Cel")),
        ("[degF]", Atom("5", "K/9", metric=False, function="degF")),
        ("[pH]", Atom("1", "mol/l", metric=False, function="pH")),
        ("B[SPL]", Atom("2", "10*-5.Pa", function="lgTimes2")),
    ],
)
def test_atoms_are_as_ucum_defines_them(symbol: str, atom: Atom) -> None:
    assert UCUM.atoms[symbol] == atom


def test_base_units_are_those_that_are_defined_by_themselves() -> None:
    base = [symbol for symbol, atom in UCUM.atoms.items() if atom.unit == symbol]
    assert base == ["m", "s", "g", "rad", "K", "C", "cd"]


def test_numbers_are_positive_and_exact() -> None:
    assert all(Fraction(atom.value) > 0 for atom in UCUM.atoms.values())
    assert {prefix: Fraction(factor) for prefix, factor in UCUM.prefixes.items()} == {
        **{prefix: Fraction(10) ** (24 - 3 * place) for place, prefix in enumerate("YZEPTGMk")},
        **dict(zip(("h", "da", "d", "c"), (100, 10, Fraction(1, 10), Fraction(1, 100)), strict=True)),
        **{prefix: Fraction(10) ** (-3 - 3 * place) for place, prefix in enumerate("munpfazy")},
        **{prefix: Fraction(1024) ** (place + 1) for place, prefix in enumerate(("Ki", "Mi", "Gi", "Ti"))},
    }
