"""Rows as the document says them, after SQL wrote something else."""

from __future__ import annotations

from collections.abc import Sequence

from fhirserver.store.engine import Connection
from fhirserver.store.references import existing_targets
from fhirserver.store.rows import MappedRows, table_rows
from fhirserver.store.staged import replace_rows
from fhirserver.store.versions import Version, document_of
from fhirserver.store.writes import Writes
from mappings import MAPPINGS


def restore_rows(connection: Connection, items: Sequence[tuple[str, int, Version | None]]) -> None:
    """Delete the rows of a main table under a key, and write those of the current version's document instead.

    Each item is (main table, key, current version or None where no resource exists).  Foreign keys to a row that is
    deleted and written again hold, as they are checked at the end of the transaction.
    """
    deletions, writes = Writes(), Writes()
    targets = existing_targets(connection, [pk for _, pk, _ in items]) if items else {}
    for table, pk, version in items:
        deletions.delete(table, [(pk,)])
        mapping = MAPPINGS.get(version.type) if version else None
        if version is not None and mapping is not None and (mapping.table, version.pk) == (table, pk):
            rows = mapping.get(document_of(version))
            for name, made in table_rows(version.type, pk, version.id, rows, targets, connection.engine).items():
                writes.insert(name, made)
    deletions.execute(connection)
    writes.execute(connection)


def refill_rows(connection: Connection, items: Sequence[tuple[Version, MappedRows]]) -> None:
    """Write the rows of documents over those of the tables that say the same but for what is derived.

    Each item is (current version, rows that the tables hold, in the mapping's form).
    """
    writes = Writes()
    targets = existing_targets(connection, [version.pk for version, _ in items]) if items else {}
    for version, present in items:
        rows = MAPPINGS[version.type].get(document_of(version))
        replace_rows(writes, version, present, rows, targets, connection.engine)
    writes.execute(connection)
