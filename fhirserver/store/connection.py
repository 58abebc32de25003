"""A connection in use: statements in, rows out, the same on both engines."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from fhirserver.store.sql import Statement

EngineName = Literal["sqlite", "postgresql"]
Parameters = Mapping[str, object]

LONG = 1024 * 1024
"""Length of a parameter or value for which libpq needs memory that it should not keep."""


class Connection:
    """A connection in use; rows come back as tuples.

    ``grown`` says that it carried something long and is not to be kept: libpq never gives the memory for that back.
    """

    __slots__ = ("_observe", "engine", "grown", "raw")

    def __init__(self, raw: Any, engine: EngineName, observe: Callable[[str], None] | None = None) -> None:
        self.raw = raw
        self.engine = engine
        self.grown = False
        self._observe = observe

    def rows(
        self,
        statement: Statement,
        parameters: Parameters | None = None,
        *,
        custom: bool = False,
        binary: bool = False,
    ) -> list[tuple[Any, ...]]:
        """Run a statement and return all its rows.

        PostgreSQL is to plan it for these very parameters if ``custom``, and to send values as they are if ``binary``,
        which is quicker for documents.
        """
        further: dict[str, Any] = {}
        if self.engine == "postgresql" and (custom or binary):
            further = {"prepare": False if custom else None, "binary": binary}
        found: list[tuple[Any, ...]] = self._cursor(statement, parameters, **further).fetchall()
        self._carried(itertools.chain.from_iterable(found))
        return found

    def row(self, statement: Statement, parameters: Parameters | None = None) -> tuple[Any, ...] | None:
        """Run a statement and return its first row, or None."""
        found: tuple[Any, ...] | None = self._cursor(statement, parameters).fetchone()
        self._carried(found or ())
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

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """PostgreSQL only: statements inside are sent without waiting for each other; at the end all are done.

        What one of them raises may be raised by a later one, or at the end.
        https://www.psycopg.org/psycopg3/docs/advanced/pipeline.html
        """
        with self.raw.pipeline():
            yield

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

    def _cursor(self, statement: Statement, parameters: Parameters | None, **further: Any) -> Any:
        text = statement.sqlite if self.engine == "sqlite" else statement.postgresql
        if self._observe:
            self._observe(text)
        self._carried(parameters.values() if parameters else ())
        # psycopg takes doubled percent signs back only when there are parameters.
        return self.raw.execute(text, parameters if parameters is not None else {}, **further)

    def _carried(self, values: Iterable[Any]) -> None:
        if self.engine == "postgresql" and not self.grown:
            self.grown = any(value.__class__ in (str, bytes) and len(value) > LONG for value in values)
