"""Dynamic registration: off unless switched on, with a token of the operator, for apps of patients only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from fhirserver import create_app
from fhirserver.oauth.registration import SCOPE, new_registration_token
from tests.databases import ENGINES, Databases
from tests.oauth.world import ISSUER, JWKS, ORIGIN, REDIRECT, SECRET, World, asserted, assertion, basic, now

APP = {"client_name": "Growth charts", "redirect_uris": [REDIRECT], "token_endpoint_auth_method": "none"}


@pytest.fixture(scope="module", params=ENGINES, ids=ENGINES)
def open_world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[World]:
    """A server where clients may register themselves, on each engine in turn."""
    settings = databases.fresh(request.param, client_registration=True, sign_in_requests_per_minute=0)
    app = create_app(settings)
    yield World(app)
    app.extensions["repository"].close()
    databases.remove(settings)


def permit(world: World, uses: int = 1, seconds: int = 60) -> str:
    return world.repository.database.write(
        lambda connection: new_registration_token(connection, uses=uses, now=now(), seconds=seconds)
    )


def register(world: World, metadata: Any, token: str | None = None) -> Any:
    headers = {"Authorization": f"Bearer {permit(world) if token is None else token}"}
    given = (
        {"data": metadata, "content_type": "application/json"} if isinstance(metadata, bytes) else {"json": metadata}
    )
    return world.http.post("/oauth/register", headers=headers, base_url=ISSUER, **given)


def named(name: str, **changes: Any) -> dict[str, Any]:
    return {**APP, "client_name": name, **changes}


def test_it_is_off_and_not_announced(world: World) -> None:
    assert register(world, APP, "any").status_code == 404
    assert "registration_endpoint" not in world.http.get("/.well-known/openid-configuration", base_url=ISSUER).json


def test_switched_on_it_is_announced(open_world: World) -> None:
    for path in ("/.well-known/openid-configuration", "/fhir/.well-known/smart-configuration"):
        found = open_world.http.get(path, base_url=ISSUER).json
        assert found["registration_endpoint"] == f"{ISSUER}/oauth/register"


def test_a_public_app_registers_and_can_be_used(open_world: World) -> None:
    answer = register(open_world, named("public app"))
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json
    assert 0 <= now() - body.pop("client_id_issued_at") < 60
    client_id = body.pop("client_id")
    assert body == {
        "client_name": "public app",
        "token_endpoint_auth_method": "none",
        "redirect_uris": [REDIRECT],
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "scope": SCOPE,
    }
    assert open_world.tokens(client_id)["access_token"]
    assert ("client", "registered", client_id, "127.0.0.1") in open_world.events()


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post", None])
def test_a_secret_is_shown_once_and_works(open_world: World, method: str | None) -> None:
    body = register(open_world, named(f"secret {method}", token_endpoint_auth_method=method)).json
    assert body["client_secret_expires_at"] == 0
    client_id, secret = body["client_id"], body["client_secret"]
    code = open_world.code(client_id)
    if method == "client_secret_post":
        answer = open_world.exchange(code, client_id, client_secret=secret)
    else:
        answer = open_world.exchange(code, None, basic(client_id, secret))
    assert answer.status_code == 200
    assert secret not in repr(open_world.rows("SELECT * FROM oauth_client"))


def test_a_client_with_a_key_registers_it(open_world: World) -> None:
    body = register(
        open_world, named("an app with a key", token_endpoint_auth_method="private_key_jwt", jwks=JWKS)
    ).json
    assert "client_secret" not in body
    code = open_world.code(body["client_id"])
    assert open_world.exchange(code, None, **asserted(assertion(body["client_id"]))).status_code == 200


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        ("launch/patient patient/Patient.rs", "launch/patient patient/Patient.rs"),
        ("patient/*.cruds user/*.cruds system/*.cruds", "patient/*.cruds"),
        ("openid introspect patient/*.read", "openid patient/*.read"),
        ("user/*.rs", None),
        ("system/*.rs", None),
        ("introspect", None),
        ("", None),
    ],
)
def test_a_scope_beyond_one_patient_s_record_needs_the_operator(open_world: World, asked: str, got: str | None) -> None:
    answer = register(open_world, named(f"scope {asked}", scope=asked))
    if got is None:
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")
    else:
        assert (answer.status_code, answer.json["scope"]) == (201, got)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"redirect_uris": ["http://app.example.org/callback"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["https://*.example.org/callback"]}, "invalid_redirect_uri"),
        ({"redirect_uris": [f"{REDIRECT}#fragment"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
        ({"redirect_uris": []}, "invalid_redirect_uri"),
        ({"redirect_uris": REDIRECT}, "invalid_redirect_uri"),
        ({"redirect_uris": None}, "invalid_redirect_uri"),
        ({"client_name": ""}, "invalid_client_metadata"),
        ({"client_name": None}, "invalid_client_metadata"),
        ({"client_name": ["a"]}, "invalid_client_metadata"),
        ({"client_name": "PUBLIC"}, "invalid_client_metadata"),
        ({"token_endpoint_auth_method": "client_secret_jwt"}, "invalid_client_metadata"),
        ({"token_endpoint_auth_method": "private_key_jwt"}, "invalid_client_metadata"),
        ({"jwks": JWKS}, "invalid_client_metadata"),
        ({"token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": []}}, "invalid_client_metadata"),
        ({"token_endpoint_auth_method": "private_key_jwt", "jwks_uri": "http://a.org"}, "invalid_client_metadata"),
        ({"grant_types": ["client_credentials"]}, "invalid_client_metadata"),
        ({"grant_types": ["password"]}, "invalid_client_metadata"),
        ({"response_types": ["token"]}, "invalid_client_metadata"),
        ({"scope": 7}, "invalid_client_metadata"),
        ({"scope": ["patient/*.rs"]}, "invalid_client_metadata"),
    ],
)
def test_what_cannot_be_registered_is_refused_and_does_not_use_the_token_up(
    open_world: World, changes: dict[str, Any], error: str
) -> None:
    token = permit(open_world)
    answer = register(open_world, named("refused", **changes), token)
    assert (answer.status_code, answer.json["error"]) == (400, error), answer.text
    assert open_world.rows("SELECT uses FROM registration_token WHERE uses > 1") == []
    assert register(open_world, named(f"accepted after {changes}"[:200]), token).status_code == 201


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"\xff", b'{"client_name": "' + b"a" * 70_000 + b'"}'])
def test_what_is_no_object_is_refused(open_world: World, body: bytes) -> None:
    answer = register(open_world, body)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")


def test_a_service_of_its_own_needs_the_operator(open_world: World) -> None:
    service = {
        "client_name": "service",
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": JWKS,
        "grant_types": ["client_credentials"],
        "scope": "system/*.cruds",
    }
    assert register(open_world, service).json["error"] == "invalid_client_metadata"


def test_without_a_good_token_nothing_is_registered(open_world: World) -> None:
    used = permit(open_world)
    assert register(open_world, named("first"), used).status_code == 201
    for number, token in enumerate((used, "nonsense", permit(open_world, seconds=0), permit(open_world, uses=0))):
        answer = register(open_world, named(f"never {number}"), token)
        assert (answer.status_code, answer.json["error"]) == (401, "invalid_token")
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    bare = open_world.http.post("/oauth/register", json=named("never"), base_url=ISSUER)
    assert (bare.status_code, bare.json["error"]) == (401, "invalid_token")
    assert open_world.rows("SELECT 1 FROM oauth_client WHERE name LIKE 'never%'") == []


def test_a_token_for_two_registers_two_of_ten_that_come_at_once(open_world: World) -> None:
    token = permit(open_world, uses=2)
    barrier = threading.Barrier(10)
    statuses: list[int] = []

    def send(number: int) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        barrier.wait()
        answer = open_world.app.test_client().post(
            "/oauth/register", json=named(f"rival {number}"), headers=headers, base_url=ISSUER
        )
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201, 201] + [401] * 8


def test_registering_is_nothing_for_scripts_of_other_sites(open_world: World) -> None:
    headers = {"Origin": ORIGIN, "Authorization": f"Bearer {permit(open_world)}"}
    answer = open_world.http.post("/oauth/register", json=named("page"), headers=headers, base_url=ISSUER)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert SECRET not in answer.text
