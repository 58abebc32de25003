"""Where the values of a path stand, if not in the index tables: in the header, or in a column of a mapped table.

A column backs a path only if it holds all that can stand there: codes of a required binding, truth values, dates and
periods with their ends.  Anything else (several codings, texts of any length, other time zones) is indexed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fhirserver.search.paths import Parameter, SearchPath, parameters
from mappings import MAPPINGS
from mappings.kernel.level import Place
from mappings.kernel.path import Choice, Key, Steps

MOMENTS = (
    *("date", "authoredon", "authored", "authored-on", "recorded-date", "created", "recorded", "issued", "sent"),
    *("started", "start", "period", "effective", "effective-time", "occurrence", "whenhandedover", "identified"),
    *("timestamp", "datetime", "datewritten", "collected", "entered-date"),
)
"""The parameters that say when something happened, the first that a type has counts.

Its time stands in the header of each resource, as search results are ordered by it: the latest first.
"""


@dataclass(frozen=True, slots=True)
class InHeader:
    """The header backs a path: its ``id``, ``last_updated``, or ``moment`` to ``moment_end``."""

    name: Literal["id", "last_updated", "moment"]


@dataclass(frozen=True, slots=True)
class InColumn:
    """A column of a mapped main table backs a path: a code, a truth value, or [``column``, ``column``_end)."""

    table: str
    kind: str | None
    column: str
    values: Literal["code", "boolean", "date"]


Backing = InHeader | InColumn


@cache
def backing(path: SearchPath) -> Backing | None:
    """Return what backs a path, None if it is indexed."""
    if path.text == f"{path.resource_type}.id":
        return InHeader("id")
    if path.text == f"{path.resource_type}.meta.lastUpdated":
        return InHeader("last_updated")
    if path == moment_path(path.resource_type):
        return InHeader("moment")
    return _column(path)


@cache
def moment_path(resource_type: str) -> SearchPath | None:
    """Return the path of the time that resources of a type are ordered by, None if they have none."""
    known: Mapping[str, Parameter] = parameters(resource_type)
    for code in MOMENTS:
        if (parameter := known.get(code)) is not None and parameter.type == "date" and len(parameter.uses) == 1:
            path = parameter.uses[0].path
            if not any(step.many for leaf in path.leaves for step in leaf.steps):
                return path
    return None


def _column(path: SearchPath) -> InColumn | None:
    mapping = MAPPINGS.get(path.resource_type)
    if mapping is None or path.kind not in ("token", "date"):
        return None
    ways = {tuple(step.key for step in leaf.steps): leaf.type for leaf in path.leaves}
    if any(step.many or step.where for leaf in path.leaves for step in leaf.steps):
        return None
    for place in mapping.level.places:
        names = _ways(place.steps)
        if names is not None and set(names) == set(ways) and not place.column.derived:
            kind = _values(place, set(ways.values()))
            if kind is not None:
                return InColumn(mapping.table, mapping.where.get("kind"), place.column.name, kind)
    return None


def _ways(steps: Steps) -> list[tuple[str, ...]] | None:
    """The properties that a column's steps follow, in all ways; None if they go into a list or an extension."""
    ways: list[tuple[str, ...]] = [()]
    for step in steps:
        if isinstance(step, Key):
            ways = [(*way, step.name) for way in ways]
        elif isinstance(step, Choice):
            ways = [(*way, name) for way in ways for name in step.names]
        else:
            return None
    return ways


def _values(place: Place, types: set[str]) -> Literal["code", "boolean", "date"] | None:
    codec = place.column.codec
    if types == {"code"} and codec.kind == "text" and codec.values:
        return "code"
    if types == {"boolean"} and codec.kind == "boolean":
        return "boolean"
    if codec.kind in ("date", "instant") and codec.end and types <= set(codec.types):
        return "date"
    return None
