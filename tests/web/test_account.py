"""A person's own account: first password, second factors, sessions, sign-out; and the first administrator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
from flask import Flask

from fhirserver.access.clients import Client, save_client
from fhirserver.access.tokens import issue_access_token, look_up, new_grant
from fhirserver.accounts.accounts import Account, find_username, list_accounts, set_roles
from fhirserver.accounts.factors import find_factors
from fhirserver.accounts.invitations import invite, invite_first_administrator
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from fhirserver.web.second_factors import NO_PASSKEY, NOT_RIGHT, OVER
from fhirserver.web.welcome import GOOD_FOR_NOTHING
from tests.accounts.authenticator import Authenticator
from tests.accounts.conftest import NOW, PASSWORD, events, make_account
from tests.databases import Databases, Engine
from tests.web.conftest import Clock, give_totp, sign_in
from tests.web.test_sign_in import SESSION, signed_in
from tests.web.visiting import Visitor

NEW = "quarry velvet thimble"


def first_token(repository: Repository, now: int = NOW) -> str:
    token = repository.database.write(lambda connection: invite_first_administrator(connection, now=now))
    assert token
    return token


def test_the_first_administrator_is_made_with_the_token(visitor: Visitor, repository: Repository) -> None:
    token = first_token(repository)
    visitor.get("/welcome")
    assert visitor.heading == "Make the first administrator"
    visitor.send("", code=f" {token} ", username="Root", name="Ruth Root", new_password=NEW)
    assert "Your password is set." in visitor.page.text
    visitor.send("/sign-in", username="root", password=NEW)
    assert visitor.heading == "Your account"
    with repository.database.reading() as connection:
        (account,) = list_accounts(connection)
    assert (account.username, account.name, account.roles) == ("root", "Ruth Root", frozenset({"administrator"}))
    assert repository.database.write(lambda connection: invite_first_administrator(connection, now=NOW)) is None


def test_the_token_for_the_first_administrator_is_good_once_for_a_day_and_until_the_next_start(
    visitor: Visitor, repository: Repository, clock: Clock
) -> None:
    old = first_token(repository)
    token = first_token(repository)
    visitor.get("/welcome")
    values = {"username": "root", "name": "Root", "new_password": NEW}
    for code in (old, "", "x", token[:-1], token + "x"):
        assert visitor.send("", code=code, **values).status_code == 403
        assert visitor.error == GOOD_FOR_NOTHING
    clock.now += 24 * 3600
    assert visitor.send("", code=token, **values).status_code == 403
    clock.now -= 1
    assert visitor.send("", code=token, **{**values, "new_password": "password1"}).status_code == 422
    assert visitor.send("", code=token, **{**values, "name": " "}).status_code == 400
    visitor.send("", code=token, **values)
    assert "Your password is set." in visitor.page.text
    visitor.get("/welcome")
    assert visitor.send("", code=token, **{**values, "username": "root2"}).status_code == 403


def test_of_ten_who_use_the_token_at_the_same_time_one_becomes_administrator(
    app: Flask, repository: Repository, clock: Clock
) -> None:
    token, together = first_token(repository), Barrier(10)
    visitors = [Visitor(app) for _ in range(10)]
    for visitor in visitors:
        visitor.get("/welcome")

    def one(number: int) -> int:
        together.wait()
        values = {"code": token, "username": f"root{number}", "name": "Root", "new_password": NEW}
        return visitors[number].send("", **values, follow=False).status_code

    with ThreadPoolExecutor(10) as threads:
        assert sorted(threads.map(one, range(10))) == [303] + [403] * 9
    with repository.database.reading() as connection:
        assert len(list_accounts(connection)) == 1


def test_who_was_invited_sets_a_password_and_is_not_signed_in_by_that(
    visitor: Visitor, repository: Repository, ann: Account
) -> None:
    totp = give_totp(repository, ann)
    sign_in(visitor)
    visitor.send("/sign-in/second-factor", code=totp.at(NOW))
    token = repository.database.write(lambda connection: invite(connection, ann.id, now=NOW))
    other = Visitor(visitor.client.application)
    other.get("/invitation")
    other.send("", code=token, new_password="Annabel")
    assert other.error == "A password has at least 8 characters; 15 or more are better."
    other.send("", code=token, new_password=NEW)
    assert (other.heading, other.cookie(SESSION)) == ("Sign in", None)
    assert not signed_in(visitor)  # sessions that were begun with the old password have ended
    sign_in(other, password=NEW)
    assert other.heading == "One more thing to show"
    other.get("/invitation")
    assert other.send("", code=token, new_password=NEW).status_code == 403


def test_of_ten_who_use_an_invitation_at_the_same_time_one_sets_the_password(
    app: Flask, repository: Repository, ann: Account, clock: Clock
) -> None:
    token = repository.database.write(lambda connection: invite(connection, ann.id, now=NOW))
    together = Barrier(10)
    visitors = [Visitor(app) for _ in range(10)]
    for visitor in visitors:
        visitor.get("/invitation")

    def one(number: int) -> int:
        together.wait()
        return visitors[number].send("", code=token, new_password=f"{NEW} {number}", follow=False).status_code

    with ThreadPoolExecutor(10) as threads:
        assert sorted(threads.map(one, range(10))) == [303] + [403] * 9


def set_up(visitor: Visitor, now: int = NOW) -> pyotp.TOTP:
    """Read the secret off the page, as a person's app does."""
    import re

    visitor.get("/account/second-factor")
    found = re.search('<span class="code">([A-Z2-7]{32})</span>', visitor.page.text)
    assert found
    return pyotp.TOTP(found[1])


def test_an_app_is_added_and_asked_for_from_then_on(visitor: Visitor, repository: Repository, ann: Account) -> None:
    sign_in(visitor)
    before = visitor.cookie(SESSION)
    totp = set_up(visitor)
    visitor.send("/account/second-factor/one-time-password", code="000000")
    assert (visitor.error, totp.secret in visitor.page.text) == (NOT_RIGHT, True)
    visitor.send("/account/second-factor/one-time-password", code=totp.at(NOW))
    assert visitor.heading == "Your recovery codes"
    codes = [line[4:-5] for line in visitor.page.text.splitlines() if line.startswith("<li>")]
    assert len(codes) == 10
    assert visitor.cookie(SESSION) != before
    visitor.get("/account")
    assert "Recovery codes left: 10" in visitor.page.text
    visitor.send("/sign-out")
    sign_in(visitor)
    visitor.send("/sign-in/second-factor", code=codes[3])
    assert "Recovery codes left: 9" in visitor.page.text
    assert events(repository, "second-factor") == [("second-factor", "added")]


def test_what_the_page_gave_for_adding_a_factor_is_good_once_and_for_its_owner(
    app: Flask, visitor: Visitor, repository: Repository, ann: Account, clock: Clock
) -> None:
    make_account(repository, "bob")
    bob = sign_in(Visitor(app), "bob")
    sign_in(visitor)
    totp = set_up(visitor)
    form = dict(visitor.form("/account/second-factor/one-time-password").fields)
    set_up(bob)
    bob.send("/account/second-factor/one-time-password", step=form["step"], code=totp.at(NOW))
    assert (bob.error, bob.page.status_code) == (OVER, 403)
    visitor.send("/account/second-factor/one-time-password", code=totp.at(NOW))
    visitor.get("/account/second-factor")
    visitor.send("/account/second-factor/one-time-password", step=form["step"], code=totp.at(NOW + 30))
    assert visitor.error == NOT_RIGHT


def test_passkeys_are_added_and_removed(visitor: Visitor, repository: Repository, ann: Account) -> None:
    from html import unescape

    sign_in(visitor)
    authenticators = [Authenticator(), Authenticator()]
    for number, authenticator in enumerate(authenticators):
        visitor.get("/account/second-factor")
        options = unescape(visitor.page.text.split('data-passkey-create="')[1].split('"')[0])
        made = authenticator.create(options)
        visitor.send("/account/second-factor/passkey", credential="{}", name="x")
        assert visitor.error == NO_PASSKEY
        visitor.get("/account/second-factor")
        options = unescape(visitor.page.text.split('data-passkey-create="')[1].split('"')[0])
        visitor.send("/account/second-factor/passkey", credential=made, name="x")
        assert visitor.error == NO_PASSKEY  # it answers the challenge of the page before
        visitor.get("/account/second-factor")
        options = unescape(visitor.page.text.split('data-passkey-create="')[1].split('"')[0])
        visitor.send("/account/second-factor/passkey", credential=authenticator.create(options), name=f"<b>{number}")
        assert visitor.heading == ("Your account" if number else "Your recovery codes")
    visitor.get("/account")
    assert "&lt;b&gt;1" in visitor.page.text
    visitor.send("/account/second-factor/remove")
    visitor.send("/account/second-factor/remove")
    with repository.database.reading() as connection:
        factors = find_factors(connection, ann.id)
    assert (factors.second, factors.recovery_codes) == (0, 0)
    assert events(repository, "second-factor") == [("second-factor", "added")] * 2 + [("second-factor", "removed")] * 2


def test_to_change_factors_one_must_have_signed_in_lately(visitor: Visitor, ann: Account, clock: Clock) -> None:
    sign_in(visitor)
    clock.now += 301
    visitor.get("/account/second-factor")
    assert visitor.heading == "Show again that it is you"
    visitor.send("/sign-in", username="ann", password=PASSWORD)
    assert visitor.heading == "Add a second factor"


def test_a_form_that_comes_too_late_leads_back_to_a_page(visitor: Visitor, ann: Account, clock: Clock) -> None:
    sign_in(visitor)
    form = visitor.form("/sign-out").fields
    clock.now += 301
    visitor.post("/account/recovery-codes", form)
    assert visitor.heading == "Show again that it is you"
    visitor.send("/sign-in", username="ann", password=PASSWORD)
    assert visitor.heading == "Your account"


def test_the_password_is_changed_by_who_knows_it(app: Flask, visitor: Visitor, ann: Account, clock: Clock) -> None:
    other = sign_in(Visitor(app))
    sign_in(visitor)
    visitor.send("/account/password", password="wrong", new_password=NEW)
    assert visitor.error == "The present password is wrong."
    visitor.send("/account/password", password=PASSWORD, new_password="password1")
    assert "many people use" in visitor.error
    before = visitor.cookie(SESSION)
    visitor.send("/account/password", password=PASSWORD, new_password=NEW)
    assert "Your password is changed." in visitor.page.text
    assert visitor.cookie(SESSION) != before
    assert not signed_in(other)
    other.get("/sign-in")
    other.send("/sign-in", username="ann", password=PASSWORD)
    assert other.heading == "Sign in"
    other.send("/sign-in", username="ann", password=NEW)
    assert other.heading == "Your account"


def online_token(repository: Repository, ann: Account) -> str:
    """An access token that is to last as long as the latest session."""
    client = Client(id="app", name="App", method="none", scope="patient/*.rs", created=NOW)

    def work(connection: Connection) -> str:
        save_client(connection, client)
        row = connection.row(statement("SELECT id FROM account_session ORDER BY created DESC LIMIT 1"))
        assert row
        grant = new_grant(connection, client_id="app", account_id=ann.id, session_id=row[0], scope="openid", now=NOW)
        return issue_access_token(connection, grant, "openid", now=NOW, seconds=3600)

    return repository.database.write(work)


def known(repository: Repository, token: str) -> bool:
    with repository.database.reading() as connection:
        return look_up(connection, token, NOW) is not None


def test_signing_out_ends_the_session_and_the_access_of_apps_that_was_to_last_no_longer(
    visitor: Visitor, repository: Repository, ann: Account
) -> None:
    sign_in(visitor)
    cookie, token = visitor.cookie(SESSION), online_token(repository, ann)
    assert cookie
    assert known(repository, token)
    answer = visitor.send("/sign-out", follow=False)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.cookie(SESSION) is None
    assert not known(repository, token)
    visitor.client.set_cookie(SESSION, cookie, domain="localhost", secure=True)
    assert not signed_in(visitor)
    assert events(repository, "sign-out") == [("sign-out", "success")]
    with repository.database.reading() as connection:
        row = connection.row(statement("SELECT revoked FROM oauth_grant WHERE account_id IS NOT NULL"))
    assert row == (NOW,)


def test_sessions_are_listed_and_ended(app: Flask, visitor: Visitor, repository: Repository, ann: Account) -> None:
    app.extensions["clock"] = Clock(NOW - 60)
    other, third = sign_in(Visitor(app, "198.51.100.7")), sign_in(Visitor(app, "198.51.100.8"))
    token = online_token(repository, ann)
    app.extensions["clock"] = Clock(NOW)
    make_account(repository, "bob")
    bob = sign_in(Visitor(app), "bob")
    sign_in(visitor)
    assert visitor.page.text.count("This one") == 1
    assert "198.51.100.7" in visitor.page.text
    with repository.database.reading() as connection:
        rows = connection.rows(statement("SELECT id, address FROM account_session"))
    by_address = {address: session_id for session_id, address in rows}
    forms = bob.form("/sign-out").fields
    bob.post(f"/account/sessions/{by_address['198.51.100.7']}/end", forms)
    assert signed_in(other)  # it is none of Bob's
    visitor.send(f"/account/sessions/{by_address['198.51.100.7']}/end")
    assert "The session has ended." in visitor.page.text
    assert not signed_in(other)
    assert signed_in(third)
    visitor.get("/account")
    visitor.send("/account/sessions/end")
    assert not signed_in(third)
    assert not known(repository, token)
    assert signed_in(visitor)
    assert signed_in(bob)


@pytest.mark.parametrize(
    ("roles", "minutes"), [(["nurse"], 15), ([], 15), (["patient"], 30), (["patient", "nurse"], 15)]
)
def test_a_session_that_is_not_used_ends(
    visitor: Visitor, repository: Repository, ann: Account, clock: Clock, roles: list[str], minutes: int
) -> None:
    repository.database.write(lambda connection: set_roles(connection, ann.id, frozenset(roles)))
    sign_in(visitor)
    for _ in range(3):
        clock.now += minutes * 60 - 1
        assert signed_in(visitor)
    clock.now += minutes * 60
    assert not signed_in(visitor)


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(
    visitor: Visitor, ann: Account, clock: Clock
) -> None:
    sign_in(visitor)
    for _ in range(12 * 6 - 1):
        clock.now += 600
        assert signed_in(visitor)
    clock.now += 600
    assert not signed_in(visitor)


def test_a_disabled_account_is_out_at_the_next_request(visitor: Visitor, repository: Repository, ann: Account) -> None:
    sign_in(visitor)
    repository.database.write(
        lambda connection: connection.run(statement("UPDATE account SET active = :no"), {"no": False})
    )
    assert not signed_in(visitor)


def test_staff_of_whom_a_second_factor_is_demanded_get_nowhere_without(engine: Engine, databases: Databases) -> None:
    settings = databases.fresh(engine, second_factor=True)
    try:
        _staff_and_patients(settings)
    finally:
        databases.remove(settings)


def _staff_and_patients(settings: Settings) -> None:
    from fhirserver import create_app

    app = create_app(settings)
    app.extensions["clock"] = Clock()
    repository: Repository = app.extensions["repository"]
    make_account(repository, "ann", roles=frozenset({"nurse"}))
    make_account(repository, "pat", roles=frozenset({"patient"}))
    assert signed_in(sign_in(Visitor(app), "pat"))
    ann, enemy = sign_in(Visitor(app)), sign_in(Visitor(app))
    assert ann.heading == "Add a second factor"
    assert not signed_in(ann)
    totp = set_up(ann)
    ann.send("/account/second-factor/one-time-password", code=totp.at(NOW))
    assert ann.heading == "Your recovery codes"
    assert signed_in(ann)
    # Who had signed in with nothing but the password before that cannot add a factor of their own.
    enemy.get("/account/second-factor")
    assert enemy.heading == "Show again that it is you"
    ann.get("/account")
    ann.send("/account/second-factor/remove")
    assert ann.heading == "This is your last second factor"
    with repository.database.reading() as connection:
        account = find_username(connection, "ann")
        assert account
        assert find_factors(connection, account.id).totp
    repository.close()
