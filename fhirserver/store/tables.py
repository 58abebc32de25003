"""What the store needs to know of each table: its columns in order, their keys, and the triggers' view of them.

The whole of the schema is made with SQLAlchemy (``schema``), which costs each server process 20 MB.  So the few tables
around the mapped ones are listed here once more, and a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter

from mappings import MAPPINGS
from mappings.kernel import Kind
from mappings.kernel.uses import TableUse, table_uses

KEY_BLOCK = 1024
"""Keys of new resources that a process takes at once."""

TYPED_KEYS = 2**40
"""From here on keys are those of rows typed by SQL, which are random; the server counts up from 1."""


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table as the store writes it.

    ``columns`` are in the order of its row tuples, ``types`` as PostgreSQL names them; ``keys`` come first in the index
    tables.  ``full_text`` says that it is a virtual table on SQLite.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    keys: tuple[str, ...]
    binary: tuple[int, ...]
    full_text: bool


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


_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "boolean": "BOOLEAN",
    "integer": "INTEGER",
    "decimal": "NUMERIC",
    "date": "DATE",
    "instant": "TIMESTAMP WITH TIME ZONE",
    "reference": "BIGINT",
}
_RESOURCE = (
    "pk BIGINT, type TEXT, id VARCHAR(64), version INTEGER, last_updated TIMESTAMP WITH TIME ZONE, deleted BOOLEAN, "
    "patient_pk BIGINT, moment TIMESTAMP WITH TIME ZONE, moment_end TIMESTAMP WITH TIME ZONE"
)
_VERSION = (
    "resource_pk BIGINT, version INTEGER, type TEXT, method TEXT, last_updated TIMESTAMP WITH TIME ZONE, "
    "written_by TEXT, patient_pk BIGINT, key_id BYTEA, document BYTEA"
)
_REFERENCE = "source_pk BIGINT, path INTEGER, element INTEGER, target_pk BIGINT"
_INDEXES = {
    "search_token": "system BIGINT, code TEXT, exact TEXT, patient_pk BIGINT, moment TIMESTAMP WITH TIME ZONE, "
    "moment_end TIMESTAMP WITH TIME ZONE",
    "search_string": "folded TEXT, whole TEXT, value TEXT",
    "search_date": "low TIMESTAMP WITH TIME ZONE, high TIMESTAMP WITH TIME ZONE",
    "search_number": "low DOUBLE PRECISION, high DOUBLE PRECISION, is_range BOOLEAN",
    "search_quantity": "low DOUBLE PRECISION, high DOUBLE PRECISION, is_range BOOLEAN, system TEXT, code TEXT, "
    "unit TEXT, canonical_low DOUBLE PRECISION, canonical_high DOUBLE PRECISION, canonical_unit TEXT, of_code TEXT",
    "search_uri": "value TEXT, version TEXT",
    "search_position": "latitude DOUBLE PRECISION, longitude DOUBLE PRECISION",
    "care_relation": "actor_pk BIGINT, patient_pk BIGINT, kind TEXT, low TIMESTAMP WITH TIME ZONE, "
    "high TIMESTAMP WITH TIME ZONE",
    "consent_provision": "patient_pk BIGINT, permit BOOLEAN, low TIMESTAMP WITH TIME ZONE, "
    "high TIMESTAMP WITH TIME ZONE, actors TEXT, actions TEXT, purposes TEXT, types TEXT, codes TEXT, labels TEXT, "
    "resources TEXT, data_low TIMESTAMP WITH TIME ZONE, data_high TIMESTAMP WITH TIME ZONE",
    "security_label": "label TEXT, rank INTEGER, sensitive BOOLEAN",
}
_TEXT = "resource_pk BIGINT, narrative TSVECTOR, content TSVECTOR, coded TSVECTOR"


def _around(name: str, number_of_keys: int, columns: str) -> StoredTable:
    """A table whose keys are its first columns."""
    types = dict(column.split(" ", 1) for column in columns.split(", "))
    return _stored(name, types, tuple(types)[:number_of_keys])


def _mapped(use: TableUse) -> StoredTable:
    _, level = use.levels[0]
    owner, positions = level.table.owner, level.table.positions
    types = {owner: "BIGINT", **dict.fromkeys(positions, "INTEGER")}
    if use.main:
        types |= {"id": "TEXT"} | ({"kind": "TEXT"} if use.kinds else {})
    types |= {name: _TYPES[uses[0].codec.kind] for name, uses in use.columns.items()}
    return _stored(use.name, types, (owner, *positions))


def _stored(name: str, types: dict[str, str], keys: tuple[str, ...]) -> StoredTable:
    binary = tuple(place for place, type_ in enumerate(types.values()) if type_ == "BYTEA")
    return StoredTable(name, tuple(types), tuple(types.values()), keys, binary, "TSVECTOR" in types.values())


def _domain_tables() -> tuple[DomainTable, ...]:
    found: dict[str, DomainTable] = {}
    for mapping in MAPPINGS.values():
        for table in mapping.tables:
            is_main = table.name == mapping.table
            identity = ("pk", "id", *mapping.where) if is_main else (table.owner,)
            found.setdefault(table.name, DomainTable(table.name, mapping.table, table.owner, is_main, identity))
    return tuple(found.values())


DOMAIN_TABLES: tuple[DomainTable, ...] = _domain_tables()


def _stored_tables() -> Iterator[StoredTable]:
    yield _around("data_key", 1, "id BYTEA, owner TEXT, wrapped BYTEA")
    yield _around("resource", 1, _RESOURCE)
    uses = table_uses(MAPPINGS.values())
    for name in TopologicalSorter({name: _refers_to(use) for name, use in uses.items()}).static_order():
        yield _mapped(uses[name])
    yield _around("resource_version", 2, _VERSION)
    yield _around("resource_reference", 4, _REFERENCE)
    for name, columns in _INDEXES.items():
        yield _around(name, 3, f"resource_pk BIGINT, path INTEGER, position INTEGER, element INTEGER, {columns}")
    yield _around("search_text", 1, _TEXT)


def _refers_to(use: TableUse) -> list[str]:
    """The other tables that foreign keys of a table name."""
    _, level = use.levels[0]
    owners = () if use.main else (level.table.owner, *level.table.positions[-2:-1])
    targets = (uses[0].codec.table for uses in use.columns.values())
    return sorted({*owners, *filter(None, targets)} - {use.name})


STORED_TABLES: dict[str, StoredTable] = {table.name: table for table in _stored_tables()}
"""All tables that requests write, those that others refer to first: SQLite then finds every foreign key at once."""
