"""The resources that SQL wrote to, gathered with all that must be decided together with them.

A new row may refer to another new row, and a deletion may be possible only together with others.  So one starts from
some resources and adds what they hang together with, until nothing is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fhirserver.store.journal import Entry, entries, held_by_others, journalled
from fhirserver.store.references import Identity, existing_names
from fhirserver.store.rows import (
    MappedRows,
    Target,
    keys_in,
    read_rows,
    references_in,
    targets_of,
    with_dangling,
    with_names,
)
from fhirserver.store.sql import Statement, key_list, listed, statement
from fhirserver.store.transaction import Header, Transaction
from fhirserver.store.versions import document_of
from fhirserver.validation import Report
from mappings import MAPPINGS

_SOURCES = listed(
    "SELECT target_pk, source_pk FROM resource_reference WHERE target_pk IN {keys} AND source_pk <> target_pk"
)


@dataclass(slots=True)
class Touched:
    """A resource that SQL wrote to.

    ``identity`` is what its header says, ``row_identity`` what its main row says; either may be missing.  ``rows`` are
    in the mapping's form, None if they were deleted; ``meant`` are the rows with the references that only the document
    can hold, ``stated`` those that the document made before.  ``document`` and ``report`` are what they make,
    ``reasons`` why they cannot, each beginning with a place and a colon.  ``anew`` says that the main row was deleted
    and is another one now.  ``needs`` are the keys of what must be absorbed with it, ``referred_by`` those of the
    resources that refer to it, if it was deleted.
    """

    table: str
    pk: int
    entries: list[Entry]
    identity: Identity | None
    row_identity: Identity | None = None
    header: Header | None = None
    rows: MappedRows | None = None
    meant: MappedRows | None = None
    stated: MappedRows | None = None
    old: dict[str, Any] | None = None
    anew: bool = False
    document: dict[str, Any] | None = None
    report: Report | None = None
    reasons: list[str] = field(default_factory=list)
    needs: set[int] = field(default_factory=set)
    referred_by: set[int] = field(default_factory=set)

    @property
    def exists(self) -> bool:
        """Whether there was a resource before."""
        return self.header is not None and self.header.exists

    @property
    def deleted(self) -> bool:
        """Whether there is one no longer."""
        return self.exists and self.rows is None

    @property
    def database_user(self) -> str:
        """Who wrote it, in order if there were several."""
        return ", ".join(dict.fromkeys(entry.database_user for entry in self.entries))

    @property
    def operation(self) -> str:
        """What was done to it, in order."""
        return ", ".join(dict.fromkeys(entry.operation for entry in self.entries))


class Gathered:
    """Touched resources by key.

    ``left`` are the keys of those that cannot be absorbed now, ``former`` those under which rows stood that took over
    the key of their header.
    """

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.connection = transaction.connection
        self.items: dict[int, Touched] = {}
        self.left: set[int] = set()
        self.former: set[int] = set()
        self._names: dict[int, str] = {}

    def add(self, pks: Iterable[int]) -> None:
        """Add the resources ``pks``, so far as SQL wrote to them: lock their headers and rows, read them.

        Those whose rows others hold locked are left.
        """
        found = self._touched(pks)
        self._read_identities(found)
        self.transaction.lock(item.row_identity for item in found if item.row_identity)
        self.transaction.lock((item.identity for item in found if item.identity), for_delete=True)
        found = self._without_held(found)
        items = self._under_their_headers(found)
        self.items.update({item.pk: item for item in items})
        self._read_rows(items)
        self._find_sources(items)

    def missing(self) -> set[int]:
        """Return the keys of what must be added: those that an item needs and that SQL wrote to."""
        self._find_referring_rows()
        needed = {pk for item in self.items.values() for pk in item.needs} - self.items.keys() - self.left
        return journalled(self.connection, needed) if needed else set()

    def leave_what_needs_the_left(self) -> None:
        """Leave for later what cannot be decided without something that is left."""
        pending = True
        while pending:
            waiting = {pk for pk, item in self.items.items() if item.needs & self.left}
            self.left |= waiting
            for pk in waiting:
                del self.items[pk]
            pending = bool(waiting)

    def _touched(self, pks: Iterable[int]) -> list[Touched]:
        found: dict[int, Touched] = {}
        for entry in entries(self.connection, set(pks) - self.items.keys() - self.left):
            item = found.setdefault(entry.pk, Touched(entry.table, entry.pk, [], entry.identity))
            item.entries.append(entry)
        for item in found.values():
            # Only main rows have these: the operation on a child row names its table.
            item.anew = any(entry.operation in ("INSERT", "DELETE", "REPLACE") for entry in item.entries)
        return list(found.values())

    def _read_identities(self, items: list[Touched]) -> None:
        """Learn type and id from the main rows."""
        tables: dict[str, dict[int, Touched]] = defaultdict(dict)
        for item in items:
            tables[item.table][item.pk] = item
        for table, by_pk in tables.items():
            query, types = _identity_query(table)
            for pk, resource_id, *kind in self.connection.rows(query, {"keys": key_list(by_pk)}):
                by_pk[pk].row_identity = (types[tuple(kind)], resource_id)

    def _without_held(self, items: list[Touched]) -> list[Touched]:
        tables: dict[str, list[int]] = defaultdict(list)
        for item in items:
            tables[item.table].append(item.pk)
        held = {pk for table, pks in tables.items() for pk in held_by_others(self.connection, table, pks)}
        self.left |= held
        return [item for item in items if item.pk not in held]

    def _under_their_headers(self, items: list[Touched]) -> list[Touched]:
        """A new row whose id had a key before (deleted, or only referred to) takes that key over."""
        kept: dict[int, Touched] = {}
        for item in items:
            identity = item.row_identity or item.identity
            item.header = self.transaction.header(*identity) if identity else None
            if item.row_identity and item.identity and item.row_identity != item.identity:
                item.reasons.append(f"key: {item.pk} is that of {'/'.join(item.identity)}, another resource.")
                item.header = self.transaction.header(*item.identity)
            elif item.header and item.header.pk != item.pk:
                self._take_over(item, item.header.pk)
            kept[item.pk] = _merged(kept.pop(item.pk, None) or self.items.pop(item.pk, None), item)
        return list(kept.values())

    def _take_over(self, item: Touched, pk: int) -> None:
        parameters = {"new": pk, "old": item.pk}
        if self.connection.row(statement(f"SELECT 1 FROM {item.table} WHERE pk = :new"), {"new": pk}):
            item.reasons.append(f"id: it is that of the row with the key {pk}.")
            item.header = None
            return
        for table in (item.table, "sql_change"):
            self.connection.run(statement(f"UPDATE {table} SET pk = :new WHERE pk = :old"), parameters)
        self.former.add(item.pk)
        self._names[item.pk] = "/".join(item.row_identity or ())
        item.entries = entries(self.connection, [pk])
        item.pk, item.identity, item.anew = pk, item.row_identity, True

    def _read_rows(self, items: list[Touched]) -> None:
        by_type: dict[str, list[Touched]] = defaultdict(list)
        for item in items:
            if item.row_identity:
                by_type[item.row_identity[0]].append(item)
        for resource_type, some in by_type.items():
            rows = read_rows(self.connection, resource_type, [item.pk for item in some])
            for item in some:
                item.rows = rows.get(item.pk)
        named = [(item, item.row_identity, item.rows) for item in items if item.row_identity and item.rows]
        self._names |= {item.pk: "/".join(identity) for item, identity, _ in named}
        referred = {item.pk: keys_in(identity[0], held) for item, identity, held in named}
        targets = targets_of(self.connection, {pk for pks in referred.values() for pk in pks})
        for item, identity, held in named:
            item.needs |= {pk for pk in referred[item.pk] if pk not in targets or not targets[pk].exists}
            names = {pk: self._names.get(pk) or _name(targets, pk) for pk in referred[item.pk]}
            item.rows = item.meant = with_names(identity[0], held, names)
            if not item.anew and item.header and item.header.current and item.header.exists and not item.reasons:
                item.old = document_of(item.header.current)
                item.stated = MAPPINGS[identity[0]].get(item.old)
        self._keep_dangling(items)

    def _keep_dangling(self, items: list[Touched]) -> None:
        changed = [
            (item, item.row_identity[0], item.rows, item.stated)
            for item in items
            if item.row_identity and item.rows and item.stated and item.rows != item.stated
        ]
        names = {name for _, resource_type, _, stated in changed for name in references_in(resource_type, stated)}
        existing = existing_names(self.connection, names)
        for item, resource_type, rows, stated in changed:
            item.meant = with_dangling(resource_type, rows, stated, existing)

    def _find_sources(self, items: list[Touched]) -> None:
        """Foreign keys keep mapped references whole; a document without rows may still refer to what SQL deleted."""
        deleted = [item.pk for item in items if item.deleted]
        if not deleted or self.transaction.settings.allow_dangling_references:
            return
        for target, source in self.connection.rows(_SOURCES, {"keys": key_list(deleted)}):
            self.items[target].referred_by.add(source)
            self.items[target].needs.add(source)

    def _find_referring_rows(self) -> None:
        """A new row that cannot be takes the rows that refer to it with it."""
        refused: dict[str, list[int]] = defaultdict(list)
        for item in self.items.values():
            if item.reasons and not item.exists:
                refused[item.table].append(item.pk)
        for table, pks in refused.items():
            for query in _referring_queries(table):
                for target, source in self.connection.rows(query, {"keys": key_list(pks)}):
                    self.items[target].needs.add(source)


def _merged(other: Touched | None, item: Touched) -> Touched:
    """Two entries of one resource: its deleted row, and the row that took its key over."""
    if other is None:
        return item
    kept, gone = (item, other) if item.row_identity else (other, item)
    kept.entries = sorted({*kept.entries, *gone.entries}, key=lambda entry: entry.sequence)
    kept.anew = True
    return kept


def _name(targets: dict[int, Target], pk: int) -> str:
    return targets[pk].name if pk in targets else f"?/{pk}"


@cache
def _identity_query(table: str) -> tuple[Statement, dict[tuple[str, ...], str]]:
    mappings = [mapping for mapping in MAPPINGS.values() if mapping.table == table]
    types = {tuple(mapping.where.values()): mapping.resource for mapping in mappings}
    columns = ", ".join(["pk", "id", *mappings[0].where])
    return listed(f"SELECT {columns} FROM {table} WHERE pk IN {{keys}}"), types


@cache
def _referring_queries(table: str) -> tuple[Statement, ...]:
    return tuple(
        listed(f"SELECT {column.name}, {each.owner} FROM {each.name} WHERE {column.name} IN {{keys}}")
        for each, column in _foreign_keys(table)
    )


def _foreign_keys(table: str) -> Iterator[tuple[Any, Any]]:
    seen = set()
    for mapping in MAPPINGS.values():
        for each in mapping.tables:
            for column in each.columns:
                if column.target_table == table and (each.name, column.name) not in seen:
                    seen.add((each.name, column.name))
                    yield each, column
