"""Indexing what is there already by search parameters that were added, and forgetting those that were removed.

Works in small transactions, each of which says how far it has come, so that it can be stopped at any moment and goes on
where it was.  Any process can do it; the row of the parameter is locked meanwhile, so no two do the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import msgspec

from fhirserver.store.engine import Connection
from fhirserver.store.index_again import index_again
from fhirserver.store.repository import Repository
from fhirserver.store.search_parameters import CHANGED, Definition, paths_of_definition, registry_of, settled
from fhirserver.store.sql import Statement, statement
from fhirserver.store.transaction import Transaction

AT_ONCE = 200
"""Resources indexed in one transaction."""

_NEXT = (
    "SELECT resource_pk, definition, state, reason, last_pk, done, total FROM search_parameter "
    "WHERE state IN ('indexing', 'removing') ORDER BY resource_pk LIMIT 1"
)
_CLAIM = statement(_NEXT, postgresql=f"{_NEXT} FOR UPDATE SKIP LOCKED")
_WAITS = statement("SELECT 1 FROM search_parameter WHERE state IN ('indexing', 'removing')")
_STEP = statement("UPDATE search_parameter SET last_pk = :last, done = :done, total = :total WHERE resource_pk = :pk")
_READY = statement("UPDATE search_parameter SET state = 'ready', definition = :definition WHERE resource_pk = :pk")
_UNUSABLE = statement("UPDATE search_parameter SET state = 'unusable', definition = '{}' WHERE resource_pk = :pk")
_GONE = statement("DELETE FROM search_parameter WHERE resource_pk = :pk")


class _Begins(Exception):
    """Nothing has been done for the parameter yet, and others may be writing."""


@dataclass(frozen=True, slots=True)
class Step:
    """What has been done for a search parameter so far: ``done`` of ``total`` resources."""

    code: str
    done: int
    total: int


def work_waits(repository: Repository) -> bool:
    """Whether there is something to index or to remove."""
    with repository.database.reading() as connection:
        return connection.row(_WAITS) is not None


def reindex(repository: Repository) -> Iterator[Step]:
    """Do all that waits, step by step; what another process is doing is left to it."""
    while True:
        try:
            step = repository.write(_step)
        except _Begins:
            # Whoever began to write before the parameter was noted does not know of it: the first step waits for them.
            step = repository.write(partial(_step, alone=True), alone=True)
        if step is None:
            return
        yield step


def _step(transaction: Transaction, *, alone: bool = False) -> Step | None:
    connection = transaction.connection
    row = connection.row(_CLAIM)
    if row is None:
        return None
    pk, text, state, reason, last_pk, done, total = row
    if last_pk == 0 and not alone:
        raise _Begins
    kept = msgspec.json.decode(text, type=Definition)
    types = kept.types
    total = _count(connection, types) if total is None else total
    pks = _following(connection, types, last_pk)
    done += len(pks)
    if pks:
        paths = paths_of_definition(kept)
        registry = registry_of(connection)
        index_again(connection, registry, transaction.data_keys, transaction.settings.base_url, pks, paths)
        # What was written meanwhile has been done too.
        total = max(total, done)
        connection.run(_STEP, {"pk": pk, "last": pks[-1], "done": done, "total": total})
    if len(pks) == AT_ONCE:
        return Step(kept.parameter.code, done, total)
    if state == "indexing":
        connection.run(_READY, {"pk": pk, "definition": settled(text)})
    else:
        connection.run(_GONE if reason is None else _UNUSABLE, {"pk": pk})
    connection.run(CHANGED)
    return Step(kept.parameter.code, done, done)


def _of_types(columns: str, types: tuple[str, ...], rest: str) -> Statement:
    named = ", ".join(f"'{name}'" for name in types)
    return statement(f"SELECT {columns} FROM resource WHERE type IN ({named}) AND NOT deleted AND version > 0{rest}")


def _count(connection: Connection, types: tuple[str, ...]) -> int:
    row = connection.row(_of_types("count(*)", types, ""))
    return int(row[0]) if row else 0


def _following(connection: Connection, types: tuple[str, ...], last_pk: int) -> list[int]:
    query = _of_types("pk", types, " AND pk > :last ORDER BY pk LIMIT :most")
    return [row[0] for row in connection.rows(query, {"last": last_pk, "most": AT_ONCE})]
