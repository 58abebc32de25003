"""What tests of accounts share: a repository, an account with a password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from fhirserver.accounts.accounts import Account, add_account
from fhirserver.accounts.passwords import hashed, set_password
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.repository import Repository, open_repository

Result = TypeVar("Result")

NOW = 1_800_000_000
PASSWORD = "heron lantern oblique"


@pytest.fixture
def repository(engine_settings: Settings) -> Iterator[Repository]:
    """A repository on an empty database, on each engine in turn."""
    opened = open_repository(engine_settings)
    yield opened
    opened.close()


@pytest.fixture
def in_database(repository: Repository) -> Callable[[Callable[[Connection], Result]], Result]:
    """Runs work in a transaction of its own."""
    return repository.database.write


@pytest.fixture
def ann(repository: Repository) -> Account:
    """A nurse with a password and no second factor."""
    return make_account(repository, "ann", roles=frozenset({"nurse"}))


def make_account(
    repository: Repository, username: str, *, roles: frozenset[str] = frozenset(), password: str | None = PASSWORD
) -> Account:
    """Make an account, with a password if one is given."""

    def work(connection: Connection) -> Account:
        account = add_account(connection, username=username, name=username.title(), roles=roles, now=NOW)
        if password:
            set_password(connection, account.id, hashed(password), NOW)
        return account

    return repository.database.write(work)


def events(repository: Repository, *kinds: str) -> list[tuple[str, str]]:
    """Kind and outcome of what was recorded, in order; of all kinds if none is named."""
    from fhirserver.store.sql import statement

    query = statement("SELECT kind, outcome FROM security_event ORDER BY number")
    with repository.database.reading() as connection:
        return [(kind, outcome) for kind, outcome in connection.rows(query) if not kinds or kind in kinds]
