"""One database, two engines: a pool of connections, transactions, retries.

SQLCipher (https://www.zetetic.net/sqlcipher/) is the embedded engine: one encrypted file, one writer.  PostgreSQL is
reached through psycopg 3.  Both are pooled by SQLAlchemy; statements go straight to the driver because building or
even caching them in SQLAlchemy costs more than the whole of the rest of a read.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import select
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

import psycopg
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from fhirserver.errors import Conflict, Unavailable, Unprocessable
from fhirserver.settings import Settings
from fhirserver.store.connect import connect_postgresql, connect_sqlcipher, database_file
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.sql import Statement, statement

EngineName = Literal["sqlite", "postgresql"]
Parameters = Mapping[str, object]
Result = TypeVar("Result")

PATIENCE = 15.0
"""Seconds for which a transaction that lost against another one is tried again, before the client hears of it."""

ATTEMPTS = 40
"""Times that it is tried: losing at once, over and over, is no race."""

LONGEST_PAUSE = 0.25
LEAST_BUSY_MILLISECONDS = 100
POOL_SECONDS = 30.0

_LOST = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.UniqueViolation,
    # A target that was there when the transaction looked and is gone: SQL may delete it at any moment.
    psycopg.errors.ForeignKeyViolation,
)
_RETRY_AFTER = {"Retry-After": "5"}
_BEGIN_SQLITE = statement("UPDATE server_write SET active = 1")
_END_SQLITE = statement("UPDATE server_write SET active = 0")


class LostRace(Exception):
    """The transaction was undone because of another one; trying again can succeed."""


class Locked(LostRace):
    """Another program has the embedded database locked for writing."""


class Connection:
    """A connection in use; rows come back as tuples."""

    __slots__ = ("_observe", "engine", "raw")

    def __init__(self, raw: Any, engine: EngineName, observe: Callable[[str], None] | None = None) -> None:
        self.raw = raw
        self.engine = engine
        self._observe = observe

    def rows(self, statement: Statement, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """Run a statement and return all its rows."""
        found: list[tuple[Any, ...]] = self._cursor(statement, parameters).fetchall()
        return found

    def row(self, statement: Statement, parameters: Parameters | None = None) -> tuple[Any, ...] | None:
        """Run a statement and return its first row, or None."""
        found: tuple[Any, ...] | None = self._cursor(statement, parameters).fetchone()
        return found

    def run(self, statement: Statement, parameters: Parameters | None = None) -> int:
        """Run a statement and return the number of rows it changed."""
        count: int = self._cursor(statement, parameters).rowcount
        return count

    def run_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """SQLite only: run one statement with positional parameters for every row."""
        if self._observe:
            self._observe(text)
        self.raw.executemany(text, rows)

    def iterate(
        self, statement: Statement, parameters: Parameters | None = None, size: int = 500
    ) -> Generator[list[tuple[Any, ...]], None, None]:
        """Run a statement and yield its rows in lists of ``size`` without holding all of them.

        On PostgreSQL this needs an open transaction, as it uses a server-side cursor.
        """
        if self.engine == "postgresql":
            cursor = self.raw.cursor(name=f"iterate_{time.monotonic_ns()}")
            cursor.execute(statement.postgresql, parameters)
        else:
            cursor = self._cursor(statement, parameters)
        with contextlib.closing(cursor):
            while rows := cursor.fetchmany(size):
                yield rows

    def _cursor(self, statement: Statement, parameters: Parameters | None) -> Any:
        text = statement.sqlite if self.engine == "sqlite" else statement.postgresql
        if self._observe:
            self._observe(text)
        # psycopg takes doubled percent signs back only when there are parameters.
        return self.raw.execute(text, parameters if parameters is not None else {})


class Database:
    """A pool of connections to one database, and the rules for transactions on it.

    ``observe`` is called with the text of every statement.
    """

    def __init__(self, engine: EngineName, connect: Callable[[], Any], size: int) -> None:
        self.engine: EngineName = engine
        self.observe: Callable[[str], None] | None = None
        self._pool = QueuePool(connect, pool_size=size, max_overflow=2, timeout=POOL_SECONDS, reset_on_return=None)
        # SQLite has one writer: within a process waiting on a lock is fair and cheap, its busy handler is neither.
        self._writer = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        self._pool.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for single statements, each of which sees all that is committed.

        Raises Unavailable if the database cannot be reached.
        """
        try:
            with self._checkout() as connection:
                yield connection
        except LostRace as error:
            raise Unavailable("The database cannot be read now.", headers=_RETRY_AFTER) from error

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A read-only transaction: all statements see the same state.  Raises Unavailable."""
        begin = "BEGIN" if self.engine == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with self.reading() as connection:
            connection.raw.execute(begin)
            try:
                yield connection
            finally:
                _roll_back(connection.raw)

    def write(self, work: Callable[[Connection], Result], *, patience: float = PATIENCE) -> Result:
        """Run ``work`` in one transaction, again from its start if it loses against another, and commit.

        On PostgreSQL its isolation is "read committed": what it depends on it must lock.  Raises, after ``patience``
        seconds, Conflict, or Unavailable if another program keeps the embedded database locked; Unavailable also if
        the database cannot be reached; and what ``work`` raises.
        """
        until = time.monotonic() + patience
        for attempt in itertools.count(1):
            try:
                if self.engine == "sqlite":
                    return self._write_sqlite(work, until)
                return self._write_postgresql(work)
            except LostRace as race:
                pause = random.uniform(0, min(0.002 * 2**attempt, LONGEST_PAUSE))
                if attempt < ATTEMPTS and time.monotonic() + pause < until:
                    time.sleep(pause)
                elif isinstance(race, Locked):
                    raise Unavailable(
                        "Another program keeps the database locked for writing; nothing was saved.",
                        headers=_RETRY_AFTER,
                    ) from race
                else:
                    raise Conflict(
                        "Others kept changing the same resources; nothing was saved. Please try again."
                    ) from race
        raise AssertionError("counting does not end")

    def _write_sqlite(self, work: Callable[[Connection], Result], until: float) -> Result:
        if not self._writer.acquire(timeout=max(until - time.monotonic(), 0)):
            raise Locked("another thread is writing")
        try:
            with self._checkout() as connection:
                return _sqlite_transaction(connection, work, until)
        finally:
            self._writer.release()

    def _write_postgresql(self, work: Callable[[Connection], Result]) -> Result:
        with self._checkout() as connection:
            return _postgresql_transaction(connection, work)

    @contextmanager
    def _checkout(self) -> Iterator[Connection]:
        pooled = self._live_connection()
        raw = pooled.dbapi_connection
        try:
            yield Connection(raw, self.engine, self.observe)
        except sqlcipher.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise Locked(str(error)) from error
            raise Unavailable("The database cannot be used now; nothing was saved.", headers=_RETRY_AFTER) from error
        except psycopg.OperationalError as error:
            if isinstance(error, _LOST):
                raise LostRace from error
            raise Unavailable("The database cannot be used now; nothing was saved.", headers=_RETRY_AFTER) from error
        finally:
            if _usable(raw):
                pooled.close()
            else:
                pooled.invalidate()

    def _live_connection(self) -> PoolProxiedConnection:
        """A connection whose other end is still there: a server that restarted has closed those it had."""
        while True:
            try:
                pooled = self._pool.connect()
            except (psycopg.OperationalError, sqlcipher.OperationalError) as error:
                raise Unavailable("The database cannot be reached now.", headers=_RETRY_AFTER) from error
            except PoolTimeout as error:
                raise Unavailable("All database connections are in use.", headers=_RETRY_AFTER) from error
            if self.engine == "sqlite" or not _hung_up(pooled.dbapi_connection):
                return pooled
            pooled.invalidate()


class InTransaction:
    """A database as one open transaction sees it: for reading only."""

    def __init__(self, connection: Connection) -> None:
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


def _hung_up(raw: Any) -> bool:
    """Whether an idle connection has something to say: the server speaks unasked only to say that it goes.

    Looking costs 2 us; a statement to see whether it is answered would cost as much as a read.
    """
    poll = select.poll()
    poll.register(raw.pgconn.socket, select.POLLIN)
    return bool(poll.poll(0))


def _usable(raw: Any) -> bool:
    """Whether a connection may be used again: alive, and no transaction of it open."""
    if isinstance(raw, psycopg.Connection):
        return not raw.closed and raw.pgconn.transaction_status == psycopg.pq.TransactionStatus.IDLE
    return not raw.in_transaction


def _roll_back(raw: Any) -> None:
    # Without a connection there is nothing to undo, and what went wrong first is what matters.
    with contextlib.suppress(psycopg.OperationalError, sqlcipher.OperationalError):
        raw.execute("ROLLBACK")


def _sqlite_transaction(connection: Connection, work: Callable[[Connection], Result], until: float) -> Result:
    raw = connection.raw
    raw.execute(f"PRAGMA busy_timeout = {max(int((until - time.monotonic()) * 1000), LEAST_BUSY_MILLISECONDS)}")
    raw.execute("BEGIN IMMEDIATE")
    try:
        connection.run(_BEGIN_SQLITE)
        result = work(connection)
        connection.run(_END_SQLITE)
        raw.execute("COMMIT")
        return result
    except sqlcipher.IntegrityError as error:
        raise _violation(str(error)) from error
    finally:
        if raw.in_transaction:
            _roll_back(raw)


def _postgresql_transaction(connection: Connection, work: Callable[[Connection], Result]) -> Result:
    raw = connection.raw
    try:
        raw.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        try:
            result = work(connection)
        except BaseException:
            _roll_back(raw)
            raise
        _commit(raw)
        return result
    except _LOST as error:
        raise LostRace(type(error).__name__) from error
    except psycopg.errors.IntegrityError as error:
        raise _violation(error.diag.message_primary or "") from error


def _commit(raw: Any) -> None:
    try:
        raw.execute("COMMIT")
    except psycopg.OperationalError as error:
        if not raw.closed:
            raise
        raise Unavailable(
            "The connection to the database broke at the moment of saving. Whether it was saved is not known: look.",
            headers=_RETRY_AFTER,
        ) from error


def _violation(message: str) -> Exception:
    """What a broken constraint means to a client: a race on a key, or a value that a table refuses."""
    if "UNIQUE" in message or "FOREIGN KEY" in message:
        return LostRace(message)
    return Unprocessable(f"The tables refuse this resource: {message}", code="business-rule")


def open_database(settings: Settings) -> Database:
    """Return the database of ``settings``; connections are opened when first used.

    The embedded one needs its key file, which is made by migrating.  Raises KeyFileError.
    """
    url = settings.database_url
    if url:
        return Database("postgresql", lambda: connect_postgresql(url), settings.threads)
    path = database_file(settings)
    key = secret_of(database_key_file(settings), create=False)
    return Database("sqlite", lambda: connect_sqlcipher(path, key), settings.threads)
