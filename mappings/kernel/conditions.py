"""The CHECK constraints of a table: what SQL can say of a row that R4 says of a resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mappings.kernel.declaration import IN_DOCUMENT, Codec, Kind
from mappings.kernel.level import Level

if TYPE_CHECKING:
    from mappings.kernel.mapping import Mapping
    from mappings.kernel.uses import TableUse

Condition = tuple[str, str, str | None]
"""A name, the SQL, and the one dialect that it is for, or None for both."""

BY_KIND: dict[Kind, list[tuple[str, str | None]]] = {
    "boolean": [("{x} IN (0, 1)", "sqlite")],
    "decimal": [("abs({x}) < 9e999", "sqlite"), ("abs({x}) < 'Infinity'", "postgresql")],
    "date": [("{x} IS date({x}, '+0 days')", "sqlite"), ("{x} BETWEEN '0001-01-01' AND '9999-12-31'", "postgresql")],
    "instant": [
        (
            "{x} IS NULL OR julianday({x}) IS NOT NULL AND date(substr({x}, 1, 10), '+0 days') IS substr({x}, 1, 10)",
            "sqlite",
        ),
        ("{x} >= '0001-01-01 00:00:00+00' AND {x} < '10000-01-01 00:00:00+00'", "postgresql"),
    ],
}
"""What the type alone does not say: both engines have infinite numbers or times, and SQLite has no dates.

``date(x)`` leaves 2012-02-30 as it is in some versions of SQLite; adding no days makes it the first of March in all.
"""

ID: list[Condition] = [
    ("id", "length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.-]*'", "sqlite"),
    ("id", "id ~ '^[A-Za-z0-9.-]{1,64}$'", "postgresql"),
]


def of_table(use: TableUse) -> Iterator[Condition]:
    """All CHECKs of a table."""
    if use.main:
        yield from ID
        if use.kinds:
            yield "kind", f"kind IN ({_listed(use.kinds.values())})", None
    else:
        for position in use.levels[0][1].table.positions:
            yield position, f"{position} >= 0", None
    yield from _of_columns(use)
    yield from _of_kinds(use)
    for mapping, level in use.levels if use.main else use.levels[:1]:
        for name, sql in [*_required(level), *_choices(level), *_same_path(level)]:
            prefix = f"{mapping.where['kind']}_" if use.main and use.kinds else ""
            yield prefix + name, _if_kind(use, mapping, sql), None


def _of_columns(use: TableUse) -> Iterator[Condition]:
    for name, uses in use.columns.items():
        codec = uses[0].codec
        for sql, dialect in BY_KIND.get(codec.kind, ()):
            yield name, sql.format(x=name), dialect
        by_condition: dict[str, list[str]] = {}
        for each in uses:
            condition = _of_codec(each.codec, name)
            if condition:
                by_condition.setdefault(condition, []).append(each.mapping.resource)
        if len(by_condition) == 1 or not use.main:
            for sql in by_condition:
                yield name, sql, None
        else:
            for sql, resources in by_condition.items():
                kinds = [use.kinds[resource] for resource in resources]
                yield f"{name}_{kinds[0]}", f"kind NOT IN ({_listed(kinds)}) OR {sql}", None


def _of_codec(codec: Codec, name: str) -> str | None:
    if codec.values:
        return f"{name} IN ({_listed(codec.values)})"
    return codec.check.format(x=name) if codec.check else None


def _of_kinds(use: TableUse) -> Iterator[Condition]:
    """A column stays NULL in the rows of a kind that does not have it."""
    if not use.main or not use.kinds:
        return
    columns: dict[tuple[str, ...], list[str]] = {}
    for name, uses in use.columns.items():
        kinds = tuple(dict.fromkeys(use.kinds[each.mapping.resource] for each in uses))
        if len(kinds) < len(use.kinds):
            columns.setdefault(kinds, []).append(name)
    for kinds, names in columns.items():
        empty = " AND ".join(f"{name} IS NULL" for name in names)
        yield f"{names[0]}_kind", f"kind IN ({_listed(kinds)}) OR ({empty})", None


def _required(level: Level) -> Iterator[tuple[str, str]]:
    for required in level.required:
        shown = [f"{level.name_at(index)} IS NOT NULL" for index in required.indexes]
        only = f"(',' || coalesce({IN_DOCUMENT}, '') || ',') LIKE '%,{required.element},%'"
        yield f"has_{required.element.lower()}", " OR ".join([*shown, only])


def _choices(level: Level) -> Iterator[tuple[str, str]]:
    for number, group in enumerate(level.groups):
        shown = dict.fromkeys(
            " OR ".join(f"{level.name_at(index)} IS NOT NULL" for index in indexes)
            for indexes in group.indexes.values()
        )
        if len(shown) > 1:
            counted = " + ".join(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in shown)
            yield f"one_{group.name.lower()}_{number}", f"{counted} <= 1"


def _same_path(level: Level) -> Iterator[tuple[str, str]]:
    """Columns that read the same element, each other targets, cannot both have a value."""
    by_steps: dict[object, list[str]] = {}
    for place in level.places:
        if not place.column.derived:
            by_steps.setdefault(place.steps, []).append(place.column.name)
    for names in by_steps.values():
        if len(names) > 1:
            counted = " + ".join(f"CASE WHEN {name} IS NOT NULL THEN 1 ELSE 0 END" for name in names)
            yield f"one_of_{names[0]}", f"{counted} <= 1"


def _if_kind(use: TableUse, mapping: Mapping, sql: str) -> str:
    return f"kind <> '{mapping.where['kind']}' OR {sql}" if use.main and use.kinds else sql


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)
