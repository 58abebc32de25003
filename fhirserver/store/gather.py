"""The resources that SQL wrote to, gathered with all that must be decided together with them.

A new row may refer to another new row, and a deletion may be possible only together with others.  So one starts from
some resources and adds what they hang together with, until nothing is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from fhirserver.store.journal import entries, held_by_others, journalled
from fhirserver.store.references import existing_names
from fhirserver.store.rows import (
    MappedRows,
    keys_in,
    read_rows,
    references_in,
    rows_elsewhere,
    targets_of,
    with_dangling,
    with_names,
)
from fhirserver.store.sql import Statement, key_list, listed, statement
from fhirserver.store.touched import Touched
from fhirserver.store.transaction import Transaction
from fhirserver.store.versions import document_of
from mappings import MAPPINGS

_SOURCES = listed(
    "SELECT f.target_pk, f.source_pk, r.type, r.id FROM resource_reference f JOIN resource r ON r.pk = f.source_pk "
    "WHERE f.target_pk IN {keys} AND f.source_pk <> f.target_pk"
)


class Gathered:
    """Touched resources by key.

    ``left`` are the keys of those that cannot be absorbed now; ``moved`` says for keys under which new rows stood
    which key they took over, that of their header.
    """

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.connection = transaction.connection
        self.items: dict[int, Touched] = {}
        self.left: set[int] = set()
        self.moved: dict[int, int] = {}

    def add(self, pks: Iterable[int]) -> None:
        """Add the resources ``pks``, so far as SQL wrote to them: lock their headers and rows, read them.

        Those whose rows others hold locked are left.
        """
        found = self._touched(pks)
        self._read_identities(found)
        self.transaction.lock(item.row_identity for item in found if item.row_identity)
        self.transaction.lock((item.identity for item in found if item.identity), for_delete=True)
        items = self._under_their_headers(self._without_held(found))
        self.items.update({item.pk: item for item in items})
        self._read_rows(items)
        self._find_sources(items)

    def missing(self) -> set[int]:
        """Return the keys of what must be added: those that an item needs and that SQL wrote to."""
        self._find_referring_rows()
        needed = {pk for item in self.items.values() for pk in self._needs(item)} - self.items.keys() - self.left
        return journalled(self.connection, needed) if needed else set()

    def leave_what_needs_the_left(self) -> None:
        """Leave for later what cannot be decided without something that is left."""
        while waiting := {pk for pk, item in self.items.items() if self._needs(item) & self.left}:
            self.left |= waiting
            for pk in waiting:
                del self.items[pk]

    def name_references(self) -> None:
        """Fill ``rows``, ``meant``, ``old`` and ``stated`` of all items; to be called when nothing is missing."""
        unnamed = [
            (item, item.row_identity[0], item.held)
            for item in self.items.values()
            if item.row_identity and item.held and item.rows is None
        ]
        names = {pk: "/".join(item.row_identity) for pk, item in self.items.items() if item.row_identity}
        names |= {old: names[new] for old, new in self.moved.items() if new in names}
        referred = {pk for _, resource_type, held in unnamed for pk in keys_in(resource_type, held)}
        targets = targets_of(self.connection, referred - names.keys())
        names |= {pk: target.name for pk, target in targets.items()}
        for item, resource_type, held in unnamed:
            unknown = keys_in(resource_type, held) - names.keys()
            names |= {pk: f"?/{pk}" for pk in unknown}
            item.reasons += [f"reference: {pk} is the key of no resource." for pk in sorted(unknown)]
            item.rows = item.meant = with_names(resource_type, held, names)
            if item.current and not item.anew and not item.reasons:
                item.old = document_of(item.current)
                item.stated = MAPPINGS[resource_type].get(item.old)
        self._keep_dangling([item for item, _, _ in unnamed])

    def _needs(self, item: Touched) -> set[int]:
        return {self.moved.get(pk, pk) for pk in item.needs}

    def _touched(self, pks: Iterable[int]) -> list[Touched]:
        found: dict[int, Touched] = {}
        for entry in entries(self.connection, set(pks) - self.items.keys() - self.left):
            item = found.setdefault(entry.pk, Touched(entry.table, entry.pk, [], entry.identity))
            item.entries.append(entry)
            # Only main rows have these: the operation on a child row names its table.
            item.anew |= entry.operation in ("INSERT", "DELETE")
        return list(found.values())

    def _read_identities(self, items: list[Touched]) -> None:
        """Learn type and id from the main rows."""
        for table, by_pk in _by_table(items).items():
            query, types = _identity_query(table)
            for pk, resource_id, *kind in self.connection.rows(query, {"keys": key_list(by_pk)}):
                by_pk[pk].row_identity = (types[tuple(kind)], resource_id)

    def _without_held(self, items: list[Touched]) -> list[Touched]:
        held = {pk for table, by_pk in _by_table(items).items() for pk in held_by_others(self.connection, table, by_pk)}
        self.left |= held
        return [item for item in items if item.pk not in held]

    def _under_their_headers(self, items: list[Touched]) -> list[Touched]:
        """Give items their headers; a new row whose id had a key before takes that key over."""
        kept: dict[int, Touched] = {}
        for item in items:
            if item.row_identity and item.identity and item.row_identity != item.identity:
                item.reasons.append(f"key: {item.pk} is that of {'/'.join(item.identity)}, another resource.")
                item.header = self.transaction.header(*item.identity)
            elif identity := item.row_identity or item.identity:
                item.header = self.transaction.header(*identity)
                if item.header and item.header.pk != item.pk:
                    self._take_over(item, item.header.pk)
            other = kept.pop(item.pk, None) or self.items.pop(item.pk, None)
            kept[item.pk] = item.merge(other) if other else item
        return list(kept.values())

    def _take_over(self, item: Touched, pk: int) -> None:
        if self.connection.row(statement(f"SELECT 1 FROM {item.table} WHERE pk = :new"), {"new": pk}):
            item.reasons.append(f"id: it is that of the row with the key {pk}.")
            item.header = None
            return
        for table in (item.table, "sql_change"):
            move = statement(f"UPDATE {table} SET pk = :new WHERE pk = :old")
            self.connection.run(move, {"new": pk, "old": item.pk})
        self.moved[item.pk] = pk
        item.entries = entries(self.connection, [pk])
        item.pk, item.identity, item.anew = pk, item.row_identity, True

    def _read_rows(self, items: list[Touched]) -> None:
        by_type: dict[str, list[Touched]] = defaultdict(list)
        for item in items:
            if item.row_identity:
                by_type[item.row_identity[0]].append(item)
        for resource_type, some in by_type.items():
            found = read_rows(self.connection, resource_type, [item.pk for item in some])
            for item in some:
                held = found.get(item.pk)
                if held:
                    item.held = held.rows
                    item.reasons += [f"{column}: it is not a time." for column in held.unreadable]
                    self._find_rows_elsewhere(item, resource_type, held.rows)
                    item.needs |= keys_in(resource_type, held.rows)
        targets = targets_of(self.connection, {pk for item in items for pk in item.needs})
        existing = {pk for pk, target in targets.items() if target.exists}
        for item in items:
            item.needs -= existing

    def _find_rows_elsewhere(self, item: Touched, resource_type: str, held: MappedRows) -> None:
        """Child rows that a resource of this type does not have, though another of the same main table does."""
        own = {table.name for table in MAPPINGS[resource_type].tables}
        written = {table for entry in item.entries for table in entry.operation.split(" ")[1:]}
        for table in sorted(written - own):
            if rows := rows_elsewhere(self.connection, table, item.pk):
                held[table] = rows
                item.reasons.append(f"{table}: a {resource_type} has no rows there.")

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
        for target, source, *name in self.connection.rows(_SOURCES, {"keys": key_list(deleted)}):
            self.items[target].referred_by[source] = "/".join(name)
            self.items[target].needs.add(source)

    def _find_referring_rows(self) -> None:
        """A new row that cannot be takes the rows that refer to it with it."""
        refused = [item for item in self.items.values() if item.reasons and item.current is None]
        for table, by_pk in _by_table(refused).items():
            for query in _referring_queries(table):
                for target, source in self.connection.rows(query, {"keys": key_list(by_pk)}):
                    self.items[target].needs.add(source)


def _by_table(items: Iterable[Touched]) -> dict[str, dict[int, Touched]]:
    tables: dict[str, dict[int, Touched]] = defaultdict(dict)
    for item in items:
        tables[item.table][item.pk] = item
    return tables


@cache
def _identity_query(table: str) -> tuple[Statement, dict[tuple[str, ...], str]]:
    mappings = [mapping for mapping in MAPPINGS.values() if mapping.table == table]
    types = {tuple(mapping.where.values()): mapping.resource for mapping in mappings}
    columns = ", ".join(["pk", "id", *mappings[0].where])
    return listed(f"SELECT {columns} FROM {table} WHERE pk IN {{keys}}"), types


@cache
def _referring_queries(table: str) -> tuple[Statement, ...]:
    return tuple(
        listed(f"SELECT {column}, {owner} FROM {name} WHERE {column} IN {{keys}}")
        for name, owner, column in dict.fromkeys(_foreign_keys(table))
    )


def _foreign_keys(target: str) -> Iterator[tuple[str, str, str]]:
    for mapping in MAPPINGS.values():
        for table in mapping.tables:
            for column in table.columns:
                if column.target_table == target:
                    yield table.name, table.owner, column.name
