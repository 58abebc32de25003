"""Foreign keys of rows whose references start or cease to name something that exists.

A foreign key column can hold a key only while its target has a row.  So it is filled when a resource is made to which
others refer already (which happens where references may dangle, or when a deleted resource comes back), and emptied
when one goes to which others refer (where that is allowed).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import msgspec

from fhirserver.store.data_keys import DataKeys
from fhirserver.store.engine import Connection
from fhirserver.store.sql import Statement, key_list, listed, statement
from fhirserver.store.staged import Staged
from fhirserver.store.versions import VERSION_COLUMNS, Version, document_of, version_of
from mappings import MAPPINGS

AT_ONCE = 500
"""Documents held in memory at a time."""

_SOURCES = listed("SELECT DISTINCT source_pk FROM resource_reference WHERE target_pk IN {keys} ORDER BY source_pk")
_FROM = (
    "FROM resource r JOIN resource_version v ON v.resource_pk = r.pk AND v.version = r.version "
    "JOIN data_key k ON k.id = v.key_id WHERE r.pk IN {keys}"
)
# Locked and then read, because whoever was waited for has made another version.
_LOCK = listed("SELECT 1 FROM resource r WHERE r.pk IN {keys} ORDER BY r.pk FOR NO KEY UPDATE")
_DOCUMENTS = listed(f"SELECT {VERSION_COLUMNS} {_FROM}")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A foreign key column of a table, and the places of its row's key."""

    table: str
    column: str
    keys: tuple[str, ...]
    targets: frozenset[str]


def relink(connection: Connection, staged: list[Staged], data_keys: DataKeys) -> None:
    """Fill and empty the foreign keys of all rows that refer to what ``staged`` versions, now written, made or deleted.

    Raises SealBroken.
    """
    deleted = [item.version for item in staged if item.version.deleted]
    if deleted and _sources(connection, deleted):
        for cell in _cells_to({version.type for version in deleted}):
            connection.run(_emptying(cell), {"keys": key_list(version.pk for version in deleted)})
    made = {f"{item.version.type}/{item.version.id}": item.version for item in staged if item.revives}
    if not made:
        return
    sources = iter(_sources(connection, list(made.values())))
    while some := list(islice(sources, AT_ONCE)):
        _fill(connection, some, made, data_keys)


def _sources(connection: Connection, targets: list[Version]) -> list[int]:
    return [row[0] for row in connection.rows(_SOURCES, {"keys": key_list(version.pk for version in targets)})]


def _fill(connection: Connection, sources: list[int], made: dict[str, Version], data_keys: DataKeys) -> None:
    parameters = {"keys": key_list(sources)}
    if connection.engine == "postgresql":
        connection.rows(_LOCK, parameters)
    values: dict[_Cell, list[dict[str, int]]] = defaultdict(list)
    for row in connection.rows(_DOCUMENTS, parameters):
        source = version_of(row, data_keys)
        if source.type in MAPPINGS:
            for cell, value in _cells_of(source, made):
                values[cell].append(value)
    for cell, given in values.items():
        connection.run(_filling(cell), {"given": msgspec.json.encode(given).decode()})


def _cells_of(source: Version, made: dict[str, Version]) -> Iterator[tuple[_Cell, dict[str, int]]]:
    rows = MAPPINGS[source.type].get(document_of(source))
    for table in MAPPINGS[source.type].tables:
        length = len(table.positions)
        keys = (table.owner, *table.positions)
        for place, column in enumerate(table.columns):
            if column.kind != "reference" or column.derived:
                continue
            cell = _Cell(table.name, column.name, keys, frozenset(column.targets))
            for row in rows[table.name]:
                target = made.get(row[length + place] or "")
                if target is not None:
                    found = dict(zip(keys, (source.pk, *row[:length]), strict=True))
                    yield cell, {**found, "target": target.pk}


def _cells_to(types: set[str]) -> set[_Cell]:
    return {
        _Cell(table.name, column.name, (table.owner, *table.positions), frozenset(column.targets))
        for mapping in MAPPINGS.values()
        for table in mapping.tables
        for column in table.columns
        if types & set(column.targets)
    }


@cache
def _emptying(cell: _Cell) -> Statement:
    return listed(f"UPDATE {cell.table} SET {cell.column} = NULL WHERE {cell.column} IN {{keys}}")


@cache
def _filling(cell: _Cell) -> Statement:
    """Only where it is empty: what SQL wrote there meanwhile is absorbed later."""
    extracted = ", ".join(f"value ->> '{key}' AS {key}" for key in (*cell.keys, "target"))
    typed = ", ".join(f"{key} bigint" for key in (*cell.keys, "target"))
    same = " AND ".join(f"{cell.table}.{key} = given.{key}" for key in cell.keys)
    update = f"UPDATE {cell.table} SET {cell.column} = given.target FROM"
    where = f"AS given WHERE {same} AND {cell.table}.{cell.column} IS NULL"
    return statement(
        f"{update} (SELECT {extracted} FROM json_each(:given)) {where}",
        postgresql=f"{update} json_to_recordset(:given::json) AS given ({typed}) WHERE {same} "
        f"AND {cell.table}.{cell.column} IS NULL",
    )
