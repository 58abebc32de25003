"""``fhirserver reindex`` as its user meets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from fhirserver.cli import main
from fhirserver.search.paths import number_of
from fhirserver.settings import Settings
from fhirserver.store.connect import connect_sqlcipher, database_file
from fhirserver.store.key_files import database_key_file, secret_of
from fhirserver.store.repository import Repository
from fhirserver.store.verify import verify
from tests.databases import Databases
from tests.fhir_client import FhirClient
from tests.interactions.resources import observation
from tests.interactions.test_search_parameters import eye_color, with_eyes
from tests.store.indexing import many, rows, total

CODE = number_of("token", "Observation.code")


@pytest.fixture
def repository(client: FhirClient) -> Repository:
    """The repository of :func:`client`, with twenty patients and an observation."""
    found: Repository = client.app.extensions["repository"]
    many(found, 20)
    observed = observation("Patient/p0", 5) | {"id": "o", "code": {"coding": [{"system": "urn:x", "code": "c"}]}}
    assert client.put("Observation/o", observed).status == 201
    return found


def run(settings: Settings, *arguments: str) -> Result:
    """Run the program in this process."""
    environment = {"FHIRSERVER_DATABASE_URL": settings.database_url}
    return CliRunner(env=environment).invoke(main, ["--data", str(settings.data), *arguments])


@contextmanager
def raw(settings: Settings) -> Iterator[Any]:
    """A connection that may do anything."""
    if settings.database_url:
        connection: Any = psycopg.connect(settings.database_url, autocommit=True)
    else:
        connection = connect_sqlcipher(database_file(settings), secret_of(database_key_file(settings), create=False))
    yield connection
    connection.close()


def problems(settings: Settings) -> tuple[int, list[str]]:
    """Exit status and findings of ``fhirserver verify``."""
    result = run(settings, "verify")
    return result.exit_code, sorted(result.stdout.splitlines())


def test_help_says_what_it_does_and_when_it_is_needed() -> None:
    result = CliRunner().invoke(main, ["reindex", "--help"])
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert text.startswith("Usage: main reindex [OPTIONS] Index what is there by search parameters that were added.")
    assert '--all every resource is indexed again, which is needed only when "fhirserver verify" says' in text
    assert "it can be stopped at any moment, and goes on where it was when it is started again" in text
    assert "--all Make the index rows of all resources anew. -h, --help Show this message and exit." in text
    listed = CliRunner().invoke(main, ["--help"]).stdout
    assert "reindex" in listed


def test_where_nothing_waits_it_says_so(engine_settings: Settings, repository: Repository) -> None:
    result = run(engine_settings, "reindex")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No search parameter waits to be indexed.\n"


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("--none", "Error: No such option '--none'."),
        ("eye-color", "Error: Got unexpected extra argument (eye-color)"),
        ("--all=yes", "Error: Option '--all' does not take a value."),
    ],
)
def test_what_it_does_not_know_is_an_error_of_use(engine_settings: Settings, argument: str, message: str) -> None:
    result = run(engine_settings, "reindex", argument)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_without_a_database_it_says_what_is_missing(databases: Databases) -> None:
    settings = databases.empty("sqlcipher")
    result = run(settings, "reindex")
    assert result.exit_code == 1
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr
    databases.remove(settings)


def test_each_search_parameter_that_waits_is_named_and_indexed(
    engine_settings: Settings, client: FhirClient, repository: Repository
) -> None:
    client.put("SearchParameter/eye-color", eye_color())
    client.put("SearchParameter/hue", eye_color(id="hue", code="hue"))
    client.put("SearchParameter/bad", eye_color(id="bad", code="bad", expression="Patient.eyes"))
    result = run(engine_settings, "reindex")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "eye-color\nhue\n")
    assert [total(client, f"Patient?{code}=blue") for code in ("eye-color", "hue")] == [7, 7]
    assert run(engine_settings, "reindex").stderr == "No search parameter waits to be indexed.\n"
    client.delete("SearchParameter/hue")
    assert run(engine_settings, "reindex").stderr == "hue\n"
    # The other one looks at the same element.
    assert rows(repository) == 20
    client.delete("SearchParameter/eye-color")
    assert run(engine_settings, "reindex").stderr == "eye-color\n"
    assert rows(repository) == 0
    assert list(verify(repository)) == []


DAMAGE = {
    "search_token": ("DELETE FROM search_token", "p1", "Patient/p1"),
    "search_string": ("DELETE FROM search_string", "p2", "Patient/p2"),
    "resource_reference": ("DELETE FROM resource_reference", "o", "Observation/o"),
    "search_quantity": ("UPDATE search_quantity SET low = 7", "o", "Observation/o"),
    "search_text": ("DELETE FROM search_text", "p4", "Patient/p4"),
}


@pytest.mark.parametrize("table", list(DAMAGE))
def test_all_repairs_what_verify_finds(
    engine_settings: Settings, client: FhirClient, repository: Repository, table: str
) -> None:
    text, resource_id, name = DAMAGE[table]
    client.put("SearchParameter/eye-color", eye_color())
    run(engine_settings, "reindex")
    assert problems(engine_settings) == (0, [])
    key = "source_pk" if table == "resource_reference" else "resource_pk"
    if table == "search_text" and not engine_settings.database_url:
        key = "rowid"
    with raw(engine_settings) as connection:
        connection.execute(f"{text} WHERE {key} IN (SELECT pk FROM resource WHERE id = '{resource_id}')")
    assert problems(engine_settings) == (1, [f"{name}: {table} says something else than the document"])
    # Without --all only what waits is done.
    assert run(engine_settings, "reindex").exit_code == 0
    assert problems(engine_settings)[0] == 1
    result = run(engine_settings, "reindex", "--all")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Indexing\nNo search parameter waits to be indexed.\n"
    assert problems(engine_settings) == (0, [])


def test_all_finds_again_what_was_lost(engine_settings: Settings, client: FhirClient, repository: Repository) -> None:
    client.put("SearchParameter/eye-color", eye_color())
    run(engine_settings, "reindex")
    queries = ("Patient?eye-color=blue", "Patient?phonetic=chalmers", "Observation?code=c", "Observation?patient=p0")
    before = [total(client, query) for query in queries]
    assert before == [7, 20, 1, 1]
    with raw(engine_settings) as connection:
        for table in ("search_token", "search_string", "search_quantity", "search_date", "resource_reference"):
            connection.execute(f"DELETE FROM {table}")
    assert [total(client, query) for query in queries] == [0, 0, 0, 0]
    assert run(engine_settings, "reindex", "--all").exit_code == 0
    assert [total(client, query) for query in queries] == before
    assert problems(engine_settings) == (0, [])


def test_all_takes_away_what_no_document_says(
    engine_settings: Settings, client: FhirClient, repository: Repository
) -> None:
    with raw(engine_settings) as connection:
        (key,) = connection.execute("SELECT pk FROM resource WHERE id = 'o'").fetchone()
        (other,) = connection.execute("SELECT pk FROM resource WHERE id = 'p1'").fetchone()
        columns = "resource_pk, path, position, element, system, code, exact, patient_pk, moment, moment_end"
        names = [each.strip() for each in columns.split(",")]
        of_type = {"resource_pk": str(other)}
        select = ", ".join(of_type.get(name, name) for name in names)
        connection.execute(
            f"INSERT INTO search_token ({columns}) SELECT {select} FROM search_token "
            f"WHERE resource_pk = {key} AND path = {CODE}"
        )
    assert problems(engine_settings) == (1, ["Patient/p1: search_token says something else than the document"])
    run(engine_settings, "reindex", "--all")
    assert problems(engine_settings) == (0, [])


def test_all_does_what_waits_too(engine_settings: Settings, client: FhirClient, repository: Repository) -> None:
    client.put("SearchParameter/eye-color", eye_color())
    result = run(engine_settings, "reindex", "--all")
    assert (result.exit_code, result.stderr) == (0, "Indexing\neye-color\n")
    assert total(client, "Patient?eye-color=blue") == 7


def test_all_of_nothing(engine_settings: Settings) -> None:
    result = run(engine_settings, "reindex", "--all")
    assert (result.exit_code, result.stderr) == (0, "Indexing\nNo search parameter waits to be indexed.\n")


def test_what_another_process_is_doing_is_left_to_it_and_said(databases: Databases) -> None:
    """On PostgreSQL: on SQLCipher the command waits for its turn."""
    from fhirserver import create_app

    settings = databases.fresh("postgresql")
    app = create_app(settings)
    FhirClient(app).put("Patient/p", {**with_eyes("blue"), "id": "p"})
    FhirClient(app).put("SearchParameter/eye-color", eye_color())
    with psycopg.connect(settings.database_url or "") as other:
        other.execute("SELECT 1 FROM search_parameter FOR UPDATE")
        result = run(settings, "reindex")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Another process is indexing what is left.\n")
    assert run(settings, "reindex").stderr == "eye-color\n"
    app.extensions["repository"].close()
    databases.remove(settings)
