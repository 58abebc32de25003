"""What forwarded headers say is believed from declared proxies only, and never half."""

from __future__ import annotations

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from fhirserver.settings import Settings
from fhirserver.transport import proxies
from fhirserver.transport.guard import guarded
from fhirserver.transport.limits import Limits

TRUSTED = proxies.networks(["10.0.0.0/8", "fd00::/8"])
PROXY, CLIENT = "10.1.2.3", "192.0.2.7"


def _applied(peer: str, **headers: str) -> dict[str, str] | int:
    environ = {"REMOTE_ADDR": peer, "REMOTE_PORT": "1", "HTTP_HOST": "localhost"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    refusal = proxies.apply(environ, TRUSTED)
    return refusal.status.value if refusal else environ


def _client(peer: str, **headers: str) -> str | int:
    applied = _applied(peer, **headers)
    return applied if isinstance(applied, int) else applied["REMOTE_ADDR"]


@pytest.mark.parametrize(
    "headers",
    [
        {"x_forwarded_for": CLIENT},
        {"x_forwarded_for": f" {CLIENT} "},
        {"x_forwarded_for": f"{CLIENT}:4711"},
        {"x_forwarded_for": f"198.51.100.1, {CLIENT}"},
        {"x_forwarded_for": f"evil, {CLIENT}"},
        {"x_forwarded_for": f"{CLIENT}, 10.9.9.9, fd00::1"},
        {"forwarded": f"for={CLIENT}"},
        {"forwarded": f'For="{CLIENT}:4711";Proto=https;host=localhost'},
        {"forwarded": f"for=198.51.100.1, for={CLIENT};by=10.1.2.3"},
        {"forwarded": f'for={CLIENT}, for="[fd00::1]:80"'},
        {"forwarded": f"for={CLIENT}", "x_forwarded_for": CLIENT},
    ],
    ids=str,
)
def test_a_proxy_says_who_the_client_is(headers: dict[str, str]) -> None:
    assert _client(PROXY, **headers) == CLIENT


def test_an_ipv6_client_is_read_with_and_without_brackets() -> None:
    for text in ("2001:db8::1", "[2001:db8::1]", "[2001:DB8::1]:4711"):
        assert _client(PROXY, x_forwarded_for=text) == "2001:db8::1"
    assert _client(PROXY, forwarded='for="[2001:db8::1]:4711"') == "2001:db8::1"


def test_what_the_client_wrote_before_the_proxy_is_not_believed() -> None:
    """The list grows at its end: only what a proxy of ours has added counts."""
    assert _client(PROXY, x_forwarded_for=f"203.0.113.9, 10.0.0.1, {CLIENT}, 10.0.0.2") == CLIENT


@pytest.mark.parametrize("peer", [CLIENT, "11.0.0.1", "::1", "", "fe80::1"])
def test_from_everybody_else_they_are_dropped(peer: str) -> None:
    tricks = {
        "x_forwarded_for": "203.0.113.9",
        "x_forwarded_proto": "http",
        "x_forwarded_host": "evil.example",
        "forwarded": "for=203.0.113.9;host=evil.example;proto=http",
        "x_real_ip": "203.0.113.9",
        "x_forwarded_prefix": "/evil",
        "x_http_method_override": "DELETE",
    }
    assert _applied(peer, **tricks) == {"REMOTE_ADDR": peer, "REMOTE_PORT": "1", "HTTP_HOST": "localhost"}


def test_afterwards_nothing_of_the_kind_is_left() -> None:
    applied = _applied(PROXY, x_forwarded_for=CLIENT, x_forwarded_host="fhir.example.org", x_real_ip="203.0.113.9")
    assert applied == {"REMOTE_ADDR": CLIENT, "HTTP_HOST": "fhir.example.org"}


def test_a_proxy_in_ipv4_on_an_ipv6_socket_is_known() -> None:
    assert _client("::ffff:10.1.2.3", x_forwarded_for=CLIENT) == CLIENT


@pytest.mark.parametrize(
    "headers",
    [
        {"x_forwarded_for": "evil"},
        {"x_forwarded_for": ""},
        {"x_forwarded_for": f"{CLIENT},"},
        {"x_forwarded_for": f"{CLIENT}:port"},
        {"x_forwarded_for": "[::1"},
        {"x_forwarded_for": "[::1]x"},
        {"forwarded": ""},
        {"forwarded": "for"},
        {"forwarded": "for=unknown"},
        {"forwarded": "for=_hidden"},
        {"forwarded": f"for={CLIENT};for={CLIENT}"},
        {"forwarded": f'for="{CLIENT}'},
        {"forwarded": f"for={CLIENT},"},
        {"forwarded": f"for={CLIENT}", "x_forwarded_for": "203.0.113.9"},
        {"forwarded": "host=evil.example", "x_forwarded_for": CLIENT},
        {"forwarded": f"for={CLIENT}", "x_forwarded_for": CLIENT, "x_forwarded_host": "evil.example"},
    ],
    ids=str,
)
def test_what_is_malformed_or_contradicts_itself_is_refused(headers: dict[str, str]) -> None:
    assert _applied(PROXY, **headers) == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"x_forwarded_for": CLIENT, "x_forwarded_proto": "http"},
        {"x_forwarded_proto": "https, http"},
        {"x_forwarded_proto": "ws"},
        {"forwarded": f"for={CLIENT};proto=http"},
    ],
    ids=str,
)
def test_a_client_that_spoke_plain_http_to_the_proxy_is_refused(headers: dict[str, str]) -> None:
    assert _applied(PROXY, **headers) == 400


@given(st.text(), st.text(), st.sampled_from([PROXY, CLIENT]))
def test_any_text_is_an_address_or_a_refusal(older: str, standard: str, peer: str) -> None:
    for headers in ({"x_forwarded_for": older}, {"forwarded": standard}, {"forwarded": f'for="{standard}"'}):
        applied = _applied(peer, **headers)
        assert applied == 400 or applied["REMOTE_ADDR"]  # type: ignore[index]  # 400 is the only number


def test_host_and_limits_go_by_what_the_proxy_says() -> None:
    settings = Settings(
        public_url="https://fhir.example.org/fhir",
        trusted_proxies=("10.0.0.0/8",),
        address_requests_per_minute=1,
    )
    app = Flask("test")

    @app.get("/fhir/metadata")
    def seen() -> dict[str, str | None]:
        return {"client": request.remote_addr, "host": request.host}

    app.wsgi_app = guarded(app.wsgi_app, settings, Limits(settings))  # type: ignore[method-assign,assignment]  # as Flask says
    client = app.test_client()

    def ask(peer: str, **headers: str) -> tuple[int, object]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = client.get("/fhir/metadata", headers=named, environ_overrides={"REMOTE_ADDR": peer})
        return answer.status_code, answer.get_json()

    public = {"x_forwarded_host": "fhir.example.org"}
    assert ask(PROXY, x_forwarded_for=CLIENT, **public) == (200, {"client": CLIENT, "host": "fhir.example.org"})
    assert ask(PROXY, x_forwarded_for=CLIENT, **public)[0] == 429
    assert ask(PROXY, x_forwarded_for="192.0.2.8", **public)[0] == 200
    assert ask(PROXY, x_forwarded_for="192.0.2.9", x_forwarded_host="evil.example")[0] == 421
    assert ask("192.0.2.10", x_forwarded_host="evil.example") == (200, {"client": "192.0.2.10", "host": "localhost"})
    assert ask("192.0.2.10", x_forwarded_for="192.0.2.11")[0] == 429
