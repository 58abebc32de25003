"""The schema: what the migrations make is what the declarations say, and a start that is cut off is taken up again."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import migrations
from fhirserver.settings import Settings
from fhirserver.store.migrate import migrate, schema_differences
from fhirserver.store.repository import open_repository
from fhirserver.store.verify import verify
from migrations.snapshot import DIALECTS, REVISIONS, SEPARATOR, schema_statements, statements_in
from tests.databases import Databases, Engine
from tests.store.examples import load

VERSIONS = Path(migrations.__file__).parent / "versions"


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_snapshot_is_what_the_declarations_say(dialect: str, revision: str) -> None:
    """If this fails: python -m migrations.snapshot"""
    path = VERSIONS / f"{revision}.{dialect}.sql"
    assert path.read_text() == SEPARATOR.join(schema_statements(dialect, revision)) + "\n"
    assert len(statements_in(path)) == len(list(schema_statements(dialect, revision)))


def test_the_migrated_database_is_what_the_metadata_says(engine_settings: Settings) -> None:
    assert schema_differences(engine_settings) == []


def test_the_embedded_database_holds_the_statements_of_the_snapshot(databases: Databases) -> None:
    """Also what alembic cannot see: CHECK constraints, indexes on expressions, triggers."""
    settings = databases.fresh("sqlcipher")
    repository = open_repository(settings)
    with repository.database.reading() as connection:
        rows = connection.raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    repository.close()
    stored = {" ".join(row[0].split()) for row in rows}
    expected = {" ".join(each.split()) for each in schema_statements("sqlite") if each.startswith("CREATE")}
    assert expected <= stored
    databases.remove(settings)


def test_migrating_again_changes_nothing(engine_settings: Settings) -> None:
    repository = open_repository(engine_settings)
    load(repository, [{"resourceType": "Patient", "id": "p1"}])
    keys = {file: file.read_bytes() for file in engine_settings.data.glob("*.key")}
    migrate(engine_settings)
    assert {file: file.read_bytes() for file in engine_settings.data.glob("*.key")} == keys
    assert repository.read("Patient", "p1").version == 1
    repository.close()


def starting(settings: Settings) -> subprocess.Popen[str]:
    """A process that migrates and says so."""
    program = (
        "import sys; from pathlib import Path; from fhirserver.settings import Settings; "
        "from fhirserver.store.migrate import migrate; "
        "settings = Settings(data=Path(sys.argv[1]), database_url=sys.argv[2] or None); "
        "print('start', flush=True); migrate(settings); print('done', flush=True)"
    )
    words = [sys.executable, "-c", program, str(settings.data), settings.database_url or ""]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_several_processes_migrate_an_empty_database_at_once(engine: Engine, databases: Databases) -> None:
    settings = databases.empty(engine)
    processes = [starting(settings) for _ in range(3)]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert schema_differences(settings) == []
    databases.remove(settings)


def test_a_first_migration_that_was_killed_is_finished_by_the_next(engine: Engine, databases: Databases) -> None:
    moments = random.Random(engine)
    cut = 0
    for number in range(6):
        settings = databases.empty(engine)
        process = starting(settings)
        assert process.stdout is not None
        process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0, 0.02 if number < 2 else 0.35))
        process.kill()
        output, _ = process.communicate()
        cut += "done" not in output
        migrate(settings)
        assert schema_differences(settings) == []
        repository = open_repository(settings)
        load(repository, [{"resourceType": "Patient", "id": "p1"}])
        assert list(verify(repository)) == []
        repository.close()
        databases.remove(settings)
    assert cut > 0
