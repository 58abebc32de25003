"""The only way to resources: reading versions, and transactions that change them."""

from __future__ import annotations

import copy
import hashlib
import hmac
import itertools
import time
from collections.abc import Callable
from typing import Any, TypeVar

from fhirserver.access.sealing import Sealing
from fhirserver.errors import Conflict, FhirError, Gone, NotFound
from fhirserver.search.registry import R4
from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.visible import Visible, everything, version_seen
from fhirserver.settings import Settings
from fhirserver.store.catch_up import CatchUp
from fhirserver.store.data_keys import DataKeys
from fhirserver.store.engine import PATIENCE, Connection, Database, InTransaction, open_database
from fhirserver.store.identity import Keys
from fhirserver.store.journal import WAITING, mark_server_write, waiting
from fhirserver.store.key_files import key_encryption_file, secret_of
from fhirserver.store.seal import FileKeyProvider
from fhirserver.store.search_parameters import generation_of, registry_of
from fhirserver.store.sql import Statement, statement
from fhirserver.store.transaction import PendingSqlWrites, Transaction
from fhirserver.store.versions import VERSION_COLUMNS, Version, version_of

Result = TypeVar("Result")
PAUSE = 0.05
"""Seconds between two tries of a write to what SQL has changed and what cannot be absorbed yet."""

_READ_TEXT = f"""
SELECT {WAITING}, {VERSION_COLUMNS}
FROM (SELECT 1) AS one
LEFT JOIN resource r ON r.type = :type AND r.id = :id AND r.version > 0{{seen}}
LEFT JOIN resource_version v ON v.resource_pk = r.pk AND v.version = r.version
LEFT JOIN data_key k ON k.id = v.key_id"""
_VREAD_TEXT = f"""
SELECT {WAITING}, {VERSION_COLUMNS}
FROM (SELECT 1) AS one
LEFT JOIN resource r ON r.type = :type AND r.id = :id
LEFT JOIN resource_version v ON v.resource_pk = r.pk AND v.version = :version{{seen}}
LEFT JOIN data_key k ON k.id = v.key_id"""
_READ, _VREAD = (statement(text.format(seen="")) for text in (_READ_TEXT, _VREAD_TEXT))


def _seen(text: str, condition: str) -> Statement:
    # The condition is written for the engine already.
    head, tail = (statement(part) for part in text.split("{seen}"))
    return Statement(
        f"{head.sqlite} AND {condition}{tail.sqlite}", f"{head.postgresql} AND {condition}{tail.postgresql}"
    )


class Repository:
    """Resources of one database.  Safe to use from many threads.

    ``secret`` is the key-encryption key, from which other keys are derived.
    """

    def __init__(self, settings: Settings, database: Database, data_keys: DataKeys, secret: bytes) -> None:
        self.settings = settings
        self.signing_key = hmac.new(secret, b"links from page to page", hashlib.sha256).digest()
        self.sealing = Sealing(secret)
        self.database: Database | InTransaction = database
        self.data_keys = data_keys
        self.registry = R4
        self._keys = Keys()
        self._catch_up: CatchUp | None = CatchUp(database, settings, data_keys, self._keys)

    def read(self, resource_type: str, resource_id: str, visible: Visible = everything) -> Version:
        """Return the current version.  One SQL statement.  Raises NotFound, Gone, SealBroken."""
        binds = Binds(self.database.engine)
        seen = visible(binds, "r", (resource_type,))
        query = _READ if seen is None else _seen(_READ_TEXT, seen)
        row = self._fresh_row(query, {"type": resource_type, "id": resource_id, **binds.values})
        if row[0] is None:
            raise NotFound(f"There is no {resource_type}/{resource_id}.")
        version = version_of(row, self.data_keys)
        if version.deleted:
            raise Gone(f"{resource_type}/{resource_id} was deleted.", headers={"ETag": version.etag})
        return version

    def vread(self, resource_type: str, resource_id: str, version: int, visible: Visible = everything) -> Version:
        """Return a version, also one of a resource deleted later.

        Both the resource and the patient of the version must be ``visible``.  Raises NotFound, Gone if that version is
        a deletion, SealBroken.
        """
        binds = Binds(self.database.engine)
        seen = version_seen(binds, visible, "r", "v", (resource_type,))
        query = _VREAD if seen is None else _seen(_VREAD_TEXT, seen)
        row = self._fresh_row(query, {"type": resource_type, "id": resource_id, "version": version, **binds.values})
        if row[0] is None or row[3] is None:
            raise NotFound(f"There is no {resource_type}/{resource_id} version {version}.")
        found = version_of(row, self.data_keys)
        if found.deleted:
            raise Gone(f"Version {version} of {resource_type}/{resource_id} is its deletion.")
        return found

    def _fresh_row(self, query: Statement, parameters: dict[str, Any]) -> tuple[Any, ...]:
        """Return the one row of a query without its first column, which tells whether SQL writes wait.

        If so, those to the resource are absorbed first; a row that somebody's open transaction holds locked is not
        waited for.
        """
        row = self._row(query, parameters)
        if row[0] is not None and self._catch_up:
            self._catch_up.with_one(row[0], parameters["type"], parameters["id"])
            row = self._row(query, parameters)
        return row[1:]

    def _row(self, query: Statement, parameters: dict[str, Any]) -> tuple[Any, ...]:
        with self.database.reading() as connection:
            row = connection.row(query, parameters)
        if row is None:
            raise LookupError("the query returns no row")
        return row

    def reload_registry(self) -> bool:
        """Learn of search parameters that have changed, or are being indexed; False if there are none."""
        with self.database.reading() as connection:
            if generation_of(connection) == self.registry.generation and not self.registry.unready:
                return False
            unready = self.registry.unready
            generation = self.registry.generation
            self.registry = registry_of(connection)
        return self.registry.generation != generation or self.registry.unready != unready

    def absorb(self, mark: object) -> bool:
        """Absorb SQL writes, of which ``mark`` says what was seen waiting; False if that is not to be done here."""
        if self._catch_up:
            self._catch_up.with_everything(mark)
        return self._catch_up is not None

    def refresh(self) -> None:
        """Absorb SQL writes that wait, so that what is read next shows them."""
        if self._catch_up:
            with self.database.reading() as connection:
                mark = waiting(connection)
            self._catch_up.with_everything(mark)

    def write(self, work: Callable[[Transaction], Result], *, alone: bool = False) -> Result:
        """Run ``work`` in a transaction and commit; it is run again from its start if the transaction loses a race.

        ``alone`` is for work that reads what it cannot lock: nobody else writes meanwhile.  Raises what ``work``
        raises, and the errors of Database.write; then nothing is saved.
        """
        until = time.monotonic() + PATIENCE
        absorbed = False

        def attempt(connection: Connection) -> Result:
            nonlocal absorbed
            mark, generation = mark_server_write(connection, alone=alone)
            if generation != self.registry.generation:
                self.registry = registry_of(connection)
            if mark is not None and not absorbed:
                raise PendingSqlWrites
            # Once only: what lost a race may have lost it against rows that are not absorbed yet.
            absorbed = False
            transaction = Transaction(
                connection, self.settings, self.data_keys, self._keys, self.registry, waiting=mark is not None
            )
            try:
                result = work(transaction)
                transaction.flush()
            except FhirError:
                # What speaks against the work may itself come of a search that does not hold any more.
                transaction.confirm()
                raise
            return result

        for rounds in itertools.count():
            try:
                patience = max(until - time.monotonic(), 0)
                return self.database.write(attempt, patience=patience)
            except PendingSqlWrites:
                if time.monotonic() > until:
                    raise Conflict(
                        "SQL writes to the same resources are not finished yet; nothing was saved. Please try again."
                    ) from None
            if rounds:
                time.sleep(PAUSE)
            self.refresh()
            absorbed = True
        raise AssertionError("counting does not end")

    def inside(self, transaction: Transaction) -> Repository:
        """Return a repository that reads what ``transaction`` has written so far."""
        inner = copy.copy(self)
        inner.database = InTransaction(transaction.connection)
        inner._catch_up = None
        return inner

    def close(self) -> None:
        """Close all connections."""
        self.database.close()


def open_repository(settings: Settings) -> Repository:
    """Return the repository of ``settings``; its database and keys must have been made by migrating.

    Raises KeyFileError.
    """
    secret = secret_of(key_encryption_file(settings), create=False)
    return Repository(settings, open_database(settings), DataKeys(FileKeyProvider(secret)), secret)
