"""Rows as the mappings speak of them, and rows as the tables hold them.

A mapping's rows name references as ``Patient/abc`` and know neither the key nor the id of their resource; the tables
hold keys.  Here is the way between the two, both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from fhirserver.store.engine import Connection, EngineName
from fhirserver.store.sql import Statement, key_list, listed
from fhirserver.store.tables import DOMAIN_TABLES, STORED_TABLES
from mappings import MAPPINGS
from mappings.kernel import Kind
from mappings.kernel.level import Level, all_levels
from mappings.values import from_sql, to_sqlite

Row = tuple[Any, ...]
MappedRows = dict[str, list[Row]]
Keys = MappingOf[tuple[str, str], int]

_TARGETS = listed("SELECT pk, type, id, version > 0 AND NOT deleted FROM resource WHERE pk IN {keys}")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a row of a mapping becomes a row of its table: which places hold references or decimals, and the order.

    ``rivals`` are, for a reference, the other references that stand for the same element, of which one can be there.
    """

    name: str
    key_length: int
    references: tuple[int, ...]
    rivals: dict[int, tuple[int, ...]]
    decimals: tuple[int, ...]
    arrange: Callable[[Row], Row]


@cache
def _layouts(resource_type: str) -> tuple[_Layout, ...]:
    return tuple(_layout(level) for level in all_levels(MAPPINGS[resource_type].level))


def _layout(level: Level) -> _Layout:
    table = level.table
    names = [*table.positions, *(column.name for column in table.columns)]
    given = [None, table.owner, "id", *names]
    places = [given.index(column) if column in given else 0 for column in STORED_TABLES[table.name].columns]
    start = len(table.positions)
    references = tuple(start + i for i, column in enumerate(table.columns) if column.kind == "reference")
    steps = {place.index: place.steps for place in level.places}
    return _Layout(
        name=table.name,
        key_length=start,
        references=references,
        rivals={
            one: tuple(other for other in references if other != one and steps[other] == steps[one])
            for one in references
        },
        decimals=tuple(start + i for i, column in enumerate(table.columns) if column.kind == "decimal"),
        arrange=itemgetter(*places),
    )


def table_rows(
    resource_type: str, pk: int, resource_id: str, rows: MappedRows, keys: Keys, engine: EngineName
) -> dict[str, list[Row]]:
    """Return what the tables hold for ``rows`` of a mapping.

    ``keys`` gives the key of each local reference that exists; one that it does not name becomes NULL.
    """
    made: dict[str, list[Row]] = {}
    for layout in _layouts(resource_type):
        arrange = layout.arrange
        made[layout.name] = [
            arrange((None, pk, resource_id, *_with_keys(row, layout, keys, engine))) for row in rows[layout.name]
        ]
    return made


def _with_keys(row: Row, layout: _Layout, keys: Keys, engine: EngineName) -> Row:
    if not layout.references and not (layout.decimals and engine == "sqlite"):
        return row
    values = list(row)
    for place in layout.references:
        if values[place] is not None:
            resource_type, _, resource_id = values[place].partition("/")
            values[place] = keys.get((resource_type, resource_id))
    if engine == "sqlite":
        for place in layout.decimals:
            if values[place] is not None:
                values[place] = to_sqlite("decimal", values[place])
    return tuple(values)


def changed_tables(resource_type: str, old: MappedRows, new: MappedRows) -> list[tuple[str, list[Row], list[Row]]]:
    """Compare the rows of two versions of a resource.

    Returns for every table that differs its name, the new or changed rows, and the positions of rows that are gone;
    rows are those of the mapping, matched by their positions.
    """
    differing = []
    for layout in _layouts(resource_type):
        before, after = old[layout.name], new[layout.name]
        if before == after:
            continue
        length = layout.key_length
        by_position = {row[:length]: row for row in before}
        changed = [row for row in after if by_position.pop(row[:length], None) != row]
        differing.append((layout.name, changed, list(by_position)))
    return differing


@dataclass(frozen=True, slots=True)
class Target:
    """What stands under a key: ``Type/id``, and whether it exists now."""

    name: str
    exists: bool


@dataclass(frozen=True, slots=True)
class HeldRows:
    """Rows of a resource as the tables hold them: in the mapping's form, but references are keys.

    ``unreadable`` names the columns with values that the mapping's form has no place for: SQLite keeps times as text.
    """

    rows: MappedRows
    unreadable: list[str]


def read_rows(connection: Connection, resource_type: str, pks: Iterable[int]) -> dict[int, HeldRows]:
    """Return the rows that the tables hold for the resources ``pks``.  A resource without a main row is left out."""
    parameters = {"keys": key_list(set(pks))}
    found: dict[int, HeldRows] = {}
    for table in MAPPINGS[resource_type].tables:
        names = [*table.positions, *(column.name for column in table.columns)]
        kinds: list[Kind] = [column.kind for column in table.columns]
        kinds[:0] = ["integer"] * len(table.positions)
        for pk, *values in _text_rows(connection, _select(resource_type, table.name), parameters):
            if table.owner == "pk":
                found[pk] = HeldRows({each.name: [] for each in MAPPINGS[resource_type].tables}, [])
            if pk in found:
                row = []
                for name, kind, value in zip(names, kinds, values, strict=True):
                    try:
                        row.append(from_sql(kind, value))
                    except (ValueError, OverflowError):
                        row.append(value)
                        found[pk].unreadable.append(f"{table.name}.{name}")
                found[pk].rows[table.name].append(tuple(row))
    return found


def _text_rows(connection: Connection, query: Statement, parameters: dict[str, str]) -> list[Row]:
    if connection.engine == "postgresql":
        return connection.rows(query, parameters)
    # SQLite stores any bytes as text, and the driver refuses what is not UTF-8.
    connection.raw.text_factory = _forgiving
    try:
        return connection.rows(query, parameters)
    finally:
        connection.raw.text_factory = str


def _forgiving(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@cache
def _select(resource_type: str, table_name: str) -> Statement:
    table = next(table for table in MAPPINGS[resource_type].tables if table.name == table_name)
    columns = ", ".join([table.owner, *table.positions, *(column.name for column in table.columns)])
    order = ", ".join([table.owner, *table.positions])
    return listed(f"SELECT {columns} FROM {table.name} WHERE {table.owner} IN {{keys}} ORDER BY {order}")


def rows_elsewhere(connection: Connection, table: str, pk: int) -> list[Row]:
    """Return, as text, the rows that a child table holds for a resource whose mapping does not have that table."""
    names = STORED_TABLES[table].columns
    owner = next(each.owner for each in DOMAIN_TABLES if each.name == table)
    columns = ", ".join(f"CAST({name} AS text)" for name in names)
    query = listed(f"SELECT {columns} FROM {table} WHERE {owner} IN {{keys}}")
    return [tuple(row) for row in connection.rows(query, {"keys": key_list([pk])})]


def keys_in(resource_type: str, rows: MappedRows) -> set[int]:
    """Return the keys that rows from :func:`read_rows` refer to."""
    return {
        row[place]
        for layout in _layouts(resource_type)
        for row in rows[layout.name]
        for place in layout.references
        if row[place] is not None
    }


def with_names(resource_type: str, rows: MappedRows, names: MappingOf[int, str]) -> MappedRows:
    """Return rows from :func:`read_rows` in the mapping's own form; ``names`` has ``Type/id`` of every key in them."""
    named: MappedRows = {}
    for layout in _layouts(resource_type):
        named[layout.name] = [_with_names(row, layout, names) for row in rows[layout.name]]
    return named


def with_dangling(
    resource_type: str, rows: MappedRows, document_rows: MappedRows, existing: Container[str]
) -> MappedRows:
    """Return ``rows`` of the tables with the references that their document makes and that no foreign key can hold.

    Where the document refers to what does not exist, the table has NULL; that is no wish to remove the reference.
    """
    filled: MappedRows = {}
    for layout in _layouts(resource_type):
        length = layout.key_length
        stated = {row[:length]: row for row in document_rows[layout.name]} if layout.references else {}
        filled[layout.name] = [_filled(row, stated.get(row[:length]), layout, existing) for row in rows[layout.name]]
    return filled


def _filled(row: Row, stated: Row | None, layout: _Layout, existing: Container[str]) -> Row:
    if stated is None:
        return row
    values = list(row)
    for place, rivals in layout.rivals.items():
        dangles = values[place] is None and stated[place] is not None and stated[place] not in existing
        if dangles and all(row[rival] is None for rival in rivals):
            values[place] = stated[place]
    return tuple(values)


def references_in(resource_type: str, rows: MappedRows) -> set[str]:
    """Return ``Type/id`` of all that rows in the mapping's form refer to."""
    return {
        row[place]
        for layout in _layouts(resource_type)
        for row in rows[layout.name]
        for place in layout.references
        if row[place] is not None
    }


def targets_of(connection: Connection, pks: Iterable[int]) -> dict[int, Target]:
    """Return what stands under each key that is a resource's."""
    wanted = set(pks)
    if not wanted:
        return {}
    return {
        pk: Target(f"{resource_type}/{resource_id}", bool(exists))
        for pk, resource_type, resource_id, exists in connection.rows(_TARGETS, {"keys": key_list(wanted)})
    }


def _with_names(row: Row, layout: _Layout, names: MappingOf[int, str]) -> Row:
    if not layout.references:
        return row
    values = list(row)
    for place in layout.references:
        if values[place] is not None:
            values[place] = names[values[place]]
    return tuple(values)
