"""Codecs: how values of FHIR's datatypes stand in columns.  https://hl7.org/fhir/R4/datatypes.html

Each read answers None for whatever its column cannot hold; that stays in the document alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from mappings.kernel import Cell, Codec
from mappings.kernel.path import Json
from mappings.times import NOTHING, Span, date_time, days, span

INDEXED = 255
"""Longest text in a column that is indexed: a B-tree entry of PostgreSQL has room for 2,704 bytes."""

_REFERENCE_PARTS = ("reference", "type", "identifier", "display")


def _text(value: Json) -> Cell:
    return value if value.__class__ is str and value else None


def _short(value: Json) -> Cell:
    return value if value.__class__ is str and 0 < len(value) <= INDEXED else None


def _matching(pattern: str) -> Callable[[Json], Cell]:
    match = re.compile(pattern).fullmatch

    def fitting(value: str) -> str | None:
        return value if len(value) <= INDEXED and match(value) else None

    def read(value: Json) -> Cell:
        return fitting(value) if value.__class__ is str else None

    return read


text = Codec("text", "any text", _text, check="{x} <> ''", types=("string", "markdown"))
"""A string or markdown of any length."""

short = Codec(
    "text", f"up to {INDEXED} characters", _short, check=f"length({{x}}) BETWEEN 1 AND {INDEXED}", types=("string",)
)
"""A string that people look for, in an indexed column."""

uri = Codec(
    "text",
    f"up to {INDEXED} characters without blanks",
    _matching(r"\S+"),
    check=f"length({{x}}) BETWEEN 1 AND {INDEXED} AND {{x}} NOT LIKE '% %'",
    types=("uri", "url", "canonical"),
)
"""A uri, url, canonical or code system."""

code = Codec(
    "text",
    f"up to {INDEXED} characters, single blanks inside only",
    _matching(r"\S+(?: \S+)*"),
    check=f"length({{x}}) BETWEEN 1 AND {INDEXED} AND trim({{x}}) = {{x}} AND {{x}} NOT LIKE '%  %'",
    types=("code",),
)
"""A code of any system."""


def one_of(*values: str) -> Codec:
    """A code with a required binding: one of ``values``."""
    allowed = frozenset(values)

    def read(value: Json) -> Cell:
        return value if value.__class__ is str and value in allowed else None

    return Codec("text", "one of " + ", ".join(values), read, values=values, types=("code",))


def concept_of(system: str, *values: str) -> Codec:
    """A CodeableConcept with a required binding to codes of one system, as the code alone."""
    allowed = frozenset(values)

    def read(value: Json) -> Cell:
        codings = value.get("coding") if value.__class__ is dict else None
        if codings.__class__ is list:
            for coding in codings:
                if coding.__class__ is dict and coding.get("system") == system:
                    found = coding.get("code")
                    if found.__class__ is str and found in allowed:
                        return found
        return None

    def write(cell: Cell, old: Json) -> Json:
        # Further codings and the text say the same in other words, which is no longer true.
        kept = {key: old[key] for key in ("id", "extension") if key in old} if old.__class__ is dict else {}
        return {**kept, "coding": [{"system": system, "code": cell}]}

    fits = f"one of {', '.join(values)} ({system})"
    return Codec("text", fits, read, write, values=values, types=("CodeableConcept",))


def _boolean(value: Json) -> Cell:
    return value if value.__class__ is bool else None


boolean = Codec("boolean", "true or false", _boolean, types=("boolean",))


def _whole(least: int, *types: str) -> Codec:
    def read(value: Json) -> Cell:
        return value if value.__class__ is int and least <= value < 2**31 else None

    fits = "a whole number" if least < 0 else f"a whole number from {least}"
    return Codec("integer", fits, read, check=None if least < 0 else f"{{x}} >= {least}", types=types)


integer = _whole(-(2**31), "integer")
unsigned = _whole(0, "unsignedInt")
positive = _whole(1, "positiveInt", "integer")
"""The integer, unsignedInt and positiveInt of FHIR."""


def _decimal(value: Json) -> Cell:
    if value.__class__ is int:
        value = Decimal(value)
    elif value.__class__ is not Decimal:
        return None
    # SQLite keeps a binary double: a number of more digits is shown as the nearest one, the same on both engines.
    double = float(value)
    if not math.isfinite(double):
        return None
    nearest = Decimal(repr(double))
    return value if value == nearest else nearest


decimal = Codec(
    "decimal", "a number; digits beyond double precision only in the document", _decimal, types=("decimal",)
)


def _span(value: Json) -> Span:
    if value.__class__ is str:
        return span(value)
    if value.__class__ is dict:
        start, end = value.get("start"), value.get("end")
        return span(start)[0] if start.__class__ is str else None, span(end)[1] if end.__class__ is str else None
    return NOTHING


def _start(value: Json) -> Cell:
    return span(value)[0] if value.__class__ is str else None


def _write_time(cell: Cell, old: Json) -> Json:
    if old.__class__ is dict:
        return {**old, "start": date_time(cell, old.get("start"))}
    return date_time(cell, old)


when = Codec(
    "instant",
    "the first moment of what is stated; `_end` is the first moment after it (of a Period: its end)",
    _span,
    _write_time,
    types=("dateTime", "Period", "instant"),
    end=True,
)
"""A dateTime, a Period, or a choice of them."""

moment = Codec("instant", "the first moment of what is stated", _start, date_time, types=("dateTime", "instant"))
"""A dateTime or instant whose precision does not matter."""


def _days(value: Json) -> Span:
    return days(value) if value.__class__ is str else NOTHING


date = Codec(
    "date", "the first day of what is stated; `_end` is the first day after it", _days, types=("date",), end=True
)
"""A date, which may be a year or month only."""


def reference(*targets: str, table: str | None = None) -> Codec:
    """A Reference to one of the resource types ``targets`` on this server, which stand in ``table``."""
    match = re.compile(rf"(?:{'|'.join(targets)})/[A-Za-z0-9\-.]{{1,64}}").fullmatch

    def read(value: Json) -> Cell:
        found = value.get("reference") if value.__class__ is dict else None
        return found if found.__class__ is str and match(found) else None

    def remove(old: Json) -> Json:
        # Type, identifier and display described the old target.
        return {key: value for key, value in old.items() if key.lstrip("_") not in _REFERENCE_PARTS}

    def write(cell: Cell, old: Json) -> Json:
        return {**(remove(old) if old.__class__ is dict else {}), "reference": cell}

    fits = "the row of a " + " or ".join(targets)
    table = table or re.sub(r"(?<!^)(?=[A-Z])", "_", targets[0]).lower()
    return Codec("reference", fits, read, write, remove, types=("Reference",), targets=targets, table=table)


def joined(separator: str) -> Codec:
    """A list of strings as one text.  A list that does not come back from it (blanks at an end) does not fit."""

    def parts(cell: str) -> list[str]:
        return [part for part in (each.strip() for each in cell.split(separator)) if part]

    def read(value: Json) -> Cell:
        if value.__class__ is not list or not all(each.__class__ is str for each in value):
            return None
        cell: str = separator.join(value)
        return cell if 0 < len(cell) <= INDEXED and separator.join(parts(cell)) == cell else None

    def write(cell: Cell, old: Json) -> Json:
        return parts(cell)

    check = f"length({{x}}) BETWEEN 1 AND {INDEXED} AND trim({{x}}) = {{x}}"
    fits = f"several, joined by {'blanks' if separator == ' ' else 'line breaks'}"
    return Codec("text", fits, read, write, check=check, types=("string",))


words, lines = joined(" "), joined("\n")


def population_count(code: str) -> Codec:
    """The ``count`` of the population with that code in a list of MeasureReport populations (derived only)."""

    def read(value: Json) -> Cell:
        if value.__class__ is not list:
            return None
        for population in value:
            if population.__class__ is dict and _has_code(population.get("code"), code):
                return integer.read(population.get("count"))
        return None

    return Codec("integer", f"the count of the population {code}", read)


def _has_code(concept: Any, code: str) -> bool:
    codings = concept.get("coding") if concept.__class__ is dict else None
    return codings.__class__ is list and any(each.__class__ is dict and each.get("code") == code for each in codings)
