"""Refresh tokens are used once; the one who comes second ends them all."""

from __future__ import annotations

import pytest

from fhirserver.access.tokens import digest
from tests.oauth.world import APP_SCOPE, World, asserted, assertion, now

DAY = 24 * 60 * 60
REFUSED = (400, "invalid_grant")
_AGE = "UPDATE refresh_token SET used = used - :seconds WHERE digest = :digest"


def test_a_refresh_token_yields_new_tokens_with_the_same_context(world: World) -> None:
    first = world.tokens()
    answer = world.refresh(first["refresh_token"])
    assert answer.status_code == 200
    assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")
    second = answer.json
    assert second.keys() == first.keys()
    for name in ("scope", "patient", "need_patient_banner", "token_type", "expires_in"):
        assert second[name] == first[name]
    for name in ("access_token", "refresh_token"):
        assert second[name] != first[name]
    assert world.opens(second["access_token"])
    third = world.refresh(second["refresh_token"])
    assert third.status_code == 200


def test_a_client_that_did_not_get_the_answer_gets_the_same_again(world: World) -> None:
    first = world.tokens()
    answer = world.refresh(first["refresh_token"]).json
    assert world.refresh(first["refresh_token"]).json == answer
    assert world.refresh(first["refresh_token"], scope=APP_SCOPE).json == answer
    narrower = world.refresh(first["refresh_token"], scope="patient/*.rs")
    assert (narrower.status_code, narrower.json["error"]) == REFUSED
    assert world.opens(answer["access_token"])


def test_the_answer_is_not_given_again_after_ten_seconds_and_all_ends(world: World) -> None:
    first = world.tokens()
    second = world.refresh(first["refresh_token"]).json
    assert world.sql(_AGE, seconds=10, digest=digest(first["refresh_token"])) == 1
    late = world.refresh(first["refresh_token"])
    assert (late.status_code, late.json["error"]) == REFUSED
    assert not world.opens(first["access_token"])
    assert not world.opens(second["access_token"])
    assert world.refresh(second["refresh_token"]).status_code == 400
    assert ("refresh-token", "reuse", "public", None) in world.events()


def test_the_answer_is_not_given_again_once_it_was_made_use_of(world: World) -> None:
    first = world.tokens()
    second = world.refresh(first["refresh_token"]).json
    third = world.refresh(second["refresh_token"]).json
    thief = world.refresh(first["refresh_token"])
    assert (thief.status_code, thief.json["error"]) == REFUSED
    assert not world.opens(third["access_token"])
    assert world.refresh(third["refresh_token"]).status_code == 400


def test_the_answer_that_is_kept_opens_only_beside_its_own_token(world: World) -> None:
    mine, theirs = world.tokens(), world.tokens()
    for each in (mine, theirs):
        assert world.refresh(each["refresh_token"]).status_code == 200
    other = "SELECT answer FROM refresh_token WHERE digest = :theirs"
    swap = f"UPDATE refresh_token SET answer = ({other}) WHERE digest = :mine"
    world.sql(swap, theirs=digest(theirs["refresh_token"]), mine=digest(mine["refresh_token"]))
    answer = world.refresh(mine["refresh_token"])
    assert (answer.status_code, answer.json["error"]) == REFUSED


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        (None, APP_SCOPE),
        (APP_SCOPE, APP_SCOPE),
        ("patient/*.rs", "patient/*.rs"),
        ("patient/*.rs openid", "patient/*.rs openid"),
        ("patient/Condition.r", "patient/Condition.r"),
        ("patient/Condition.rs?category=a", "patient/Condition.rs?category=a"),
        ("patient/Observation.c patient/Observation.c", "patient/Observation.c"),
        ("patient/*.cruds", None),
        ("patient/Condition.u", None),
        ("patient/*.rs user/*.rs", None),
        ("system/*.rs", None),
        ("patient/*.rs not-a-scope", None),
        ("patient/*.sr", None),
        ("launch/encounter", None),
    ],
)
def test_the_scope_may_become_less_and_never_more(world: World, asked: str | None, got: str | None) -> None:
    first = world.tokens()
    answer = world.refresh(first["refresh_token"], **({} if asked is None else {"scope": asked}))
    if got is None:
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_scope")
        # The token was not used up by that.
        assert world.refresh(first["refresh_token"]).status_code == 200
    else:
        assert (answer.status_code, answer.json["scope"]) == (200, got)
        # RFC 6749, section 6: the new refresh token is good for all that the old one was.
        assert world.refresh(answer.json["refresh_token"]).json["scope"] == APP_SCOPE


@pytest.mark.parametrize("token", ["not-a-token", "x" * 10_000, "é"])
def test_refresh_tokens_that_there_are_not_are_refused(world: World, token: str) -> None:
    answer = world.refresh(token)
    assert (answer.status_code, answer.json["error"]) == REFUSED


def test_an_access_token_does_not_refresh(world: World) -> None:
    answer = world.refresh(world.tokens()["access_token"])
    assert (answer.status_code, answer.json["error"]) == REFUSED


def test_a_refresh_token_in_the_hands_of_another_client_ends(world: World) -> None:
    first = world.tokens()
    answer = world.refresh(first["refresh_token"], "other")
    assert (answer.status_code, answer.json["error"]) == REFUSED
    assert world.refresh(first["refresh_token"]).status_code == 400
    assert not world.opens(first["access_token"])


GONE = {
    "the person is disabled": "UPDATE account SET active = NOT active WHERE id = :person",
    "the grant is revoked": "UPDATE oauth_grant SET revoked = 1 WHERE account_id = :person",
    "the grant has ended": "UPDATE oauth_grant SET expires = 1 WHERE account_id = :person",
    "the role is taken away": "DELETE FROM account_role WHERE account_id = :person",
    "another record is theirs": "UPDATE account SET fhir_user = 'Patient/ada' WHERE id = :person",
    "the session has ended": "DELETE FROM account_session WHERE id = :person",
    "the refresh token is old": "UPDATE refresh_token SET expires = 1 WHERE grant_id IN "
    "(SELECT id FROM oauth_grant WHERE account_id = :person)",
}


@pytest.mark.parametrize("what", GONE)
@pytest.mark.parametrize("when", ["before", "after"])
def test_nothing_is_refreshed_when(world: World, what: str, when: str) -> None:
    person = world.person()
    token = world.tokens(account_id=person, session_id=person)["refresh_token"]
    if when == "after":
        assert world.refresh(token).status_code == 200
    assert world.sql(GONE[what], person=person) >= 1
    answer = world.refresh(token)
    assert (answer.status_code, answer.json["error"]) == REFUSED


def test_a_refresh_that_fails_for_want_of_a_role_can_succeed_when_it_is_given_back(world: World) -> None:
    person = world.person()
    token = world.tokens(account_id=person)["refresh_token"]
    world.sql(GONE["the role is taken away"], person=person)
    assert world.refresh(token).status_code == 400
    world.sql("INSERT INTO account_role (account_id, role) VALUES (:person, 'patient')", person=person)
    assert world.refresh(token).status_code == 200


def test_offline_access_outlives_the_session(world: World) -> None:
    person = world.person()
    token = world.tokens(account_id=person)["refresh_token"]
    world.sql(GONE["the session has ended"], person=person)
    assert world.refresh(token).status_code == 200


def test_a_disabled_client_refreshes_nothing(world: World) -> None:
    made = world.client("none")
    token = world.tokens(made)["refresh_token"]
    world.sql("UPDATE oauth_client SET active = NOT active WHERE id = :id", id=made)
    answer = world.refresh(token, made)
    assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")


def test_each_use_renews_for_three_months_within_the_limit_of_the_grant(world: World) -> None:
    def expires(token: str) -> int:
        return int(world.rows("SELECT expires FROM refresh_token WHERE digest = :digest", digest=digest(token))[0][0])

    person = world.person()
    first = world.tokens(account_id=person)["refresh_token"]
    assert 92 * DAY < expires(first) - now() <= 100 * DAY
    world.sql(
        "UPDATE oauth_grant SET created = created - :days WHERE account_id = :person", days=200 * DAY, person=person
    )
    second = world.refresh(first).json["refresh_token"]
    assert 92 * DAY < expires(second) - now() <= 100 * DAY
    world.sql(
        "UPDATE oauth_grant SET created = created - :days WHERE account_id = :person", days=160 * DAY, person=person
    )
    third = world.refresh(second).json["refresh_token"]
    assert 5 * DAY < expires(third) - now() <= 6 * DAY


def test_a_client_with_a_key_refreshes_with_an_assertion(world: World) -> None:
    token = world.exchange(world.code("key"), None, **asserted(assertion("key"))).json["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": token}
    assert world.token({**form, "client_id": "key"}).status_code == 401
    assert world.token(asserted(assertion("key"), **form)).status_code == 200


def test_no_refresh_token_is_an_invalid_request(world: World) -> None:
    answer = world.refresh("")
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")
