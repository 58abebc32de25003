"""id_tokens, the keys that sign them, and userinfo."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from fhirserver.oauth import signing_keys
from fhirserver.oauth.signing_keys import ANNOUNCED_SECONDS, LONGEST_SIGNATURE, published_keys, rotate, signing_key
from fhirserver.store.repository import Repository, open_repository
from fhirserver.store.seal import SealBroken
from fhirserver.store.sql import statement
from tests.oauth.world import ISSUER, World, now


def verified(world: World, token: str) -> jwt.Token:
    """An id_token as an app verifies it: by the published keys alone."""
    keys = KeySet.import_key_set(world.http.get("/oauth/jwks", base_url=ISSUER).json)
    return jwt.decode(token, keys, algorithms=["RS256"])


def test_an_id_token_says_who_signed_in_when_and_how(world: World) -> None:
    body = world.tokens()
    token = verified(world, body["id_token"])
    assert token.header["alg"] == "RS256"
    claims = token.claims
    assert 0 <= now() - claims["iat"] < 60
    assert claims["exp"] == claims["iat"] + 3600
    fixed = {name: value for name, value in claims.items() if name not in ("iat", "exp")}
    assert fixed == {
        "iss": ISSUER,
        "sub": "ada",
        "aud": "public",
        "nonce": "a nonce",
        "auth_time": 1_700_000_000,
        "amr": ["pwd", "otp"],
        "fhirUser": f"{ISSUER}/fhir/Patient/ada",
        "name": "Ada Adams",
    }


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ("openid", set()),
        ("openid fhirUser", {"fhirUser"}),
        ("openid profile", {"fhirUser", "name"}),
    ],
)
def test_an_id_token_tells_what_the_scope_allows(world: World, scope: str, told: set[str]) -> None:
    claims = verified(world, world.tokens(scope=scope, nonce=None)["id_token"]).claims
    assert claims.keys() & {"fhirUser", "name", "nonce"} == told


def test_a_refresh_yields_an_id_token_of_the_same_sign_in_without_the_nonce(world: World) -> None:
    body = world.refresh(world.tokens()["refresh_token"]).json
    claims = verified(world, body["id_token"]).claims
    assert (claims["sub"], claims["auth_time"], "nonce" in claims) == ("ada", 1_700_000_000, False)


def test_the_key_set_has_public_keys_and_nothing_else(world: World) -> None:
    answer = world.http.get("/oauth/jwks", base_url=ISSUER)
    assert answer.headers["Content-Type"] == "application/json"
    (key,) = answer.json["keys"]
    assert key.keys() == {"kty", "kid", "use", "alg", "n", "e"}
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")


def bearer(token: str, scheme: str = "Bearer") -> dict[str, str]:
    return {"Authorization": f"{scheme} {token}"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_userinfo_tells_the_same_to_who_holds_the_access_token(world: World, method: str) -> None:
    token = world.tokens()["access_token"]
    answer = world.http.open("/oauth/userinfo", method=method, headers=bearer(token, "bearer"), base_url=ISSUER)
    assert answer.status_code == 200
    assert answer.json == {"sub": "ada", "fhirUser": f"{ISSUER}/fhir/Patient/ada", "name": "Ada Adams"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_userinfo_needs_a_good_token_in_the_header(world: World) -> None:
    def ask(headers: Any = None, path: str = "/oauth/userinfo") -> tuple[int, str | None]:
        answer = world.http.get(path, headers=headers, base_url=ISSUER)
        return answer.status_code, answer.headers.get("WWW-Authenticate")

    good = world.tokens()["access_token"]
    assert ask() == (401, "Bearer")
    assert ask(bearer(good, "Basic")) == (401, "Bearer")
    assert ask(None, f"/oauth/userinfo?access_token={good}") == (400, 'Bearer error="invalid_request"')
    twice = [("Authorization", f"Bearer {good}"), ("Authorization", f"Bearer {good}")]
    assert ask(twice) == (400, 'Bearer error="invalid_request"')
    invalid = (401, 'Bearer error="invalid_token"')
    assert ask(bearer("nonsense")) == invalid
    assert ask(bearer("x" * 8000)) == invalid
    assert ask(bearer(world.tokens(scope="patient/*.rs")["access_token"])) == (403, 'Bearer error="insufficient_scope"')
    assert world.post("revoke", {"token": good, "client_id": "public"}).status_code == 200
    assert ask(bearer(good)) == invalid


@pytest.fixture
def repository(app: Flask) -> Repository:
    """A database without a key that signs, on each engine in turn."""
    found: Repository = app.extensions["repository"]
    return found


def kids(repository: Repository, at: int) -> list[str]:
    return [key["kid"] for key in published_keys(repository.database, repository.sealing, at)]


def test_the_next_key_is_published_a_day_before_it_signs_and_the_last_one_until_its_signatures_expire(
    repository: Repository,
) -> None:
    def signs(at: int) -> str:
        return signing_key(repository.database, repository.sealing, at).kid

    start = 1_000_000
    first = signs(start)
    assert kids(repository, start) == [first]
    assert (
        RSAKey.import_key(published_keys(repository.database, repository.sealing, start)[0]).raw_value.key_size >= 2048
    )
    second = repository.database.write(lambda connection: rotate(connection, repository.sealing, start + 10))
    switch = start + 10 + ANNOUNCED_SECONDS
    assert set(kids(repository, start + 10)) == {first, second}
    assert (signs(switch - 1), signs(switch)) == (first, second)
    assert set(kids(repository, switch + LONGEST_SIGNATURE - 1)) == {first, second}
    assert kids(repository, switch + LONGEST_SIGNATURE) == [second]
    third = repository.database.write(
        lambda connection: rotate(connection, repository.sealing, switch + LONGEST_SIGNATURE, at_once=True)
    )
    assert signs(switch + LONGEST_SIGNATURE) == third
    assert kids(repository, switch + LONGEST_SIGNATURE) == [third]


def test_a_signing_key_is_sealed_in_the_database(repository: Repository) -> None:
    made = signing_key(repository.database, repository.sealing, 1)
    with repository.database.reading() as connection:
        ((private,),) = connection.rows(statement("SELECT private FROM signing_key"))
    assert b"PRIVATE" not in private
    repository.database.write(
        lambda connection: connection.run(statement("UPDATE signing_key SET private = :x"), {"x": private[:-1] + b"x"})
    )
    signing_keys._opened.cache_clear()
    with pytest.raises(SealBroken):
        signing_key(repository.database, repository.sealing, 1)
    assert made.key.is_private


def test_servers_that_need_the_first_key_at_once_make_one(repository: Repository) -> None:
    rivals = [open_repository(repository.settings) for _ in range(3)]
    barrier = threading.Barrier(len(rivals))
    found: list[str] = []

    def need(rival: Repository) -> None:
        barrier.wait()
        found.append(signing_key(rival.database, rival.sealing, 5).kid)

    threads = [threading.Thread(target=need, args=(rival,)) for rival in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for rival in rivals:
        rival.close()
    assert len(found) == len(rivals)
    assert set(found) == set(kids(repository, 5))
    assert len(set(found)) == 1
