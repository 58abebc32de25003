"""Introspection and revocation: who may ask, what is told, what ends."""

from __future__ import annotations

import pytest

from fhirserver.access.tokens import digest
from tests.oauth.world import APP_SCOPE, ISSUER, SECRET, World, asserted, assertion, basic, now

SERVER = basic("resource-server")


def inspect(world: World, token: str, headers: dict[str, str] | None = None, **form: str) -> object:
    answer = world.post("introspect", {"token": token, **form}, SERVER if headers is None else headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json


def test_a_good_token_is_described_with_the_context_of_its_launch(world: World) -> None:
    found = inspect(world, world.tokens()["access_token"], token_type_hint="access_token")
    assert isinstance(found, dict)
    assert 0 <= now() - found["iat"] < 60
    assert found["exp"] == found["iat"] + 3600
    assert {name: value for name, value in found.items() if name not in ("iat", "exp")} == {
        "active": True,
        "scope": APP_SCOPE,
        "client_id": "public",
        "token_type": "Bearer",
        "patient": "ada",
        "need_patient_banner": True,
        "iss": ISSUER,
        "sub": "ada",
        "fhirUser": f"{ISSUER}/fhir/Patient/ada",
        "name": "Ada Adams",
    }


def test_without_openid_nothing_is_told_of_the_person(world: World) -> None:
    found = inspect(world, world.tokens(scope="patient/*.rs")["access_token"])
    assert isinstance(found, dict)
    assert found.keys() == {
        "active",
        "scope",
        "client_id",
        "token_type",
        "patient",
        "need_patient_banner",
        "iat",
        "exp",
    }


ENDED = {
    "revoked": "UPDATE access_token SET revoked = 1 WHERE digest = :digest",
    "expired": "UPDATE access_token SET expires = :now WHERE digest = :digest",
    "of a revoked grant": "UPDATE oauth_grant SET revoked = 1 WHERE id IN "
    "(SELECT grant_id FROM access_token WHERE digest = :digest)",
}


@pytest.mark.parametrize("how", ENDED)
def test_of_a_token_that_has_ended_nothing_is_told(world: World, how: str) -> None:
    token = world.tokens()["access_token"]
    assert world.sql(ENDED[how], digest=digest(token), **({"now": now()} if ":now" in ENDED[how] else {})) == 1
    assert inspect(world, token) == {"active": False}


@pytest.mark.parametrize("token", ["nonsense", "x" * 9000, "é", "' OR 1=1"])
def test_of_a_token_that_there_is_not_nothing_is_told(world: World, token: str) -> None:
    assert inspect(world, token) == {"active": False}


def test_refresh_tokens_and_codes_are_no_access_tokens(world: World) -> None:
    assert inspect(world, world.tokens()["refresh_token"]) == {"active": False}
    assert inspect(world, world.code()) == {"active": False}


def test_a_client_is_told_of_its_own_tokens_only(world: World) -> None:
    mine = world.exchange(world.code("basic"), None, basic("basic")).json["access_token"]
    theirs = world.tokens()["access_token"]
    assert inspect(world, theirs, basic("basic")) == {"active": False}
    found = inspect(world, mine, basic("basic"))
    assert isinstance(found, dict)
    assert found["client_id"] == "basic"


def test_nobody_introspects_without_proving_who_they_are(world: World) -> None:
    token = world.tokens()["access_token"]
    for form, headers in (
        ({}, {}),
        ({"client_id": "public"}, {}),
        ({}, basic("resource-server", "wrong")),
        ({}, {"Authorization": f"Bearer {token}"}),
        ({"client_id": "post", "client_secret": SECRET[1:]}, {}),
    ):
        answer = world.post("introspect", {"token": token, **form}, headers)
        assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")
        assert "active" not in answer.json


def test_a_question_without_a_token_is_an_invalid_request(world: World) -> None:
    assert world.post("introspect", {}, SERVER).json["error"] == "invalid_request"
    assert world.post("revoke", {}, SERVER).json["error"] == "invalid_request"


def test_revoking_an_access_token_ends_that_one(world: World) -> None:
    first = world.tokens()
    second = world.refresh(first["refresh_token"]).json
    answer = world.post("revoke", {"token": first["access_token"], "client_id": "public"})
    assert answer.status_code == 200
    assert not world.opens(first["access_token"])
    assert world.opens(second["access_token"])
    assert ("revocation", "success", "public", "127.0.0.1") in world.events()


def test_revoking_a_refresh_token_ends_all_that_was_granted_with_it(world: World) -> None:
    first = world.tokens()
    second = world.refresh(first["refresh_token"]).json
    other = world.tokens()
    form = {"token": second["refresh_token"], "client_id": "public", "token_type_hint": "access_token"}
    assert world.post("revoke", form).status_code == 200
    for token in (first["access_token"], second["access_token"]):
        assert not world.opens(token)
        headers = {"Authorization": f"Bearer {token}"}
        assert world.http.get("/fhir/Patient", headers=headers, base_url=ISSUER).status_code == 401
    refreshed = world.refresh(second["refresh_token"])
    assert (refreshed.status_code, refreshed.json["error"]) == (400, "invalid_grant")
    assert world.opens(other["access_token"])


def test_what_is_not_the_client_s_is_answered_alike_and_stays(world: World) -> None:
    body = world.tokens()
    for token in (body["access_token"], body["refresh_token"], "nonsense", "x" * 9000):
        answer = world.post("revoke", {"token": token, "client_id": "other"})
        assert (answer.status_code, answer.json) == (200, {})
    assert world.opens(body["access_token"])
    assert world.refresh(body["refresh_token"]).status_code == 200


def test_a_confidential_client_revokes_only_with_its_proof(world: World) -> None:
    token = world.exchange(world.code("key"), None, **asserted(assertion("key"))).json["access_token"]
    assert world.post("revoke", {"token": token, "client_id": "key"}).status_code == 401
    assert world.opens(token)
    assert world.post("revoke", asserted(assertion("key"), token=token)).status_code == 200
    assert not world.opens(token)
