"""The units of UCUM as data: prefixes and unit atoms, read from UCUM's own table.

The table is UCUM's file ucum-essence.xml as it is: its licence allows copies, but no changed ones, so no other form of
it may be committed.  NOTICE says its origin.  How units are read and compared is in ``fhirserver.search.ucum``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "r4" / "ucum-essence.xml"


@dataclass(frozen=True, slots=True)
class Atom:
    """A unit without prefix: ``value``, a decimal number as text, times ``unit``, a term of UCUM.

    A base unit is one of itself.  A special unit is on another scale, to which ``function`` leads.
    """

    value: str
    unit: str
    metric: bool = True
    arbitrary: bool = False
    function: str | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """All of UCUM: ``prefixes`` from symbol to factor, a decimal number as text, ``atoms`` by case-sensitive symbol."""

    version: str
    prefixes: dict[str, str]
    atoms: dict[str, Atom]


@cache
def units() -> Units:
    """Return UCUM's table, read at the first call.  https://ucum.org/ucum#section-Tables-of-Terminal-Symbols"""
    from xml.etree import ElementTree  # here, because few processes need it

    root = ElementTree.parse(FILE).getroot()
    prefixes: dict[str, str] = {}
    atoms: dict[str, Atom] = {}
    for element in root:
        kind, symbol = element.tag.rpartition("}")[2], element.attrib["Code"]
        if kind == "base-unit":
            atoms[symbol] = Atom("1", symbol)
            continue
        definition = element.find("{*}value")
        assert definition is not None
        if kind == "prefix":
            prefixes[symbol] = definition.attrib["value"]
            continue
        function = definition.find("{*}function")
        given = definition if function is None else function
        atoms[symbol] = Atom(
            value=given.attrib["value"],
            unit=given.attrib["Unit"],
            metric=element.attrib["isMetric"] == "yes",
            arbitrary=element.get("isArbitrary") == "yes",
            function=None if function is None else function.attrib["name"],
        )
    return Units(root.attrib["version"], prefixes, atoms)
