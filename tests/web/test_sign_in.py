"""Signing in: what leads to a session, what does not, and that neither tells who has an account."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from fhirserver.accounts.accounts import Account, set_active
from fhirserver.accounts.passkeys import Site, list_passkeys, register, registration_options
from fhirserver.accounts.passwords import is_outdated, set_password
from fhirserver.accounts.recovery import renew_recovery_codes
from fhirserver.store.repository import Repository
from fhirserver.store.sql import statement
from fhirserver.web.pages import own_path
from fhirserver.web.sign_in import FACTOR_COOKIE, OVER, PASSKEY_COOKIE, WRONG, WRONG_CODE, WRONG_PASSKEY
from tests.accounts.authenticator import ORIGIN, Authenticator, base64url
from tests.accounts.conftest import NOW, PASSWORD, events, make_account
from tests.web.conftest import Clock, give_totp, sign_in
from tests.web.visiting import Visitor

SESSION = "__Host-session"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/a\\b",
    "/a\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "evil.example",
    "@evil.example",
    " /account",
    "/\u2028x",
    "",
    "/" + "a" * 8000,
)


def signed_in(visitor: Visitor) -> bool:
    """Whether the browser is let in to the account."""
    visitor.get("/account", follow=False)
    return visitor.page.status_code == 200


def methods(repository: Repository) -> list[str]:
    with repository.database.reading() as connection:
        return [row[0] for row in connection.rows(statement("SELECT methods FROM account_session ORDER BY created"))]


def test_a_password_signs_in(visitor: Visitor, ann: Account, repository: Repository) -> None:
    visitor.get("/account")
    assert visitor.heading == "Sign in"
    visitor.send("/sign-in", username=" ANN ", password=PASSWORD)
    assert visitor.heading == "Your account"
    assert methods(repository) == ['["pwd"]']
    assert events(repository) == [("sign-in", "success")]


def test_the_cookie_of_a_session_is_for_no_script_and_no_other_site(visitor: Visitor, ann: Account) -> None:
    visitor.get("/sign-in")
    answer = visitor.send("/sign-in", username="ann", password=PASSWORD, follow=False)
    (cookie,) = (text for text in answer.headers.getlist("Set-Cookie") if text.startswith(SESSION))
    value, *flags = cookie.split("; ")
    assert len(value.removeprefix(SESSION + "=")) == 43  # 256 bits
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_wrong_passwords_and_people_who_are_not_there_look_alike(
    app: Flask, clock: Clock, ann: Account, repository: Repository
) -> None:
    make_account(repository, "empty", password=None)
    gone = make_account(repository, "gone")
    repository.database.write(lambda connection: set_active(connection, gone.id, False))
    seen = set()
    for username, password in [("ann", "wrong"), ("nobody", "wrong"), ("empty", "wrong"), ("gone", PASSWORD)]:
        visitor = Visitor(app)
        visitor.get("/sign-in")
        answer = visitor.send("/sign-in", username=username, password=password)
        assert visitor.error == WRONG
        assert not signed_in(visitor)
        text = re.sub(r'value="[^"]*"|data-passkey-get="[^"]*"', "", answer.text)
        headers = {name for name, _ in answer.headers}
        seen.add((answer.status_code, text, *sorted(headers)))
    assert len(seen) == 1
    assert events(repository) == [("sign-in", "wrong password")] * 3 + [("sign-in", "disabled account")]


def test_throttling_does_not_tell_who_has_an_account(app: Flask, clock: Clock, ann: Account) -> None:
    for username in ("ann", "nobody"):
        visitor = Visitor(app, address=f"192.0.2.{len(username)}")
        answers = []
        for _ in range(8):
            visitor.get("/sign-in")
            answer = visitor.send("/sign-in", username=username, password="wrong")
            answers.append((answer.status_code, answer.headers.get("Retry-After"), visitor.error))
        slow = (429, "1", "There were too many failed attempts. Try again in 1 seconds.")
        assert answers == [(403, None, WRONG)] * 6 + [slow] * 2


def test_who_knows_the_password_waits_too_and_then_signs_in(visitor: Visitor, ann: Account, clock: Clock) -> None:
    for _ in range(6):
        visitor.get("/sign-in")
        visitor.send("/sign-in", username="ann", password="wrong")
    visitor.get("/sign-in")
    assert visitor.send("/sign-in", username="ann", password=PASSWORD).status_code == 429
    clock.now += 1
    visitor.send("/sign-in", username="ann", password=PASSWORD)
    assert visitor.heading == "Your account"


def test_a_password_kept_in_an_old_way_is_kept_anew(visitor: Visitor, ann: Account, repository: Repository) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    repository.database.write(lambda connection: set_password(connection, ann.id, old, NOW))
    assert signed_in(sign_in(visitor))
    with repository.database.reading() as connection:
        row = connection.row(statement("SELECT password FROM account"))
    assert row is not None
    assert not is_outdated(row[0])
    visitor.get("/account")
    visitor.send("/sign-out")
    assert signed_in(sign_in(visitor))


def test_with_a_second_factor_the_password_alone_does_nothing(
    visitor: Visitor, ann: Account, repository: Repository
) -> None:
    totp = give_totp(repository, ann)
    visitor.get("/sign-in?next=/account?done=session")
    visitor.send("/sign-in", username="ann", password=PASSWORD)
    assert visitor.heading == "One more thing to show"
    assert visitor.cookie(SESSION) is None
    assert methods(repository) == []
    visitor.send("/sign-in/second-factor", code="000000")
    assert visitor.error == WRONG_CODE
    assert visitor.cookie(SESSION) is None
    code = totp.at(NOW)
    visitor.send("/sign-in/second-factor", code=f" {code[:3]} {code[3:]} ")
    assert visitor.heading == "Your account"
    assert "The session has ended." in visitor.page.text  # what was asked for
    assert methods(repository) == ['["pwd","otp","mfa"]']
    assert events(repository, "sign-in") == [("sign-in", "wrong second factor"), ("sign-in", "success")]
    assert [visitor.cookie(name) for name in (FACTOR_COOKIE, PASSKEY_COOKIE)] == [None, None]


def test_a_recovery_code_signs_in_once(app: Flask, clock: Clock, ann: Account, repository: Repository) -> None:
    give_totp(repository, ann)
    code = repository.database.write(lambda connection: renew_recovery_codes(connection, ann.id))[0]
    first, second = sign_in(Visitor(app)), sign_in(Visitor(app))
    first.send("/sign-in/second-factor", code=code.upper())
    assert first.heading == "Your account"
    second.send("/sign-in/second-factor", code=code)
    assert second.error == WRONG_CODE


def test_of_twenty_browsers_with_the_same_one_time_password_one_is_signed_in(
    app: Flask, clock: Clock, ann: Account, repository: Repository
) -> None:
    totp = give_totp(repository, ann)
    browsers = [sign_in(Visitor(app, address=f"198.51.100.{number}")) for number in range(20)]
    together, code = Barrier(20), totp.at(NOW)

    def one(browser: Visitor) -> bool:
        together.wait()
        browser.send("/sign-in/second-factor", code=code, follow=False)
        return browser.cookie(SESSION) is not None

    with ThreadPoolExecutor(20) as threads:
        assert sorted(threads.map(one, browsers)) == [False] * 19 + [True]
    assert methods(repository) == ['["pwd","otp","mfa"]']


def test_guessing_the_second_factor_is_throttled_though_the_password_is_right(
    visitor: Visitor, ann: Account, repository: Repository, clock: Clock
) -> None:
    give_totp(repository, ann)
    statuses = []
    for number in range(5):
        sign_in(visitor)
        statuses.append(visitor.page.status_code)
        if visitor.heading == "One more thing to show":
            statuses.append(visitor.send("/sign-in/second-factor", code=f"00000{number}").status_code)
    assert statuses == [200, 403, 200, 403, 200, 403, 429, 429]


def test_the_second_factor_is_awaited_for_ten_minutes(
    visitor: Visitor, ann: Account, repository: Repository, clock: Clock
) -> None:
    totp = give_totp(repository, ann)
    sign_in(visitor)
    clock.now += 10 * 60
    visitor.send("/sign-in/second-factor", code=totp.at(clock.now))
    assert (visitor.error, visitor.page.status_code) == (OVER, 403)
    assert visitor.get("/sign-in/second-factor").status_code == 403


def test_a_step_that_was_answered_is_not_answered_again(
    app: Flask, clock: Clock, ann: Account, repository: Repository
) -> None:
    totp = give_totp(repository, ann)
    visitor = sign_in(Visitor(app))
    thief = Visitor(app)
    thief.get("/sign-in")
    stolen = visitor.cookie(FACTOR_COOKIE)
    assert stolen
    thief.client.set_cookie(FACTOR_COOKIE, stolen, domain="localhost", secure=True)
    visitor.send("/sign-in/second-factor", code=totp.at(NOW))
    thief.get("/sign-in/second-factor")
    thief.send("/sign-in/second-factor", code=totp.at(NOW + 30))
    assert thief.error == WRONG_CODE


@pytest.mark.parametrize("text", ["", "x", "AAAA", "é", "A" * 3000])
def test_a_step_that_we_have_not_made_is_none(visitor: Visitor, text: str) -> None:
    visitor.client.set_cookie(FACTOR_COOKIE, text.encode().decode("latin-1"), domain="localhost", secure=True)
    assert visitor.get("/sign-in/second-factor").status_code == 403
    visitor.send("/sign-in", username="ann", password=PASSWORD)
    assert visitor.error == WRONG


def add_passkey(repository: Repository, account: Account, authenticator: Authenticator) -> None:
    site, challenge = Site("localhost", ORIGIN), base64url(b"c" * 32)
    made = authenticator.create(registration_options(site, account, (), challenge))
    assert repository.database.write(
        lambda connection: register(connection, site, account.id, made, challenge, "Key", NOW)
    )


def options(visitor: Visitor) -> str:
    from html import unescape

    found = re.search('data-passkey-get="(.*?)"', visitor.page.text)
    assert found
    return unescape(found[1])


def test_a_passkey_signs_in_alone(visitor: Visitor, ann: Account, repository: Repository) -> None:
    authenticator = Authenticator()
    add_passkey(repository, ann, authenticator)
    visitor.get("/sign-in")
    visitor.send("/sign-in/passkey", credential=authenticator.get(options(visitor)))
    assert visitor.heading == "Your account"
    assert methods(repository) == ['["hwk","user","mfa"]']
    with repository.database.reading() as connection:
        assert list_passkeys(connection, ann.id)[0].last_used == NOW


def test_a_passkey_is_a_second_factor(visitor: Visitor, ann: Account, repository: Repository) -> None:
    authenticator = Authenticator()
    add_passkey(repository, ann, authenticator)
    sign_in(visitor)
    assert visitor.heading == "One more thing to show"
    visitor.send("/sign-in/passkey", credential=authenticator.get(options(visitor)))
    assert visitor.heading == "Your account"


def test_what_a_passkey_has_signed_is_good_in_one_browser_and_once(
    app: Flask, clock: Clock, ann: Account, repository: Repository
) -> None:
    authenticator = Authenticator(count=None)  # so that nothing but the challenge tells
    add_passkey(repository, ann, authenticator)
    visitor, thief = Visitor(app), Visitor(app)
    visitor.get("/sign-in")
    thief.get("/sign-in")
    signed = authenticator.get(options(visitor))
    thief.send("/sign-in/passkey", credential=signed)
    assert (thief.error, thief.page.status_code) == (WRONG_PASSKEY, 403)
    kept = visitor.cookie(PASSKEY_COOKIE)
    assert kept
    visitor.send("/sign-in/passkey", credential=signed)
    assert visitor.heading == "Your account"
    thief.client.set_cookie(PASSKEY_COOKIE, kept, domain="localhost", secure=True)
    thief.send("/sign-in/passkey", credential=signed)
    assert thief.error == WRONG_PASSKEY


def test_a_passkey_of_a_disabled_account_is_refused(visitor: Visitor, ann: Account, repository: Repository) -> None:
    authenticator = Authenticator()
    add_passkey(repository, ann, authenticator)
    repository.database.write(lambda connection: set_active(connection, ann.id, False))
    visitor.get("/sign-in")
    visitor.send("/sign-in/passkey", credential=authenticator.get(options(visitor)))
    assert visitor.error == WRONG_PASSKEY


def test_who_fails_on_purpose_does_not_keep_out_who_has_a_passkey(
    app: Flask, clock: Clock, ann: Account, repository: Repository
) -> None:
    authenticator = Authenticator()
    add_passkey(repository, ann, authenticator)
    for number in range(30):
        enemy = Visitor(app, address=f"203.0.113.{number}")
        enemy.get("/sign-in")
        enemy.send("/sign-in", username="ann", password="wrong")
    visitor = sign_in(Visitor(app))
    assert visitor.page.status_code == 429
    visitor.send("/sign-in/passkey", credential=authenticator.get(options(visitor)))
    assert visitor.heading == "Your account"


def test_signing_in_leads_to_no_other_site(app: Flask, ann: Account, clock: Clock) -> None:
    for path in ELSEWHERE:
        assert own_path(path) == "/account", path
        visitor = Visitor(app)
        visitor.get("/sign-in")
        form = {**visitor.form("/sign-in").fields, "username": "ann", "password": PASSWORD, "next": path}
        answer = visitor.post("/sign-in", form, follow=False)
        assert (answer.status_code, answer.location) == (303, "/account"), path


def test_signing_in_leads_back_to_what_was_asked_for() -> None:
    path = "/oauth/authorize?redirect_uri=https%3A%2F%2Fapp.example%2F&state=a%20b"
    assert own_path(path) == path


def test_the_cookie_that_was_there_before_is_not_that_of_the_session(
    visitor: Visitor, ann: Account, repository: Repository
) -> None:
    visitor.client.set_cookie(SESSION, "chosen-by-somebody-else", domain="localhost", secure=True)
    assert not signed_in(visitor)
    sign_in(visitor)
    assert visitor.heading == "Your account"
    assert visitor.cookie(SESSION) != "chosen-by-somebody-else"


def test_signing_in_again_makes_a_new_cookie_of_the_same_session(
    app: Flask, clock: Clock, ann: Account, repository: Repository
) -> None:
    visitor = sign_in(Visitor(app))
    before = visitor.cookie(SESSION)
    assert before
    clock.now += 60
    visitor.get("/sign-in?again=1&next=/account")
    assert visitor.heading == "Show again that it is you"
    visitor.send("/sign-in", username="ann", password=PASSWORD)
    assert visitor.heading == "Your account"
    assert visitor.cookie(SESSION) != before
    with repository.database.reading() as connection:
        rows = connection.rows(statement("SELECT authenticated - created FROM account_session"))
    assert rows == [(60,)]
    old = Visitor(app)
    old.client.set_cookie(SESSION, before, domain="localhost", secure=True)
    assert not signed_in(old)


def test_who_is_signed_in_is_sent_on(visitor: Visitor, ann: Account) -> None:
    sign_in(visitor)
    assert visitor.get("/sign-in?next=/account", follow=False).location == "/account"
