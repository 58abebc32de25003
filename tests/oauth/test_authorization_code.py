"""The exchange of authorization codes: what comes of a good one, and what any other one leaves behind."""

from __future__ import annotations

from typing import Any

import pytest

from fhirserver.access.tokens import digest
from tests.oauth.world import APP_SCOPE, CHALLENGE, SECRET, VERIFIER, World, asserted, assertion, basic, now


def test_a_code_yields_tokens_and_the_context_of_the_launch(world: World) -> None:
    answer = world.exchange(world.code())
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Pragma"] == "no-cache"
    body = answer.json
    tokens = {"access_token", "token_type", "expires_in", "scope", "refresh_token", "id_token"}
    assert body.keys() == tokens | {"need_patient_banner", "patient"}
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 3600, APP_SCOPE)
    assert (body["patient"], body["need_patient_banner"]) == ("ada", True)
    assert len(body["access_token"]) >= 43
    assert world.opens(body["access_token"])


def test_the_context_cannot_take_the_place_of_a_token(world: World) -> None:
    body = world.tokens(context={"access_token": "forged", "scope": "system/*.cruds", "intent": "reconcile"})
    assert body["access_token"] != "forged"
    assert (body["scope"], body["intent"]) == (APP_SCOPE, "reconcile")


def test_nothing_readable_is_stored(world: World) -> None:
    code = world.code()
    body = world.exchange(code).json
    everything = [
        world.rows(f"SELECT * FROM {table}") for table in ("authorization_code", "access_token", "refresh_token")
    ]
    for secret in (code, body["access_token"], body["refresh_token"]):
        assert secret not in repr(everything)
        assert secret.encode() not in b"".join(
            v for rows in everything for row in rows for v in row if isinstance(v, bytes)
        )


@pytest.mark.parametrize("scope", ["openid patient/*.rs", "patient/*.rs"])
def test_a_refresh_token_and_an_id_token_come_only_with_their_scopes(world: World, scope: str) -> None:
    body = world.tokens(scope=scope)
    assert "refresh_token" not in body
    assert ("id_token" in body) == ("openid" in scope)


@pytest.mark.parametrize(
    ("client_id", "in_form", "form", "headers"),
    [
        ("basic", False, {}, basic("basic")),
        ("basic", True, {}, basic("basic")),
        ("post", True, {"client_secret": SECRET}, {}),
        ("key", False, "assertion", {}),
        ("key", True, "assertion", {}),
    ],
)
def test_confidential_clients_exchange_codes_by_their_method(
    world: World, client_id: str, in_form: bool, form: Any, headers: Any
) -> None:
    if form == "assertion":
        form = asserted(assertion("key"))
    answer = world.exchange(world.code(client_id), client_id if in_form else None, headers, **form)
    assert answer.status_code == 200, answer.text
    assert world.opens(answer.json["access_token"])


OF_CODE = (
    "SELECT t.digest FROM access_token t JOIN authorization_code c ON c.grant_id = t.grant_id WHERE c.digest = :digest"
)
WRONG_EXCHANGES = {
    "no verifier": {"code_verifier": ""},
    "blank verifier": {"code_verifier": " "},
    "wrong verifier": {"code_verifier": VERIFIER[:-1] + "4"},
    "verifier equal to the challenge": {"code_verifier": CHALLENGE},
    "verifier too short": {"code_verifier": VERIFIER[:42]},
    "verifier too long": {"code_verifier": "a" * 129},
    "verifier not ASCII": {"code_verifier": "é" * 43},
    "verifier with a line break": {"code_verifier": VERIFIER + "\n"},
    "no redirect_uri": {"redirect_uri": ""},
    "another redirect_uri": {"redirect_uri": "https://app.example.org/callback/"},
    "redirect_uri in another case": {"redirect_uri": "https://app.example.org/Callback"},
    "another client": {"client_id": "other"},
}


@pytest.mark.parametrize("wrong", WRONG_EXCHANGES)
def test_a_wrong_exchange_is_refused_and_the_code_is_dead(world: World, wrong: str) -> None:
    code = world.code()
    answer = world.exchange(code, **{"client_id": "public", **WRONG_EXCHANGES[wrong]})
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")
    assert answer.headers["Cache-Control"] == "no-store"
    again = world.exchange(code)
    assert (again.status_code, again.json["error"]) == (400, "invalid_grant")
    assert world.rows(OF_CODE, digest=digest(code)) == []


@pytest.mark.parametrize("code", ["BAD_CODE", "x" * 10_000, "é", "' OR 1=1 --", "%00"[:2]])
def test_codes_that_there_are_not_are_refused(world: World, code: str) -> None:
    answer = world.exchange(code)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")


def test_no_code_is_an_invalid_request(world: World) -> None:
    answer = world.exchange("")
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


def test_a_code_is_good_for_a_minute(world: World) -> None:
    assert world.exchange(world.code(now=now() - 50)).status_code == 200
    answer = world.exchange(world.code(now=now() - 60))
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")


def test_a_code_that_comes_again_ends_all_that_was_issued_for_it(world: World) -> None:
    code = world.code()
    body = world.exchange(code).json
    refreshed = world.refresh(body["refresh_token"]).json
    untouched = world.tokens()
    again = world.exchange(code)
    assert (again.status_code, again.json["error"]) == (400, "invalid_grant")
    assert not world.opens(body["access_token"])
    assert not world.opens(refreshed["access_token"])
    assert world.refresh(refreshed["refresh_token"]).status_code == 400
    assert world.opens(untouched["access_token"])
    assert ("authorization-code", "reuse", "public", None) in world.events()


GONE = {
    "the person": "UPDATE account SET active = NOT active WHERE id = :person",
    "the grant": "UPDATE oauth_grant SET revoked = 1 WHERE account_id = :person",
    "the session that it ends with": "DELETE FROM account_session WHERE id = :person",
    "the session, in time": "UPDATE account_session SET expires = 1 WHERE id = :person",
}


@pytest.mark.parametrize("what", GONE)
def test_a_code_is_good_only_as_long_as_what_it_hangs_on(world: World, what: str) -> None:
    person = world.person()
    code = world.code(account_id=person, session_id=person)
    assert world.sql(GONE[what], person=person) == 1
    answer = world.exchange(code)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")


def test_a_client_that_is_not_registered_for_codes_gets_nothing_for_one(world: World) -> None:
    answer = world.exchange(world.code("service"), None, **asserted(assertion("service")))
    assert (answer.status_code, answer.json["error"]) == (400, "unauthorized_client")
