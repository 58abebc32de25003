"""When SQL writes are absorbed, and what happens if that fails: reads go on, and what is pending stays pending."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Collection
from dataclasses import dataclass

from fhirserver.errors import Conflict, Unavailable
from fhirserver.settings import Settings
from fhirserver.store.absorb import absorb
from fhirserver.store.data_keys import DataKeys
from fhirserver.store.engine import Connection, Database
from fhirserver.store.identity import Keys
from fhirserver.store.journal import keys_of, next_keys, waiting

AT_ONCE = 200
"""Resources absorbed in one transaction, unless more hang together."""

PATIENCE = {"sqlite": 1.0, "postgresql": 5.0}
"""Seconds that absorbing waits for another process that absorbs, or, on SQLite, for anybody who writes."""

LOCK_SECONDS = 5.0
LEFT_SECONDS = 2.0
"""Seconds after which what was left is tried again, if nothing else was written meanwhile."""

FAILED_SECONDS = 60.0
"""Seconds after which a resource is tried again whose absorption met a fault."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Left:
    """What waited in the journal after all was absorbed that could be, and until when that is taken for granted."""

    mark: object
    until: float


class CatchUp:
    """Absorbs the SQL writes of one database; one thread at a time in a process."""

    def __init__(self, database: Database, settings: Settings, data_keys: DataKeys, keys: Keys) -> None:
        self._database = database
        self._settings = settings
        self._data_keys = data_keys
        self._keys = keys
        self._lock = threading.Lock()
        self._failed: dict[int, float] = {}
        self._left = _Left(None, 0)

    def with_everything(self, mark: object) -> None:
        """Absorb all that waits and can be absorbed; ``mark`` says what was seen waiting.  Never raises."""
        if self._settled(mark) or not self._lock.acquire(timeout=LOCK_SECONDS):
            return
        try:
            if self._settled(self._waiting()):
                return
            skipped = self._failing()
            while pks := self._next(skipped):
                skipped |= self._absorb(pks)
            self._remember()
        finally:
            self._lock.release()

    def with_one(self, mark: object, resource_type: str, resource_id: str) -> None:
        """Absorb what waits of one resource, and some of the rest; ``mark`` says what was seen waiting.  Never raises.

        So that a read need not wait until a change of very many rows is absorbed.
        """
        if self._settled(mark) or not self._lock.acquire(timeout=LOCK_SECONDS):
            return
        try:
            with self._database.reading() as connection:
                own = keys_of(connection, resource_type, resource_id)
            skipped = self._failing()
            if pks := set(own) - skipped:
                skipped |= self._absorb(pks)
            if pks := self._next(skipped):
                skipped |= self._absorb(pks)
            if not self._next(skipped):
                self._remember()
        finally:
            self._lock.release()

    def _settled(self, mark: object) -> bool:
        return mark is None or (mark == self._left.mark and time.monotonic() < self._left.until)

    def _waiting(self) -> object:
        with self._database.reading() as connection:
            return waiting(connection)

    def _next(self, skipped: Collection[int]) -> set[int]:
        with self._database.reading() as connection:
            return set(next_keys(connection, skipped, AT_ONCE))

    def _remember(self) -> None:
        self._left = _Left(self._waiting(), time.monotonic() + LEFT_SECONDS)

    def _failing(self) -> set[int]:
        now = time.monotonic()
        self._failed = {pk: until for pk, until in self._failed.items() if until > now}
        return set(self._failed)

    def _absorb(self, pks: set[int]) -> set[int]:
        """Absorb some resources; return those that were left."""

        def work(connection: Connection) -> set[int]:
            return absorb(connection, self._settings, self._data_keys, self._keys, pks)

        try:
            return self._database.write(work, patience=PATIENCE[self._database.engine])
        except (Conflict, Unavailable):
            return pks
        except Exception as error:  # a fault must not stop reads: it is logged, and what is pending stays pending
            if len(pks) == 1:
                (pk,) = pks
                self._failed[pk] = time.monotonic() + FAILED_SECONDS
                _log.error("SQL writes to the row with the key %d cannot be absorbed: %s", pk, _place(error))
                return pks
        left: set[int] = set()
        for pk in sorted(pks):
            left |= self._absorb({pk})
        return left


def _place(error: Exception) -> str:
    """What went wrong and where, without its message, which may quote patient data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})" for frame in frames[:-4:-1])
    return f"{type(error).__name__} in {where}"
