"""What tests of UCUM share: all codes that are one unit atom, with and without prefix, and what a code must mean."""

from __future__ import annotations

from conformance.ucum import units
from fhirserver.search.ucum import CanonicalUnit, canonical

TABLE = units()

PREFIXED = {
    prefix + symbol: (prefix, symbol)
    for symbol, atom in TABLE.atoms.items()
    for prefix in ("", *(TABLE.prefixes if atom.metric else ()))
}
"""Code to prefix, which may be empty, and unit atom."""

SPECIAL = sorted(symbol for symbol, atom in TABLE.atoms.items() if atom.function)
PROPER = sorted(code for code, (_, symbol) in PREFIXED.items() if symbol not in SPECIAL)


def meaning(code: str) -> CanonicalUnit:
    """What ``code`` means, which it must."""
    unit = canonical(code)
    assert unit is not None, f"{code} means nothing"
    return unit
