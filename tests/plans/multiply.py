"""Many patients made of a few: the rows of those that were loaded through the server, copied by SQL with other keys.

Every copy of a patient has identifiers of its own, some have other names, all were there on other days and with other
measurements.  Indexes are taken away before and made again afterwards; what checks rows is taken away.  What copies do
not get is what searches do not read: indexes of versions by time, the rows of child tables and most columns of the
mapped ones, words (``search_text``), and documents, so that they are served as ``{}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from conformance import definitions
from fhirserver.sample import generate
from fhirserver.search.backing import InColumn, backing
from fhirserver.search.paths import parameters
from fhirserver.settings import Settings
from fhirserver.store.connect import connect_postgresql, connect_sqlcipher, database_file
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.schema import metadata
from fhirserver.store.tables import STORED_TABLES, StoredTable
from mappings import MAPPINGS
from tests.fhir_client import FhirClient

Run = Callable[[str], Any]

_AROUND = (
    *("search_token", "resource_reference", "resource", "resource_version"),
    *("search_quantity", "search_string", "search_date", "search_number"),
)
TABLES = tuple(
    STORED_TABLES[name] for name in (*_AROUND, *dict.fromkeys(mapping.table for mapping in MAPPINGS.values()))
)
"""What is copied: what searches read."""

_DIGESTS = ("system",)
STRIDE = 1_000_000
_OTHER_NAMES = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Copy:
    """What is different in a copy: how far its keys are away, its days, its measurements, the letter before names."""

    number: int

    @property
    def shift(self) -> int:
        return self.number * STRIDE

    @property
    def days(self) -> int:
        return -(self.number * 37 % 1500)

    @property
    def factor(self) -> float:
        return 0.9 + self.number % 21 / 100

    @property
    def letter(self) -> str:
        return _OTHER_NAMES[self.number % 26] if self.number % 4 else ""


def load_patients(client: FhirClient, patients: int) -> int:
    """Load made-up patients through the server; return how many Observations they have."""
    count = 0
    for bundle in generate(patients, seed=1):
        answer = client.post("", bundle, prefer="return=minimal")
        assert answer.status == 200, answer.json
        count += sum(entry["resource"]["resourceType"] == "Observation" for entry in bundle["entry"])
    return count


def multiply_postgresql(settings: Settings, copies: int) -> None:
    """Add ``copies`` copies of all patients to a PostgreSQL database."""
    url = settings.database_url
    assert url is not None
    with connect_postgresql(url) as connection:
        shared = _shared(lambda text: connection.execute(text).fetchone())
        # What would be written to the log is as much again.  Those that refer to others are the first.
        for name in reversed([name for name in STORED_TABLES if name != "data_key"]):
            connection.execute(f"ALTER TABLE {name} SET UNLOGGED")  # type: ignore[call-overload]  # names of ours

    def copy(table: StoredTable) -> None:
        with connect_postgresql(url) as connection:
            run: Run = connection.execute
            for setting in ("session_replication_role = replica", "maintenance_work_mem = '256MB'"):
                run(f"SET {setting}")
            run("SET max_parallel_maintenance_workers = 0")
            indexes = run(
                "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), c.conname, "
                "pg_get_constraintdef(c.oid) FROM pg_index i "
                "LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'u' "
                f"WHERE i.indrelid = '{table.name}'::regclass AND NOT i.indisprimary"
            ).fetchall()
            checks = run(
                f"SELECT conname FROM pg_constraint WHERE conrelid = '{table.name}'::regclass AND contype = 'c'"
            ).fetchall()
            for (check,) in checks if table.name not in _AROUND else ():
                run(f"ALTER TABLE {table.name} DROP CONSTRAINT {check}")
            for index, _, constraint, _ in indexes:
                run(f"ALTER TABLE {table.name} DROP CONSTRAINT {constraint}" if constraint else f"DROP INDEX {index}")
            _copy(run, table, "postgresql", copies, shared)
            # Searches look for versions by their keys.
            for _, definition, constraint, words in indexes if table.name != "resource_version" else ():
                run(f"ALTER TABLE {table.name} ADD CONSTRAINT {constraint} {words}" if constraint else definition)
            run(f"VACUUM ANALYZE {table.name}")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(copy, TABLES))


def multiply_sqlcipher(settings: Settings, copies: int) -> None:
    """Add ``copies`` copies of all patients to an embedded database."""
    connection = connect_sqlcipher(database_file(settings), secret_of(database_key_file(settings), create=False))
    run: Run = connection.execute
    shared = _shared(lambda text: run(text).fetchone())
    run("PRAGMA foreign_keys = OFF")
    run("PRAGMA ignore_check_constraints = ON")
    run("BEGIN")
    for table in TABLES:
        made = run(
            f"SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = '{table.name}' "
            "AND type IN ('index', 'trigger') AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _ in made:
            run(f"DROP {kind} {name}")
        _copy(run, table, "sqlcipher", copies, shared)
        for _, _, definition in made:
            run(definition)
    run("COMMIT")
    connection.close()


def _shared(row: Callable[[str], Any]) -> int:
    """The last key of the hospitals and their staff, who come first and are not copied."""
    (shared,) = row("SELECT max(pk) FROM resource WHERE patient_pk IS NULL")
    (first, last) = row("SELECT min(pk), max(pk) FROM resource WHERE patient_pk IS NOT NULL")
    assert shared < first
    assert last < STRIDE
    assert row("SELECT min(resource_pk) FROM search_token")[0] > 0  # nothing contained, which has negative keys
    return int(shared)


def _copy(run: Run, table: StoredTable, engine: str, copies: int, shared: int) -> None:
    order = ", ".join(table.keys)
    rows = f"SELECT * FROM {table.name} WHERE {table.keys[0]} > {shared} ORDER BY {order}"
    run(f"CREATE TEMPORARY TABLE original_{table.name} AS {rows}")
    columns = dict(zip(table.columns, table.types, strict=True))
    for number in range(1, copies + 1):
        values = ", ".join(_values(table.name, columns, engine, Copy(number), shared))
        source = f"SELECT {values} FROM original_{table.name}"
        run(f"INSERT INTO {table.name} ({', '.join(columns)}) {source}")
    run(f"DROP TABLE original_{table.name}")


def _values(table: str, columns: dict[str, str], engine: str, copy: Copy, shared: int) -> Iterator[str]:
    """For each column, the expression of its value in a copy."""
    unread = _unread(table)
    for column, type_ in columns.items():
        if column in ("document", "key_id") or column in unread:
            yield "NULL"
        elif column == "last_updated":
            yield _later(column, f"{copy.number} seconds", engine)
        elif type_.startswith("TIMESTAMP"):
            some = f"{column} > '0002-01-01' AND {column} < '9999-01-01'"
            yield f"CASE WHEN {some} THEN {_later(column, f'{copy.days} days', engine)} ELSE {column} END"
        elif type_ == "DATE":
            yield f"{column} + {copy.days}" if engine == "postgresql" else f"date({column}, '{copy.days} days')"
        elif type_ == "BIGINT" and column not in _DIGESTS:
            yield f"CASE WHEN {column} > {shared} THEN {column} + {copy.shift} ELSE {column} END"
        elif type_ == "DOUBLE PRECISION":
            yield f"{column} * {copy.factor}"
        elif column == "id":
            yield f"id || '-{copy.number}'"
        elif table == "search_token" and column in ("code", "exact"):
            yield f"CASE WHEN path IN ({_identifiers()}) THEN {column} || '-{copy.number}' ELSE {column} END"
        elif table == "search_string" and column in ("folded", "whole", "value"):
            yield f"'{copy.letter}' || {column}"
        else:
            yield column


@cache
def _unread(table: str) -> frozenset[str]:
    """The columns of a mapped table that no search looks at, and that can be empty."""
    if table in _AROUND:
        return frozenset()
    types = [name for name, mapping in MAPPINGS.items() if mapping.table == table]
    uses = (use for name in types for parameter in parameters(name).values() for use in parameter.uses)
    read = {held.column for use in uses if isinstance(held := backing(use.path), InColumn)}
    read |= {f"{column}_end" for column in read}
    return frozenset(column.name for column in metadata.tables[table].columns if column.nullable) - read


def _later(column: str, by: str, engine: str) -> str:
    if engine == "postgresql":
        return f"{column} + interval '{by}'"
    return f"strftime('%Y-%m-%dT%H:%M:%S', substr({column}, 1, 19), '{by}') || substr({column}, 20)"


def _identifiers() -> str:
    """The numbers of the paths of all identifiers."""
    known = (parameters(name).get("identifier") for name in definitions().search_parameters)
    numbers = {use.path.number for parameter in known if parameter for use in parameter.uses}
    return ", ".join(map(str, sorted(numbers)))
