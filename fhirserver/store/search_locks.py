"""Locks that keep transactions apart which decide by a search, on PostgreSQL.

A row that exists can be locked; that none matches cannot.  So a transaction that searches locks the values it searches
for, and those that it writes, before it looks: two of them that could change what the other has found wait for each
other.  A transaction that decides by no search needs none of these locks: whatever order it has with one that does is
the order of a serial execution.  Against what such a transaction commits between two looks of ours, every search is
made again in the end, see ``Transaction.confirm``.

PostgreSQL's serializable isolation was measured instead: with 16 clients and conditional creates of different
resources two of three transactions failed, because it locks whole pages of an index, and a deletion did not see
references that others made while it waited for its lock, because it looks at the state of its beginning.

SQLite has one writer, and needs nothing of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

import msgspec

from fhirserver.search.tree import Search
from fhirserver.store.conditions import identifiers_of, values_of
from fhirserver.store.engine import Connection
from fhirserver.store.sql import statement

LOCKS = 1024
"""All values share so many locks: PostgreSQL's table of locks has room for some thousands."""

_LOCK = statement(
    "",
    postgresql="SELECT CASE WHEN alone THEN pg_advisory_xact_lock(7043772, number)::text "
    "ELSE pg_advisory_xact_lock_shared(7043772, number)::text END "
    "FROM json_to_recordset(:locks::json) AS wanted (number integer, alone boolean)",
)


class SearchLocks:
    """The locks of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: dict[int, bool] = {}

    def take(self, searches: Iterable[Search], documents: Iterable[Mapping[str, object]]) -> None:
        """Lock what is searched for against writers, and what ``documents`` hold against searchers.

        One statement, in an order that is the same for all.
        """
        if self._connection.engine == "sqlite":
            return
        wanted = {number: False for search in searches for number in _searched(search)}
        wanted |= {number: True for document in documents for number in _written(document)}
        new = {number: alone for number, alone in wanted.items() if alone > self._held.get(number, -1)}
        if new:
            locks = [{"number": number, "alone": alone} for number, alone in sorted(new.items())]
            self._connection.rows(_LOCK, {"locks": msgspec.json.encode(locks).decode()})
            self._held |= new


def can_lock(search: Search) -> bool:
    """Whether all that a search can find has an identifier or id that it names."""
    return bool(_named(search))


def _searched(search: Search) -> Iterable[int]:
    for value in _named(search):
        yield _number(search.types[0], value)


def _named(search: Search) -> list[str]:
    """The identifiers, or ids, of which everything that is found must have one; none if there is no such criterion."""
    for code in ("_id", "identifier"):
        for alternatives in values_of(search, code):
            values = [value.code for value in alternatives if value.code is not None]
            if len(values) == len(alternatives):
                return values
    return []


def _written(document: Mapping[str, object]) -> Iterable[int]:
    if "id" in document:
        yield _number(document["resourceType"], document["id"])
    for identifier in identifiers_of(document):
        yield _number(document["resourceType"], identifier["value"])


def _number(resource_type: object, value: object) -> int:
    return crc32(f"{resource_type} {value}".encode()) % LOCKS
