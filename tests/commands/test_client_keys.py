"""``fhirserver client registration-token`` and ``rotate-key``."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from fhirserver.access.tokens import digest
from fhirserver.cli import main
from fhirserver.oauth.signing_keys import published_keys, signing_key
from fhirserver.settings import Settings
from fhirserver.store.repository import open_repository
from fhirserver.store.sql import statement


@pytest.fixture
def command(engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stands before a command, on each engine in turn."""
    if engine_settings.database_url:
        monkeypatch.setenv("FHIRSERVER_DATABASE_URL", engine_settings.database_url)
    return ["--data", str(engine_settings.data), "client"]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def test_a_registration_token_is_printed_and_only_its_digest_is_kept(
    engine_settings: Settings, command: list[str]
) -> None:
    token = run(*command, "registration-token", "--uses", "3", "--hours", "2")
    assert len(token) == 43
    repository = open_repository(engine_settings)
    with repository.database.reading() as connection:
        rows = connection.rows(statement("SELECT digest, uses, expires - created FROM registration_token"))
        assert [(bytes(row[0]), *row[1:]) for row in rows] == [(digest(token), 3, 7200)]
        events = connection.rows(statement("SELECT kind, outcome FROM security_event"))
        assert ("registration-token", "made") in events
    repository.close()


def test_the_key_is_rotated_slowly_or_at_once(engine_settings: Settings, command: list[str]) -> None:
    first = run(*command, "rotate-key")
    repository = open_repository(engine_settings)

    def signs() -> str:
        return signing_key(repository.database, repository.sealing, 2**33).kid

    now = 2**33
    assert signs() == first
    second = run(*command, "rotate-key")
    kids = {key["kid"] for key in published_keys(repository.database, repository.sealing, 0)}
    assert {first, second} <= kids
    third = run(*command, "rotate-key", "--now")
    assert [key["kid"] for key in published_keys(repository.database, repository.sealing, now)] == [third]
    repository.close()
