"""Write the whole schema as SQL, one file an engine.

python -m migrations.snapshot migrations/versions/0001_record
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateSequence, CreateTable, SetColumnComment, SetTableComment

from fhirserver.store.schema import FTS_TABLE, STATISTICS, STORAGE, metadata, resource_key, search_text
from fhirserver.store.triggers import create_triggers

SEPARATOR = "\n-- next\n"
DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(),
    "postgresql": postgresql.dialect(paramstyle="named"),  # type: ignore[no-untyped-call]  # not annotated there
}


def schema_statements(engine: str) -> Iterator[str]:
    """Yield every statement that makes the schema on ``engine`` ("sqlite" or "postgresql"), in order."""
    dialect = DIALECTS[engine]
    if engine == "postgresql":
        yield str(CreateSequence(resource_key).compile(dialect=dialect)).strip()
    for table in metadata.sorted_tables:
        if engine == "sqlite" and table is search_text:
            yield FTS_TABLE
            continue
        yield str(CreateTable(table).compile(dialect=dialect)).strip()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect)).strip()
        if engine == "postgresql":
            if table.comment:
                yield str(SetTableComment(table).compile(dialect=dialect))
            for column in table.columns:
                if column.comment:
                    yield str(SetColumnComment(column).compile(dialect=dialect))
    yield "INSERT INTO search_generation (number) VALUES (0)"
    if engine == "postgresql":
        yield from STORAGE
        yield from STATISTICS
    yield from create_triggers(engine)


def statements_in(path: Path) -> list[str]:
    """Return the statements of a file that this module wrote."""
    return path.read_text("utf-8").split(SEPARATOR)


def main(prefix: str) -> None:
    """Write ``prefix.sqlite.sql`` and ``prefix.postgresql.sql``."""
    for engine in DIALECTS:
        Path(f"{prefix}.{engine}.sql").write_text(SEPARATOR.join(schema_statements(engine)) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
