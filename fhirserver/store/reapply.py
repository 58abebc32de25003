"""A quarantined SQL write is tried again, on the resource as it is now."""

from __future__ import annotations

from typing import Any

from fhirserver.errors import Conflict, Unprocessable
from fhirserver.store.quarantine import Content, decide, quarantined
from fhirserver.store.references import Identity
from fhirserver.store.rows import MappedRows, Row
from fhirserver.store.staged import SqlWrite
from fhirserver.store.transaction import Transaction
from fhirserver.store.versions import Version, document_of
from fhirserver.validation import validate
from mappings import MAPPINGS, PutConflict


def reapply(transaction: Transaction, number: int) -> Version | None:
    """Make the version that a quarantined write wanted, in the name of its writer; return it, None if nothing changed.

    What others have changed since stays.  Raises NotFound for an unknown number, Conflict if it does not wait or others
    have changed the same rows, Unprocessable if it still cannot be.
    """
    entry, content = quarantined(transaction.connection, number, transaction.data_keys)
    decide(transaction.connection, number, "applied")
    identity = entry.identity
    if identity is None:
        raise Unprocessable("It is not known which resource these rows were to be.")
    write = SqlWrite(entry.database_user)
    header = transaction.header(*identity, for_delete=content.rows is None)
    current = header.current if header else None
    if content.rows is None:
        return transaction.delete(header, "sql", write) if header and header.exists else None
    old = document_of(current) if current and not current.deleted and content.stated is not None else None
    document = _document(identity, content, content.rows, old)
    report = validate(document)
    if not report.ok:
        raise Unprocessable(issues=report.issues)
    version = transaction.save(*identity, document, report.references, "sql", write)
    return None if version is current else version


def _document(identity: Identity, content: Content, rows: MappedRows, old: dict[str, Any] | None) -> dict[str, Any]:
    mapping = MAPPINGS[identity[0]]
    if elsewhere := rows.keys() - {table.name for table in mapping.tables}:
        raise Unprocessable(f"A {identity[0]} has no rows in {', '.join(sorted(elsewhere))}.")
    if old is not None and content.stated is not None:
        shown = mapping.get(old)
        rows = {
            table.name: _merged(content.stated[table.name], rows[table.name], shown[table.name], len(table.positions))
            for table in mapping.tables
        }
    try:
        return {**mapping.put(rows, old), "id": identity[1]}
    except PutConflict as conflict:
        raise Unprocessable(str(conflict)) from None


def _merged(base: list[Row], written: list[Row], shown: list[Row], length: int) -> list[Row]:
    """What the writer changed from ``base`` to ``written``, changed in the rows ``shown`` now.

    Rows are matched by their first ``length`` values, their positions.
    """
    if shown == base or written == base:
        return written if shown == base else shown
    before = {row[:length]: row for row in base}
    now = {row[:length]: row for row in shown}
    wanted = {row[:length]: row for row in written}
    for key, row in before.items():
        if key not in wanted:
            if now.get(key) not in (row, None):
                raise Conflict("Others have changed a row since that this write deletes.")
            now.pop(key, None)
    for key, row in wanted.items():
        if row == before.get(key):
            continue
        if (key in before) != (key in now):
            raise Conflict("Others have added or deleted a row since at a place where this write has one.")
        was = before.get(key, row)
        has = now.get(key, row)
        now[key] = tuple(has[at] if row[at] == was[at] else row[at] for at in range(len(row)))
    return [now[key] for key in sorted(now)]
