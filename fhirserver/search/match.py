"""Does a document that is not stored yet satisfy a search?  The same rules as those of the SQL, in Python.

Entries of a transaction are held against each other's criteria by it.  What only the database can tell (what others
refer to, what is in a list) cannot be asked here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fhirserver.search.backing import InHeader, backing
from fhirserver.search.dates import DateValue
from fhirserver.search.index import Row, Values
from fhirserver.search.numbers import NumberValue
from fhirserver.search.paths import Component, Parameter, PathUse, SearchPath, number_of
from fhirserver.search.quantities import QuantityValue
from fhirserver.search.references import ReferenceValue, reference_value
from fhirserver.search.registry import Registry
from fhirserver.search.sql.values import above, token_kind
from fhirserver.search.strings import INDEXED, folded, sounds
from fhirserver.search.tokens import SPECIAL_VALUES, TokenValue, indexed, system_digest
from fhirserver.search.tree import (
    And,
    CodesValue,
    CompositeValue,
    Criterion,
    Missing,
    Node,
    Not,
    Or,
    StringValue,
    UriValue,
    Value,
)
from fhirserver.search.values import BadValue


class Unmatchable(ValueError):
    """The criterion can only be held against what is stored."""


@dataclass(slots=True)
class Candidate:
    """A document with its values by path."""

    resource_id: str | None
    base_url: str
    by_path: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))


def candidate(registry: Registry, resource_id: str | None, document: dict[str, Any], base_url: str) -> Candidate:
    """Return a document so that it can be held against criteria to the letter, as conditional interactions do."""
    values = Values()
    registry.extractor(document["resourceType"], contained=True)(document, values)
    found = Candidate(resource_id, base_url)
    for rows in (values.tokens, values.strings, values.dates, values.numbers, values.quantities, values.uris):
        for row in rows:
            found.by_path[row[0]].append(row)
    for row in values.references:
        found.by_path[row[0]].append(row)
    return found


def satisfies(given: Candidate, node: Node) -> bool:
    """Whether a document satisfies a node.  Raises Unmatchable."""
    match node:
        case And(parts):
            return all(satisfies(given, part) for part in parts)
        case Or(parts):
            return any(satisfies(given, part) for part in parts)
        case Not(part):
            return not satisfies(given, part)
        case Missing(parameters, missing):
            return missing != any(_present(given, parameter) for parameter in parameters)
        case Criterion(modifier="not" | "not-in"):
            return not _any_value(given, node)
        case Criterion():
            return _any_value(given, node)
    raise Unmatchable(type(node).__name__)


def _present(given: Candidate, parameter: Parameter) -> bool:
    if parameter.type == "special":
        raise Unmatchable(parameter.code)
    return any(_is_present(given, use) for use in parameter.uses)


def _is_present(given: Candidate, use: PathUse) -> bool:
    rows = given.by_path.get(use.path.number, [])
    if use.target is None:
        return bool(rows or given.by_path.get(number_of("present", use.path.text)))
    texts = [row[2].get("reference", "") for row in rows]
    if any(text.startswith("#") for text in texts):
        # What type that is only the whole document tells.
        raise Unmatchable("a contained resource")
    return any(f"/{use.target}/" in f"/{text}" for text in texts)


def _any_value(given: Candidate, criterion: Criterion) -> bool:
    if criterion.modifier in ("text", "below", "above", "identifier", "of-type") and criterion.modifier not in (
        _PLAIN.get(criterion.parameters[0].type, ())
    ):
        raise Unmatchable(f":{criterion.modifier}")
    return any(
        _matches(given, parameter, value, criterion.modifier)
        for parameter in criterion.parameters
        for value in criterion.values
    )


_PLAIN = {"uri": ("below", "above"), "token": ("below", "above")}
"""Modifiers that need nothing but the values."""


def _matches(given: Candidate, parameter: Parameter, value: Value, modifier: str | None) -> bool:
    if parameter.type == "special":
        raise Unmatchable(parameter.code)
    if isinstance(value, CompositeValue):
        return any(_composite(given, parts, value) for parts in parameter.composites)
    for use in parameter.uses:
        held = backing(use.path)
        if isinstance(held, InHeader) and held.name != "moment":
            if held.name == "id" and isinstance(value, TokenValue):
                if value.code == given.resource_id:
                    return True
                continue
            raise Unmatchable(parameter.code)
        if any(row_matches(given, use, row, value, modifier) for row in given.by_path.get(use.path.number, ())):
            return True
    return False


def row_matches(given: Candidate, use: PathUse, row: Row, value: Value, modifier: str | None) -> bool:
    """Whether one value of a document is one that is searched for."""
    if isinstance(value, ReferenceValue):
        return _reference(given, use, row, value)
    return _ROWS[type(value)](use.path, row, value, modifier)


def _composite(given: Candidate, parts: tuple[Component, ...], value: CompositeValue) -> bool:
    """All parts in one document, and where their base repeats, in the same element."""
    apart: list[bool] = []
    together: list[set[int]] = []
    for part, inner in zip(parts, value.parts, strict=True):
        elements = {
            row[1]
            for use in part.parameter.uses
            for row in given.by_path.get(use.path.number, ())
            if row_matches(given, use, row, inner, None)
        }
        if part.same_element:
            together.append(elements)
        else:
            apart.append(bool(elements))
    return all(apart) and (not together or bool(set.intersection(*together)))


def _reference(given: Candidate, use: PathUse, row: Row, value: ReferenceValue) -> bool:
    if not isinstance(row[2], dict) and value.url is not None:
        return row[2] == indexed(value.url) and value.version in (None, row[3])
    text = row[2].get("reference") if isinstance(row[2], dict) else row[2]
    if not isinstance(text, str):
        return False
    try:
        meant = reference_value(text, (), given.base_url)
    except BadValue:
        return False
    if meant.id is None or value.id is None:
        return meant.url == value.url and value.version in (None, meant.version)
    allowed = value.types if use.target is None else (use.target,)
    return meant.id == value.id and (not allowed or meant.types[:1] == () or meant.types[0] in allowed)


def _token(path: SearchPath, row: Row, value: Any, modifier: str | None) -> bool:
    _, _, system, code, exact = row
    kind = token_kind(path)
    if value.code is not None and (exact or code) != indexed(value.code):
        return False
    wanted = value.system
    if (kind == "boolean" and wanted in SPECIAL_VALUES) or (kind == "code" and wanted == ""):
        wanted = None
    if not wanted:
        return wanted is None or system is None
    if kind == "mixed" and wanted in SPECIAL_VALUES and system is None:
        return code in ("true", "false")
    return bool(system == system_digest(wanted))


def _codes(path: SearchPath, row: Row, value: Any, modifier: str | None) -> bool:
    _, _, system, plain, exact = row
    return any(
        indexed(code) == (exact or plain) and (not wanted or system_digest(wanted) == system)
        for wanted, code in value.codes
    )


def _string(path: SearchPath, row: Row, value: Any, modifier: str | None) -> bool:
    _, _, plain, whole, text = row
    wanted = folded(value.text)
    if path.kind == "phonetic":
        return plain in {sound[:INDEXED] for sound in sounds(value.text)}
    if modifier == "exact":
        return bool(text == value.text)
    if modifier == "same":
        return bool((whole or plain) == wanted)
    if modifier == "contains":
        return wanted in (whole or plain)
    return bool((whole or plain).startswith(wanted))


def _date(path: SearchPath, row: Row, value: Any, modifier: str | None) -> bool:
    return _DATES[value.prefix](row[2], row[3], value.low, value.high)


def _number(path: SearchPath, row: Row, value: Any, modifier: str | None) -> bool:
    return _NUMBERS[value.prefix](row[2], row[3], float(value.value), float(value.low), float(value.high))


def _quantity(path: SearchPath, row: Row, value: Any, modifier: str | None) -> bool:
    _, _, low, high, _, system, code, unit, canonical_low, canonical_high, canonical_unit = row[:11]
    if value.canonical is not None:
        number = value.canonical
        if canonical_unit != value.canonical_unit:
            return False
        low, high = canonical_low, canonical_high
    else:
        number = value.number
        if value.system is not None and (system, code) != (value.system, value.code or code):
            return False
        if value.system is None and value.code is not None and value.code not in (code, unit):
            return False
    return _NUMBERS[number.prefix](low, high, float(number.value), float(number.low), float(number.high))


def _uri(path: SearchPath, row: Row, value: Any, modifier: str | None) -> bool:
    _, _, uri, version = row
    if modifier == "below":
        stem = value.uri.rstrip("/")
        return bool(uri == stem or uri.startswith(f"{stem}/"))
    if modifier == "above":
        return uri in {indexed(each) for each in above(value.uri)}
    return uri == indexed(value.uri) and value.version in (None, version)


_DATES: Mapping[str, Callable[[str, str, str, str], bool]] = {
    "eq": lambda low, high, start, end: low >= start and high <= end,
    "ne": lambda low, high, start, end: low < start or high > end,
    "gt": lambda low, high, start, end: high > end,
    "lt": lambda low, high, start, end: low < start,
    "ge": lambda low, high, start, end: high > end or (low >= start and high <= end),
    "le": lambda low, high, start, end: low < start or (low >= start and high <= end),
    "sa": lambda low, high, start, end: low >= end,
    "eb": lambda low, high, start, end: high <= start,
    "ap": lambda low, high, start, end: low < end and high > start,
    "po": lambda low, high, start, end: low < end and high > start,
}
_NUMBERS: Mapping[str, Callable[[float, float, float, float, float], bool]] = {
    "eq": lambda low, high, value, start, end: low >= start and high < end,
    "ne": lambda low, high, value, start, end: low < start or high >= end,
    "gt": lambda low, high, value, start, end: high > value,
    "lt": lambda low, high, value, start, end: low < value,
    "ge": lambda low, high, value, start, end: high >= value,
    "le": lambda low, high, value, start, end: low <= value,
    "sa": lambda low, high, value, start, end: low > value,
    "eb": lambda low, high, value, start, end: high < value,
    "ap": lambda low, high, value, start, end: low <= end and high >= start,
}
_ROWS: Mapping[type, Callable[[SearchPath, Row, Any, str | None], bool]] = {
    TokenValue: _token,
    CodesValue: _codes,
    StringValue: _string,
    DateValue: _date,
    NumberValue: _number,
    QuantityValue: _quantity,
    UriValue: _uri,
}
