"""PostgreSQL, reached through psycopg 3.  https://www.psycopg.org/psycopg3/docs/"""

from __future__ import annotations

import select
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import psycopg

from fhirserver.errors import Unavailable
from fhirserver.store.connection import Connection
from fhirserver.store.driver import RETRY_AFTER, WRITE_SECONDS, Driver, LostRace, roll_back, violation

_LOST = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.UniqueViolation,
    # A target that was there when the transaction looked and is gone: SQL may delete it at any moment.
    psycopg.errors.ForeignKeyViolation,
)

_BEGIN = f"BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = {WRITE_SECONDS * 1000}"


def _transaction(connection: Connection, work: Callable[[Connection], Any], until: float) -> Any:
    """How long statements wait for locks is a setting of the transaction's own: ``until`` is not looked at."""
    raw = connection.raw
    try:
        raw.execute(_BEGIN)
        try:
            result = work(connection)
        except BaseException:
            roll_back(raw, psycopg.OperationalError)
            raise
        _commit(raw)
        return result
    except _LOST as error:
        raise LostRace(type(error).__name__) from error
    except psycopg.errors.IntegrityError as error:
        raise violation(error.diag.message_primary or "") from error


def _commit(raw: Any) -> None:
    try:
        raw.execute("COMMIT")
    except psycopg.OperationalError as error:
        if not raw.closed:
            raise
        raise Unavailable(
            "The connection to the database broke at the moment of saving. Whether it was saved is not known: look.",
            headers=RETRY_AFTER,
        ) from error


def _lost(error: Exception) -> LostRace | None:
    return LostRace(type(error).__name__) if isinstance(error, _LOST) else None


def _usable(raw: Any) -> bool:
    return not raw.closed and raw.pgconn.transaction_status == psycopg.pq.TransactionStatus.IDLE


def _hung_up(raw: Any) -> bool:
    """Whether an idle connection has something to say: the server speaks unasked only to say that it goes.

    Looking costs 2 us; a statement to see whether it is answered would cost as much as a read.
    """
    poll = select.poll()
    poll.register(raw.pgconn.socket, select.POLLIN)
    return bool(poll.poll(0))


DRIVER = Driver(
    engine="postgresql",
    failure=psycopg.OperationalError,
    lost=_lost,
    transaction=_transaction,
    usable=_usable,
    hung_up=_hung_up,
    snapshot="BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0",
    # The connection was made with the limit.
    timed=lambda raw, seconds: nullcontext(),
    too_long=lambda error: isinstance(error, psycopg.errors.QueryCanceled),
)
