"""What the store knows of its tables is what the schema says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

import fhirserver.access.schema
from fhirserver.store.schema import metadata
from fhirserver.store.tables import STORED_TABLES

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # not annotated there
BY_OTHERS = ("sql_change", "sql_quarantine", "search_parameter", "search_generation", "index_due")
WRITTEN = [
    table
    for table in metadata.sorted_tables
    if table.name not in BY_OTHERS and fhirserver.access.schema.__dict__.get(table.name) is not table
]


def test_every_table_is_known_but_those_that_have_statements_of_their_own() -> None:
    assert {table.name for table in WRITTEN} == STORED_TABLES.keys()


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_columns_types_and_keys_are_those_of_the_schema(table: Table) -> None:
    stored = STORED_TABLES[table.name]
    assert stored.columns == tuple(column.name for column in table.columns)
    types = (column.type.compile(DIALECT) for column in table.columns)
    assert stored.types == tuple(type_.partition(" COLLATE ")[0] for type_ in types)
    assert stored.keys == tuple(column.name for column in table.primary_key.columns)
    assert stored.full_text == (table.name == "search_text")
    assert stored.binary == tuple(i for i, column in enumerate(table.columns) if str(column.type) == "BLOB")


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_what_a_table_refers_to_comes_before_it(table: Table) -> None:
    """Else SQLite has to look for rows that refer to each row it inserts, and takes twice the time."""
    order = list(STORED_TABLES)
    targets = {constraint.referred_table.name for constraint in table.foreign_key_constraints} - {table.name}
    assert all(order.index(target) < order.index(table.name) for target in targets)


def test_the_order_is_the_same_in_every_process() -> None:
    program = "from fhirserver.store.tables import STORED_TABLES; print(*STORED_TABLES)"
    root = Path(__file__).parent.parent.parent
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", program]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert result.stdout.split() == list(STORED_TABLES)
