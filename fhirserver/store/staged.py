"""What a changed resource means for every table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance import definitions
from fhirserver.store.conditions import identifiers_of, token_text
from fhirserver.store.data_keys import DataKeys, owner_of
from fhirserver.store.engine import Connection, EngineName
from fhirserver.store.references import Identity, patient_of
from fhirserver.store.rows import MappedRows, changed_tables, table_rows
from fhirserver.store.seal import associated_data, seal
from fhirserver.store.sql import key_list, listed
from fhirserver.store.versions import Version
from fhirserver.store.writes import Row, Writes
from fhirserver.validation import ReferenceFound
from mappings import MAPPINGS

_TARGETS_OF = listed("SELECT source_pk, target_pk FROM resource_reference WHERE source_pk IN {keys}")


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

    ``is_new``: nothing stands under this identity, not even a deletion.  ``dangling`` are the keys of those
    references that name what does not exist, where that is allowed.
    """

    version: Version
    document: dict[str, object] | None
    old: Any
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
) -> None:
    """Add to ``writes`` all rows of the staged versions: headers, versions, mapped rows, references, tokens, keys."""
    patients = {item.version.pk: _patient_pk(item, targets) for item in staged}
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
            *(version.last_updated, item.document is None, patient_pk),
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
        _stage_tokens(writes, item)
    _stage_references(connection, writes, staged, targets)
    writes.insert(
        "resource",
        [(pk, *identity, 0, staged[0].version.last_updated, False, None) for identity, pk in placeholders.items()],
    )


def _patient_pk(item: Staged, targets: Mapping[Identity, int]) -> int | None:
    if item.version.type == "Patient":
        return item.version.pk
    if item.document is None:
        # A deletion belongs to whom the resource belonged to.
        return item.version.patient_pk
    patient = patient_of(item.version.type, item.version.id, item.references)
    return None if patient is None else targets.get(patient, item.dangling.get(patient))


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


def _stage_tokens(writes: Writes, item: Staged) -> None:
    version = item.version
    old = tokens(version, item.old) if item.old is not None else []
    new = tokens(version, item.document) if item.document is not None else []
    if old == new:
        return
    (writes.upsert if old else writes.insert)("search_token", [row for row in new if row not in old])
    writes.delete("search_token", [row[:3] for row in old[len(new) :]])


def tokens(version: Version, document: Mapping[str, object]) -> list[Row]:
    """Return the rows of search_token: the identifiers, https://hl7.org/fhir/R4/search.html#token."""
    if "identifier" not in definitions().search_parameters.get(version.type, {}):
        return []
    return [
        (version.pk, "identifier", position, version.type, token_text(item.get("system")), token_text(item["value"]))
        for position, item in enumerate(identifiers_of(document))
    ]


def _stage_references(
    connection: Connection, writes: Writes, staged: Iterable[Staged], targets: Mapping[Identity, int]
) -> None:
    present: dict[int, set[int]] = {}
    if existing := [item.version.pk for item in staged if item.old is not None]:
        for source, target in connection.rows(_TARGETS_OF, {"keys": key_list(existing)}):
            present.setdefault(source, set()).add(target)
    for item in staged:
        pk = item.version.pk
        wanted = {targets.get(identity) or item.dangling[identity] for identity, _ in item.references}
        has = present.get(pk, set())
        writes.insert("resource_reference", [(pk, target) for target in sorted(wanted - has)])
        writes.delete("resource_reference", [(pk, target) for target in sorted(has - wanted)])
