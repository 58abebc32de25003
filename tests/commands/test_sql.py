"""``fhirserver sql`` as its user meets it."""

from __future__ import annotations

import contextlib
import csv
import getpass
import io
import os
import pty
import subprocess
from typing import Any

import pytest

from fhirserver.commands.sql import aligned, split_statements
from fhirserver.settings import Settings
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.sql import statement
from fhirserver.store.sql_session import SqlRefused, open_session
from tests.commands.test_load import command, run
from tests.store.examples import load


@pytest.fixture
def patients(engine_settings: Settings) -> Settings:
    repository = open_repository(engine_settings)
    names = [{"family": "Nowak"}, {"family": 'Ko, "wal"'}]
    load(repository, [{"resourceType": "Patient", "id": "p1", "gender": "female", "name": names}])
    load(repository, [{"resourceType": "Patient", "id": "p2"}])
    repository.close()
    return engine_settings


def in_repository(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    repository: Repository = open_repository(settings)
    repository.refresh()
    with repository.database.reading() as connection:
        found = [tuple(row) for row in connection.rows(statement(query))]
    repository.close()
    return found


def test_rows_are_printed_readably(patients: Settings) -> None:
    result = run(patients, "sql", "-c", "SELECT id, gender FROM patient ORDER BY id")
    assert result.stdout == "id | gender\n---+-------\np1 | female\np2 |\n"
    assert (result.stderr, result.returncode) == ("(2 rows)\n", 0)


def test_rows_as_csv_are_whole(patients: Settings) -> None:
    result = run(patients, "sql", "--csv", "-c", "SELECT position, family, prefix FROM patient_name ORDER BY 1")
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        ["position", "family", "prefix"],
        ["0", "Nowak", ""],
        ["1", 'Ko, "wal"', ""],
    ]


def test_statements_come_from_standard_input_too(patients: Settings) -> None:
    text = "SELECT count(*) AS n\nFROM patient;\n\\d patient_name\nSELECT 'a;b' AS t"
    result = run(patients, "sql", input=text)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("n\n-\n2\n")
    assert "family name" in result.stdout
    assert result.stdout.endswith("t\n---\na;b\n")


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE patient SET gender = 'male'",
        "DELETE FROM patient_name",
        "INSERT INTO patient (id) VALUES ('p3')",
        "WITH x AS (SELECT 1) UPDATE patient SET gender = 'male'",
        "CREATE TABLE mine (a integer)",
        "DROP TABLE patient_name",
    ],
)
def test_nothing_is_written_unless_asked_for(patients: Settings, forbidden: str) -> None:
    ways_around = ["COMMIT", "PRAGMA query_only = OFF", "SET transaction_read_only = off", "BEGIN", "ROLLBACK"]
    ways_around += ["SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", "COMMIT AND CHAIN", "SELECT 1"]
    session = open_session(patients, "somebody", write=False)
    for way in ways_around:
        for text in (way, forbidden, f"{way}; {forbidden}", "COMMIT"):
            with contextlib.suppress(SqlRefused):
                session.run(text)
        with pytest.raises(SqlRefused):
            session.run(forbidden)
    session.close()
    assert in_repository(patients, "SELECT count(*), min(gender) FROM patient") == [(2, "female")]
    assert in_repository(patients, "SELECT count(*), max(version) FROM resource_version") == [(2, 1)]
    assert in_repository(patients, "SELECT count(*) FROM patient_name") == [(2,)]


def test_a_refused_change_is_a_message(patients: Settings) -> None:
    result = run(patients, "sql", "-c", "DELETE FROM patient_name")
    assert result.returncode == 1
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr


def test_copies_in_clear_cannot_be_made_of_the_embedded_database(patients: Settings) -> None:
    if patients.database_url:
        return
    for option in ((), ("--write",)):
        for forbidden in (f"ATTACH '{patients.data}/copy.db' AS copy KEY ''", "PRAGMA rekey = ''", "PRAGMA key = 'x'"):
            result = run(patients, "sql", *option, "-c", forbidden)
            assert (result.returncode, "not authorized" in result.stderr) == (1, True), result.stderr
    assert not (patients.data / "copy.db").exists()


def test_changes_are_journalled_in_the_name_of_who_makes_them(patients: Settings) -> None:
    result = run(patients, "sql", "--write", "-c", "UPDATE patient SET gender = 'male' WHERE id = 'p1'")
    assert (result.returncode, result.stderr) == (0, "1 rows changed.\n")
    text = "BEGIN;\nUPDATE patient SET gender = 'other' WHERE id = 'p2';\nDELETE FROM patient_name;\nCOMMIT;\n"
    assert run(patients, "sql", "--write", input=text).returncode == 0
    run(patients, "sql", "--write", input="BEGIN;\nUPDATE patient SET gender = 'unknown';\n")
    user = "postgres" if patients.database_url else getpass.getuser()
    written = in_repository(patients, "SELECT version, method, written_by FROM resource_version WHERE version > 1")
    assert written == [(2, "sql", user)] * 2
    assert in_repository(patients, "SELECT gender FROM patient ORDER BY id") == [("male",), ("other",)]
    if not patients.database_url:
        assert in_repository(patients, "SELECT active, database_user FROM server_write") == [(0, "sql")]


def test_it_stops_at_what_fails(patients: Settings) -> None:
    result = run(patients, "sql", "--write", input="UPDATE nothing SET x = 1;\nDELETE FROM patient_name;\n")
    assert result.returncode == 1
    assert "nothing" in result.stderr
    assert in_repository(patients, "SELECT count(*) FROM patient_name") == [(2,)]


def test_tables_and_columns_are_explained(patients: Settings) -> None:
    tables = run(patients, "sql", "-c", "\\d").stdout
    assert tables == run(patients, "sql", "-c", ".tables").stdout
    assert any(line.startswith("patient ") and "people who receive care" in line for line in tables.splitlines())
    columns = run(patients, "sql", "-c", "\\d patient").stdout
    assert "birth_date" in columns
    assert "Patient.birthDate" in columns
    assert run(patients, "sql", "-c", ".schema nothing").stdout == "There is no table nothing.\n"


def test_the_prompt_answers_and_ends(patients: Settings) -> None:
    main, side = pty.openpty()
    words, environment = command(patients, "sql")
    process = subprocess.Popen(
        words, env=environment, stdin=side, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    os.write(main, b"\\?\nSELECT gender FROM patient\nWHERE id = 'p1';\nnonsense;\n\\q\n")
    output, errors = process.communicate(timeout=60)
    os.close(main)
    os.close(side)
    assert process.returncode == 0
    assert "female" in output
    assert "Read-only" in errors
    assert "Error: " in errors
    assert sorted(patients.data.iterdir()) == [
        file for file in sorted(patients.data.iterdir()) if "history" not in file.name
    ]


def test_orders_to_the_terminal_are_not_printed(patients: Settings) -> None:
    text = "char(27) || '[2J'" if patients.database_url is None else "chr(27) || '[2J'"
    assert "\x1b" not in run(patients, "sql", "-c", f"SELECT {text} AS x").stdout
    assert "\x1b" not in run(patients, "sql", "--csv", "-c", f"SELECT {text} AS x").stdout


def test_a_missing_key_is_a_message(engine_settings: Settings) -> None:
    if engine_settings.database_url:
        return
    (engine_settings.data / "record.key").unlink()
    result = run(engine_settings, "sql", "-c", "SELECT 1")
    assert result.returncode == 1
    assert "record.key is missing" in result.stderr
    assert "Traceback" not in result.stderr


def test_statements_end_at_semicolons_outside_of_quotes() -> None:
    text = ["SELECT 1; \n", ".tables\n", "SELECT ';'\n", ", 2;\n", "\n", ";\n", "SELECT 3\n"]
    assert list(split_statements(iter(text))) == ["SELECT 1", ".tables", "SELECT ';'\n, 2", "SELECT 3"]


def test_columns_are_as_wide_as_their_widest_value() -> None:
    assert aligned(("a", "bb"), [["1", ""], ["222", "x"]]) == "a   | bb\n----+---\n1   |\n222 | x"
    assert aligned(("a",), []) == "a\n-"
