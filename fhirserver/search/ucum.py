"""Quantities in canonical units, so that ``5.4 mg/dL`` finds ``54 mg/L``.  https://ucum.org/ucum

A code of UCUM becomes base units (metre, second, gram, radian, kelvin, coulomb, candela), a factor and, for
temperatures, an offset.  All is exact: numbers are fractions, also those that UCUM gives to so many digits ([pi], mol).
Factors are positive, so what is larger stays larger, and the bounds of ranges are converted as values are.

- A mole is a number of things, 6.02214076e23, as UCUM has it; so are the equivalent and the osmole.
- An arbitrary unit ([arb'U], [CFU]) is a base unit of its own, and [IU] is [iU].  UCUM compares no terms with such
  units; here they compare when they differ in proper units only, as [IU]/mL and k[IU]/L do: people expect that.
- Of the special units, Cel, [degF] and [degRe] become kelvin.  Each other one ([pH], B, Np, %[slope], ...) is a base
  unit of its own: dB compares with B, but [pH] not with mol/L, where the order is the reverse and no factor exact.
- A special unit takes no exponent and no partner but numbers (UCUM, Operations on special units), so that Cel/min means
  nothing.
- Annotations say nothing.  As in UCUM's text and functional tests, and against its grammar, they may also follow
  numbers, parentheses and each other; as in FHIR's value set of common units, they may hold spaces.  Zero is no factor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from conformance.ucum import units

MAXIMUM_LENGTH = 200
"""Of a code, in characters."""

_MAXIMUM_BITS = 2048
"""Of numerator and denominator of a factor: twice what a double can hold."""

_MAXIMUM_EXPONENT = 400
"""Of a value as a power of ten: beyond what a double can hold."""

_OFFSETS = {"Cel": Fraction("273.15"), "degF": Fraction("459.67"), "degRe": Fraction("218.52")}
"""What UCUM's functions of temperature add before they multiply."""

_TOKEN = re.compile(
    r"(?P<annotation>\{[ -z|~]*\})"
    r"|(?P<symbol>10[*^]|(?:[A-Za-z_'%]|\[[!-Z\\^-~]*\])+)(?P<exponent>[+-]?[0-9]+)?"
    r"|(?P<number>[0-9]+)"
    r"|(?P<mark>[./()])"
)


@dataclass(frozen=True, slots=True)
class CanonicalUnit:
    """What a code means: ``x`` of it is ``x * factor + offset`` of ``unit``.

    ``unit`` is a code too, the same for all codes that can be compared: base units with their exponents, in the order
    of their characters, as in ``g.m-3``, or ``1``.
    """

    unit: str
    factor: Fraction
    offset: Fraction


@dataclass(frozen=True, slots=True)
class _Term:
    factor: Fraction = Fraction(1)
    dimension: dict[str, int] = field(default_factory=dict)
    offset: Fraction = Fraction(0)
    special: bool = False


class _NotUcum(ValueError):
    """The code has no meaning, or one that is too large."""


def canonical(code: str) -> CanonicalUnit | None:
    """Return what a case-sensitive code of UCUM means, or None if it means nothing or has more than 200 characters."""
    return _canonical(code) if len(code) <= MAXIMUM_LENGTH else None


def to_canonical(value: Decimal, code: str) -> tuple[Fraction, str] | None:
    """Return ``value`` of the unit ``code`` as an exact number of a canonical unit, and that unit.

    Returns None if the code means nothing, the value is not finite, or a double cannot hold the value or the number; so
    ``float`` of the number never fails.  It rounds to the nearest double, which keeps the order too.
    """
    unit = canonical(code)
    if unit is None or not value.is_finite() or (value and abs(value.adjusted()) > _MAXIMUM_EXPONENT):
        return None
    number = Fraction(value) * unit.factor
    if unit.offset:
        number += unit.offset
    if number.numerator.bit_length() - number.denominator.bit_length() > 1022:
        return None
    return number, unit.unit


@lru_cache(maxsize=4096)
def _canonical(code: str) -> CanonicalUnit | None:
    try:
        term = _parsed(code)
    except _NotUcum:
        return None
    powers = [symbol if exponent == 1 else f"{symbol}{exponent}" for symbol, exponent in sorted(term.dimension.items())]
    return CanonicalUnit(".".join(powers) or "1", term.factor, term.offset)


def _parsed(code: str) -> _Term:
    """Read a term from left to right.  ``before`` keeps what precedes each open parenthesis, and whether it divides."""
    before: list[tuple[_Term, int]] = []
    product, sign, complete = _Term(), 1, False
    for token in _tokens(code):
        annotation, symbol, exponent, number, mark = token.groups()
        if annotation:
            complete = True
        elif mark == ")":
            if not (before and complete):
                raise _NotUcum
            inner = product
            product, sign = before.pop()
            product = _times(product, inner, sign)
        elif mark in (".", "/"):
            if not complete and not (mark == "/" and token.start() == 0):
                raise _NotUcum
            sign, complete = (1 if mark == "." else -1), False
        elif complete:
            raise _NotUcum
        elif mark == "(":
            before.append((product, sign))
            product, sign = _Term(), 1
        elif symbol:
            product = _times(product, _simple(symbol), sign * int(exponent or 1))
            complete = True
        else:
            product = _times(product, _Term(Fraction(int(number))), sign)
            complete = True
    if before or not complete:
        raise _NotUcum
    return product


def _tokens(code: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(code):
        token = _TOKEN.match(code, position)
        if token is None:
            raise _NotUcum
        yield token
        position = token.end()


def _simple(symbol: str) -> _Term:
    """A unit atom, with or without a prefix.  No symbol can be read in two ways, so the order does not matter."""
    table = units()
    if symbol in table.atoms:
        return _atom(symbol)
    for length in (2, 1):
        factor, atom = table.prefixes.get(symbol[:length]), table.atoms.get(symbol[length:])
        if factor and atom and atom.metric:
            term = _atom(symbol[length:])
            return replace(term, factor=Fraction(factor) * term.factor)
    raise _NotUcum


@cache
def _atom(symbol: str) -> _Term:
    atom = units().atoms[symbol]
    special = atom.function is not None
    if symbol == atom.unit or (atom.arbitrary and atom.unit == "1") or (special and atom.function not in _OFFSETS):
        return _Term(dimension={symbol: 1}, special=special)
    term = _parsed(atom.unit)
    factor = Fraction(atom.value) * term.factor
    return _Term(factor, term.dimension, _OFFSETS.get(atom.function or "", Fraction(0)) * factor, special)


def _times(left: _Term, right: _Term, exponent: int) -> _Term:
    """``left`` times ``right`` to the power of ``exponent``."""
    if left.special and (right.special or right.dimension):
        raise _NotUcum
    if right.special and (left.dimension or exponent != 1):
        raise _NotUcum
    if right.factor == 0 or abs(exponent) * _bits(right.factor) > _MAXIMUM_BITS:
        raise _NotUcum
    factor = left.factor * right.factor**exponent
    if _bits(factor) > _MAXIMUM_BITS:
        raise _NotUcum
    dimension = dict(left.dimension)
    for symbol, power in right.dimension.items():
        dimension[symbol] = dimension.get(symbol, 0) + power * exponent
        if dimension[symbol] == 0:
            del dimension[symbol]
    return _Term(factor, dimension, left.offset + right.offset, left.special or right.special)


def _bits(number: Fraction) -> int:
    return max(number.numerator.bit_length(), number.denominator.bit_length())
