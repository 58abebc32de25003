"""Which pages of other sites may read which answers in a browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oauth.world import ISSUER, ORIGIN, SYSTEM_SCOPE, World, asserted, assertion

OTHER = "https://other.example.org"
"""The origin of another client."""

STRANGERS = (
    "https://evil.example.org",
    "https://app.example.org.evil.org",
    "http://app.example.org",
    "https://app.example.org:8443",
    "https://APP.example.org",
    "null",
    "",
    f"{ORIGIN}, {OTHER}",
)
PUBLIC = (
    "/fhir/metadata",
    "/fhir/.well-known/smart-configuration",
    "/.well-known/smart-configuration/fhir",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/oauth/jwks",
)
CALLED = ("/oauth/token", "/oauth/revoke", "/oauth/introspect", "/oauth/userinfo", "/fhir", "/fhir/Patient/1")


def ask(world: World, method: str, path: str, origin: str, **headers: str) -> Any:
    return world.http.open(path, method=method, headers={"Origin": origin, **headers}, base_url=ISSUER)


def preflight(world: World, path: str, origin: str) -> Any:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    return ask(world, "OPTIONS", path, origin, **asked)


@pytest.mark.parametrize("origin", [ORIGIN, *STRANGERS])
@pytest.mark.parametrize("path", PUBLIC)
def test_any_page_may_read_what_everybody_may_read(world: World, path: str, origin: str) -> None:
    for answer in (ask(world, "GET", path, origin), preflight(world, path, origin)):
        assert answer.status_code in (200, 204)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", CALLED)
def test_a_preflight_of_a_registered_origin_is_answered_without_a_token(world: World, path: str) -> None:
    answer = preflight(world, path, ORIGIN)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    allowed = answer.headers["Access-Control-Allow-Headers"].split(", ")
    assert {"authorization", "content-type", "if-match", "if-none-exist", "prefer"} <= set(allowed)
    methods = answer.headers["Access-Control-Allow-Methods"].split(", ")
    assert {"GET", "POST", "PUT", "PATCH", "DELETE"} <= set(methods)
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("origin", STRANGERS)
@pytest.mark.parametrize("path", CALLED)
def test_a_foreign_origin_may_read_nothing(world: World, path: str, origin: str) -> None:
    for answer in (preflight(world, path, origin), ask(world, "GET", path, origin), ask(world, "POST", path, origin)):
        assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []
        assert "Origin" in answer.headers["Vary"]


def test_pages_for_people_are_not_shared_with_anyone(world: World) -> None:
    for path in ("/oauth/authorize", "/sign-in", "/account", "/account/apps"):
        for answer in (ask(world, "GET", path, ORIGIN), preflight(world, path, ORIGIN)):
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_only_the_client_s_own_origins_read_its_answers(world: World) -> None:
    code = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": "public"}
    assert world.token(code, {"Origin": ORIGIN}).headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Origin" not in world.token(code, {"Origin": OTHER}).headers
    token = world.tokens()["access_token"]
    for path in ("/fhir/Patient", "/oauth/userinfo"):
        mine = ask(world, "GET", path, ORIGIN, Authorization=f"Bearer {token}")
        assert mine.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "ETag" in mine.headers["Access-Control-Expose-Headers"]
        theirs = ask(world, "GET", path, OTHER, Authorization=f"Bearer {token}")
        assert "Access-Control-Allow-Origin" not in theirs.headers


def test_errors_are_readable_by_the_page_that_caused_them(world: World) -> None:
    answer = world.token({"client_id": "public"}, {"Origin": ORIGIN})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (400, ORIGIN)
    answer = ask(world, "GET", "/fhir/Patient/1", ORIGIN)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (401, ORIGIN)


def test_a_client_without_origins_is_for_no_page(world: World) -> None:
    form = asserted(assertion(), grant_type="client_credentials", scope=SYSTEM_SCOPE)
    answer = world.token(form, {"Origin": ORIGIN})
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_origin_counts_as_soon_as_it_is_registered(world: World) -> None:
    origin = "https://new.example.org"
    assert "Access-Control-Allow-Origin" not in preflight(world, "/oauth/token", origin).headers
    made = world.client("none", origins=(origin,))
    assert preflight(world, "/oauth/token", origin).headers["Access-Control-Allow-Origin"] == origin
    form = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": made}
    assert world.token(form, {"Origin": origin}).headers["Access-Control-Allow-Origin"] == origin


def test_an_ordinary_options_is_no_preflight(world: World) -> None:
    answer = world.http.open("/oauth/token", method="OPTIONS", base_url=ISSUER)
    assert (answer.status_code, answer.headers["Allow"]) == (204, "POST, OPTIONS")
