"""The journal of SQL writes: what waits to be absorbed, and how the server tells its own writes from those of others.

The triggers fill it, see :mod:`fhirserver.store.triggers`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from fhirserver.store.engine import Connection
from fhirserver.store.references import Identity
from fhirserver.store.sql import Statement, key_list, listed, statement
from fhirserver.store.tables import DOMAIN_TABLES
from mappings import MAPPINGS

LOCK_TIMEOUT_MILLISECONDS = 400
"""Shorter than PostgreSQL's deadlock_timeout (1 s), so that of a server's and a person's transaction that wait for
each other it is the server's that gives way, and is tried again."""

WAITING = "(SELECT sum(sequence) FROM sql_change)"
"""SQL of a mark of what waits: NULL for nothing, else a number that changes with every further write."""

_MARK = statement(
    f"SELECT {WAITING}, (SELECT number FROM search_generation)",
    postgresql=f"SELECT {WAITING}, (SELECT number FROM search_generation), set_config('fhirserver.write', 'on', true), "
    f"set_config('lock_timeout', '{LOCK_TIMEOUT_MILLISECONDS}', true), "
    "set_config('statement_timeout', '0', true), pg_advisory_xact_lock_shared(7043773)",
)
_MARK_ALONE = statement(_MARK.sqlite, postgresql=_MARK.postgresql.replace("_shared", ""))
_WAITING = statement(f"SELECT {WAITING}")
_NEXT = listed("SELECT pk FROM sql_change WHERE pk NOT IN {keys} GROUP BY pk ORDER BY min(sequence) LIMIT :most")
_ENTRIES = listed(
    "SELECT c.sequence, c.table_name, c.pk, c.operation, c.database_user, r.type, r.id "
    "FROM sql_change c LEFT JOIN resource r ON r.pk = c.pk WHERE c.pk IN {keys} ORDER BY c.sequence"
)
_FORGET = listed("DELETE FROM sql_change WHERE sequence IN {keys}")
_TOUCHED = listed("SELECT DISTINCT pk FROM sql_change WHERE pk IN {keys}")
_ONE_ABSORBS = statement("SELECT 1", postgresql="SELECT pg_advisory_xact_lock(7043771)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One journalled write of a row: of which main table and key, by whom, and whose key that is by its header."""

    sequence: int
    table: str
    pk: int
    operation: str
    database_user: str
    identity: Identity | None


def mark_server_write(connection: Connection, *, alone: bool = False) -> tuple[object, int]:
    """Say that the changes of this transaction are the server's own.

    Returns a mark of the SQL writes that wait, and the generation of the search parameters.

    ``alone`` waits until no other transaction of the server writes, and keeps them from it until this one ends.  On
    SQLite every write transaction is alone, and is marked by the engine.
    """
    found = connection.row(_MARK_ALONE if alone else _MARK)
    if found is None:
        raise LookupError("the query returns no row")
    return found[0], found[1]


def waiting(connection: Connection) -> object:
    """Return a mark of the SQL writes that wait, None if none do."""
    found = connection.row(_WAITING)
    return found[0] if found else None


def one_absorbs(connection: Connection) -> None:
    """Wait until no other process absorbs, and keep others from it until this transaction ends."""
    connection.row(_ONE_ABSORBS)


def next_keys(connection: Connection, skipped: Collection[int], most: int) -> list[int]:
    """Return the keys of up to ``most`` resources that SQL wrote to, oldest writes first, without ``skipped``."""
    return [row[0] for row in connection.rows(_NEXT, {"keys": key_list(skipped), "most": most})]


def keys_of(connection: Connection, resource_type: str, resource_id: str) -> list[int]:
    """Return the keys under which SQL wrote to one resource: that of its header, and that of a row with its id."""
    found = connection.rows(_keys_query(resource_type), {"type": resource_type, "id": resource_id})
    return [row[0] for row in found]


@cache
def _keys_query(resource_type: str) -> Statement:
    waits = "IN (SELECT pk FROM sql_change)"
    by_header = f"SELECT r.pk FROM resource r WHERE r.type = :type AND r.id = :id AND r.pk {waits}"
    mapping = MAPPINGS.get(resource_type)
    if mapping is None:
        return statement(by_header)
    kind = "".join(f" AND t.{column} = '{value}'" for column, value in mapping.where.items())
    by_row = f"SELECT t.pk FROM {mapping.table} t WHERE t.id = :id{kind} AND t.pk {waits}"
    return statement(f"{by_header} UNION {by_row}")


def entries(connection: Connection, pks: Iterable[int]) -> list[Entry]:
    """Return what is journalled for the resources ``pks``, in order."""
    found = []
    for sequence, table, pk, operation, user, resource_type, resource_id in connection.rows(
        _ENTRIES, {"keys": key_list(pks)}
    ):
        identity = (resource_type, resource_id) if resource_type is not None else None
        found.append(Entry(sequence, table, pk, operation, user, identity))
    return found


def forget(connection: Connection, sequences: Iterable[int]) -> None:
    """Take entries that were absorbed out of the journal."""
    connection.run(_FORGET, {"keys": key_list(sequences)})


def journalled(connection: Connection, pks: Iterable[int]) -> set[int]:
    """Return those of ``pks`` of which a committed SQL write waits.

    Asked after writing it answers for good: by then every row that was written is locked, and whoever was before us
    has committed.  What SQL does to other rows of the resource is put into its next version.
    """
    return {row[0] for row in connection.rows(_TOUCHED, {"keys": key_list(pks)})}


def held_by_others(connection: Connection, main_table: str, pks: Iterable[int]) -> set[int]:
    """Lock all rows of the resources ``pks`` of a main table; return the resources of which others hold a row locked.

    Nobody is waited for.  SQLite has one writer, so there nobody can.
    """
    if connection.engine == "sqlite":
        return set()
    return {row[0] for row in connection.rows(_lock_query(main_table), {"keys": key_list(pks)})}


@cache
def _lock_query(main_table: str) -> Statement:
    locked, counted = [], []
    for number, table in enumerate(each for each in DOMAIN_TABLES if each.main == main_table):
        rows = f"SELECT {table.owner} AS pk FROM {table.name} WHERE {table.owner} IN {{keys}}"
        locked.append(f"locked_{number} AS ({rows} FOR NO KEY UPDATE SKIP LOCKED)")
        counted.append(f"SELECT pk, 1 AS n FROM ({rows}) AS all_{number}")
        counted.append(f"SELECT pk, -1 FROM locked_{number}")
    rows = f"({' UNION ALL '.join(counted)}) AS each"
    return listed(f"WITH {', '.join(locked)} SELECT pk FROM {rows} GROUP BY pk HAVING sum(n) <> 0")
