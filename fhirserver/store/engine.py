"""One database on one of two engines: connections, transactions, retries.

Statements go straight to the driver because building or even caching them in SQLAlchemy costs more than the whole of
the rest of a read.
"""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from fhirserver.errors import Conflict, Unavailable
from fhirserver.settings import Settings
from fhirserver.store.connect import READ_CACHE_KIB, connect_postgresql, connect_sqlcipher, database_file
from fhirserver.store.connection import Connection as Connection
from fhirserver.store.connection import EngineName as EngineName
from fhirserver.store.driver import RETRY_AFTER, Driver, Locked, roll_back
from fhirserver.store.driver import LostRace as LostRace
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.pool import AllInUse, Pool

Result = TypeVar("Result")

PATIENCE = 15.0
"""Seconds for which a transaction that lost against another one is tried again, before the client hears of it."""

ATTEMPTS = 40
"""Times that it is tried: losing at once, over and over, is no race."""

LONGEST_PAUSE = 0.25
POOL_SECONDS = 30.0
MORE_CONNECTIONS = 2
"""Connections that there may be besides one a thread."""

SQLITE_READERS = 4
"""Connections of one process that read the embedded database.

Each keeps the schema of all tables, 3.5 MB, and 8 or 16 clients got no more answers from a process that had ten.
"""


class Database:
    """A pool of connections to one database, and the rules for transactions on it.

    SQLite has one writer, so there one connection, made by ``connect_to_write``, does all writing.  It alone keeps the
    statements of all tables, and more pages than those that read.  ``seconds`` is how long reading may take; 0 for
    ever.  ``observe`` is called with the text of every statement.
    """

    def __init__(
        self,
        driver: Driver,
        connect: Callable[[], Any],
        size: int,
        connect_to_write: Callable[[], Any] | None = None,
        seconds: float = 0,
    ) -> None:
        self.engine = driver.engine
        self.observe: Callable[[str], None] | None = None
        self._driver = driver
        most = size + MORE_CONNECTIONS
        self._pool = Pool(connect, most if self.engine == "postgresql" else min(most, SQLITE_READERS), POOL_SECONDS)
        self._writers = Pool(connect_to_write, 1, POOL_SECONDS) if connect_to_write else self._pool
        # Within a process waiting on a lock is fair and cheap, SQLite's busy handler is neither.
        self._writer = threading.Lock()
        self._seconds = seconds

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
        self._writers.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for single statements, each of which sees all that is committed.

        Raises Unavailable if the database cannot be reached, TooCostly if a statement takes too long.
        """
        with self._reading(self._seconds) as connection:
            yield connection

    @contextmanager
    def _reading(self, seconds: float) -> Iterator[Connection]:
        try:
            with self._connection(self._pool) as connection, self._driver.timed(connection.raw, seconds):
                yield connection
        except LostRace as error:
            raise Unavailable("The database cannot be read now.", headers=RETRY_AFTER) from error

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A read-only transaction: all statements see the same state.  Raises Unavailable."""
        with self._reading(0) as connection:
            connection.raw.execute(self._driver.snapshot)
            try:
                yield connection
            finally:
                roll_back(connection.raw, self._driver.failure)

    def write(self, work: Callable[[Connection], Result], *, patience: float = PATIENCE) -> Result:
        """Run ``work`` in one transaction, again from its start if it loses against another, and commit.

        On PostgreSQL its isolation is "read committed": what it depends on it must lock.  Raises, after ``patience``
        seconds, Conflict, or Unavailable if another program keeps the embedded database locked; Unavailable also if
        the database cannot be reached; and what ``work`` raises.
        """
        until = time.monotonic() + patience
        for attempt in itertools.count(1):
            try:
                return self._write_once(work, until)
            except LostRace as race:
                pause = random.uniform(0, min(0.002 * 2**attempt, LONGEST_PAUSE))
                if attempt < ATTEMPTS and time.monotonic() + pause < until:
                    time.sleep(pause)
                elif isinstance(race, Locked):
                    raise Unavailable(
                        "Another program keeps the database locked for writing; nothing was saved.",
                        headers=RETRY_AFTER,
                    ) from race
                else:
                    raise Conflict(
                        "Others kept changing the same resources; nothing was saved. Please try again."
                    ) from race
        raise AssertionError("counting does not end")

    def _write_once(self, work: Callable[[Connection], Result], until: float) -> Result:
        alone = self.engine == "sqlite"
        if alone and not self._writer.acquire(timeout=max(until - time.monotonic(), 0)):
            raise Locked("another thread is writing")
        try:
            with self._connection(self._writers) as connection:
                result: Result = self._driver.transaction(connection, work, until)
                return result
        finally:
            if alone:
                self._writer.release()

    @contextmanager
    def _connection(self, pool: Pool) -> Iterator[Connection]:
        raw = self._live(pool)
        connection = Connection(raw, self.engine, self.observe)
        try:
            yield connection
        except self._driver.failure as error:
            raise self._driver.meaning(error) from error
        finally:
            if self._driver.usable(raw) and not connection.grown:
                pool.give_back(raw)
            else:
                pool.discard(raw)

    def _live(self, pool: Pool) -> Any:
        """Take a connection whose other end is still there: a server that restarted has closed those it had."""
        while True:
            try:
                raw = pool.take()
            except self._driver.failure as error:
                raise Unavailable("The database cannot be reached now.", headers=RETRY_AFTER) from error
            except AllInUse as error:
                raise Unavailable("All database connections are in use.", headers=RETRY_AFTER) from error
            if not self._driver.hung_up(raw):
                return raw
            pool.discard(raw)


class InTransaction:
    """A database as one open transaction sees it: for reading only."""

    def __init__(self, connection: Connection) -> None:
        self.engine = connection.engine
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The transaction's own connection."""
        yield self._connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """The transaction's own connection."""
        yield self._connection

    def write(self, work: Callable[[Connection], Result], *, patience: float = PATIENCE) -> Result:
        """A transaction does not stand inside another one: raises RuntimeError."""
        raise RuntimeError("a transaction is open already")

    def close(self) -> None:
        """The transaction's owner closes it."""


def open_database(settings: Settings) -> Database:
    """Return the database of ``settings``; connections are opened when first used.

    The embedded one needs its key file, which is made by migrating.  Raises KeyFileError.
    """
    url = settings.database_url
    if url:
        from fhirserver.store import postgresql

        milliseconds = settings.search_seconds * 1000
        return Database(postgresql.DRIVER, lambda: connect_postgresql(url, milliseconds=milliseconds), settings.threads)
    from fhirserver.store import sqlcipher

    path = database_file(settings)
    key = secret_of(database_key_file(settings), create=False)
    return Database(
        sqlcipher.DRIVER,
        lambda: connect_sqlcipher(path, key, cache_kib=READ_CACHE_KIB),
        settings.threads,
        connect_to_write=lambda: connect_sqlcipher(path, key),
        seconds=settings.search_seconds,
    )
