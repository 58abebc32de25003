"""Do the index tables hold what the current documents say?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fhirserver.search.registry import Registry
from fhirserver.store.engine import Connection
from fhirserver.store.findings import Finding
from fhirserver.store.references import local_identity, patients_of
from fhirserver.store.search_rows import TABLES, IndexRows, container_key, index_rows, keys_of
from fhirserver.store.sql import Statement, key_list, listed
from fhirserver.store.tables import STORED_TABLES
from fhirserver.store.versions import Version
from fhirserver.validation import ReferenceFound

Current = tuple[Version, dict[str, Any], list[tuple[tuple[str, str], ReferenceFound]]]
"""A current version, its document, and the references in it that are to resources of this server."""

_REFERENCES = listed(
    "SELECT f.source_pk, f.path, f.element, f.target_pk, t.type, t.id FROM resource_reference f "
    "LEFT JOIN resource t ON t.pk = f.target_pk WHERE f.source_pk IN {keys}"
)
_MOMENTS = listed(
    "SELECT pk, CAST(moment AS text), CAST(moment_end AS text) FROM resource WHERE pk IN {keys}",
)
_POSTGRESQL_TIME = re.compile(r"(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?\+00\Z")


def check_indexes(
    connection: Connection, registry: Registry, base_url: str, currents: list[Current], unsettled: set[int]
) -> Iterator[Finding]:
    """Yield what the index tables, the references and the moments say otherwise than the documents.

    ``unsettled`` are the paths by which resources are just being indexed, or by which they cease to be.
    """
    keys = {"keys": key_list(key for version, document, _ in currents for key in keys_of(version.pk, document))}
    references: dict[int, set[tuple[int, int, int, int]]] = defaultdict(set)
    targets: dict[tuple[str, str], int] = {}
    for source, path, element, target, resource_type, resource_id in connection.rows(_REFERENCES, keys):
        references[_owner(source)].add((source, path, element, target))
        if resource_type is not None:
            targets[resource_type, resource_id] = target
    moments = {pk: (_time(start), _time(end)) for pk, start, end in connection.rows(_MOMENTS, keys)}
    stored = {table: _stored(connection, table, keys) for table in TABLES}
    for version, document, local in currents:
        name = f"{version.type}/{version.id}"
        expected = _expected(registry, version, document, local, targets, base_url)
        held, said = (_settled(each, unsettled) for each in (references[version.pk], expected.references))
        if held != said or {pair for pair, _ in local} - targets.keys():
            yield Finding(name, "resource_reference says something else than the document")
        if moments.get(version.pk) != expected.moment:
            yield Finding(name, "resource says another time than the document")
        for table in TABLES:
            if unsettled and STORED_TABLES[table].full_text:
                continue
            wanted = Counter(_comparable(table, row) for row in expected.tables.get(table, ()))
            if _counted(stored[table].get(version.pk, Counter()), unsettled) != _counted(wanted, unsettled):
                yield Finding(name, f"{table} says something else than the document")


def _settled(references: set[tuple[int, int, int, int]], unsettled: set[int]) -> set[tuple[int, int, int, int]]:
    """Without those of unsettled paths; and then without path 0, which stands for those that no other has."""
    if not unsettled:
        return references
    return {row for row in references if row[1] not in unsettled and row[1] != 0}


def _counted(rows: Counter[Any], unsettled: set[int]) -> Counter[Any]:
    if not unsettled:
        return rows
    return Counter({row: count for row, count in rows.items() if row[1] not in unsettled})


def _expected(
    registry: Registry,
    version: Version,
    document: dict[str, Any],
    local: Iterable[tuple[tuple[str, str], ReferenceFound]],
    targets: Mapping[tuple[str, str], int],
    base_url: str,
) -> IndexRows:
    local = list(local)

    def resolve(reference: str) -> int | None:
        identity = local_identity(reference, base_url)
        return None if identity is None else targets.get(identity, 0)

    patients = patients_of(version.type, version.id, local)
    patient_pk = 0 if len(patients) > 1 else version.patient_pk
    everywhere = {targets.get(identity, 0) for identity, _ in local}
    return index_rows(registry, version.pk, document, patient_pk, resolve, everywhere)


def _stored(connection: Connection, table: str, keys: dict[str, str]) -> dict[int, Counter[Any]]:
    found: dict[int, Counter[Any]] = defaultdict(Counter)
    for row in connection.rows(_select(table), keys):
        found[_owner(row[0])][_comparable(table, row)] += 1
    return found


def _select(table: str) -> Statement:
    stored = STORED_TABLES[table]
    if stored.full_text:
        columns = ", ".join(stored.columns[1:])
        query = listed(f"SELECT resource_pk, {columns} FROM {table} WHERE resource_pk IN {{keys}}")
        return Statement(query.sqlite.replace("resource_pk", "rowid"), query.postgresql)
    types = dict(zip(stored.columns, stored.types, strict=True))
    columns = ", ".join(
        f"CAST({name} AS text)" if types[name].startswith("TIMESTAMP") else name for name in stored.columns
    )
    return listed(f"SELECT {columns} FROM {table} WHERE resource_pk IN {{keys}}")


def _owner(key: int) -> int:
    return key if key > 0 else container_key(key)


def _time(text: str) -> str:
    """A time as it is written to a table."""
    match = _POSTGRESQL_TIME.match(text)
    return f"{match[1]}T{match[2]}{(match[3] or '.').ljust(7, '0')}Z" if match else text


def _comparable(table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    if STORED_TABLES[table].full_text:
        # PostgreSQL keeps the words of a text with their places, 'word':1,7, and not beyond what it counts to.
        return row[0], *(frozenset(re.findall(r"[^\W_]+", re.sub(r"'?:[\d,]+", "", text))) for text in row[1:])
    return tuple(_time(value) if isinstance(value, str) else value for value in row)
