"""Every answer carries the headers of all answers, whatever it answers and whichever part made it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from fhirserver import create_app
from fhirserver.rest.routes import ROUTES
from fhirserver.transport.headers import HEADERS, complete, head
from tests.databases import Databases

PUBLIC = ("/static/", "/.well-known/", "/fhir/.well-known/", "/oauth/jwks", "/oauth/style.json")
"""What is the same for everybody, and so may be kept by everybody."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")


@pytest.fixture(scope="module")
def application(databases: Databases) -> Iterator[Flask]:
    settings = databases.fresh("sqlcipher", sign_in_requests_per_minute=0, address_requests_per_minute=0)
    app = create_app(settings)
    yield app
    app.extensions["repository"].close()
    databases.remove(settings)


def _addresses(app: Flask) -> Iterator[str]:
    """One address for each rule of Flask and each route of FHIR, and some that there are not."""
    for rule in app.url_map.iter_rules():
        yield _filled(rule)
    for route in ROUTES:
        yield "/fhir/" + re.sub(r"<type>", "Basic", route.address).replace("<id>", "x").replace("<", "").replace(
            ">", ""
        ).lstrip("/")
    yield from ("/", "/nothing", "/fhir/Nothing/1", "/fhir//", "/oauth/nothing", "/.well-known/nothing", "/%00", "/%ff")


def _filled(rule: Rule) -> str:
    return re.sub(r"<[^>]*>", "x", rule.rule)


def _check(headers: dict[str, str], where: str) -> None:
    missing = {name for name in HEADERS if name not in headers}
    assert missing == set(), where
    assert int(headers["Strict-Transport-Security"].removeprefix("max-age=").split(";")[0]) >= 365 * 24 * 3600
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'"), (where, policy)
    for directive in ("frame-ancestors 'none'", "base-uri 'none'"):
        assert directive in policy, (where, policy)
    assert "unsafe" not in policy, (where, policy)
    assert headers["X-Content-Type-Options"] == "nosniff", where
    # Without a referrer for its own origin, a browser would send forms with "Origin: null".
    assert headers["Referrer-Policy"] in ("no-referrer", "same-origin"), where


def test_all_addresses_answer_all_methods_with_them(application: Flask) -> None:
    client = application.test_client()
    seen = set()
    for address in sorted(set(_addresses(application))):
        for method in METHODS:
            answer = client.open(address, method=method)
            assert answer.status_code < 500, (method, address)
            seen.add(answer.status_code)
            _check(dict(answer.headers), f"{method} {address}")
            if not (address.startswith(PUBLIC) and answer.status_code == 200):
                assert answer.headers["Cache-Control"] == "no-store", (method, address)
    assert {200, 404, 405} <= seen


def test_a_fault_of_ours_has_them(application: Flask) -> None:
    """Also one that Flask itself meets, outside of what answers FHIR."""

    def fault() -> str:
        raise RuntimeError("secret")

    views = application.view_functions
    original = views["fhir"]
    views["fhir"] = fault
    try:
        answer = application.test_client().get("/fhir/")
    finally:
        views["fhir"] = original
    assert answer.status_code == 500
    assert "secret" not in answer.text
    _check(dict(answer.headers), "a fault")


def test_what_says_otherwise_is_kept() -> None:
    page = [("content-security-policy", "default-src 'self'"), ("Cache-Control", "max-age=600")]
    completed = dict(complete(page))
    assert completed["content-security-policy"] == "default-src 'self'"
    assert "Content-Security-Policy" not in completed
    assert completed["Cache-Control"] == "max-age=600"
    assert completed["X-Content-Type-Options"] == "nosniff"
    assert len(complete(page)) == len(HEADERS)


def test_without_anything_all_of_the_table_is_there_once() -> None:
    assert complete([]) == list(HEADERS.items())
    assert complete(complete([])) == complete([])


def test_what_another_origin_may_read_it_may_embed() -> None:
    assert dict(complete([]))["Cross-Origin-Resource-Policy"] == "same-origin"
    shared = complete([("access-control-allow-origin", "https://app.example")])
    assert dict(shared)["Cross-Origin-Resource-Policy"] == "cross-origin"
    decided = [("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "same-site")]
    assert dict(complete(decided))["Cross-Origin-Resource-Policy"] == "same-site"


def test_over_plain_http_there_is_no_hsts() -> None:
    assert b"Strict-Transport-Security" in head("400 Bad Request", [])
    assert b"Strict-Transport-Security" not in head("400 Bad Request", [], secure=False)
    assert head("400 Bad Request", []).startswith(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n")
    assert head("400 Bad Request", []).endswith(b"\r\n\r\n")
