"""The command line as a person meets it: quick help, clear refusals, no stack traces."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fhirserver.errors import NotFound
from fhirserver.store.repository import open_repository
from tests.databases import Databases, Engine

HEAVY = ("alembic", "cryptography", "flask", "gunicorn", "marshmallow", "psycopg", "sqlalchemy", "sqlcipher3")


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "fhirserver.cli", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=60
    )


def test_help_loads_nothing_large() -> None:
    """The help of all commands is a matter of milliseconds, because what they need is imported when they run."""
    script = (
        "import sys\nsys.argv = ['fhirserver', '--help']\nfrom fhirserver.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [name for name in {HEAVY} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Commands:" in result.stdout
    assert result.stdout.endswith("LOADED []\n")


def test_the_version_is_that_of_the_package() -> None:
    result = run("--version")
    assert result.stdout.split()[-1] == "0.1.0"


def test_an_unknown_command_is_refused() -> None:
    result = run("frobnicate")
    assert result.returncode == 2
    assert "No such command 'frobnicate'" in result.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "::"])
def test_an_address_beyond_this_computer_needs_a_name_and_a_certificate(tmp_path: Path, host: str) -> None:
    result = run("--data", tmp_path, "serve", "--host", host)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: --host lies beyond this computer. Give FHIRSERVER_PUBLIC_URL, the address under which clients see the "
        "server, and FHIRSERVER_TLS_CERTIFICATE and FHIRSERVER_TLS_KEY for its name: the certificate that the server "
        "makes for itself names this computer only.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    result = run("--data", tmp_path, "serve", FHIRSERVER_THREADS="many")
    assert result.returncode == 1
    assert result.stderr == "Error: FHIRSERVER_THREADS must be a whole number from 1 to 256.\n"


def test_migrate_makes_a_database_that_others_cannot_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    result = run("--data", data, "migrate")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "The database is up to date.\n"
    assert {path.stat().st_mode & 0o077 for path in [data, *data.rglob("*")]} == {0}
    assert b"SQLite format" not in (data / "record.db").read_bytes()[:100]


def test_a_lost_key_is_said_in_a_sentence(tmp_path: Path) -> None:
    run("--data", tmp_path, "migrate")
    (tmp_path / "record.key").unlink()
    result = run("--data", tmp_path, "migrate")
    assert result.returncode == 1
    assert result.stderr.startswith("Error: The key file ")
    assert "Traceback" not in result.stderr


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    run("--data", tmp_path, "migrate")
    (tmp_path / "record.key").chmod(0o644)
    result = run("--data", tmp_path, "migrate")
    assert result.returncode == 1
    assert "chmod 600" in result.stderr


def test_a_sample_is_the_same_every_time_and_one_bundle_a_line(tmp_path: Path) -> None:
    for name, seed in (("one", "7"), ("again", "7"), ("other", "8")):
        result = run("sample", "--patients", "3", "--seed", seed, "--output", tmp_path / name)
        assert (result.returncode, result.stdout) == (0, "")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "again").read_bytes()
    assert (tmp_path / "one").read_bytes() != (tmp_path / "other").read_bytes()
    bundles = [json.loads(line) for line in (tmp_path / "one").read_text().splitlines()]
    assert [bundle["type"] for bundle in bundles] == ["transaction"] * 4
    patients = [
        [entry["resource"]["id"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Patient"]
        for bundle in bundles
    ]
    assert patients == [[], ["sample-7-1"], ["sample-7-2"], ["sample-7-3"]]
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0


def test_a_sample_goes_to_standard_output_as_nothing_but_bundles() -> None:
    result = run("sample", "--patients", "1", "--output", "-")
    assert [json.loads(line)["resourceType"] for line in result.stdout.splitlines()] == ["Bundle", "Bundle"]


@pytest.mark.parametrize("engine", ["sqlcipher", "postgresql"])
def test_a_sample_is_loaded_into_the_database_and_loading_it_twice_changes_nothing(
    engine: Engine, databases: Databases
) -> None:
    settings = databases.fresh(engine)
    environment = {"FHIRSERVER_DATABASE_URL": settings.database_url} if settings.database_url else {}
    for _ in range(2):
        result = run("--data", settings.data, "sample", "--patients", "2", **environment)
        assert (result.returncode, result.stdout) == (0, ""), result.stderr
    repository = open_repository(settings)
    assert repository.read("Patient", "sample-1-2").etag == 'W/"1"'
    with pytest.raises(NotFound):
        repository.read("Patient", "sample-1-3")
    repository.close()
    databases.remove(settings)


def test_no_patients_are_no_sample() -> None:
    result = run("sample", "--patients", "0")
    assert result.returncode == 2
    assert "--patients" in result.stderr


def test_mappings_are_listed_with_their_tables() -> None:
    lines = run("mapping", "list").stdout.splitlines()
    assert lines[0].split() == ["Patient", "patient"]
    assert "Condition medical_history (kind = diagnosis)" in [re.sub(" +", " ", line) for line in lines]
    assert sum(not line.startswith(" ") for line in lines) == 17


def test_a_mapping_is_shown_with_columns_types_and_paths() -> None:
    lines = [re.sub(" +", " ", line).strip() for line in run("mapping", "show", "Condition").stdout.splitlines()]
    assert "medical_history, rows with kind = 'diagnosis' (pk)" in lines
    assert "patient bigint -> patient Condition.subject whose it is" in lines


def test_a_resource_type_without_a_mapping_is_said_with_those_that_have_one() -> None:
    result = run("mapping", "show", "Basic")
    assert result.returncode == 1
    assert result.stderr.startswith("Error: Basic has no mapping; these have one: AllergyIntolerance, ")
