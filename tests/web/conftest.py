"""What tests of pages share: a clock that stands still until it is turned, and people with accounts."""

from __future__ import annotations

from dataclasses import dataclass

import pyotp
import pytest
from flask import Flask

from fhirserver.accounts.accounts import Account
from fhirserver.accounts.one_time_passwords import new_totp_secret, set_totp
from fhirserver.store.repository import Repository
from tests.accounts.conftest import NOW, PASSWORD, make_account
from tests.web.visiting import Visitor


@dataclass
class Clock:
    """Tells the time ``now``."""

    now: int = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def repository(app: Flask) -> Repository:
    """The repository of the application."""
    found: Repository = app.extensions["repository"]
    return found


@pytest.fixture
def clock(app: Flask) -> Clock:
    """The clock of the application."""
    made = app.extensions["clock"] = Clock()
    return made


@pytest.fixture
def ann(repository: Repository) -> Account:
    """A nurse with a password and no second factor."""
    return make_account(repository, "ann", roles=frozenset({"nurse"}))


@pytest.fixture
def visitor(app: Flask, clock: Clock) -> Visitor:
    """A browser in which nobody is signed in."""
    return Visitor(app)


def give_totp(repository: Repository, account: Account) -> pyotp.TOTP:
    """Give an account an app that shows one-time passwords."""
    made = pyotp.TOTP(new_totp_secret())
    shown = made.at(NOW - 3600)
    repository.database.write(
        lambda connection: set_totp(connection, repository.sealing, account.id, made.secret, shown, NOW - 3600)
    )
    return made


def sign_in(visitor: Visitor, username: str = "ann", password: str = PASSWORD) -> Visitor:
    """Sign in with a password, from the page where the browser is sent for it."""
    visitor.get("/account")
    visitor.send("/sign-in", username=username, password=password)
    return visitor
