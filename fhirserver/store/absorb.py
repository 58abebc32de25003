"""SQL writes of others become versions: the rows that are journalled are put into the documents.

The journal only says which resources were touched, by whom and when; what they are now is read from the tables.  So
any number of SQL transactions between two requests makes one version, and their order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable

from fhirserver.settings import Settings
from fhirserver.store.data_keys import DataKeys
from fhirserver.store.engine import Connection, LostRace
from fhirserver.store.gather import Gathered
from fhirserver.store.identity import Keys
from fhirserver.store.journal import forget, journalled, mark_server_write, one_absorbs
from fhirserver.store.quarantine import Refused, quarantine
from fhirserver.store.restore_rows import refill_rows, restore_rows
from fhirserver.store.search_parameters import registry_of
from fhirserver.store.staged import SqlWrite
from fhirserver.store.touched import Touched
from fhirserver.store.transaction import Transaction
from fhirserver.store.unfit import find_unfit


def absorb(connection: Connection, settings: Settings, data_keys: DataKeys, keys: Keys, pks: Iterable[int]) -> set[int]:
    """Absorb what SQL wrote to the resources ``pks``, and to those that must be absorbed together with them.

    Returns those that were left, because others hold their rows locked.  Runs inside a write transaction.  What cannot
    be a valid resource is quarantined: its rows go back to what the document says, and what was written is kept.
    """
    # First, as it bounds the waiting for locks.
    mark_server_write(connection)
    one_absorbs(connection)
    transaction = Transaction(connection, settings, data_keys, keys, registry_of(connection))
    gathered = Gathered(transaction)
    wanted = set(pks)
    while wanted:
        gathered.add(wanted)
        wanted = gathered.missing()
        if not wanted:
            gathered.name_references()
            find_unfit(gathered)
            wanted = gathered.missing()
    gathered.leave_what_needs_the_left()
    items = list(gathered.items.values())
    unchanged = [item for item in items if not item.reasons and not _save(transaction, item)]
    transaction.flush_absorbed()
    refused = [item for item in items if item.reasons]
    quarantine(connection, [_refused(item) for item in refused], data_keys)
    restore_rows(connection, [(item.table, item.pk, item.current) for item in refused])
    refill_rows(connection, [(version, item.rows) for item in unchanged if item.rows and (version := item.current)])
    forget(connection, [entry.sequence for item in items for entry in item.entries])
    if journalled(connection, gathered.items.keys() | gathered.moved.keys()):
        raise LostRace("somebody wrote to the same rows meanwhile")
    return gathered.left


def _save(transaction: Transaction, item: Touched) -> bool:
    """Save or delete the resource; False if it is as it was."""
    if item.rows is None:
        if item.header is None or item.current is None:
            return False
        transaction.delete(item.header, "sql", SqlWrite(item.database_user))
        return True
    if item.document is None or item.report is None or item.row_identity is None:
        raise LookupError("rows that are fit have a document")
    write = SqlWrite(item.database_user, item.pk, item.rows)
    version = transaction.save(*item.row_identity, item.document, item.report.references, "sql", write)
    return version is not item.current


def _refused(item: Touched) -> Refused:
    identity = item.row_identity or item.identity
    return Refused(
        item.table, item.pk, identity, item.operation, item.database_user, item.reasons, item.rows, item.stated
    )
