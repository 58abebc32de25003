"""What the real server does to whoever reaches it: TLS, hosts, headers, proxies, also where no request arrives."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from fhirserver.settings import Settings
from fhirserver.transport.headers import HEADERS
from tests.databases import Databases
from tests.serving.certificates import certificate_for
from tests.serving.running import Running, free_port, running

NAME = "fhir.example.org"
ENDPOINTS = ("/fhir/metadata", "/fhir/Patient", "/oauth/token", "/.well-known/nothing", "/sign-in", "/static/style.css")
LEGACY = [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1]


def _command(settings: Settings, port: int) -> list[str]:
    return [sys.executable, "-m", "fhirserver.cli", "--data", str(settings.data), "serve", "--port", str(port)]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """With an RSA key, for which TLS 1.2 also has suites without forward secrecy."""
    return certificate_for(tmp_path_factory.mktemp("own"), NAME, kind="rsa")


@pytest.fixture(scope="module")
def server(databases: Databases, certificate: tuple[Path, Path]) -> Iterator[Running]:
    """It listens on all addresses, under a public name, behind a proxy at 127.0.0.9."""
    settings, port = databases.fresh("sqlcipher"), free_port()
    environment = {
        "FHIRSERVER_HOST": "0.0.0.0",
        "FHIRSERVER_PUBLIC_URL": f"https://{NAME}/fhir",
        "FHIRSERVER_TLS_CERTIFICATE": str(certificate[0]),
        "FHIRSERVER_TLS_KEY": str(certificate[1]),
        "FHIRSERVER_TRUSTED_PROXIES": "127.0.0.9",
        "FHIRSERVER_WORKERS": "1",
        "FHIRSERVER_SIGN_IN_REQUESTS_PER_MINUTE": "20",
    }
    with running(_command(settings, port), port, settings.data, environment=environment) as started:
        yield started
    databases.remove(settings)


@contextlib.contextmanager
def _tls(server: Running, context: ssl.SSLContext, source: str = "127.0.0.1") -> Iterator[ssl.SSLSocket]:
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=30, source_address=(source, 0)) as plain,
        context.wrap_socket(plain, server_hostname=NAME) as tls,
    ):
        yield tls


@pytest.fixture
def context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate[0])


def _exchange(sock: socket.socket, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer to ``request``, after which the server must close."""
    sock.sendall(request)
    answer = b""
    while data := sock.recv(65536):
        answer += data
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.split(": ", 1) for line in lines]
    once = [name.lower() for name, _ in pairs if name != "Set-Cookie"]
    assert len(set(once)) == len(once), once
    return int(first.split()[1]), dict(pairs), body  # type: ignore[arg-type]  # pairs have two parts


def _ask(
    server: Running, context: ssl.SSLContext, first: str, headers: Mapping[str, str], source: str = "127.0.0.1"
) -> tuple[int, dict[str, str], bytes]:
    """The answer to a request whose first line begins with ``first``, from the address ``source``."""
    lines = [f"{first} HTTP/1.1", "Connection: close", *(f"{name}: {value}" for name, value in headers.items())]
    with _tls(server, context, source) as tls:
        return _exchange(tls, "\r\n".join([*lines, "", ""]).encode())


def _check_headers(headers: Mapping[str, str]) -> None:
    assert {name for name in HEADERS if name not in headers} == set()
    assert headers["Strict-Transport-Security"] == "max-age=63072000"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers.get("Server", "gunicorn") == "gunicorn"


def test_it_is_ready_under_its_public_name(server: Running) -> None:
    assert server.ready == f"ready https://{NAME}/fhir"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("path", ENDPOINTS)
def test_tls_1_2_and_1_3_reach_every_endpoint(
    server: Running, context: ssl.SSLContext, version: ssl.TLSVersion, path: str
) -> None:
    context.minimum_version = context.maximum_version = version
    status, headers, _ = _ask(server, context, f"GET {path}", {"Host": NAME})
    assert 200 <= status < 500
    _check_headers(headers)


@pytest.mark.parametrize("version", LEGACY)
def test_older_versions_reach_none(server: Running, context: ssl.SSLContext, version: ssl.TLSVersion) -> None:
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.minimum_version = version
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        context.maximum_version = version
    with pytest.raises(ssl.SSLError, match=r"(?i)version"), _tls(server, context):
        pass


@pytest.mark.parametrize(
    "cipher",
    ["AES128-GCM-SHA256", "AES256-SHA", "DHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-SHA", "ECDHE-RSA-AES128-SHA256"],
)
def test_suites_without_forward_secrecy_or_authenticated_encryption_are_refused(
    server: Running, context: ssl.SSLContext, cipher: str
) -> None:
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionResetError)), _tls(server, context):
        pass


@pytest.mark.parametrize(
    "cipher", ["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"]
)
def test_forward_secret_suites_are_there(server: Running, context: ssl.SSLContext, cipher: str) -> None:
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(cipher)
    with _tls(server, context) as tls:
        assert tls.cipher() is not None
        assert tls.cipher()[0] == cipher  # type: ignore[index]  # it is not None


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_there_are_no_session_tickets_whose_key_would_open_what_was_said(
    server: Running, context: ssl.SSLContext, version: ssl.TLSVersion
) -> None:
    context.minimum_version = context.maximum_version = version
    with _tls(server, context) as tls:
        _exchange(tls, f"GET /fhir/metadata HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        assert tls.session is None or not tls.session.has_ticket


@pytest.mark.parametrize("path", ENDPOINTS)
def test_plain_http_is_refused_everywhere(server: Running, path: str) -> None:
    with server.raw() as plain:
        status, headers, body = _exchange(plain, f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
    assert status == 400
    assert body == b"This port speaks HTTPS: use https:// in the address.\n"
    assert "Strict-Transport-Security" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Location" not in headers


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /fhir/" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /fhir/metadata HTTP/1.1\r\nX-Long: " + b"a" * 9000 + b"\r\n\r\n", 431),
        (b"GET /fhir/metadata HTTP/1.1\r\n" + b"X-Many: 1\r\n" * 200 + b"\r\n", 431),
        (b"rubbish\r\n\r\n", 400),
        (b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: cow\r\n\r\n", 501),
        (b"POST /oauth/token HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ],
    ids=["address", "header", "headers", "rubbish", "coding", "lengths"],
)
def test_what_the_worker_refuses_itself_carries_the_headers(
    server: Running, context: ssl.SSLContext, request_bytes: bytes, status: int
) -> None:
    with _tls(server, context) as tls:
        answered, headers, _ = _exchange(tls, request_bytes)
    assert answered == status
    _check_headers(headers)
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (f"GET /fhir/metadata HTTP/1.1\r\nHost: {NAME}", 200),
        (f"GET https://{NAME}/fhir/metadata HTTP/1.1\r\nHost: {NAME}", 200),
        (f"GET /fhir/metadata HTTP/1.1\r\nHost: {NAME}:8443", 200),
        ("GET /fhir/metadata HTTP/1.1\r\nHost: evil.example", 421),
        ("GET /fhir/metadata HTTP/1.1\r\nHost: localhost", 421),
        ("GET /fhir/metadata HTTP/1.1\r\nHost: 127.0.0.1", 421),
        ("GET /sign-in HTTP/1.1\r\nHost: evil.example", 421),
        (f"GET /fhir/metadata HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: {NAME}", 421),
        (f"GET https://evil.example/fhir/metadata HTTP/1.1\r\nHost: {NAME}", 421),
        (f"GET /fhir/metadata HTTP/1.1\r\nHost: {NAME}\r\nHost: evil.example", 400),
        (f"GET /fhir/metadata HTTP/1.1\r\nHost: evil.example\r\nHost: {NAME}", 400),
        ("GET /fhir/metadata HTTP/1.1", 400),
        ("GET /fhir/metadata HTTP/1.0", 400),
        ("GET /fhir/metadata HTTP/1.1\r\nHost:", 400),
    ],
)
def test_only_the_public_name_is_answered(server: Running, context: ssl.SSLContext, head: str, status: int) -> None:
    with _tls(server, context) as tls:
        answered, headers, body = _exchange(tls, f"{head}\r\nConnection: close\r\n\r\n".encode())
    assert answered == status
    _check_headers(headers)
    assert b"evil" not in body


def test_who_is_no_proxy_cannot_pose_as_another_address(server: Running, context: ssl.SSLContext) -> None:
    """Its own address reaches the limit whatever it claims; behind the proxy each client has its own."""
    headers: dict[str, str] = {}
    for number in range(60):
        claim = {"Host": NAME, "X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}"}
        status, headers, _ = _ask(server, context, "POST /sign-in", claim, source="127.0.0.8")
        if status == 429:
            break
    assert "Retry-After" in headers

    def through_the_proxy(**told: str) -> int:
        named = {f"X-Forwarded-{name.capitalize()}": value for name, value in told.items()}
        return _ask(server, context, "POST /sign-in", {"Host": NAME, **named}, source="127.0.0.9")[0]

    assert through_the_proxy(**{"for": "127.0.0.8", "proto": "https"}) == 429
    assert through_the_proxy(**{"for": "192.0.2.1", "proto": "https"}) not in (429, 421)
    assert through_the_proxy(**{"for": "192.0.2.1", "proto": "http"}) == 400
    assert through_the_proxy(**{"for": "192.0.2.1", "host": "evil.example"}) == 421


@pytest.mark.parametrize("path", ["/oauth/token", "/sign-in"])
def test_a_form_is_not_read_beyond_its_limit(server: Running, context: ssl.SSLContext, path: str) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    body = b"x" * 2_000_000
    with _tls(server, context) as tls:
        status, headers, said = _exchange(tls, f"{head}{kind}Content-Length: 2000000\r\n\r\n".encode() + body)
    assert status == 413
    assert b"The body has more than 1048576 bytes." in said
    _check_headers(headers)
    with _tls(server, context) as tls:
        chunked = f"{head}{kind}Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        status, headers, _ = _exchange(tls, chunked)
    # A page reads as much as it may, in which the proof that the form is its own is not.
    assert status in (403, 413)
    _check_headers(headers)


def _refused(settings: Settings, **environment: str) -> str:
    """What the program says when it does not start."""
    named = {f"FHIRSERVER_{name.upper()}": value for name, value in environment.items()}
    result = subprocess.run(
        _command(settings, free_port()), capture_output=True, text=True, timeout=60, env={**os.environ, **named}
    )
    assert (result.returncode != 0, result.stdout) == (True, "")
    assert "Traceback" not in result.stderr
    return result.stderr


def test_beyond_this_computer_it_does_not_start_with_the_certificate_it_makes(tmp_path: Path) -> None:
    said = _refused(Settings(data=tmp_path), host="0.0.0.0")
    assert "FHIRSERVER_HOST lies beyond this computer. Give FHIRSERVER_PUBLIC_URL" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("names", "public", "says"),
    [
        ([], NAME, "is for no host, not for fhir.example.org"),
        (["other.example.org"], NAME, "is for other.example.org, not for fhir.example.org"),
        (["*.org"], NAME, "not for fhir.example.org"),
    ],
)
def test_a_certificate_for_another_name_is_refused(tmp_path: Path, names: list[str], public: str, says: str) -> None:
    chain, key = certificate_for(tmp_path / "own", *names)
    data = Settings(data=tmp_path / "data")
    said = _refused(
        data, host="0.0.0.0", public_url=f"https://{public}/fhir", tls_certificate=str(chain), tls_key=str(key)
    )
    assert says in said
    assert "every client would refuse it" in said
