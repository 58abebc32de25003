"""Signing in at another OpenID provider, which may lie."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fhirserver import create_app
from fhirserver.accounts.accounts import Account, set_active
from fhirserver.accounts.external import load_provider
from fhirserver.accounts.identities import add_identity, list_identities
from fhirserver.errors import Conflict, Invalid
from fhirserver.settings import SettingsError
from fhirserver.store.repository import Repository
from tests.accounts.conftest import NOW, events, make_account
from tests.databases import Databases, Engine
from tests.web.conftest import Clock, give_totp
from tests.web.provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    Provider,
    openid_provider,
    signed_by_another,
    signed_with_the_secret,
    unsigned,
)
from tests.web.test_sign_in import SESSION, methods
from tests.web.visiting import ORIGIN, Visitor


@pytest.fixture(scope="module")
def running_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with openid_provider(tmp_path_factory.mktemp("provider")) as made:
        yield made


@pytest.fixture
def provider(running_provider: Provider) -> Provider:
    """A provider that tells the truth until it is told otherwise."""
    running_provider.claims, running_provider.metadata, running_provider.forge = {}, {}, None
    running_provider.status, running_provider.asked = 200, {}
    return running_provider


def write(folder: Path, provider: Provider, **changes: Any) -> Path:
    """The file about the provider, and that with the secret."""
    secret, file = folder / "client-secret", folder / "provider.json"
    secret.write_text(CLIENT_SECRET + "\n")
    secret.chmod(0o600)
    told = {
        "issuer": provider.issuer,
        "name": "The Hospital",
        "client_id": CLIENT_ID,
        "client_secret_file": str(secret),
        "authority": str(provider.authority),
    }
    file.write_text(json.dumps({**told, **changes}))
    return file


@pytest.fixture
def second_factor() -> bool:
    """Whether the provider asks for a second factor itself."""
    return False


@pytest.fixture
def app(
    engine: Engine, databases: Databases, provider: Provider, tmp_path: Path, second_factor: bool
) -> Iterator[Flask]:
    """The application, at which people of the provider sign in."""
    file = write(tmp_path, provider, second_factor=second_factor)
    settings = databases.fresh(engine, openid_provider=file)
    made = create_app(settings)
    yield made
    made.extensions["repository"].close()
    databases.remove(settings)


@pytest.fixture
def ann(repository: Repository, provider: Provider) -> Account:
    """A nurse without a password, whom the provider knows."""
    account = make_account(repository, "ann", roles=frozenset({"nurse"}), password=None)
    repository.database.write(lambda connection: add_identity(connection, account.id, provider.issuer, "4711"))
    return account


def go(visitor: Visitor, provider: Provider) -> None:
    """Go to the provider and come back."""
    address = visitor.get("/sign-in/provider?next=/account?done=session", follow=False).location
    assert address
    visitor.get(provider.authorize(address).removeprefix(ORIGIN))


def test_whoever_is_linked_signs_in(visitor: Visitor, provider: Provider, ann: Account, repository: Repository) -> None:
    visitor.get("/sign-in")
    assert "Sign in with The Hospital" in visitor.page.text
    go(visitor, provider)
    assert visitor.heading == "Your account"
    assert "The session has ended." in visitor.page.text  # what was asked for
    assert methods(repository) == ['["fed"]']
    assert events(repository) == [("sign-in", "success")]


def test_the_request_has_state_nonce_and_a_challenge_of_its_own(visitor: Visitor, provider: Provider) -> None:
    queries = []
    for _ in range(2):
        location = visitor.get("/sign-in/provider", follow=False).location
        assert location
        provider.authorize(location)
        queries.append(provider.asked.popitem()[1])
    for query in queries:
        assert query["client_id"] == CLIENT_ID
        assert query["redirect_uri"] == f"{ORIGIN}/sign-in/provider/done"
        assert (query["response_type"], query["scope"], query["code_challenge_method"]) == ("code", "openid", "S256")
    for name in ("state", "nonce", "code_challenge"):
        assert queries[0][name] != queries[1][name]
        assert len(queries[0][name]) >= 43


def test_nobody_gets_an_account_by_that(visitor: Visitor, provider: Provider, repository: Repository) -> None:
    go(visitor, provider)
    assert visitor.heading == "You have no account here"
    assert visitor.cookie(SESSION) is None
    assert events(repository) == [("sign-in", "unknown identity")]


def test_a_disabled_account_stays_so(
    visitor: Visitor, provider: Provider, ann: Account, repository: Repository
) -> None:
    repository.database.write(lambda connection: set_active(connection, ann.id, False))
    go(visitor, provider)
    assert visitor.heading == "You have no account here"


def test_the_second_factor_is_asked_for_here(
    visitor: Visitor, provider: Provider, ann: Account, repository: Repository
) -> None:
    totp = give_totp(repository, ann)
    go(visitor, provider)
    assert visitor.heading == "One more thing to show"
    visitor.send("/sign-in/second-factor", code=totp.at(NOW))
    assert methods(repository) == ['["fed","otp","mfa"]']


@pytest.mark.parametrize("second_factor", [True])
def test_or_by_the_provider_if_the_operator_says_so(
    visitor: Visitor, provider: Provider, ann: Account, repository: Repository, second_factor: bool
) -> None:
    give_totp(repository, ann)
    go(visitor, provider)
    assert visitor.heading == "Your account"
    assert methods(repository) == ['["fed","mfa"]']


LIES = [
    {"iss": "https://evil.example"},
    {"iss": None},
    {"aud": "another-client"},
    {"aud": [CLIENT_ID, "another-client"]},
    {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
    {"azp": "another-client"},
    {"aud": None},
    {"exp": NOW - 1_000_000_000},
    {"exp": None},
    {"iat": None},
    {"iat": 4_000_000_000},
    {"nonce": "another"},
    {"nonce": None},
    {"sub": None},
    {"sub": ""},
    {"sub": 4711},
    {"sub": ["4711"]},
]


def test_no_lie_signs_anybody_in(app: Flask, clock: Clock, provider: Provider, ann: Account) -> None:
    for claims in LIES:
        provider.claims = claims
        visitor = Visitor(app)
        go(visitor, provider)
        assert (visitor.heading, visitor.page.status_code) == ("That did not work", 403), claims
        assert visitor.cookie(SESSION) is None
    provider.claims = {}
    for forge in (unsigned, signed_by_another, signed_with_the_secret, lambda claims: "x", lambda claims: None):
        provider.forge = forge
        visitor = Visitor(app)
        go(visitor, provider)
        assert (visitor.heading, visitor.page.status_code) == ("That did not work", 403), forge
        assert visitor.cookie(SESSION) is None


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://localhost/authorize"},
        {"token_endpoint": None},
        {"jwks_uri": 1},
    ],
    ids=str,
)
def test_metadata_of_another_provider_are_not_relied_on(
    visitor: Visitor, provider: Provider, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    visitor.get("/sign-in/provider")
    assert (visitor.heading, visitor.page.status_code) == ("That did not work", 403)


def test_a_provider_that_does_not_answer_is_said_to_be_away(visitor: Visitor, provider: Provider) -> None:
    provider.status = 503
    assert visitor.get("/sign-in/provider").status_code == 503
    assert "The Hospital cannot be reached now." in visitor.page.text


def test_an_answer_is_good_once_and_in_the_browser_that_asked(
    app: Flask, clock: Clock, provider: Provider, ann: Account
) -> None:
    visitor, victim = Visitor(app), Visitor(app)
    address = visitor.get("/sign-in/provider", follow=False).location
    victim.get("/sign-in/provider", follow=False)
    assert address
    back = provider.authorize(address).removeprefix(ORIGIN)
    for path in (back, back.replace("state=", "state=x"), "/sign-in/provider/done", "/sign-in/provider/done?code=1"):
        assert victim.get(path).status_code == 403, path
    assert visitor.get(back + "&iss=https://evil.example").status_code == 200  # the first one counts
    kept = visitor.cookie(SESSION)
    assert kept
    assert visitor.get(back).status_code == 403


def test_an_answer_of_another_issuer_is_refused(visitor: Visitor, provider: Provider, ann: Account) -> None:
    address = visitor.get("/sign-in/provider", follow=False).location
    assert address
    back = provider.authorize(address).removeprefix(ORIGIN).partition("&iss=")[0]
    assert visitor.get(back + "&iss=https://evil.example").status_code == 403
    assert visitor.get(back + "&error=access_denied").status_code == 200  # it has a code all the same


def test_an_identity_belongs_to_one_account(repository: Repository, provider: Provider, ann: Account) -> None:
    bob = make_account(repository, "bob", password=None)
    with pytest.raises(Conflict):
        repository.database.write(lambda connection: add_identity(connection, bob.id, provider.issuer, "4711"))
    for issuer, subject in [("http://a.example", "1"), ("https://a.example", ""), ("https://a.example", "x" * 256)]:
        with pytest.raises(Invalid):
            repository.database.write(
                lambda connection, pair=(issuer, subject): add_identity(connection, bob.id, *pair)
            )
    with repository.database.reading() as connection:
        assert list_identities(connection, ann.id) == [(provider.issuer, "4711")]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"issuer": "http://localhost"}, "must be an https address"),
        ({"client_secret_file": "/nowhere"}, "cannot be read"),
        ({"colour": "red"}, "unknown field"),
        ({"name": 1}, "Expected `str`"),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, provider: Provider, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(SettingsError, match=why):
        load_provider(write(tmp_path, provider, **changes))


def test_a_secret_that_others_may_read_is_refused(tmp_path: Path, provider: Provider) -> None:
    file = write(tmp_path, provider)
    (tmp_path / "client-secret").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load_provider(file)
    (tmp_path / "client-secret").chmod(0o600)
    assert load_provider(file).client_secret == CLIENT_SECRET
    file.write_text("{")
    with pytest.raises(SettingsError, match="no description of an OpenID provider"):
        load_provider(file)


def test_without_a_provider_there_is_no_such_page(engine: Engine, databases: Databases) -> None:
    settings = databases.fresh(engine)
    app = create_app(settings)
    visitor = Visitor(app)
    visitor.get("/sign-in")
    assert "With another account" not in visitor.page.text
    assert visitor.get("/sign-in/provider").status_code == 404
    app.extensions["repository"].close()
    databases.remove(settings)
