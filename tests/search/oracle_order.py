"""The oracle's rules for ``_sort``: what a resource is ordered by, and whether results are in order.

https://hl7.org/fhir/R4/search.html#sort.  The least value of a resource counts in ascending order, the greatest in
descending order; what has no value comes last in both.  Ranges are ordered by where they begin when they ascend and,
but for dates, by where they end when they descend.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from conformance import SearchParameter
from tests.search.oracle_dates import ranges
from tests.search.oracle_matching import codings, strings
from tests.search.oracle_numbers import UCUM, UNITS, Interval, numbers, quantities
from tests.search.oracle_text import folded
from tests.search.oracle_values import Resource, Value, parameter, values
from tests.search.oracle_world import World

LONGEST = 190
"""Characters by which long texts are ordered; what is the same so far may come in any order."""

MOMENTS = {
    "Condition": "recorded-date",
    "DiagnosticReport": "date",
    "Encounter": "date",
    "List": "date",
    "Measure": "date",
    "MedicationRequest": "authoredon",
    "Observation": "date",
    "Procedure": "date",
    "RiskAssessment": "date",
    "ValueSet": "date",
}
"""The parameter that says when something happened, by which results are ordered unless another order is asked for."""


class Key(NamedTuple):
    """What a result is ordered by: whether it has no value, the rank of its value, and whether that is a long text."""

    missing: bool
    rank: int
    long: bool


def is_in_order(world: World, found: Sequence[str], sort: str | None) -> bool:
    """Whether the keys of results are in the order that ``_sort`` asks for, or in the default order."""
    names = sort.split(",") if sort is not None else []
    resources = [world.by_key[key] for key in found]
    orders = [_order(world, resources, name) for name in names] if names else [_order_of_moments(world, resources)]
    keys = list(zip(*orders, strict=True))
    return all(_may_follow(one, other) for one, other in pairwise(keys))


def _may_follow(one: Iterable[Key], other: Iterable[Key]) -> bool:
    for own, next_ in zip(one, other, strict=True):
        if own != next_:
            return own < next_
        if own.long:
            return True
    return True


def _order(world: World, resources: Iterable[Resource], name: str) -> list[Key]:
    descending = name.startswith("-")
    found = []
    for resource in resources:
        definition = parameter(resource.type, name.removeprefix("-"))
        assert definition is not None, (resource.type, name)
        found.append(list(_sort_values(world, resource, definition, descending)))
    return _keys(found, descending)


def _order_of_moments(world: World, resources: Iterable[Resource]) -> list[Key]:
    found = []
    for resource in resources:
        definition = parameter(resource.type, MOMENTS.get(resource.type, ""))
        found.append(list(_sort_values(world, resource, definition, True)) if definition is not None else [])
    return _keys(found, True)


def _keys(found: list[list[Any]], descending: bool) -> list[Key]:
    """Keys that sort in the order asked for: those with a value by its rank, those without one last."""
    extremes = [(max if descending else min)(each) if each else None for each in found]
    known = sorted({each for each in extremes if each is not None}, reverse=descending)
    ranks = {each: rank for rank, each in enumerate(known)}
    return [
        Key(True, 0, False) if each is None else Key(False, ranks[each], isinstance(each, str) and len(each) == LONGEST)
        for each in extremes
    ]


def _sort_values(
    world: World, resource: Resource, definition: SearchParameter, descending: bool
) -> Iterator[str | float | Fraction]:
    for value in values(resource, definition):
        yield from _of_value(world, value, definition, descending)


def _of_value(
    world: World, value: Value, definition: SearchParameter, descending: bool
) -> Iterator[str | float | Fraction]:
    if definition.type == "string":
        yield from (folded(text)[:LONGEST] for text in strings(value))
    elif definition.code == "_id":
        yield value.data
    elif definition.type == "token":
        yield from (folded(code)[:LONGEST] for code in _codes(value))
    elif definition.type == "uri":
        yield value.data.partition("|")[0][:LONGEST]
    elif definition.type == "reference" and value.type == "Reference":
        name = world.local(value.data.get("reference", ""))
        yield from ["/".join(name)] if name is not None else []
    elif definition.type == "date":
        # What has no beginning comes first when it ascends; when it descends, there is nothing to order it by.
        yield from (low for low, _ in ranges(value.data, value.type) if not (descending and low == -math.inf))
    elif definition.type == "number":
        yield from (_end(each, descending) for each in numbers(value.data, value.type))
    elif definition.type == "quantity":
        for interval, unit in quantities(value.data, value.type):
            known = unit.get("system") == UCUM and unit.get("code") in UNITS
            yield _end(interval.within(UNITS[unit["code"]]) if known else interval, descending)


def _codes(value: Value) -> Iterator[str]:
    if value.type == "boolean":
        yield "true" if value.data else "false"
    elif value.type == "code":
        yield value.data
    else:
        yield from (code for _, code in codings(value) if code is not None)


def _end(interval: Interval, descending: bool) -> float | Fraction:
    end = interval.high if descending else interval.low
    return end if end is not None else math.inf if descending else -math.inf
