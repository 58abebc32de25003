"""The oracle's rules for ``_filter``.  https://hl7.org/fhir/R4/search_filter.html

Expressions are evaluated from left to right: "and" and "or" have the same precedence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from conformance import SearchParameter
from tests.search.oracle_dates import range_of, ranges
from tests.search.oracle_matching import strings
from tests.search.oracle_text import folded
from tests.search.oracle_values import Resource, values

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[()]|[^\s()\[\]"]+)')
NAMESPACES = {
    "loinc": "http://loinc.org",
    "snomed": "http://snomed.info/sct",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "ucum": "http://unitsofmeasure.org",
}

Holds = Callable[["Test"], bool]
Filter = Callable[[Holds], bool]
Criterion = Callable[[Resource, SearchParameter, str | None, str], bool]


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison: a parameter, perhaps chained, an operator and a value."""

    __test__ = False

    path: str
    operator: str
    value: str


def filter_of(text: str) -> Filter:
    """What a filter means, given whether each of its comparisons holds."""
    tokens = _TOKEN.findall(text)
    found, rest = _expression(tokens)
    assert rest == [], rest
    return found


def _expression(tokens: list[str]) -> tuple[Filter, list[str]]:
    left, tokens = _term(tokens)
    while tokens and tokens[0].lower() in ("and", "or"):
        right, rest = _term(tokens[1:])
        left = _both(left, right) if tokens[0].lower() == "and" else _either(left, right)
        tokens = rest
    return left, tokens


def _both(left: Filter, right: Filter) -> Filter:
    return lambda holds: left(holds) and right(holds)


def _either(left: Filter, right: Filter) -> Filter:
    return lambda holds: left(holds) or right(holds)


def _term(tokens: list[str]) -> tuple[Filter, list[str]]:
    if tokens[0].lower() == "not":
        inner, rest = _term(tokens[1:])
        return lambda holds: not inner(holds), rest
    if tokens[0] == "(":
        inner, rest = _expression(tokens[1:])
        assert rest[0] == ")"
        return inner, rest[1:]
    path, operator, value = tokens[:3]
    if value.startswith('"'):
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    test = Test(path, operator.lower(), value)
    return lambda holds: holds(test), tokens[3:]


def compared(resource: Resource, definition: SearchParameter, test: Test, criterion: Criterion) -> bool:
    """Whether a resource satisfies a comparison with one of its own parameters."""
    operator, value = test.operator, test.value
    if operator == "pr":
        return criterion(resource, definition, "missing", "false" if value == "true" else "true")
    if operator == "po":
        low, high = range_of(value)
        found = [each for stored in values(resource, definition) for each in ranges(stored.data, stored.type)]
        return any(own_low < high and own_high > low for own_low, own_high in found)
    if definition.type == "string" and operator in ("eq", "ne"):
        own = {folded(each) for stored in values(resource, definition) for each in strings(stored)}
        return (folded(value) in own) is (operator == "eq")
    escaped = re.sub(r"([\\,$])", r"\\\1", value)
    if definition.type in ("number", "date", "quantity"):
        return criterion(resource, definition, None, operator + escaped)
    if definition.type == "token":
        escaped = re.sub(r"\A(\w+)\|", lambda match: f"{NAMESPACES.get(match[1], match[1])}|", escaped)
    if operator == "ne":
        return not criterion(resource, definition, None, escaped)
    if (definition.type, operator) in (("string", "co"), ("token", "co")):
        return criterion(resource, definition, {"string": "contains", "token": "text"}[definition.type], escaped)
    assert operator in ("eq", "sw", "re"), test
    return criterion(resource, definition, None, escaped)
