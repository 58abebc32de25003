"""Write what each migration makes as SQL, one file a migration and engine: ``python -m migrations.snapshot``.

A table belongs to the migration that its ``info`` names under ``revision``, and else to the first one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateSequence, CreateTable, SetColumnComment, SetTableComment, Table

import fhirserver.access.schema  # noqa: F401 - its tables stand in the metadata
from fhirserver.store.schema import FTS_TABLE, STATISTICS, STORAGE, metadata, resource_key, search_text
from fhirserver.store.triggers import create_triggers

SEPARATOR = "\n-- next\n"
DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(),
    "postgresql": postgresql.dialect(paramstyle="named"),  # type: ignore[no-untyped-call]  # not annotated there
}


FIRST = "0001_record"
REVISIONS = (FIRST, "0002_access")


def schema_statements(engine: str, revision: str = FIRST) -> Iterator[str]:
    """Yield every statement with which ``revision`` adds to the schema on ``engine`` ("sqlite" or "postgresql")."""
    first = revision == FIRST
    if engine == "postgresql" and first:
        yield str(CreateSequence(resource_key).compile(dialect=DIALECTS[engine])).strip()
    for table in metadata.sorted_tables:
        if table.info.get("revision", FIRST) == revision:
            yield from _table_statements(engine, table)
    if first:
        yield "INSERT INTO search_generation (number) VALUES (0)"
        if engine == "postgresql":
            yield from STORAGE
            yield from STATISTICS
        yield from create_triggers(engine)


def _table_statements(engine: str, table: Table) -> Iterator[str]:
    dialect = DIALECTS[engine]
    if engine == "sqlite" and table is search_text:
        yield FTS_TABLE
        return
    yield str(CreateTable(table).compile(dialect=dialect)).strip()
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield str(CreateIndex(index).compile(dialect=dialect)).strip()
    if engine == "postgresql":
        if table.comment:
            yield str(SetTableComment(table).compile(dialect=dialect))
        for column in table.columns:
            if column.comment:
                yield str(SetColumnComment(column).compile(dialect=dialect))


def statements_in(path: Path) -> list[str]:
    """Return the statements of a file that this module wrote."""
    return path.read_text("utf-8").split(SEPARATOR)


def run_statements(bind: Connection, revision: str) -> Any:
    """Run the statements of a revision on the connection of a migration; return the driver's connection."""
    raw = bind.connection.driver_connection
    if raw is None:
        raise LookupError("a migration needs a connection")
    for statement in statements_in(Path(__file__).parent / "versions" / f"{revision}.{bind.dialect.name}.sql"):
        # Straight to the driver: percent signs and colons in the statements are not parameters.
        raw.execute(statement)
    return raw


def main() -> None:
    """Write ``versions/REVISION.sqlite.sql`` and ``versions/REVISION.postgresql.sql`` of all revisions."""
    for revision in REVISIONS:
        for engine in DIALECTS:
            path = Path(__file__).parent / "versions" / f"{revision}.{engine}.sql"
            path.write_text(SEPARATOR.join(schema_statements(engine, revision)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
