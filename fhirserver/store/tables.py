"""What the store needs to know of each table: its columns in order, their keys, and the triggers' view of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect

from fhirserver.store import schema
from mappings import MAPPINGS, metadata

_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # not annotated there


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table as the store writes it.

    ``columns`` are in the order of its row tuples, ``types`` as PostgreSQL names them.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    keys: tuple[str, ...]
    binary: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DomainTable:
    """A table of mappings, as the triggers see it.

    ``main`` is the table of the resource that a row belongs to, ``owner`` the column that holds that resource's key,
    ``identity`` the columns that SQL may not change.
    """

    name: str
    main: str
    owner: str
    is_main: bool
    identity: tuple[str, ...]


def _stored(table: Table) -> StoredTable:
    types = tuple(column.type.compile(_DIALECT) for column in table.columns)
    return StoredTable(
        name=table.name,
        columns=tuple(column.name for column in table.columns),
        types=types,
        keys=tuple(column.name for column in table.primary_key.columns),
        binary=tuple(position for position, name in enumerate(types) if name == "BYTEA"),
    )


def _domain_tables() -> tuple[DomainTable, ...]:
    found: dict[str, DomainTable] = {}
    for mapping in MAPPINGS.values():
        for table in mapping.tables:
            is_main = table.name == mapping.table
            identity = ("pk", "id", *mapping.where) if is_main else (table.owner,)
            found.setdefault(table.name, DomainTable(table.name, mapping.table, table.owner, is_main, identity))
    return tuple(found.values())


DOMAIN_TABLES: tuple[DomainTable, ...] = _domain_tables()

STORED_TABLES: dict[str, StoredTable] = {
    table.name: _stored(table)
    for table in metadata.sorted_tables
    if table.name not in {schema.sql_change.name, schema.sql_quarantine.name}
}
"""All tables that requests write, in an order in which foreign keys hold."""
