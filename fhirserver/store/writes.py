"""All changes of one transaction, gathered by table and written at once.

On PostgreSQL the rows travel as one JSON parameter a table and every table is a data-modifying WITH query of the same
statement: measured for 1 + 2 + 1 rows 358 us against 519 us for a VALUES list a table and 798 us for COPY, and for
bundles of 150 as fast as COPY.  The parts of such a statement do not see one another, so rows that are deleted and rows
that are inserted must have different keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from fhirserver.store.engine import Connection
from fhirserver.store.sql import Statement
from fhirserver.store.tables import STORED_TABLES, StoredTable

Row = tuple[object, ...]
_OPERATIONS = ("delete", "insert", "upsert")
_encoder = msgspec.json.Encoder()


class Writes:
    """Rows to insert, to insert or replace, and keys to delete, by table."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[Row]] = defaultdict(list)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows that are not there yet, each with all columns of the table in order."""
        self._rows[table, "insert"].extend(rows)

    def upsert(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows that replace those with the same key."""
        self._rows[table, "upsert"].extend(rows)

    def delete(self, table: str, keys: Iterable[Row]) -> None:
        """Delete the rows with these primary keys."""
        self._rows[table, "delete"].extend(keys)

    def execute(self, connection: Connection) -> None:
        """Write everything."""
        parts = tuple(
            (table, operation)
            for table in STORED_TABLES
            for operation in _OPERATIONS
            if self._rows.get((table, operation))
        )
        if not parts:
            return
        if connection.engine == "sqlite":
            for table, operation in sorted(parts, key=lambda part: part[1] != "delete"):
                connection.run_many(_sqlite_text(table, operation), self._rows[table, operation])
            return
        parameters = {
            f"{operation}_{table}": _as_json(STORED_TABLES[table], operation, self._rows[table, operation])
            for table, operation in parts
        }
        connection.run(_postgresql_statement(parts), parameters)


@lru_cache
def _sqlite_text(table_name: str, operation: str) -> str:
    table = STORED_TABLES[table_name]
    if operation == "delete":
        return f"DELETE FROM {table.name} WHERE {' AND '.join(f'{key} = ?' for key in table.keys)}"
    text = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({', '.join('?' * len(table.columns))})"
    return text + (_on_conflict(table) if operation == "upsert" else "")


@lru_cache(maxsize=1024)
def _postgresql_statement(parts: tuple[tuple[str, str], ...]) -> Statement:
    queries = [_postgresql_part(STORED_TABLES[table], operation) for table, operation in parts]
    named = [f"part_{number} AS ({query})" for number, query in enumerate(queries[:-1])]
    text = f"WITH {', '.join(named)} {queries[-1]}" if named else queries[-1]
    return Statement(sqlite="", postgresql=text)


def _postgresql_part(table: StoredTable, operation: str) -> str:
    types = dict(zip(table.columns, table.types, strict=True))
    columns = table.keys if operation == "delete" else table.columns
    source = (
        f"json_to_recordset(%({operation}_{table.name})s::json) "
        f"AS given ({', '.join(f'{column} {types[column]}' for column in columns)})"
    )
    if operation == "delete":
        return f"DELETE FROM {table.name} USING {source} WHERE " + " AND ".join(
            f"{table.name}.{key} = given.{key}" for key in table.keys
        )
    names = ", ".join(columns)
    text = f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {source}"
    return text + (_on_conflict(table) if operation == "upsert" else "")


def _on_conflict(table: StoredTable) -> str:
    others = [column for column in table.columns if column not in table.keys]
    keys = ", ".join(table.keys)
    if not others:
        return f" ON CONFLICT ({keys}) DO NOTHING"
    return f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(f'{column} = excluded.{column}' for column in others)}"


def _as_json(table: StoredTable, operation: str, rows: list[Row]) -> str:
    columns = table.keys if operation == "delete" else table.columns
    if table.binary and operation != "delete":
        rows = [_with_hexadecimal(row, table.binary) for row in rows]
    return _encoder.encode([dict(zip(columns, row, strict=True)) for row in rows]).decode()


def _with_hexadecimal(row: Row, binary: tuple[int, ...]) -> Row:
    values = list(row)
    for position in binary:
        value = values[position]
        if isinstance(value, bytes):
            values[position] = "\\x" + value.hex()
    return tuple(values)
