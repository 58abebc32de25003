"""Criteria on what a column or the header holds."""

from __future__ import annotations

from collections.abc import Callable

from fhirserver.search.backing import InColumn, InHeader
from fhirserver.search.dates import ALWAYS, FOREVER, DateValue
from fhirserver.search.expressions import Leaf
from fhirserver.search.paths import SearchPath
from fhirserver.search.sql.binds import Binds, all_of, any_of
from fhirserver.search.sql.ranges import days, instants, last_updated, moments
from fhirserver.search.strings import folded
from fhirserver.search.tokens import SPECIAL_VALUES, TokenValue
from fhirserver.search.tree import CodesValue, Value

LIVE = "NOT {alias}.deleted AND {alias}.version > 0"
"""Of a header: the resource exists."""


def column_select(binds: Binds, path: SearchPath, column: InColumn, values: tuple[Value, ...], *, exactly: bool) -> str:
    """Return a query for the keys of the resources whose column has one of ``values``.

    ``exactly``: the letter of a code counts, also its case.
    """
    conditions = [f"d.kind = '{column.kind}'"] if column.kind else []
    conditions.append(any_of(_column(binds, path, column, value, exactly=exactly) for value in values))
    return f"SELECT d.pk FROM {column.table} d WHERE {all_of(conditions)}"


def column_present(column: InColumn) -> str:
    """Return a query for the keys of the resources whose column has any value."""
    present = f"d.{column.column} IS NOT NULL"
    if column.values == "date":
        present = f"({present} OR d.{column.column}_end IS NOT NULL)"
    kind = f"d.kind = '{column.kind}' AND " if column.kind else ""
    return f"SELECT d.pk FROM {column.table} d WHERE {kind}{present}"


def _column(binds: Binds, path: SearchPath, column: InColumn, value: Value, *, exactly: bool) -> str:
    name = f"d.{column.column}"
    if isinstance(value, DateValue):
        return _dates(binds, path, name, value)
    if column.values == "boolean":
        if not isinstance(value, TokenValue) or value.system not in (None, "", *SPECIAL_VALUES):
            return "1 = 0"
        if value.code is None:
            return f"{name} IS NOT NULL"
        wanted = value.code if exactly else folded(value.code)
        return name if wanted == "true" else f"NOT {name}" if wanted == "false" else "1 = 0"
    codes = _codes(value, path.leaves[0], str if exactly else folded)
    return f"{name} IN ({', '.join(binds(code) for code in codes)})" if codes else "1 = 0"


def _codes(value: Value, leaf: Leaf, alike: Callable[[str], str]) -> list[str]:
    """The codes of the binding that a value means; they are few, so they are looked up here."""
    concepts = sorted(leaf.concepts or ())
    if isinstance(value, CodesValue):
        wanted = {(system or "", alike(code)) for system, code in value.codes}
        return [code for system, code in concepts if {(system, alike(code)), ("", alike(code))} & wanted]
    if not isinstance(value, TokenValue):
        return []
    return [
        code
        for system, code in concepts
        if (value.code is None or alike(value.code) == alike(code)) and (not value.system or value.system == system)
    ]


def _dates(binds: Binds, path: SearchPath, name: str, value: DateValue) -> str:
    if path.leaves[0].type == "date":
        end = f"coalesce({name}_end, {binds.day(FOREVER[:10])})"
        return f"{name} IS NOT NULL AND {days(binds, name, end, value)}"
    low, high = f"coalesce({name}, {binds.time(ALWAYS)})", f"coalesce({name}_end, {binds.time(FOREVER)})"
    present = f"({name} IS NOT NULL OR {name}_end IS NOT NULL)"
    return f"{present} AND {instants(binds, low, high, value)}"


def header_select(binds: Binds, resource_type: str, header: InHeader, values: tuple[Value, ...]) -> str:
    """Return a query for the keys of the resources whose header has one of ``values``."""
    conditions = [f"h.type = '{resource_type}'", LIVE.format(alias="h")]
    conditions.append(header_condition(binds, "h", header, values))
    return f"SELECT h.pk FROM resource h WHERE {all_of(conditions)}"


def header_condition(binds: Binds, alias: str, header: InHeader, values: tuple[Value, ...]) -> str:
    """Return the condition that the header ``alias`` has one of ``values``."""
    if header.name == "id":
        ids = sorted({value.code for value in values if isinstance(value, TokenValue) and value.code})
        return f"{alias}.id IN ({', '.join(binds(each) for each in ids)})" if ids else "1 = 0"
    dates = [value for value in values if isinstance(value, DateValue)]
    if header.name == "moment":
        return any_of(moments(binds, alias, value) for value in dates)
    return any_of(last_updated(binds, f"{alias}.last_updated", value) for value in dates)


def moment_present(binds: Binds, resource_type: str) -> str:
    """Return a query for the keys of the resources that say when they happened."""
    conditions = [f"h.type = '{resource_type}'", LIVE.format(alias="h"), f"h.moment_end > {binds.time(ALWAYS)}"]
    return f"SELECT h.pk FROM resource h WHERE {all_of(conditions)}"
