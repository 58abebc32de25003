"""Is the record what it should be: every document opens and is valid, every row is what its document says.

Reads one snapshot, so that it can run while others write, and holds some hundred documents at a time.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from fhirserver.errors import InvalidJson
from fhirserver.store.engine import Connection
from fhirserver.store.findings import Finding, constraint_findings, trigger_findings
from fhirserver.store.journal import journalled
from fhirserver.store.references import local_references, patient_of
from fhirserver.store.repository import Repository
from fhirserver.store.rows import Target, keys_in, read_rows, targets_of, with_dangling, with_names
from fhirserver.store.seal import SealBroken
from fhirserver.store.search_parameters import registry_of, unsettled_paths
from fhirserver.store.sql import key_list, listed, statement
from fhirserver.store.verify_index import check_indexes
from fhirserver.store.versions import VERSION_COLUMNS, Version, document_of, instant, version_of
from fhirserver.validation import Report, validate
from mappings import MAPPINGS

AT_ONCE = 200
"""Resources compared with their rows at a time."""

INDEXES_AT_ONCE = 20
"""Of these, resources compared with their index rows at a time: all their texts are held."""

_TOTAL = statement("SELECT count(*) FROM resource_version")
_VERSIONS = statement(
    f"SELECT r.pk, r.type, r.id, r.version, r.last_updated, r.deleted, r.patient_pk, {VERSION_COLUMNS} "
    "FROM resource r LEFT JOIN resource_version v ON v.resource_pk = r.pk LEFT JOIN data_key k ON k.id = v.key_id "
    "ORDER BY r.pk, v.version"
)


class Progress(Protocol):
    """Told how many versions there are, and each time how many more have been read."""

    def __call__(self, total: int, more: int) -> None: ...


@dataclass
class Current:
    """A current version, opened and decoded, and what validation found in it."""

    version: Version
    document: dict[str, Any]
    report: Report


def verify(repository: Repository, progress: Progress = lambda total, more: None) -> Iterator[Finding]:
    """Yield what is wrong with the record.  SQL writes that wait are absorbed first; what cannot be is left out.

    Findings name resources, tables and columns, but no values.
    """
    repository.refresh()
    with repository.database.snapshot() as connection:
        row = connection.row(_TOTAL)
        total = int(row[0]) if row else 0
        yield from trigger_findings(connection)
        yield from constraint_findings(connection)
        with closing(connection.iterate(_VERSIONS, size=AT_ONCE // 2)) as batches:
            currents: list[Current] = []
            rows = itertools.chain.from_iterable(batches)
            for header, versions in itertools.groupby(rows, key=lambda row: row[:7]):
                current = yield from _check_versions(header, versions, repository, partial(progress, total, 1))
                if current:
                    currents.append(current)
                if len(currents) == AT_ONCE:
                    yield from _check_currents(connection, currents, repository)
                    currents.clear()
        yield from _check_currents(connection, currents, repository)


def _check_versions(
    header: tuple[Any, ...], rows: Iterable[tuple[Any, ...]], repository: Repository, read: Callable[[], None]
) -> Generator[Finding, None, Current | None]:
    """Check the versions of one resource; return the current one if it is a document that opens."""
    _, resource_type, resource_id, number, *stated = header
    name = f"{resource_type}/{resource_id}"
    expected = 0
    latest: Current | None = None
    for row in rows:
        row = row[7:]
        if row[3] is None:
            break
        read()
        expected += 1
        if row[3] != expected:
            yield Finding(name, f"version {expected} is missing")
            expected = row[3]
        latest = None
        try:
            version = version_of(row, repository.data_keys)
            if not version.deleted:
                latest = Current(version, document_of(version), Report())
                yield from _check_document(latest)
        except (SealBroken, InvalidJson, TypeError) as error:
            yield Finding(name, f"version {row[3]} does not open ({type(error).__name__})")
        if row[3] == number and stated != [row[4], row[7] is None, row[6]]:
            yield Finding(name, "its header says something else than its current version")
    if expected != number:
        yield Finding(name, f"its header says version {number}, the latest is {expected}")
    return latest


def _check_document(current: Current) -> Iterator[Finding]:
    version, document = current.version, current.document
    name = f"{version.type}/{version.id}"
    meta = document.get("meta")
    stated = (meta.get("versionId"), meta.get("lastUpdated")) if isinstance(meta, dict) else None
    if (document.get("resourceType"), document.get("id")) != (version.type, version.id) or stated != (
        str(version.version),
        instant(version.last_updated),
    ):
        yield Finding(name, f"version {version.version} names another resource, version or time")
    current.report = validate(document)
    if not current.report.ok:
        places = ", ".join(sorted({issue.expression or version.type for issue in current.report.issues}))
        yield Finding(name, f"version {version.version} is not valid: {places}")


def _check_currents(connection: Connection, currents: list[Current], repository: Repository) -> Iterator[Finding]:
    """Compare current documents with what the tables hold."""
    waiting = journalled(connection, [current.version.pk for current in currents])
    currents = [current for current in currents if current.version.pk not in waiting]
    by_type: dict[str, list[Current]] = {}
    for current in currents:
        if current.version.type in MAPPINGS:
            by_type.setdefault(current.version.type, []).append(current)
    for resource_type, some in by_type.items():
        yield from _check_rows(connection, resource_type, some)
    yield from _check_indexes(connection, currents, repository)


def _check_rows(connection: Connection, resource_type: str, currents: list[Current]) -> Iterator[Finding]:
    mapping = MAPPINGS[resource_type]
    held = read_rows(connection, resource_type, [current.version.pk for current in currents])
    targets = targets_of(connection, {pk for each in held.values() for pk in keys_in(resource_type, each.rows)})
    names = {pk: target.name for pk, target in targets.items()}
    existing = _existing(connection, resource_type, currents)
    for current in currents:
        name = f"{resource_type}/{current.version.id}"
        if current.version.pk not in held:
            yield Finding(name, f"it has no row in {mapping.table}")
            continue
        found = held[current.version.pk]
        for column in found.unreadable:
            yield Finding(name, f"{column} holds what is no such value")
        rows = found.rows
        unknown = keys_in(resource_type, rows) - names.keys()
        rows = with_names(resource_type, rows, {**names, **dict.fromkeys(unknown, "?")})
        stated = mapping.get(current.document)
        rows = with_dangling(resource_type, rows, stated, existing)
        for table in mapping.tables:
            if rows[table.name] != stated[table.name]:
                columns = [*table.positions, *(column.name for column in table.columns)]
                differing = _differing(rows[table.name], stated[table.name], columns)
                yield Finding(name, f"{table.name} says something else than the document: {differing}")


def _existing(connection: Connection, resource_type: str, currents: list[Current]) -> set[str]:
    rows = connection.rows(_REFERENCE_TARGETS, {"keys": key_list(current.version.pk for current in currents)})
    return {Target(f"{kind}/{name}", True).name for kind, name in rows}


_REFERENCE_TARGETS = listed(
    "SELECT DISTINCT t.type, t.id FROM resource_reference f JOIN resource t ON t.pk = f.target_pk "
    "WHERE f.source_pk IN {keys} AND t.version > 0 AND NOT t.deleted"
)


def _differing(rows: list[Any], stated: list[Any], columns: list[str]) -> str:
    if len(rows) != len(stated):
        return f"{len(rows)} rows instead of {len(stated)}"
    places = {at for row, other in zip(rows, stated, strict=True) for at in range(len(row)) if row[at] != other[at]}
    return ", ".join(columns[at] for at in sorted(places))


def _check_indexes(connection: Connection, currents: list[Current], repository: Repository) -> Iterator[Finding]:
    """Compare the index tables and the patient with what current documents say."""
    base_url = repository.settings.base_url
    patients = targets_of(
        connection, {current.version.patient_pk for current in currents if current.version.patient_pk is not None}
    )
    found = [(each.version, each.document, local_references(each.report.references, base_url)) for each in currents]
    registry, unsettled = registry_of(connection), unsettled_paths(connection)
    for some in range(0, len(found), INDEXES_AT_ONCE):
        part = found[some : some + INDEXES_AT_ONCE]
        yield from check_indexes(connection, registry, base_url, part, unsettled)
    for version, _, local in found:
        patient = patient_of(version.type, version.id, local)
        stored = None if version.patient_pk is None else patients.get(version.patient_pk)
        if (stored.name if stored else None) != ("/".join(patient) if patient else None):
            yield Finding(f"{version.type}/{version.id}", "it is filed under another patient than its document says")
