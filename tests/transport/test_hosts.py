"""Requests are for a host that this server has, whatever else they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fhirserver import create_app
from fhirserver.settings import Settings
from fhirserver.transport import hosts
from tests.databases import Databases
from tests.fhir_client import ClientWith

LOOPBACK = hosts.names(Settings())
PUBLIC = hosts.names(
    Settings(host="0.0.0.0", public_url="https://fhir.example.org/r4", tls_certificate=None, tls_key=None)
)


def _status(allowed: frozenset[str], **environ: str) -> int:
    refusal = hosts.check(environ, allowed)
    return refusal.status.value if refusal else 200


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8443", "LOCALHOST:1", "127.0.0.1:8443", "[::1]", "[::1]:8443", "localhost:"]
)
def test_on_loopback_the_names_of_this_computer_are_served(host: str) -> None:
    assert _status(LOOPBACK, HTTP_HOST=host) == 200


@pytest.mark.parametrize("host", ["fhir.example.org", "fhir.example.org:443", "FHIR.example.ORG", "fhir.example.org:9"])
def test_the_public_name_is_served(host: str) -> None:
    assert _status(PUBLIC, HTTP_HOST=host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8443",
        "localhost.evil.example",
        "localhost.",
        "127.0.0.2",
        "0.0.0.0",
        "[::2]",
        "2130706433",
    ],
)
def test_another_host_is_misdirected(host: str) -> None:
    assert _status(LOOPBACK, HTTP_HOST=host) == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8443", "example.org", "fhir.example.org.evil.example"])
def test_beyond_loopback_only_the_public_name_is_served(host: str) -> None:
    assert _status(PUBLIC, HTTP_HOST=host) == 421


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        "localhost,evil.example",
        "localhost, localhost",
        "localhost@evil.example",
        "evil.example@localhost",
        "localhost/evil",
        "localhost:80:80",
        "localhost:port",
        "localhost:123456",
        "::1",
        "[::1",
        "localhost\t",
        "local\nhost",
        "lo\u0441alhost",
        "a" * 300,
    ],
)
def test_what_is_no_host_is_malformed(host: str) -> None:
    assert _status(LOOPBACK, HTTP_HOST=host) == 400


def test_a_request_without_a_host_is_malformed() -> None:
    assert _status(LOOPBACK) == 400


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/fhir/metadata", 200),
        ("*", 200),
        ("https://localhost/fhir/metadata", 200),
        ("HTTPS://localhost:8443?x", 200),
        ("https://evil.example/fhir/metadata", 421),
        ("https://localhost@evil.example/", 400),
        ("https://evil.example#localhost", 421),
        ("https:///fhir", 400),
        ("localhost:443", 400),
        ("ftp://localhost/", 400),
        ("https:localhost/", 400),
    ],
)
def test_the_host_of_the_first_line_counts_too(target: str, status: int) -> None:
    assert _status(LOOPBACK, HTTP_HOST="localhost", RAW_URI=target) == status


@given(st.text(), st.text())
def test_any_text_is_served_or_refused(host: str, target: str) -> None:
    assert _status(LOOPBACK, HTTP_HOST=host, RAW_URI=target) in (200, 400, 421)


@given(st.from_regex(r"[a-z0-9.-]{1,40}", fullmatch=True))
def test_of_all_names_only_the_public_one_is_served(name: str) -> None:
    assert (_status(PUBLIC, HTTP_HOST=name) == 200) == (name == "fhir.example.org")


@pytest.mark.parametrize(
    ("path", "content_type", "says"),
    [
        ("/fhir/Patient", "application/fhir+json", '"resourceType":"OperationOutcome"'),
        ("/fhir", "application/fhir+json", '"resourceType":"OperationOutcome"'),
        ("/oauth/token", "application/json", '"error":"invalid_request"'),
        ("/.well-known/openid-configuration", "application/json", '"error":"invalid_request"'),
        ("/sign-in", "text/plain; charset=utf-8", "This server does not answer for the host"),
        ("/fhirx", "text/plain; charset=utf-8", "This server does not answer for the host"),
    ],
)
def test_the_refusal_has_the_form_of_the_address(databases: Databases, path: str, content_type: str, says: str) -> None:
    settings = databases.fresh("sqlcipher")
    app = create_app(settings)
    answer = app.test_client().post(path, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (421, content_type)
    assert says in answer.text
    assert "evil" not in answer.text
    assert app.test_client().head(path, headers={"Host": "evil.example"}).data == b""
    app.extensions["repository"].close()
    databases.remove(settings)


def test_links_come_from_the_settings_and_never_from_the_request(client_with: ClientWith) -> None:
    client = client_with(public_url="https://fhir.example.org/fhir")
    tricks = {"host": "localhost:1", "x_forwarded_host": "evil.example", "forwarded": "host=evil.example"}
    created = client.request("POST", "Basic", {"resourceType": "Basic", "code": {"text": "x"}}, **tricks)
    assert created.status == 201
    assert created.headers["Location"].startswith("https://fhir.example.org/fhir/Basic/")
    for path in ("metadata", "Basic", "_history", "Basic/nobody", "Nothing"):
        answer = client.request("GET", path, None, **tricks)
        said = answer.body.decode() + str(answer.headers)
        assert "evil" not in said
        assert "localhost:1" not in said
