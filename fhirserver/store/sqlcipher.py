"""The embedded engine: SQLite in one encrypted file, with one writer.  https://www.zetetic.net/sqlcipher/"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fhirserver.store.connection import Connection
from fhirserver.store.driver import WRITE_SECONDS, Driver, Locked, LostRace, roll_back, violation
from fhirserver.store.sql import statement

LEAST_BUSY_MILLISECONDS = 100
INSTRUCTIONS = 50_000
"""Instructions of SQLite's virtual machine between two looks at the clock."""

_BEGIN = statement("UPDATE server_write SET active = 1")
_END = statement("UPDATE server_write SET active = 0")


def _transaction(connection: Connection, work: Callable[[Connection], Any], until: float) -> Any:
    raw = connection.raw
    raw.execute(f"PRAGMA busy_timeout = {max(int((until - time.monotonic()) * 1000), LEAST_BUSY_MILLISECONDS)}")
    raw.execute("BEGIN IMMEDIATE")
    try:
        connection.run(_BEGIN)
        with _timed(raw, WRITE_SECONDS):
            result = work(connection)
        connection.run(_END)
        raw.execute("COMMIT")
        return result
    except sqlcipher.IntegrityError as error:
        raise violation(str(error)) from error
    finally:
        if raw.in_transaction:
            roll_back(raw, sqlcipher.OperationalError)


@contextmanager
def _timed(raw: Any, seconds: float) -> Iterator[None]:
    if not seconds:
        yield
        return
    until = time.monotonic() + seconds
    raw.set_progress_handler(lambda: time.monotonic() > until, INSTRUCTIONS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


def _lost(error: Exception) -> LostRace | None:
    return Locked(str(error)) if "locked" in str(error) or "busy" in str(error) else None


DRIVER = Driver(
    engine="sqlite",
    failure=sqlcipher.OperationalError,
    lost=_lost,
    transaction=_transaction,
    usable=lambda raw: not raw.in_transaction,
    hung_up=lambda raw: False,
    snapshot="BEGIN",
    timed=_timed,
    too_long=lambda error: "interrupted" in str(error),
)
