"""``fhirserver verify`` as its user meets it."""

from __future__ import annotations

import psycopg

from fhirserver.settings import Settings
from fhirserver.store.connect import connect_sqlcipher, database_file
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.repository import open_repository
from tests.commands.test_load import run
from tests.store.examples import load, mapped_examples


def damage(settings: Settings) -> None:
    text = "UPDATE resource_version SET document = NULL, key_id = NULL WHERE type = 'Patient'"
    if settings.database_url:
        with psycopg.connect(settings.database_url, autocommit=True) as connection:
            connection.execute(text)
        return
    raw = connect_sqlcipher(database_file(settings), secret_of(database_key_file(settings), create=False))
    raw.execute(text)
    raw.close()


def test_it_tells_that_all_is_well_or_what_is_not(engine_settings: Settings) -> None:
    repository = open_repository(engine_settings)
    resources = [each for each in mapped_examples() if each["resourceType"] == "Patient"][:3]
    plain = [{key: value for key, value in each.items() if key in ("resourceType", "id", "name")} for each in resources]
    load(repository, plain)
    repository.close()
    result = run(engine_settings, "verify")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.endswith("Versions verified: 3. Problems: 0.\n")
    damage(engine_settings)
    result = run(engine_settings, "verify")
    assert result.returncode == 1
    names = sorted(line.partition(": ")[0] for line in result.stdout.splitlines())
    assert set(names) == {f"Patient/{each['id']}" for each in plain}
    assert "Nowak" not in result.stdout
    assert result.stderr.rstrip().endswith(f"Problems: {len(names)}.")
