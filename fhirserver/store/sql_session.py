"""SQL typed by a person: read-only unless asked otherwise, and journalled in the person's name.

That nothing can be written is left to the engines: on PostgreSQL each statement runs in a READ ONLY transaction of its
own, on SQLite with ``PRAGMA query_only`` and an authorizer that does not let it be taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg
import sqlcipher3.dbapi2 as sqlcipher

from fhirserver.settings import Settings
from fhirserver.store.connect import connect_postgresql, connect_sqlcipher, database_file
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.triggers import SQLITE_USER

_PRAGMAS = (
    *("database_list", "foreign_key_check", "foreign_key_list", "foreign_keys", "index_info", "index_list"),
    *("integrity_check", "quick_check", "table_info", "table_list", "table_xinfo", "user_version"),
)
"""Those that tell something and change nothing."""

_READS = ("select", "values", "explain", "pragma")


class SqlRefused(Exception):
    """What the database says to a statement that it does not carry out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a statement did: the columns and rows that it returns (None for none), and how many rows it changed."""

    columns: tuple[str, ...] | None
    rows: Iterator[tuple[Any, ...]]
    changed: int


class SqlSession(Protocol):
    """A connection to the database in use."""

    user: str
    engine: str

    def run(self, statement: str) -> Outcome:
        """Carry out one statement; its rows are to be read before the next one.  Raises SqlRefused."""

    def close(self) -> None:
        """End it; a transaction that is open is rolled back."""


def open_session(settings: Settings, user: str, *, write: bool) -> SqlSession:
    """Return a session on the database of ``settings``; the embedded one journals in the name ``user``."""
    if settings.database_url is None:
        key = secret_of(database_key_file(settings), create=False)
        return _SqlcipherSession(connect_sqlcipher(database_file(settings), key), user, write)
    return _PostgresqlSession(connect_postgresql(settings.database_url), write)


class _PostgresqlSession:
    engine = "postgresql"

    def __init__(self, raw: psycopg.Connection[Any], write: bool) -> None:
        self._raw = raw
        self._write = write
        self.user = str(raw.execute("SELECT session_user").fetchone()[0])  # type: ignore[index]  # there is one row

    def run(self, statement: str) -> Outcome:
        """See SqlSession."""
        try:
            if self._write:
                return self._outcome(self._raw.execute(statement))
            with suppress(psycopg.Error):
                self._raw.execute("ROLLBACK")
            # The first query fixes the mode, and preparing lets only one statement through.
            self._raw.execute("BEGIN READ ONLY; SELECT 1")
            return self._outcome(self._raw.execute(statement, prepare=True))
        except psycopg.Error as error:
            raise SqlRefused(error.diag.message_primary or str(error)) from error

    def _outcome(self, cursor: psycopg.Cursor[Any]) -> Outcome:
        columns = tuple(column.name for column in cursor.description) if cursor.description else None
        return Outcome(columns, iter(cursor) if columns else iter(()), max(cursor.rowcount, 0))

    def close(self) -> None:
        """See SqlSession."""
        self._raw.close()


class _SqlcipherSession:
    engine = "sqlite"

    def __init__(self, raw: Any, user: str, write: bool) -> None:
        self._raw = raw
        self._write = write
        self.user = user
        if not write:
            raw.execute("PRAGMA query_only = ON")
        raw.set_authorizer(_authorized)

    def run(self, statement: str) -> Outcome:
        """See SqlSession."""
        word = statement.split(None, 1)[0].lower().rstrip(";") if statement.split() else ""
        alone = self._write and not self._raw.in_transaction and not word.startswith(_READS)
        try:
            if alone and word != "begin":
                self._raw.execute("BEGIN IMMEDIATE")
                self._name(self.user)
            if word in ("commit", "end"):
                self._name(SQLITE_USER)
            cursor = self._raw.execute(statement)
            if word == "begin" and self._write:
                self._name(self.user)
            outcome = self._outcome(cursor)
            if alone and word != "begin":
                outcome = Outcome(outcome.columns, iter(list(outcome.rows)), outcome.changed)
                self._name(SQLITE_USER)
                self._raw.execute("COMMIT")
            return outcome
        except (sqlcipher.Error, sqlcipher.Warning) as error:
            if alone and self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
            raise SqlRefused(str(error)) from error

    def _name(self, user: str) -> None:
        """Say in whose name the triggers journal; nobody else can see it before it is taken back."""
        if self._raw.in_transaction:
            self._raw.execute("UPDATE server_write SET database_user = ?", (user,))

    def _outcome(self, cursor: Any) -> Outcome:
        columns = tuple(column[0] for column in cursor.description) if cursor.description else None
        return Outcome(columns, iter(cursor) if columns else iter(()), max(cursor.rowcount, 0))

    def close(self) -> None:
        """See SqlSession."""
        self._raw.close()


def _authorized(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Everything but other databases (a copy would not be encrypted) and PRAGMAs that change the connection."""
    if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in _PRAGMAS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() == "foreign_keys" and second is not None:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
