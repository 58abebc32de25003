"""docs/tables.md: it is up to date, and what it tells people to type does what it says, on both engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from mappings import MAPPINGS
from mappings.tables_document import START, document
from tests.mappings.engines import TABLES, tables

__all__ = ["tables"]

PATH = Path(__file__).parent.parent.parent / "docs" / "tables.md"
TEXT = PATH.read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)


def test_the_document_is_up_to_date() -> None:
    assert document(TEXT) == TEXT, "run: python -m mappings.tables_document docs/tables.md"


def test_what_is_written_by_hand_is_kept() -> None:
    assert document(f"# Mine\n\n{START}\n\nold").startswith(f"# Mine\n\n{START}\n\n| table | kind |")


def test_every_table_and_column_is_in_it() -> None:
    sections = dict(re.findall(r"\n### (\w+)\n(.*?)(?=\n### |\Z)", TEXT, re.DOTALL))
    assert set(sections) == {table.name for table in TABLES}
    for table in TABLES:
        columns = re.findall(r"^\| `(\w+)` \|", sections[table.name], re.MULTILINE)
        assert columns == [column.name for column in table.columns]
    for resource in MAPPINGS:
        assert f"| {resource} |\n" in TEXT


def test_links_lead_to_sections() -> None:
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"\n##+ (.*)", TEXT)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) <= anchors


def statements(block: str) -> Iterator[str]:
    for statement in block.split(";\n"):
        if statement.strip():
            yield statement.strip().removesuffix(";")


def examples(beginning: str, dialect: str) -> list[str]:
    """The statements of the blocks that begin so, without those that are for the other engine."""
    other = {"sqlite": "-- PostgreSQL", "postgresql": "-- SQLite"}[dialect]
    blocks = [re.sub(r"\A-- \w+\n", "", block) for block in BLOCKS if not block.startswith(other)]
    found = [statement for block in blocks if block.startswith(beginning) for statement in statements(block)]
    assert found, beginning
    return found


def run(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    result = connection.exec_driver_sql(sql)
    return [tuple(row) for row in result] if result.returns_rows else []


CARE = [
    "INSERT INTO patient (pk, id, family) VALUES (1, 'example', 'Chalmers'), (2, 'other', 'Adams')",
    "INSERT INTO lab_result (kind, patient, status, code, value, effective) VALUES"
    " ('observation', 1, 'final', '4548-4', 7.5, '2020-01-01T00:00:00Z'),"
    " ('observation', 1, 'amended', '4548-4', 6.5, '2020-06-01T00:00:00Z'),"
    " ('observation', 2, 'final', '4548-4', 5.5, '2020-02-01T00:00:00Z'),"
    " ('observation', 2, 'final', '718-7', 13, '2020-03-01T00:00:00Z')",
    "INSERT INTO encounter (id, patient, status, class, period_start, period_end) VALUES"
    " ('first', 1, 'finished', 'IMP', '2020-01-01T00:00:00Z', '2020-01-05T00:00:00Z'),"
    " ('second', 1, 'finished', 'IMP', '2020-01-20T00:00:00Z', '2020-01-22T00:00:00Z'),"
    " ('third', 1, 'finished', 'IMP', '2020-05-20T00:00:00Z', '2020-05-22T00:00:00Z'),"
    " ('visit', 1, 'finished', 'AMB', '2020-01-07T00:00:00Z', '2020-01-07T01:00:00Z')",
    "INSERT INTO medical_history (kind, patient, code_text, clinical_status, status) VALUES"
    " ('diagnosis', 1, 'Asthma', 'active', NULL), ('diagnosis', 1, 'Mumps', 'resolved', NULL),"
    " ('medication', 1, 'Salbutamol', NULL, 'active'), ('diagnosis', 2, 'Gout', 'active', NULL)",
]


@pytest.fixture
def connection(tables: Engine) -> Iterator[Connection]:
    """A connection whose changes are undone."""
    with tables.connect() as connection:
        yield connection
        connection.rollback()


def test_the_newest_value_of_each_patient(connection: Connection) -> None:
    for sql in CARE:
        run(connection, sql)
    (query,) = examples("SELECT patient.id, patient.family", connection.dialect.name)
    found = [(row[0], row[1], float(row[2])) for row in run(connection, query)]
    assert found == [("other", "Adams", 5.5), ("example", "Chalmers", 6.5)]


def test_stays_soon_after_another(connection: Connection) -> None:
    for sql in CARE:
        run(connection, sql)
    (query,) = examples("SELECT patient.id, stay.id", connection.dialect.name)
    assert run(connection, query) == [("example", "first", "second")]


def test_active_problems_and_medicines(connection: Connection) -> None:
    for sql in CARE:
        run(connection, sql)
    (query,) = examples("SELECT kind, code_display", connection.dialect.name)
    assert [(row[0], row[2]) for row in run(connection, query)] == [
        ("diagnosis", "Asthma"),
        ("medication", "Salbutamol"),
    ]


def test_a_patient_a_diagnosis_a_correction_a_removal(connection: Connection) -> None:
    patient, diagnosis, telephone, correction, removal = examples("INSERT INTO patient (id", connection.dialect.name)
    run(connection, patient)
    run(connection, diagnosis)
    run(connection, telephone)
    assert run(connection, "SELECT family, position, value FROM patient JOIN patient_telecom ON patient = pk") == [
        ("Lovelace", 0, "+44 20 7946 0000")
    ]
    run(connection, correction)
    query = "SELECT clinical_status, ended IS NOT NULL, occurred IS NOT NULL FROM medical_history"
    assert run(connection, query) == [("resolved", True, True)]
    run(connection, removal)
    assert run(connection, "SELECT * FROM patient_telecom") == []


def test_what_is_said_to_be_refused_is_refused(tables: Engine) -> None:
    refused = examples("INSERT INTO patient (family, gender)", tables.dialect.name)
    assert len(refused) == 4
    for sql in refused:
        with tables.connect() as connection:
            with pytest.raises(DBAPIError, match="_check"):
                connection.exec_driver_sql(sql)
            connection.rollback()


def test_a_role_that_only_reads(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return  # SQLite has no roles.
    for sql in examples("CREATE ROLE", "postgresql"):
        run(connection, sql)
    run(connection, "SET LOCAL ROLE analyst")
    assert run(connection, "SELECT * FROM patient") == []
    with pytest.raises(DBAPIError, match="permission denied"):
        run(connection, "DELETE FROM patient")
