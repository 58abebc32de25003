"""``fhirserver client`` as its user meets it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from joserfc.jwk import ECKey

from fhirserver.access.clients import Client, find_client
from fhirserver.access.tokens import digest
from fhirserver.cli import main
from fhirserver.settings import Settings
from fhirserver.store.engine import open_database
from fhirserver.store.sql import statement
from tests.databases import Databases

EVENTS = statement("SELECT kind, outcome, client_id, detail FROM security_event ORDER BY number")
APP = (
    *("client", "add", "growth-chart", "--name", "Growth chart", "--method", "client_secret_basic"),
    *("--scope", "launch/patient patient/*.rs", "--redirect-uri", "https://growth.example.org/callback"),
    *("--origin", "https://growth.example.org", "--publisher", "Growth", "--owner", "Ada", "--expires", "2999-06-30"),
)


def run(settings: Settings, *arguments: str, answer: str | None = None) -> Result:
    environment = {"FHIRSERVER_DATABASE_URL": settings.database_url} if settings.database_url else {}
    return CliRunner().invoke(main, ["--data", str(settings.data), *arguments], env=environment, input=answer)


def refused(result: Result, *messages: str) -> None:
    assert (result.exit_code, result.stdout) == (1, "")
    for message in messages:
        assert message in result.stderr
    assert "Traceback" not in result.stderr


def found(settings: Settings, name: str) -> Client | None:
    database = open_database(settings)
    with database.reading() as connection:
        client = find_client(connection, name)
    database.close()
    return client


def the(settings: Settings, name: str) -> Client:
    client = found(settings, name)
    assert client is not None
    return client


def events(settings: Settings) -> list[tuple[Any, ...]]:
    database = open_database(settings)
    with database.reading() as connection:
        rows = connection.rows(EVENTS)
    database.close()
    return rows


def test_a_client_with_a_secret_from_its_beginning_to_its_end(engine_settings: Settings) -> None:
    added = run(engine_settings, *APP)
    assert added.exit_code == 0
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}\n", added.stdout)
    client = the(engine_settings, "growth-chart")
    assert client.secret == digest(added.stdout.strip()).hex()
    assert client.grant_types == ("authorization_code", "refresh_token")
    assert client.redirect_uris == ("https://growth.example.org/callback",)
    assert client.origins == ("https://growth.example.org",)
    assert (client.publisher, client.owner, client.active) == ("Growth", "Ada", True)
    assert client.expires == int(datetime(2999, 7, 1, tzinfo=UTC).timestamp())

    listed = run(engine_settings, "client", "list").stdout.splitlines()
    row = "growth-chart\tactive\tclient_secret_basic\tauthorization_code,refresh_token\tGrowth chart"
    assert row in listed
    shown = run(engine_settings, "client", "show", "growth-chart").stdout
    assert re.search(r"^secret +set$", shown, re.MULTILINE)
    assert re.search(r"^expires +2999-07-01T00:00:00Z$", shown, re.MULTILINE)
    assert client.secret not in shown

    renewed = run(engine_settings, "client", "secret", "growth-chart").stdout.strip()
    assert the(engine_settings, "growth-chart").secret == digest(renewed).hex() != client.secret

    assert run(engine_settings, "client", "disable", "growth-chart").exit_code == 0
    assert not the(engine_settings, "growth-chart").active
    assert "growth-chart\tdisabled\t" in run(engine_settings, "client", "list").stdout
    assert run(engine_settings, "client", "enable", "growth-chart").exit_code == 0
    assert the(engine_settings, "growth-chart").active

    assert run(engine_settings, "client", "remove", "growth-chart", answer="n\n").exit_code == 1
    assert found(engine_settings, "growth-chart")
    assert run(engine_settings, "client", "remove", "growth-chart", "--yes").exit_code == 0
    assert found(engine_settings, "growth-chart") is None

    told = events(engine_settings)
    assert [each[:3] for each in told] == [
        ("client", outcome, "growth-chart") for outcome in ("added", "secret", "disabled", "enabled", "removed")
    ]
    assert all(json.loads(each[3])["by"] for each in told)
    assert not any(secret in str(told) for secret in (renewed, added.stdout.strip()))


def test_a_machine_with_keys_has_no_secret(databases: Databases, tmp_path: Path) -> None:
    settings = databases.empty("sqlcipher")
    keys = tmp_path / "jwks.json"
    keys.write_text(json.dumps({"keys": [ECKey.generate_key("P-384", {"kid": "k1"}).as_dict(private=False)]}))
    machine = ("client", "add", "warehouse", "--name", "W", "--method", "private_key_jwt", "--scope", "system/*.rs")
    result = run(settings, *machine, "--jwks", str(keys), "--algorithm", "ES384")
    assert (result.exit_code, result.stdout) == (0, "")
    client = the(settings, "warehouse")
    assert (client.grant_types, client.algorithms, client.secret) == (("client_credentials",), ("ES384",), None)
    assert client.jwks == json.loads(keys.read_text())
    assert client.owner
    assert re.search(r"^keys +EC k1$", run(settings, "client", "show", "warehouse").stdout, re.MULTILINE)
    refused(run(settings, "client", "secret", "warehouse"), "has no secret: its method is private_key_jwt.")
    databases.remove(settings)


def test_what_cannot_be_registered_is_said_and_nothing_is_made(databases: Databases, tmp_path: Path) -> None:
    settings = databases.empty("sqlcipher")
    bad = ("client", "add", "bad id", "--name", "B", "--method", "none", "--scope", "patient/*.rs")
    refused(
        run(settings, *bad, "--redirect-uri", "http://evil.example/"),
        "The client bad id cannot be registered.",
        "id: must be 1 to 64 letters",
        "redirect_uris: 'http://evil.example/' must begin with https://",
    )
    good = ("client", "add", "good", "--name", "G", "--redirect-uri", "https://a.example/")
    scope = ("--method", "none", "--scope", "system/*.rs")
    refused(run(settings, *good, *scope), "scope: 'system/*.rs' is for clients that act for themselves")
    for day, message in (("soon", "--expires is a day such as"), ("2020-01-01", "2020-01-01 is over already")):
        refused(run(settings, *good, "--method", "none", "--scope", "openid", "--expires", day), message)
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    keys = ("--method", "private_key_jwt", "--scope", "openid", "--jwks", str(broken))
    refused(run(settings, *good, *keys), "does not hold a JSON Web Key Set")
    assert list(settings.data.iterdir()) == []
    databases.remove(settings)


def test_a_client_is_not_registered_twice(databases: Databases) -> None:
    settings = databases.fresh("sqlcipher")
    assert run(settings, *APP).exit_code == 0
    before = the(settings, "growth-chart")
    refused(run(settings, *APP), "There is a client growth-chart already.")
    assert the(settings, "growth-chart") == before
    databases.remove(settings)


@pytest.mark.parametrize("what", ["show", "disable", "enable", "secret", "remove"])
def test_nobody_is_not_found(databases: Databases, what: str) -> None:
    settings = databases.fresh("sqlcipher")
    confirmed = ("--yes",) if what == "remove" else ()
    refused(run(settings, "client", what, "nobody", *confirmed), "There is no client nobody.")
    databases.remove(settings)
