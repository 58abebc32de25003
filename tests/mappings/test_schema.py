"""The tables on both engines: they take every row that get makes, and refuse what no resource can be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from mappings import MAPPINGS
from mappings.kernel.level import all_levels
from mappings.values import from_sql
from tests.mappings.documents import MAPPED, documents, real
from tests.mappings.engines import TABLES, insert, tables
from tests.mappings.rows import whole

__all__ = ["tables"]


def test_all_tables_are_there(tables: Engine) -> None:
    assert set(inspect(tables).get_table_names()) == {table.name for table in TABLES}


@pytest.mark.parametrize("resource", MAPPED)
def test_every_row_of_every_real_document_is_taken_and_comes_back(tables: Engine, resource: str) -> None:
    mapping = MAPPINGS[resource]
    with tables.connect() as connection:
        for pk, document in enumerate(real()[resource]):
            rows = mapping.get(document)
            insert(connection, mapping, rows, pk)
            for table in mapping.tables:
                assert stored(connection, resource, table.name, pk) == without_references(resource, rows, table.name)
        connection.rollback()


def stored(connection: Connection, resource: str, name: str, pk: int) -> list[tuple[Any, ...]]:
    """The rows of one resource in a table, as get makes them."""
    table = next(each for each in MAPPINGS[resource].tables if each.name == name)
    names = [*table.positions, *(column.name for column in table.columns)]
    kinds = [*["integer"] * len(table.positions), *(column.kind for column in table.columns)]
    order = ", ".join(table.positions) or "pk"
    quoted = ", ".join(f'"{each}"' for each in names)
    query = text(f"SELECT {quoted} FROM {name} WHERE {table.owner} = :pk ORDER BY {order}")
    return [
        tuple(from_sql(kind, cell) for kind, cell in zip(kinds, row, strict=True))  # type: ignore[arg-type]  # of Kind
        for row in connection.execute(query, {"pk": pk})
    ]


def without_references(resource: str, rows: dict[str, list[Any]], name: str) -> list[tuple[Any, ...]]:
    table = next(each for each in MAPPINGS[resource].tables if each.name == name)
    start = len(table.positions)
    references = {start + i for i, column in enumerate(table.columns) if column.kind == "reference"}
    return [tuple(None if i in references else cell for i, cell in enumerate(row)) for row in rows[name]]


@pytest.mark.parametrize("resource", MAPPED)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_rows_typed_by_hand_are_taken(tables: Engine, resource: str, data: st.DataObject) -> None:
    """The rows of which the law Create speaks are those that the tables accept."""
    mapping = MAPPINGS[resource]
    rows = data.draw(whole(mapping))
    for level in all_levels(mapping.level):
        if level.required:  # A reference becomes a key only in the store; here the element counts as stated.
            elements = ",".join(required.element for required in level.required if not required.certain)
            rows[level.table.name] = [(*row[:-1], elements) for row in rows[level.table.name]]
    with tables.connect() as connection:
        insert(connection, mapping, rows, 1)
        connection.rollback()


@pytest.mark.parametrize("resource", MAPPED)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_cells_of_hostile_documents_pass_the_checks_of_their_columns(
    tables: Engine, resource: str, data: st.DataObject
) -> None:
    """What get makes of anything at all may break a rule about several columns, but never that of one."""
    mapping = MAPPINGS[resource]
    rows = mapping.get(data.draw(documents(mapping)))
    if any("\x00" in cell for found in rows.values() for row in found for cell in row if isinstance(cell, str)):
        return  # No JSON with NUL gets this far.
    with tables.connect() as connection:
        refused = ""
        try:
            insert(connection, mapping, rows, 1)
        except DBAPIError as error:
            refused = str(error.orig)
        connection.rollback()
    assert not refused or any(part in refused for part in ("_has_", "_one_")), refused


NEW_PATIENT = "INSERT INTO patient (pk, id) VALUES (1, 'p')"
NEW_ORGANIZATION = "INSERT INTO organization (pk, id, kind) VALUES (2, 'o', 'organization')"
PATIENT = "INSERT INTO patient ({0}) VALUES ({1})"
CONDITION = "INSERT INTO medical_history (kind, patient, {0}) VALUES ('diagnosis', 1, {1})"
ALLERGY = "INSERT INTO medical_history (kind, patient, {0}) VALUES ('allergy', 1, {1})"
RESULT = "INSERT INTO lab_result (kind, status, code, {0}) VALUES ('observation', 'final', 'c', {1})"
REPORT = "INSERT INTO lab_result (kind, status, code, {0}) VALUES ('report', 'final', 'c', {1})"
IMMUNIZATION = "INSERT INTO medical_history (kind, patient, status, {0}) VALUES ('immunization', 1, 'completed', {1})"
NAME = "INSERT INTO patient_name (patient, position, {0}) VALUES (1, 0, {1})"


@pytest.mark.parametrize(
    ("statement", "column", "values"),
    [
        (PATIENT, "id", ["'a'", "'A-1.b'", f"'{'x' * 64}'"]),
        (PATIENT, "gender", ["'male'", "NULL"]),
        (PATIENT, "birth_date", ["'1815-12-10'", "'0001-01-01'", "'9999-12-31'", "'2000-02-29'"]),
        (
            PATIENT,
            "deceased_at",
            ["'1852-11-27T00:00:00Z'", "'1852-11-27T00:00:00.123456Z'", "'1852-11-27'", "'1852-11-27 05:06'"],
        ),
        (PATIENT, "family", ["'O''Neil'", f"'{'é' * 255}'"]),
        (PATIENT, "managing_organization", ["2", "NULL"]),
        (CONDITION, "clinical_status", ["'active'", "'remission'"]),
        (ALLERGY, "clinical_status", ["'active'", "'resolved'"]),
        (ALLERGY, "criticality", ["'high'"]),
        (RESULT, "value", ["13.1", "-1", "0", "1e300", "84.92434230385183"]),
        (RESULT, "value_unit_code", ["'mg/dL'", "'10 a'"]),
        (REPORT, "conclusion", ["'fine'"]),
        (NAME, '"use"', ["'official'"]),
    ],
)
def test_what_fits_is_taken(tables: Engine, statement: str, column: str, values: list[str]) -> None:
    for value in values:
        with tables.connect() as connection:
            connection.execute(text(NEW_PATIENT))
            connection.execute(text(NEW_ORGANIZATION))
            connection.exec_driver_sql(statement.format(column, value))
            connection.rollback()


@pytest.mark.parametrize(
    ("statement", "column", "values"),
    [
        (PATIENT, "id", ["''", "'a b'", "'ü'", "'a_b'", "'a/b'", f"'{'x' * 65}'", "NULL", "'p'"]),
        (PATIENT, "gender", ["'m'", "'Male'", "''"]),
        (PATIENT, "birth_date", ["'1815-02-30'", "'1815'", "'10.12.1815x'", "'later'", "'10000-01-01'"]),
        (PATIENT, "deceased_at", ["'1852-02-30T00:00:00Z'", "'1852-11-27T25:00:00Z'", "'later'", "'10000-01-01'"]),
        (PATIENT, "family", ["''", f"'{'x' * 256}'"]),
        (PATIENT, "birth_order", ["0", "-1", "'first'"]),
        (PATIENT, "active", ["'perhaps'", "7.5"]),
        (PATIENT, "criticality", ["'high'"]),
        (CONDITION, "clinical_status", ["'healed'", "'Active'"]),
        (CONDITION, "criticality", ["'high'"]),
        (CONDITION, "status", ["'completed'"]),
        (CONDITION, "code", ["' a'", "'a '", "'a  b'", "''"]),
        (CONDITION, "code_system", ["'a b'", "''"]),
        (CONDITION, "occurred, occurred_text", ["'2012-01-01', 'January'"]),
        (ALLERGY, "clinical_status", ["'remission'"]),
        (RESULT, "value", ["'high'", "'Infinity'", "'NaN'"]),
        (RESULT, "value, value_text", ["1, 'high'"]),
        (RESULT, "value_boolean, value_integer", ["'0', 1"]),
        (RESULT, "conclusion", ["'fine'"]),
        (REPORT, "value", ["13.1"]),
        (NAME, '"use"', ["'real'"]),
        (NAME, "family", ["''"]),
    ],
)
def test_what_does_not_fit_is_refused(tables: Engine, statement: str, column: str, values: list[str]) -> None:
    for value in values:
        with tables.connect() as connection:
            connection.execute(text(NEW_PATIENT))
            with pytest.raises(DBAPIError):
                connection.exec_driver_sql(statement.format(column, value))
            connection.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO medical_history (kind, code) VALUES ('diagnosis', 'c')",
        "INSERT INTO medical_history (kind, patient) VALUES ('procedure', 1)",
        IMMUNIZATION.format("occurred", "'2012-01-01'"),
        IMMUNIZATION.format("code", "'c'"),
        "INSERT INTO medical_history (patient) VALUES (1)",
        "INSERT INTO medical_history (kind, patient) VALUES ('wish', 1)",
        "INSERT INTO lab_result (kind, code) VALUES ('observation', 'c')",
        "INSERT INTO lab_result (kind, status) VALUES ('observation', 'final')",
        "INSERT INTO prescription (status, intent, code) VALUES ('active', 'order', 'c')",
        "INSERT INTO prescription (status, intent, patient) VALUES ('active', 'order', 1)",
        "INSERT INTO encounter (status) VALUES ('finished')",
        "INSERT INTO outcome (kind, status, report_type, measure) VALUES ('report', 'complete', 'summary', 'm')",
        "INSERT INTO patient_link (patient, position, type) VALUES (1, 0, 'refer')",
        "INSERT INTO patient_name (patient, position, family) VALUES (1, -1, 'a')",
        "INSERT INTO patient_name (patient, family) VALUES (1, 'a')",
    ],
)
def test_what_r4_requires_is_required(tables: Engine, statement: str) -> None:
    with tables.connect() as connection:
        connection.execute(text(NEW_PATIENT))
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql(statement)
        connection.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO patient (managing_organization) VALUES (77)",
        "INSERT INTO medical_history (kind, patient) VALUES ('diagnosis', 77)",
        "INSERT INTO patient_name (patient, position, family) VALUES (77, 0, 'a')",
        "INSERT INTO outcome_population (outcome, outcome_group, position, code) VALUES (77, 0, 0, 'c')",
    ],
)
def test_what_is_not_there_cannot_be_referred_to(tables: Engine, statement: str) -> None:
    connection = tables.connect()
    try:
        connection.exec_driver_sql(statement)
        with pytest.raises(DBAPIError):
            connection.commit()
    finally:
        connection.rollback()
        connection.close()


def test_keys_and_ids_are_made_for_rows_typed_by_hand(tables: Engine) -> None:
    with tables.connect() as connection:
        for _ in range(20):
            connection.execute(text("INSERT INTO patient (family) VALUES ('Typed')"))
        found = connection.execute(text("SELECT pk, id FROM patient WHERE family = 'Typed'")).all()
        connection.rollback()
    assert len({row.pk for row in found}) == len({row.id for row in found}) == 20
    assert all(2**40 <= row.pk < 2**53 for row in found)
    assert all(8 <= len(row.id) <= 64 for row in found)


def test_ids_are_unique_among_rows_of_one_type(tables: Engine) -> None:
    with tables.connect() as connection:
        connection.execute(text("INSERT INTO organization (kind, id) VALUES ('organization', 'a'), ('location', 'a')"))
        with pytest.raises(DBAPIError):
            connection.execute(text("INSERT INTO organization (kind, id) VALUES ('location', 'a')"))
        connection.rollback()


def test_child_rows_go_with_their_owner_and_follow_it(tables: Engine) -> None:
    with tables.connect() as connection:
        connection.execute(text(RESULT.format("pk", "5")))
        connection.execute(text("INSERT INTO lab_result_component (lab_result, position, code) VALUES (5, 0, 'c')"))
        coding = "INSERT INTO lab_result_component_coding (lab_result, lab_result_component, position, code) "
        connection.execute(text(coding + "VALUES (5, 0, 0, 'c')"))
        connection.execute(text("UPDATE lab_result SET pk = 6 WHERE pk = 5"))
        moved = connection.execute(text("SELECT lab_result FROM lab_result_component_coding")).scalars().all()
        connection.execute(text("DELETE FROM lab_result WHERE pk = 6"))
        left = connection.execute(text("SELECT count(*) FROM lab_result_component_coding")).scalar()
        connection.rollback()
    assert moved == [6]
    assert left == 0


def test_comments_tell_what_columns_mean(tables: Engine) -> None:
    if tables.dialect.name == "postgresql":
        comments = {column["name"]: column["comment"] for column in inspect(tables).get_columns("medical_history")}
        assert comments["clinical_status"] == (
            "whether the patient still has it. Condition.clinicalStatus, AllergyIntolerance.clinicalStatus"
        )
        assert comments["kind"] is not None
        assert comments["kind"].startswith("which resource type it is (diagnosis: Condition, procedure: Procedure")
