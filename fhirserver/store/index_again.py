"""The index rows of stored resources made anew from their documents: all of them, or those of some paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from fhirserver.search.registry import Registry
from fhirserver.store.data_keys import DataKeys
from fhirserver.store.engine import Connection
from fhirserver.store.references import (
    Identity,
    keys_of_identities,
    local_identity,
    local_references,
    patients_of,
)
from fhirserver.store.repository import Repository
from fhirserver.store.search_rows import TABLES, IndexRows, container_key, index_rows, keys_of
from fhirserver.store.sql import Statement, key_list, listed, statement
from fhirserver.store.tables import STORED_TABLES
from fhirserver.store.transaction import Transaction
from fhirserver.store.versions import VERSION_COLUMNS, Version, document_of, version_of
from fhirserver.store.writes import Row, Writes
from fhirserver.validation import ReferenceFound, validate

_FROM = (
    "FROM resource r JOIN resource_version v ON v.resource_pk = r.pk AND v.version = r.version "
    "JOIN data_key k ON k.id = v.key_id WHERE r.pk IN {keys}"
)
_LOCK = listed("SELECT 1 FROM resource r WHERE r.pk IN {keys} ORDER BY r.pk FOR NO KEY UPDATE")
_DOCUMENTS = listed(f"SELECT {VERSION_COLUMNS} {_FROM}")
_TARGETS = listed(
    "SELECT DISTINCT t.type, t.id, t.pk FROM resource_reference f JOIN resource t ON t.pk = f.target_pk "
    "WHERE f.source_pk IN {keys}"
)
_REFERENCES = listed("SELECT source_pk, path, element, target_pk FROM resource_reference WHERE source_pk IN {keys}")

_MOMENTS = statement(
    "UPDATE resource SET moment = w.value ->> 1, moment_end = w.value ->> 2 FROM json_each(:moments) AS w "
    "WHERE pk = w.value ->> 0 AND (moment, moment_end) <> (w.value ->> 1, w.value ->> 2)",
    postgresql="UPDATE resource SET moment = w.moment, moment_end = w.moment_end "
    "FROM json_to_recordset(:moments::json) AS w (pk bigint, moment timestamptz, moment_end timestamptz) "
    "WHERE resource.pk = w.pk AND (resource.moment, resource.moment_end) <> (w.moment, w.moment_end)",
)
_COUNT = statement("SELECT count(*) FROM resource WHERE NOT deleted AND version > 0")
_FOLLOWING = statement("SELECT pk FROM resource WHERE pk > :last AND NOT deleted AND version > 0 ORDER BY pk LIMIT 200")


def index_again(
    connection: Connection,
    registry: Registry,
    data_keys: DataKeys,
    base_url: str,
    pks: Collection[int],
    paths: Collection[int] | None = None,
) -> None:
    """Make the index rows of the resources ``pks`` anew, or those of ``paths`` only; inside a write transaction.

    Their headers are locked first; what these say of moments is made anew too, unless only some ``paths`` are.  Raises
    SealBroken.
    """
    parameters = {"keys": key_list(pks)}
    if connection.engine == "postgresql":
        connection.rows(_LOCK, parameters)
    versions = [version_of(row, data_keys) for row in connection.rows(_DOCUMENTS, parameters)]
    documents = {version.pk: document_of(version) for version in versions}
    keys = {key for pk, document in documents.items() for key in keys_of(pk, document)}
    local = {pk: local_references(validate(each).references, base_url) for pk, each in documents.items()}
    targets = {(kind, name): pk for kind, name, pk in connection.rows(_TARGETS, {"keys": key_list(keys)})}
    # What the documents name, too: the index of references may be what has to be made anew.
    targets |= keys_of_identities(connection, {identity for some in local.values() for identity, _ in some})
    made = {
        version.pk: _rows(registry, base_url, version, documents[version.pk], local[version.pk], targets)
        for version in versions
    }
    writes = Writes()
    for table in TABLES:
        _replace(connection, writes, table, keys, made.values(), paths)
    _replace_references(connection, writes, keys, made)
    if paths is None:
        _replace_moments(connection, made)
    writes.execute(connection)


def _rows(
    registry: Registry,
    base_url: str,
    version: Version,
    document: dict[str, object],
    local: list[tuple[Identity, ReferenceFound]],
    targets: Mapping[Identity, int],
) -> IndexRows:
    patients = patients_of(version.type, version.id, local)
    patient_pk = 0 if len(patients) > 1 else version.patient_pk

    def resolve(reference: str) -> int | None:
        identity = local_identity(reference, base_url)
        return None if identity is None else targets.get(identity)

    everywhere = {targets[identity] for identity, _ in local if identity in targets}
    return index_rows(registry, version.pk, document, patient_pk, resolve, everywhere)


def _replace(
    connection: Connection,
    writes: Writes,
    table: str,
    keys: Iterable[int],
    made: Iterable[IndexRows],
    paths: Collection[int] | None,
) -> None:
    rows: list[Row] = [row for each in made for row in each.tables.get(table, ())]
    if STORED_TABLES[table].full_text:
        # One row a resource, which holds the words of all paths.
        writes.upsert(table, rows)
        return
    own = "" if paths is None else f" AND path IN ({', '.join(map(str, sorted(paths)))})"
    connection.run(_delete(table, own), {"keys": key_list(keys)})
    writes.insert(table, [row for row in rows if paths is None or row[1] in paths])


def _delete(table: str, own: str) -> Statement:
    return listed(f"DELETE FROM {table} WHERE resource_pk IN {{keys}}{own}")


def _replace_references(
    connection: Connection, writes: Writes, keys: Iterable[int], made: dict[int, IndexRows]
) -> None:
    present: dict[int, set[Row]] = defaultdict(set)
    for row in connection.rows(_REFERENCES, {"keys": key_list(keys)}):
        present[row[0] if row[0] > 0 else container_key(row[0])].add(tuple(row))
    for pk, each in made.items():
        writes.insert("resource_reference", sorted(each.references - present[pk]))
        writes.delete("resource_reference", sorted(present[pk] - each.references))


def _replace_moments(connection: Connection, made: Mapping[int, IndexRows]) -> None:
    rows: list[object] = [(pk, *each.moment) for pk, each in made.items()]
    if connection.engine == "postgresql":
        rows = [{"pk": pk, "moment": each.moment[0], "moment_end": each.moment[1]} for pk, each in made.items()]
    connection.run(_MOMENTS, {"moments": msgspec.json.encode(rows).decode()})


def index_everything(repository: Repository) -> Iterator[tuple[int, int]]:
    """Make the index rows of all resources anew; yield how many more are done, and of how many."""
    with repository.database.reading() as connection:
        row = connection.row(_COUNT)
    total, last = (row[0] if row else 0), 0
    while True:

        def work(transaction: Transaction, last: int = last) -> list[int]:
            pks = [row[0] for row in transaction.connection.rows(_FOLLOWING, {"last": last})]
            if pks:
                settings = transaction.settings
                index_again(transaction.connection, transaction.registry, transaction.data_keys, settings.base_url, pks)
            return pks

        pks = repository.write(work)
        if not pks:
            return
        last = pks[-1]
        yield len(pks), max(total, len(pks))
