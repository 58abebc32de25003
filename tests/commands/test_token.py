"""``fhirserver token`` as its user meets it: beside a running server, before there was one, and when it is refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from fhirserver.access.clients import Client, find_client, save_client
from fhirserver.cli import main
from fhirserver.commands.token import duration
from fhirserver.settings import Settings
from fhirserver.store.engine import open_database
from fhirserver.store.sql import statement
from tests.databases import Databases, Engine
from tests.fhir_client import FhirClient
from tests.serving.running import free_port, running

EVENTS = statement("SELECT kind, outcome, client_id, detail FROM security_event ORDER BY number")


def run(settings: Settings, *arguments: str) -> Result:
    environment = {"FHIRSERVER_DATABASE_URL": settings.database_url} if settings.database_url else {}
    return CliRunner().invoke(main, ["--data", str(settings.data), *arguments], env=environment)


def refused(result: Result, message: str) -> None:
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def events(settings: Settings) -> list[tuple[Any, ...]]:
    database = open_database(settings)
    with database.reading() as connection:
        rows = connection.rows(EVENTS)
    database.close()
    return rows


def found(settings: Settings, name: str) -> Client | None:
    database = open_database(settings)
    with database.reading() as connection:
        client = find_client(connection, name)
    database.close()
    return client


def test_it_prints_one_token_and_nothing_else_and_the_token_opens(
    engine_settings: Settings, client: FhirClient
) -> None:
    result = run(engine_settings, "token", "--scope", "system/*.cruds")
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}\n", result.stdout)
    script = FhirClient(client.app, result.stdout.strip())
    assert script.put("Patient/p", {"resourceType": "Patient", "id": "p"}).status == 201
    assert script.get("Patient/p").status == 200


def test_each_is_another_one_with_its_own_scope(engine_settings: Settings, client: FhirClient) -> None:
    first, second = (run(engine_settings, "token", "--scope", "system/*.cruds").stdout for _ in range(2))
    assert first != second
    reading = run(engine_settings, "token", "--scope", " system/Patient.rs  system/Observation.rs ").stdout.strip()
    script = FhirClient(client.app, reading)
    assert script.get("Patient").status == 200
    assert script.post("Patient", {"resourceType": "Patient"}).status == 403
    assert script.get("Condition").status == 403


def test_it_works_before_there_ever_was_a_server(engine: Engine, databases: Databases) -> None:
    settings = databases.empty(engine)
    result = run(settings, "token", "--scope", "system/*.cruds")
    assert (result.exit_code, len(result.stdout)) == (0, 44)
    from fhirserver import create_app

    app = create_app(settings)
    assert FhirClient(app, result.stdout.strip()).get("Patient").status == 200
    app.extensions["repository"].close()
    databases.remove(settings)


def test_it_works_beside_a_server_that_runs(engine_settings: Settings) -> None:
    port = free_port()
    words = [sys.executable, "-m", "fhirserver.cli", "--data", str(engine_settings.data)]
    url = engine_settings.database_url
    environment = {"FHIRSERVER_WORKERS": "1", **({"FHIRSERVER_DATABASE_URL": url} if url else {})}
    with running([*words, "serve", "--port", str(port)], port, engine_settings.data, environment) as server:
        assert server.get("/fhir/Patient", headers={})[0] == 401
        token = run(engine_settings, "token", "--scope", "system/Patient.rs", "--expires", "5m").stdout.strip()
        assert server.get("/fhir/Patient", headers={"Authorization": f"Bearer {token}"})[0] == 200
        assert run(engine_settings, "client", "disable", "command-line").exit_code == 0
        status, body = server.get("/fhir/Patient", headers={"Authorization": f"Bearer {token}"})
        assert (status, json.loads(body)["issue"][0]["code"]) == (401, "login")
        _, output, errors = server.stop()
        assert token not in output + errors


def test_the_client_is_made_once_and_named(engine_settings: Settings) -> None:
    for _ in range(2):
        assert run(engine_settings, "token", "--scope", "system/*.rs", "--client", "nightly").exit_code == 0
    made = found(engine_settings, "nightly")
    assert made is not None
    assert (made.method, made.grant_types, made.scope, made.jwks, made.secret) == (
        "private_key_jwt",
        (),
        "",
        None,
        None,
    )
    assert made.owner


def test_it_is_recorded_without_the_token(engine_settings: Settings) -> None:
    before = int(time.time())
    token = run(engine_settings, "token", "--scope", "system/*.rs", "--expires", "90s").stdout.strip()
    ((kind, outcome, name, detail),) = events(engine_settings)
    assert (kind, outcome, name) == ("token", "success", "command-line")
    assert token not in detail
    told = json.loads(detail)
    assert (told["scope"], bool(told["by"])) == ("system/*.rs", True)
    assert before + 90 <= told["expires"] <= time.time() + 90


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ("", "names no scope."),
        ("  ", "names no scope."),
        ("user/*.rs", "'user/*.rs' is not for a client that acts for itself: system/... is."),
        ("system/*.rs patient/*.rs", "'patient/*.rs' is not for"),
        ("openid", "'openid' is not for"),
        ("system/*.sdurc", "'system/*.sdurc' is not a scope of SMART"),
        ("system/Patients.rs", "'system/Patients.rs' is not a scope"),
        ("everything", "'everything' is not a scope"),
        ("system/*.rs " + "x" * 500, "is not a scope"),
    ],
)
def test_a_scope_that_is_none_is_refused_and_nothing_is_made(databases: Databases, scope: str, message: str) -> None:
    settings = databases.empty("sqlcipher")
    refused(run(settings, "token", "--scope", scope), message)
    assert list(settings.data.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "1", "h", "0h", "-1h", "1.5h", "1w", "1 h", "31d", "745h", "9999999d", "1h1m", "\u0661h"]
)
def test_a_time_that_is_none_is_refused(databases: Databases, text: str) -> None:
    settings = databases.empty("sqlcipher")
    message = "--expires is a time such as 90s, 15m, 1h or 7d, at most 30d."
    refused(run(settings, "token", "--scope", "system/*.rs", f"--expires={text}"), message)


@pytest.mark.parametrize(
    ("text", "seconds"), [("1s", 1), ("90s", 90), ("15m", 900), ("1h", 3600), ("7d", 604_800), ("30d", 2_592_000)]
)
def test_times(text: str, seconds: int) -> None:
    assert duration(text) == seconds


def test_a_time_is_at_most_30_days() -> None:
    assert duration("720h") == 2_592_000
    with pytest.raises(click.ClickException, match="at most 30d"):
        duration("2592001s")


@pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 65, "é", "a\n"])
def test_a_client_whose_name_is_none_is_refused(databases: Databases, name: str) -> None:
    settings = databases.empty("sqlcipher")
    refused(run(settings, "token", "--scope", "system/*.rs", f"--client={name}"), "--client must be 1 to 64 letters")


def registered(settings: Settings, **fields: Any) -> None:
    database = open_database(settings)
    database.write(
        lambda connection: save_client(connection, Client(**{"id": "c", "name": "C", "created": 1, **fields}))
    )
    database.close()


def test_a_registered_client_gets_no_more_than_it_may_have(engine_settings: Settings) -> None:
    grants = ("client_credentials",)
    registered(
        engine_settings, method="private_key_jwt", scope="system/Patient.rs system/Observation.r", grant_types=grants
    )
    for scope in ("system/Patient.rs", "system/Patient.r system/Observation.r"):
        assert run(engine_settings, "token", "--scope", scope, "--client", "c").exit_code == 0
    for scope in ("system/Patient.cruds", "system/*.rs", "system/Patient.rs system/Observation.rs", "system/Group.r"):
        message = "The client c may have no more than: system/Patient.rs system/Observation.r"
        refused(run(engine_settings, "token", "--scope", scope, "--client", "c"), message)


def test_a_client_that_acts_for_people_gets_none(engine_settings: Settings) -> None:
    registered(engine_settings, method="none", scope="system/*.rs", grant_types=("authorization_code",))
    refused(run(engine_settings, "token", "--scope", "system/*.rs", "--client", "c"), "The client c acts for people")


@pytest.mark.parametrize("fields", [{"active": False}, {"expires": 1}])
def test_a_client_that_may_do_nothing_gets_none(engine_settings: Settings, fields: dict[str, Any]) -> None:
    registered(engine_settings, method="private_key_jwt", scope="", **fields)
    refused(run(engine_settings, "token", "--scope", "system/*.rs", "--client", "c"), "The client c is disabled or has")
    assert events(engine_settings) == []


def test_without_the_key_file_there_is_no_token(engine_settings: Settings) -> None:
    key = engine_settings.data / "key-encryption.key"
    key.chmod(0o640)
    refused(run(engine_settings, "token", "--scope", "system/*.rs"), "can be read by others (mode 0640)")
    key.chmod(0o600)
    key.write_text("nonsense")
    refused(run(engine_settings, "token", "--scope", "system/*.rs"), "does not hold a key")
    key.unlink()
    result = run(engine_settings, "token", "--scope", "system/*.rs")
    # In a database without any document a key that is lost is simply made anew.
    assert result.exit_code == 0


def test_with_documents_a_lost_key_file_is_not_made_anew(engine_settings: Settings, client: FhirClient) -> None:
    assert client.post("Patient", {"resourceType": "Patient"}).status == 201
    (engine_settings.data / "key-encryption.key").unlink()
    refused(run(engine_settings, "token", "--scope", "system/*.rs"), "is missing. Without it the data cannot be read")


def test_the_whole_command_line_prints_the_token_alone(databases: Databases, tmp_path: Path) -> None:
    settings = databases.empty("sqlcipher")
    words = [sys.executable, "-m", "fhirserver.cli", "--data", str(settings.data), "token", "--scope", "system/*.cruds"]
    result = subprocess.run(words, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}\n", result.stdout)
    assert result.stderr == ""
