"""What a changed resource means for every table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fhirserver.search.registry import Registry
from fhirserver.store.data_keys import DataKeys, owner_of
from fhirserver.store.engine import Connection, EngineName
from fhirserver.store.references import Identity, local_identity, patients_of
from fhirserver.store.rows import MappedRows, changed_tables, table_rows
from fhirserver.store.seal import associated_data, seal
from fhirserver.store.search_rows import NO_MOMENT, TABLES, IndexRows, container_key, index_rows, keys_of
from fhirserver.store.sql import key_list, listed
from fhirserver.store.tables import STORED_TABLES
from fhirserver.store.versions import Version
from fhirserver.store.writes import Row, Writes
from fhirserver.validation import ReferenceFound
from mappings import MAPPINGS

_REFERENCES_OF = listed("SELECT source_pk, path, element, target_pk FROM resource_reference WHERE source_pk IN {keys}")


@dataclass(frozen=True, slots=True)
class SqlWrite:
    """Who wrote a version by SQL.

    ``rows`` are the rows that are in the tables already, under the key ``pk`` and in the mapping's form; None where
    they were deleted or are yet to be written.
    """

    database_user: str
    pk: int | None = None
    rows: MappedRows | None = None


@dataclass(slots=True)
class Staged:
    """A version to be written: its document, the document before it, and what it refers to on this server.

    ``old_patient_pk`` is the one patient in whose compartment that one was, if it was one.
    ``is_new``: nothing stands under this identity, not even a deletion.  ``dangling`` are the keys of those
    references that name what does not exist, where that is allowed.
    """

    version: Version
    document: dict[str, object] | None
    old: Any
    old_patient_pk: int | None
    references: list[tuple[Identity, ReferenceFound]]
    is_new: bool
    sql_write: SqlWrite | None
    dangling: dict[Identity, int] = field(default_factory=dict)

    @property
    def revives(self) -> bool:
        """Whether it makes a resource where there was a deletion, or a mere reference to it."""
        return self.document is not None and self.old is None and not self.is_new


def stage(
    connection: Connection,
    writes: Writes,
    staged: list[Staged],
    targets: Mapping[Identity, int],
    placeholders: Mapping[Identity, int],
    data_keys: DataKeys,
    registry: Registry,
    base_url: str,
) -> None:
    """Add to ``writes`` all rows of the staged versions: headers, versions, mapped rows, index rows, keys."""
    patients = {item.version.pk: _patient_pk(item, targets) for item in staged}
    indexes = {item.version.pk: _index(item, targets, registry, base_url) for item in staged}
    owners = {
        item.version.pk: owner_of(item.version.type, patients[item.version.pk])
        for item in staged
        if item.document is not None
    }
    keys, made = data_keys.of_owners(connection, set(owners.values()))
    writes.insert("data_key", made)
    for item in staged:
        version = item.version
        patient_pk = patients[version.pk]
        header = (
            *(version.pk, version.type, version.id, version.version),
            *(version.last_updated, item.document is None, patient_pk, *indexes[version.pk].moment),
        )
        (writes.insert if item.is_new else writes.upsert)("resource", [header])
        key_id = sealed = None
        if version.document is not None:
            key = keys[owners[version.pk]]
            bound_to = associated_data(version.type, version.id, version.version, patient_pk)
            key_id, sealed = key.id, seal(key, version.document, bound_to)
        written_by = item.sql_write.database_user if item.sql_write else None
        row = (
            *(version.pk, version.version, version.type, version.method, version.last_updated),
            *(written_by, patient_pk, key_id, sealed),
        )
        writes.insert("resource_version", [row])
        _stage_mapped_rows(writes, item, targets, connection.engine)
        _stage_index(writes, item, indexes[version.pk], _old_index(item, registry, base_url))
    _stage_references(connection, writes, staged, indexes)
    made_now = staged[0].version.last_updated
    writes.insert(
        "resource",
        [(pk, *identity, 0, made_now, False, None, *NO_MOMENT) for identity, pk in placeholders.items()],
    )


def _patient_pk(item: Staged, targets: Mapping[Identity, int]) -> int | None:
    if item.version.type == "Patient":
        return item.version.pk
    if item.document is None:
        # A deletion belongs to whom the resource belonged to.
        return item.version.patient_pk
    patients = patients_of(item.version.type, item.version.id, item.references)
    return _key_of(item, patients.pop(), targets) if len(patients) == 1 else None


def _key_of(item: Staged, identity: Identity, targets: Mapping[Identity, int]) -> int | None:
    return targets.get(identity) or item.dangling.get(identity)


def _stage_mapped_rows(writes: Writes, item: Staged, targets: Mapping[Identity, int], engine: EngineName) -> None:
    version = item.version
    mapping = MAPPINGS.get(version.type)
    if mapping is None:
        return
    if item.document is None:
        # Child rows go with it: their foreign keys cascade.
        writes.delete(mapping.table, [(version.pk,)])
        return
    new = mapping.get(item.document)
    if item.sql_write and item.sql_write.rows is not None:
        replace_rows(writes, version, item.sql_write.rows, new, targets, engine)
    elif item.old is None:
        for table, rows in table_rows(version.type, version.pk, version.id, new, targets, engine).items():
            writes.insert(table, rows)
    else:
        old = mapping.get(item.old)
        changed = changed_tables(version.type, old, new)
        only = {name: rows for name, rows, _ in changed}
        whole = {table.name: only.get(table.name, []) for table in mapping.tables}
        for table, rows in table_rows(version.type, version.pk, version.id, whole, targets, engine).items():
            writes.upsert(table, rows)
        for table, _, gone in changed:
            writes.delete(table, [(version.pk, *positions) for positions in gone])


def replace_rows(
    writes: Writes,
    version: Version,
    present: MappedRows,
    new: MappedRows,
    targets: Mapping[Identity, int],
    engine: EngineName,
) -> None:
    """Write ``new`` rows over those ``present`` in the tables, both in the mapping's form.

    On PostgreSQL rows that are right are left alone, as others may hold them locked.  On SQLite they are written all
    the same: what says the same there (numbers, times) can stand in several forms, of which only one sorts.
    """
    changed = changed_tables(version.type, present, new)
    if engine == "postgresql":
        new = {table.name: [] for table in MAPPINGS[version.type].tables} | {name: rows for name, rows, _ in changed}
    for table, rows in table_rows(version.type, version.pk, version.id, new, targets, engine).items():
        writes.upsert(table, rows)
    for table, _, gone in changed:
        writes.delete(table, [(version.pk, *positions) for positions in gone])


def _index(item: Staged, targets: Mapping[Identity, int], registry: Registry, base_url: str) -> IndexRows:
    if item.document is None:
        return IndexRows()
    patients = patients_of(item.version.type, item.version.id, item.references)
    patient_pk = 0 if len(patients) > 1 else _patient_pk(item, targets)

    def resolve(reference: str) -> int | None:
        identity = local_identity(reference, base_url)
        return None if identity is None else _key_of(item, identity, targets)

    everywhere = {pk for identity, _ in item.references if (pk := _key_of(item, identity, targets)) is not None}
    return index_rows(registry, item.version.pk, item.document, patient_pk, resolve, everywhere)


def _old_index(item: Staged, registry: Registry, base_url: str) -> IndexRows:
    """The rows that stand in the tables, but for the keys of what they refer to, which are not asked for again."""
    if item.old is None:
        return IndexRows()

    def resolve(reference: str) -> int | None:
        return None if local_identity(reference, base_url) is None else 0

    # Whether it was in no compartment or in several the header does not say: then the rows count as changed.
    patient_pk = -1 if item.old_patient_pk is None else item.old_patient_pk
    return index_rows(registry, item.version.pk, item.old, patient_pk, resolve)


def _stage_index(writes: Writes, item: Staged, new: IndexRows, old: IndexRows) -> None:
    for table in TABLES:
        before, after = old.tables.get(table, []), new.tables.get(table, [])
        if before == after:
            continue
        if not before:
            writes.insert(table, after)
            continue
        length = len(STORED_TABLES[table].keys)
        kept = {row[:length] for row in after}
        unchanged = set(before)
        writes.upsert(table, [row for row in after if row not in unchanged])
        writes.delete(table, [key for row in before if (key := row[:length]) not in kept])


def _stage_references(
    connection: Connection, writes: Writes, staged: Iterable[Staged], indexes: Mapping[int, IndexRows]
) -> None:
    present: dict[int, set[Row]] = {}
    if existing := [key for item in staged if item.old is not None for key in keys_of(item.version.pk, item.old)]:
        for row in connection.rows(_REFERENCES_OF, {"keys": key_list(existing)}):
            present.setdefault(row[0] if row[0] > 0 else container_key(row[0]), set()).add(tuple(row))
    for item in staged:
        wanted = indexes[item.version.pk].references
        has = present.get(item.version.pk, set())
        writes.insert("resource_reference", sorted(wanted - has))
        writes.delete("resource_reference", sorted(has - wanted))
