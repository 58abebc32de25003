"""In which order results come, and where a page begins.  https://hl7.org/fhir/R4/search.html#sort

What has no value comes last in both directions.  A position is the values by which a result is ordered, and its key, so
that a page begins after it whatever has been written meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fhirserver.search.backing import Backing, InColumn, InHeader, backing
from fhirserver.search.dates import ALWAYS
from fhirserver.search.paths import Parameter, PathUse, SearchPath
from fhirserver.search.sql.binds import Binds, one_of
from fhirserver.search.sql.values import CONDITIONS
from fhirserver.search.sql.visible import Visible, everything, target_seen
from fhirserver.search.tree import SortKey

Place = tuple[str | int | float | None, ...]
"""The values of a result's order keys, and last the key of its resource."""

_COLUMNS: dict[str, tuple[str, str]] = {
    "string": ("folded", "folded"),
    "phonetic": ("folded", "folded"),
    "uri": ("value", "value"),
    "position": ("latitude", "latitude"),
    "date": ("low", "low"),
    "number": ("low", "high"),
    "quantity": ("canonical_low", "canonical_high"),
}
"""The columns of index tables by which resources are ordered when they ascend and when they descend.

Periods are ordered by when they begin in both, as those in the header are.
"""
_KINDS: dict[str, Literal["text", "number", "time"]] = {"date": "time", "number": "number", "quantity": "number"}


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an order: its SQL, whether the greatest comes first, of which kind it is.

    ``always`` says that it is never NULL.
    """

    sql: str
    descending: bool
    kind: Literal["text", "number", "time", "key"]
    always: bool = False


def moment_order(alias: str, *, descending: bool, binds: Binds) -> Order:
    """Return the order by when it happened; what does not say is the first moment there is, so last if descending."""
    if descending:
        return Order(f"{alias}.moment", True, "time", always=True)
    said = f"CASE WHEN {alias}.moment_end > {binds.time(ALWAYS)} THEN {alias}.moment END"
    return Order(said, False, "time")


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the results, which an index has in their order: the condition on them, if there is one, and the order."""

    condition: str | None
    order: Order


def moment_parts(alias: str, *, descending: bool, binds: Binds) -> list[Part]:
    """Return the parts into which to divide results so that an index has each in the order of the moments.

    Those that do not say when they happened are the first in the index, and the last of the results.
    """
    if descending:
        return [Part(None, moment_order(alias, descending=True, binds=binds))]
    first = binds.time(ALWAYS)
    order = moment_order(alias, descending=False, binds=binds)
    said = Part(f"{alias}.moment > {first}", replace(order, sql=f"{alias}.moment", always=True))
    return [said, Part(f"{alias}.moment = {first}", order)]


def orders(binds: Binds, keys: Iterable[SortKey], key: str, header: str, visible: Visible = everything) -> list[Order]:
    """Return the orders of a search's sort keys, for resources whose key is ``key`` and whose header is ``header``.

    By values of what they refer to, so far as that is ``visible``.
    """
    return [_order(binds, each, key, header, visible) for each in keys]


def _order(binds: Binds, sort: SortKey, key: str, header: str, visible: Visible) -> Order:
    first = sort.parameters[0]
    held = {backing(use.path) for parameter in sort.parameters for use in parameter.uses}
    if not sort.through and len(held) == 1 and isinstance(only := next(iter(held)), InHeader):
        if only.name == "moment":
            return moment_order(header, descending=sort.descending, binds=binds)
        kind: Literal["text", "time"] = "text" if only.name == "id" else "time"
        return Order(f"{header}.{only.name}", sort.descending, kind, always=True)
    extreme = "max" if sort.descending else "min"
    if sort.through:
        numbers = one_of([use.path.number for parameter in sort.through for use in parameter.uses])
        inner = _values(binds, sort, "f.target_pk")
        seen = target_seen(binds, visible, "f.target_pk", tuple(each.resource_type for each in sort.parameters))
        query = (
            f"SELECT {extreme}(x.value) FROM resource_reference f, LATERAL ({inner}) AS x "
            f"WHERE f.source_pk = {key} AND f.path {numbers}{seen}"
        )
        if binds.engine == "sqlite":
            each = f"(SELECT {extreme}(x.value) FROM ({inner}) AS x)"
            where = f"f.source_pk = {key} AND f.path {numbers}{seen}"
            query = f"SELECT {extreme}({each}) FROM resource_reference f WHERE {where}"
    else:
        query = f"SELECT {extreme}(x.value) FROM ({_values(binds, sort, key)}) AS x"
    kind_of_values = _kind(first)
    if kind_of_values == "time" and sort.descending:
        # What has no beginning comes first when it ascends; when it descends there is nothing to order it by.
        return Order(f"nullif(({query}), {binds.time(ALWAYS)})", True, "time")
    return Order(f"({query})", sort.descending, kind_of_values)


def _kind(parameter: Parameter) -> Literal["text", "number", "time"]:
    return _KINDS.get(parameter.uses[0].path.kind, "text")


def _values(binds: Binds, sort: SortKey, key: str) -> str:
    """A query for the values of all parameters of a sort key in one resource."""
    queries = []
    indexed: dict[str, list[int]] = {}
    for use in (use for parameter in sort.parameters for use in parameter.uses):
        held = backing(use.path)
        if held is not None:
            queries.append(_held(binds, held, use.path, key))
        elif use.path.kind == "reference":
            queries.append(_references(use, key))
        else:
            indexed.setdefault(use.path.kind, []).append(use.path.number)
    # Of many types there are many paths: they are looked up together.
    queries += [_indexed(binds, sort, kind, numbers, key) for kind, numbers in indexed.items()]
    return " UNION ALL ".join(dict.fromkeys(queries))


def _held(binds: Binds, held: Backing, path: SearchPath, key: str) -> str:
    if isinstance(held, InColumn):
        column = f"d.{held.column}"
        # As values stand in the index tables, where other types that are sorted with this one have theirs.
        if held.values == "boolean":
            column = f"CASE WHEN {column} THEN 'true' WHEN NOT {column} THEN 'false' END"
        elif held.values == "date" and path.leaves[0].type == "date":
            column = binds.day_as_time(column)
        of_kind = f" AND d.kind = '{held.kind}'" if held.kind else ""
        return f"SELECT {column} AS value FROM {held.table} d WHERE d.pk = {key}{of_kind}"
    column = f"h.{held.name}"
    if held.name == "moment":
        column = f"CASE WHEN h.moment_end > {binds.time(ALWAYS)} THEN h.moment END"
    return f"SELECT {column} AS value FROM resource h WHERE h.pk = {key} AND h.type = '{path.resource_type}'"


def _references(use: PathUse, key: str) -> str:
    of_type = f" AND h.type = '{use.target}'" if use.target else ""
    return (
        "SELECT h.type || '/' || h.id AS value FROM resource_reference g JOIN resource h ON h.pk = g.target_pk "
        f"WHERE g.source_pk = {key} AND g.path = {use.path.number}{of_type}"
    )


def _indexed(binds: Binds, sort: SortKey, kind: str, numbers: list[int], key: str) -> str:
    if kind == "token":
        table, expression = "search_token", "s.code"
    else:
        least, greatest = _COLUMNS[kind]
        name = greatest if sort.descending else least
        table, expression = CONDITIONS[kind][0], f"s.{name}"
        if kind == "quantity":
            expression = f"coalesce(s.{name}, s.{name.removeprefix('canonical_')})"
    # Without the plus SQLite would go through all values of the path, least first, until it comes to this resource.
    path = "+s.path" if binds.engine == "sqlite" else "s.path"
    return f"SELECT {expression} AS value FROM {table} s WHERE s.resource_pk = {key} AND {path} {one_of(numbers)}"


def bound(binds: Binds, order: Order, value: str | float) -> str:
    """Return the place of the value of an order in a statement."""
    if order.kind == "time":
        return binds.time(str(value))
    if order.kind == "key":
        return binds.key(int(value))
    return binds(value)


def beyond(binds: Binds, found: Sequence[Order], names: Sequence[str], place: Place, *, backwards: bool) -> str:
    """Return the condition that a result comes after ``place``; before it, if ``backwards``."""
    if any(order.always and value is None for order, value in zip(found, place, strict=True)):
        # The place is among results of another part, those without a value, which are the last.
        return "1 = 1" if backwards else "1 = 0"
    if all(order.always for order in found) and len({order.descending for order in found}) == 1:
        sign = "<" if found[0].descending is not backwards else ">"
        values = [bound(binds, order, value or 0) for order, value in zip(found, place, strict=True)]
        return f"({', '.join(names)}) {sign} ({', '.join(values)})"
    alternatives: list[str] = []
    same: list[str] = []
    for order, name, value in zip(found, names, place, strict=True):
        step = _next(binds, order, name, value, backwards=backwards)
        if step:
            alternatives.append(" AND ".join([*same, step]))
        same.append(f"{name} IS NULL" if value is None else f"{name} = {bound(binds, order, value)}")
    return f"({' OR '.join(alternatives)})"


def _next(binds: Binds, order: Order, name: str, value: str | float | None, *, backwards: bool) -> str | None:
    if value is None:
        return f"{name} IS NOT NULL" if backwards else None
    sign = "<" if order.descending is not backwards else ">"
    further = f"{name} {sign} {bound(binds, order, value)}"
    return further if backwards or order.always else f"({further} OR {name} IS NULL)"


def order_by(found: Sequence[Order], names: Sequence[str], *, backwards: bool) -> str:
    """Return the list that follows ORDER BY."""
    parts = []
    for order, name in zip(found, names, strict=True):
        direction = "DESC" if order.descending is not backwards else "ASC"
        nulls = "" if order.always else " NULLS FIRST" if backwards else " NULLS LAST"
        parts.append(f"{name} {direction}{nulls}")
    return ", ".join(parts)
