"""Clients prove who they are in exactly one way, the registered one; nothing tells which clients there are."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.oauth.world import REDIRECT, SECRET, VERIFIER, World, asserted, assertion, basic

REFUSED = (401, {"error": "invalid_client", "error_description": "The client could not be authenticated."})
CODE = {"grant_type": "authorization_code", "code": "BAD_CODE", "redirect_uri": REDIRECT, "code_verifier": VERIFIER}

WRONG: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "nothing at all": ({}, {}),
    "an unknown client": ({"client_id": "BAD_CLIENT_ID"}, {}),
    "a client id with a quotation mark": ({"client_id": "x' OR '1'='1"}, {}),
    "no secret, by form": ({"client_id": "post"}, {}),
    "no secret, by header": ({"client_id": "basic"}, {}),
    "no assertion": ({"client_id": "key"}, {}),
    "a wrong secret by form": ({"client_id": "post", "client_secret": SECRET[:-1]}, {}),
    "a wrong secret by header": ({}, basic("basic", SECRET + " ")),
    "an empty secret by header": ({}, basic("basic", "")),
    "an unknown client by header": ({}, basic("BAD_CLIENT_ID")),
    "an unknown client by form": ({"client_id": "BAD_CLIENT_ID", "client_secret": SECRET}, {}),
    "a secret without a client": ({"client_secret": SECRET}, {}),
    "the right secret by header, registered by form": ({}, basic("post")),
    "the right secret by form, registered by header": ({"client_id": "basic", "client_secret": SECRET}, {}),
    "a secret for a client of assertions": ({"client_id": "key", "client_secret": SECRET}, {}),
    "a secret for a public client": ({"client_id": "public", "client_secret": SECRET}, {}),
    "an assertion for a public client": (asserted(assertion("public")), {}),
    "an assertion for a client with a secret": (asserted(assertion("post")), {}),
    "a disabled client": ({"client_id": "disabled", "client_secret": SECRET}, {}),
    "an expired client": ({"client_id": "expired", "client_secret": SECRET}, {}),
    "a bearer token": ({"client_id": "public"}, {"Authorization": "Bearer abc"}),
    "a header that is not base64": ({}, {"Authorization": "Basic *"}),
    "a header without a colon": ({}, {"Authorization": "Basic YWJj"}),
    "a header that is not UTF-8": ({}, {"Authorization": "Basic /zr/"}),
    "a header with NUL": ({}, {"Authorization": "Basic AGE6Yg=="}),
    "an assertion of another type": ({"client_assertion": assertion("key"), "client_assertion_type": "urn:other"}, {}),
    "an assertion of no type": ({"client_assertion": assertion("key")}, {}),
    "a type without an assertion": (asserted(""), {}),
    "an assertion of another client": (asserted(assertion("key"), client_id="service"), {}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_whatever_is_wrong_with_the_client_the_answer_is_the_same(world: World, wrong: str) -> None:
    form, headers = WRONG[wrong]
    answer = world.token({**CODE, **form}, headers)
    assert (answer.status_code, answer.json) == REFUSED
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="fhirserver"'
    assert answer.headers["Cache-Control"] == "no-store"
    kind, outcome, client_id, address = world.events()[-1]
    assert (kind, client_id, address) == ("client-authentication", None, "127.0.0.1")
    assert outcome
    assert SECRET not in outcome


TWO_PROOFS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "two secrets": ({"client_id": "basic", "client_secret": SECRET}, basic("basic")),
    "a secret and an assertion": (asserted(assertion("key"), client_id="key", client_secret=SECRET), {}),
    "a header and an assertion": (asserted(assertion("key")), basic("basic")),
    "a header and another client id": ({"client_id": "post"}, basic("basic")),
}


@pytest.mark.parametrize("wrong", TWO_PROOFS)
def test_more_than_one_proof_is_an_invalid_request(world: World, wrong: str) -> None:
    form, headers = TWO_PROOFS[wrong]
    answer = world.token({**CODE, **form}, headers)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


def test_two_authorization_headers_are_an_invalid_request(world: World) -> None:
    twice = [*basic("basic").items(), *basic("basic").items()]
    answer = world.token(CODE, twice)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


def test_a_secret_in_a_header_is_form_encoded(world: World) -> None:
    # https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
    encoded = "a+secret+of+256+bits+would+be%20random"
    answer = world.token(CODE, basic("basic", encoded))
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
def test_only_post_asks_for_tokens(world: World, method: str) -> None:
    answer = world.http.open("/oauth/token", method=method, base_url="https://localhost:8443")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST, OPTIONS"
    if method != "HEAD":
        assert answer.json["error"] == "invalid_request"


MALFORMED: dict[str, tuple[Any, dict[str, Any], int]] = {
    "JSON": (json.dumps({**CODE, "client_id": "public"}), {"content_type": "application/json"}, 400),
    "no content type": ("grant_type=authorization_code", {"content_type": None}, 400),
    "a multipart form": (b"--x--", {"content_type": "multipart/form-data; boundary=x"}, 400),
    "a compressed body": ("grant_type=x", {"headers": {"Content-Encoding": "gzip"}}, 400),
    "nothing": ("", {}, 400),
    "a repeated parameter": ("grant_type=authorization_code&client_id=public&grant_type=authorization_code", {}, 400),
    "a repeated scope": ("grant_type=authorization_code&client_id=public&scope=a&scope=a", {}, 400),
    "a repeated blank parameter": ("grant_type=authorization_code&client_id=public&code=&code=", {}, 400),
    "no UTF-8": ("grant_type=%FF", {}, 400),
    "bytes that are not encoded": (b"grant_type=\xc3\xa9", {}, 400),
    "a NUL": ("grant_type=authorization_code&client_id=public&code=%00", {}, 400),
    "no grant_type": ("client_id=public", {}, 400),
    "a blank grant_type": ("client_id=public&grant_type=", {}, 400),
    "too many parameters": ("&".join(f"p{number}=1" for number in range(100)), {}, 400),
    "too long": (b"scope=" + b"a" * 300_000, {}, 413),
    "parameters in the address": ("grant_type=authorization_code", {"query_string": "client_id=public"}, 400),
}


@pytest.mark.parametrize("wrong", MALFORMED)
def test_what_is_not_a_form_is_an_invalid_request(world: World, wrong: str) -> None:
    body, options, status = MALFORMED[wrong]
    answer = world.token(body, **options)
    assert (answer.status_code, answer.json["error"]) == (status, "invalid_request")
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("grant_type", ["not_a_grant_type", "password", "implicit", "Authorization_Code", "é"])
def test_an_unknown_grant_type_is_400(world: World, grant_type: str) -> None:
    answer = world.token(asserted(assertion(), grant_type=grant_type, scope="system/Patient.rs"))
    assert (answer.status_code, answer.json["error"]) == (400, "unsupported_grant_type")
    assert grant_type not in answer.text


def test_a_scope_of_16_kilobytes_is_read(world: World) -> None:
    scope = " ".join(f"system/Patient.rs?_id={number}" for number in range(800))
    answer = world.token(asserted(assertion(), grant_type="client_credentials", scope=scope))
    assert len(scope) > 16_000
    assert answer.status_code == 200
    assert len(answer.json["scope"].split()) == 800
