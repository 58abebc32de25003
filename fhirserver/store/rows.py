"""Rows as the mappings speak of them, and rows as the tables hold them.

A mapping's rows name references as ``Patient/abc`` and know neither the key nor the id of their resource; the tables
hold keys.  Here is the way between the two, both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any

from fhirserver.store.engine import Connection, EngineName
from fhirserver.store.sql import Statement, key_list, listed, statement
from fhirserver.store.tables import STORED_TABLES
from mappings import MAPPINGS
from mappings.kernel import RowTable

Row = tuple[Any, ...]
MappedRows = dict[str, list[Row]]
Keys = MappingOf[tuple[str, str], int]

_TARGETS = listed("SELECT pk, type, id, version > 0 AND NOT deleted FROM resource WHERE pk IN {keys}")
_AS_SQLITE_READS_IT = statement("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', :text)")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a row of a mapping becomes a row of its table: which places hold references or decimals, and the order."""

    name: str
    key_length: int
    references: tuple[int, ...]
    decimals: tuple[int, ...]
    arrange: Callable[[Row], Row]


@cache
def _layouts(resource_type: str) -> tuple[_Layout, ...]:
    return tuple(_layout(table) for table in MAPPINGS[resource_type].tables)


def _layout(table: RowTable) -> _Layout:
    names = [*table.positions, *(column.name for column in table.columns)]
    given = [None, table.owner, "id", *names]
    places = [given.index(column) if column in given else 0 for column in STORED_TABLES[table.name].columns]
    start = len(table.positions)
    return _Layout(
        name=table.name,
        key_length=start,
        references=tuple(start + i for i, column in enumerate(table.columns) if column.kind == "reference"),
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
                values[place] = str(values[place])
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


def read_rows(connection: Connection, resource_type: str, pks: Iterable[int]) -> dict[int, MappedRows]:
    """Return the rows that the tables hold for the resources ``pks``, in the mapping's form but for references.

    References are keys as the tables have them, see :func:`with_names`.  A resource without a main row is left out.
    """
    parameters = {"keys": key_list(set(pks))}
    found: dict[int, MappedRows] = {}
    for table in MAPPINGS[resource_type].tables:
        kinds = ["integer"] * len(table.positions) + [column.kind for column in table.columns]
        for pk, *values in _text_rows(connection, _select(resource_type, table.name), parameters):
            row = tuple(_canonical(connection, value, kind) for value, kind in zip(values, kinds, strict=True))
            if table.owner == "pk":
                found[pk] = {each.name: [] for each in MAPPINGS[resource_type].tables}
            if pk in found:
                found[pk][table.name].append(row)
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
        filled[layout.name] = [
            _filled(row, stated.get(row[:length]), layout.references, existing) for row in rows[layout.name]
        ]
    return filled


def _filled(row: Row, stated: Row | None, places: tuple[int, ...], existing: Container[str]) -> Row:
    if stated is None:
        return row
    values = list(row)
    for place in places:
        if values[place] is None and stated[place] is not None and stated[place] not in existing:
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


def _canonical(connection: Connection, value: Any, kind: str) -> Any:
    """Return a value as a mapping's ``get`` would have made it, from what a driver returns."""
    if value is None or kind in ("text", "integer", "reference"):
        return value
    if kind == "boolean":
        return bool(value)
    if kind == "decimal":
        return value if isinstance(value, Decimal) else Decimal(str(value))
    if kind == "date":
        return value.isoformat() if isinstance(value, date) else str(value)
    return instant_text(value if isinstance(value, datetime) else _moment(connection, str(value)))


def _moment(connection: Connection, text: str) -> datetime:
    """Return the moment that a text means which the CHECK of SQLite allows."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        # SQLite reads more than Python, such as 24:00 or blanks at the end; the CHECK asks SQLite.
        row = connection.row(_AS_SQLITE_READS_IT, {"text": text})
        moment = datetime.fromisoformat(row[0] if row else text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def instant_text(moment: datetime) -> str:
    """Return a moment as rows have it: UTC, six decimals, 27 characters, so that text sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
