"""Each writable column of each table of each resource type, changed by SQL, shows in FHIR as its value says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fhirserver.json_format import decode
from fhirserver.settings import Settings
from fhirserver.store.quarantine import list_quarantined
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.verify import verify
from mappings import MAPPINGS
from mappings.kernel import Mapping, RowTable
from mappings.kernel.declaration import RowColumn
from mappings.kernel.level import all_levels
from tests.databases import Databases, Engine
from tests.store.examples import load, mapped_examples
from tests.store.sql_clients import SqlClient, SqlError, sql_client


def new_value(kind: str, number: int) -> tuple[str, Any]:
    """A value that no other column has, as SQL and as the mapping's rows have it."""
    day = date(2001, 1, 1) + timedelta(days=number)
    decimal = Decimal(number) + Decimal("0.25")
    return {
        "boolean": ("TRUE", True),
        "integer": (str(number), number),
        "decimal": (str(decimal), decimal),
        "date": (f"'{day}'", str(day)),
        "instant": (f"'{day} 04:05:06+02:00'", f"{day}T02:05:06.000000Z"),
        "text": (f"'changed-{number}'", f"changed-{number}"),
    }[kind]


@dataclass(frozen=True)
class Place:
    """A column of a table, as the mapping of a type has it."""

    mapping: Mapping
    table: RowTable
    column: RowColumn

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of a required binding."""
        level = next(each for each in all_levels(self.mapping.level) if each.table.name == self.table.name)
        return next(place.column.codec.values for place in level.places if place.column.name == self.column.name)

    @property
    def name(self) -> str:
        return f"{self.mapping.resource} {self.table.name}.{self.column.name}"

    def of_type(self, owner: str) -> str:
        """The condition that a row belongs to a resource of this type."""
        kind = self.mapping.where.get("kind")
        return "TRUE" if kind is None else f"{owner} IN (SELECT pk FROM {self.mapping.table} WHERE kind = '{kind}')"


def places() -> Iterator[Place]:
    for mapping in MAPPINGS.values():
        for table in mapping.tables:
            for column in table.columns:
                if not column.derived and column.name not in mapping.where:
                    yield Place(mapping, table, column)


@pytest.fixture
def loaded(engine: Engine, databases: Databases) -> Iterator[tuple[Settings, Repository, SqlClient]]:
    """A database with the examples of HL7, whose references may dangle."""
    settings = databases.fresh(engine, allow_dangling_references=True)
    repository = open_repository(settings)
    load(repository, mapped_examples())
    with sql_client(settings) as client:
        yield settings, repository, client
    repository.close()
    databases.remove(settings)


def row_for(sql: SqlClient, place: Place) -> tuple[Any, ...]:
    """The key of a row to change: one that has a value if there is one, else a new one if there is none at all."""
    table = place.table
    keys = ", ".join([table.owner, *table.positions])
    order = f"{place.column.name} IS NULL, {keys}"
    found = sql.run(f"SELECT {keys} FROM {table.name} WHERE {place.of_type(table.owner)} ORDER BY {order} LIMIT 1")
    if found:
        return found[0]
    zeros = ", 0" * len(table.positions)
    (owner,) = sql.run(f"SELECT min(pk) FROM {place.mapping.table} WHERE {place.of_type('pk')}")[0]
    return (owner, *map(int, zeros.split(", ")[1:]))


def change(sql: SqlClient, place: Place, key: tuple[Any, ...], number: int) -> Any:
    """Change the column in a row, which is made if it is not there; return the value that FHIR is to show."""
    table, column = place.table, place.column
    keys = dict(zip([table.owner, *table.positions], key, strict=True))
    where = " AND ".join(f"{name} = {value}" for name, value in keys.items())
    there = sql.run(f"SELECT {column.name} FROM {table.name} WHERE {where}")
    if column.kind == "reference":
        kinds = [MAPPINGS[target].where.get("kind") for target in column.targets]
        of_kind = "TRUE" if None in kinds else f"kind IN ({', '.join(repr(kind) for kind in kinds)})"
        old = there[0][0] if there and there[0][0] else 0
        query = f"SELECT pk, id FROM {column.target_table} WHERE {of_kind} AND pk NOT IN ({old}, {key[0]}) LIMIT 1"
        text, shown = sql.run(query)[0]
        expected: Any = f"/{shown}"
    elif place.codes:
        expected = next(code for code in place.codes if [(code,)] != there)
        text = f"'{expected}'"
    else:
        text, expected = new_value(column.kind, number)
        if column.kind == "boolean" and there and there[0][0]:
            text, expected = "FALSE", False
    if there:
        sql.run(f"UPDATE {table.name} SET {column.name} = {text} WHERE {where}")
    else:
        missing = [f"INSERT INTO {table.name} ({', '.join(keys)}, {column.name}) VALUES ({str(key)[1:-1]}, {text})"]
        sql.run(*missing)
    return expected


def test_each_column_shows_in_fhir(loaded: tuple[Settings, Repository, SqlClient]) -> None:
    _, repository, sql = loaded
    outcomes: dict[str, str] = {}
    quarantined = 0
    for number, place in enumerate(places(), 1):
        key = row_for(sql, place)
        (resource_id,) = sql.run(f"SELECT id FROM {place.mapping.table} WHERE pk = {key[0]}")[0]
        before = repository.read(place.mapping.resource, resource_id)
        try:
            expected = change(sql, place, key, number)
        except SqlError:
            outcomes[place.name] = "refused"
            continue
        after = repository.read(place.mapping.resource, resource_id)
        with repository.database.reading() as connection:
            waiting = len(list_quarantined(connection))
        if waiting > quarantined:
            quarantined = waiting
            outcomes[place.name] = "quarantined"
            assert after.version == before.version
            continue
        rows = place.mapping.get(decode(after.document or b""))[place.table.name]
        length = len(place.table.positions)
        row = next(row for row in rows if row[:length] == key[1:])
        shown = row[length + place.table.columns.index(place.column)]
        assert str(shown).endswith(expected) if place.column.kind == "reference" else shown == expected, place.name
        assert (after.version, after.method) == (before.version + 1, "sql"), place.name
        outcomes[place.name] = "shown"
    counts = Counter(outcomes.values())
    print(counts, [name for name, outcome in outcomes.items() if outcome != "shown"])
    assert [str(finding) for finding in verify(repository)] == []
