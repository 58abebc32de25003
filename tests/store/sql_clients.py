"""SQL clients that are not the server: a limited role on PostgreSQL, another process on SQLCipher."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg

from fhirserver.settings import Settings

ROOT = Path(__file__).parents[2]
ROLE = "registry"


class SqlError(Exception):
    """What the database said."""


class SqlClient(Protocol):
    """``user`` is how the journal names its writes."""

    user: str

    def run(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements in one transaction and commit; return the rows of the last.  Raises SqlError."""

    def leave_open(self, *statements: str) -> None:
        """Run statements in a transaction and leave it open, until ``finish``."""

    def finish(self, end: str = "COMMIT") -> None: ...


class PostgresqlClient:
    """psql in the hands of a role that may use the domain tables only."""

    user = ROLE

    def __init__(self, url: str, role: str = ROLE) -> None:
        self.raw = psycopg.connect(url, user=role, autocommit=True)

    def run(self, *statements: str) -> list[tuple[Any, ...]]:
        try:
            with self.raw.transaction():
                for statement in statements:
                    cursor = self.raw.execute(statement)  # type: ignore[arg-type]  # a test's own text
            return cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            raise SqlError(f"{type(error).__name__}: {error}") from error

    def leave_open(self, *statements: str) -> None:
        for statement in ("BEGIN", *statements):
            self.raw.execute(statement)  # type: ignore[arg-type]  # a test's own text

    def finish(self, end: str = "COMMIT") -> None:
        self.raw.execute(end)  # type: ignore[arg-type]  # a test's own text

    def close(self) -> None:
        self.raw.close()


class SqlcipherClient:
    """A process of its own that has the key."""

    user = "sql"

    def __init__(self, settings: Settings) -> None:
        program = [sys.executable, str(Path(__file__).with_name("sql_process.py"))]
        files = [str(settings.data / "record.db"), str(settings.data / "record.key")]
        self._process = subprocess.Popen([*program, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, *statements: str) -> list[tuple[Any, ...]]:
        # The rows of the last statement, fetched before the transaction ends.
        answer = self._ask(["BEGIN IMMEDIATE", *statements])
        self._ask(["COMMIT"])
        return answer

    def leave_open(self, *statements: str) -> None:
        self._ask(["BEGIN IMMEDIATE", *statements])

    def finish(self, end: str = "COMMIT") -> None:
        self._ask([end])

    def _ask(self, statements: list[str]) -> list[tuple[Any, ...]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(statements) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise SqlError(answer["error"])
        return [tuple(row) for row in answer["rows"]]

    def close(self) -> None:
        self._process.communicate(timeout=30)


def documented_sql(title: str) -> str:
    """The SQL under a heading of docs/sql-writes.md."""
    text = (ROOT / "docs" / "sql-writes.md").read_text()
    found = re.search(rf"^#+ {re.escape(title)}\n.*?```sql\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    assert found, title
    return found[1]


@contextmanager
def sql_client(settings: Settings) -> Iterator[PostgresqlClient | SqlcipherClient]:
    """A client of the database of ``settings``; on PostgreSQL with the rights that the documentation grants."""
    client: PostgresqlClient | SqlcipherClient
    if settings.database_url is None:
        client = SqlcipherClient(settings)
    else:
        with psycopg.connect(settings.database_url, autocommit=True) as owner:
            with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                owner.execute(f"CREATE ROLE {ROLE} LOGIN")
            owner.execute(documented_sql("A role that writes"))  # type: ignore[arg-type]  # our own text
        client = PostgresqlClient(settings.database_url)
    try:
        yield client
    finally:
        client.close()
