"""Bad input on the wire: the application behind gunicorn, as it runs for users."""

from __future__ import annotations

import http.client
import socket
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fhirserver.json_format import decode, encode
from tests.interactions.resources import basic
from tests.serving.running import Running, free_port, running
from tests.tokens import TOKEN

ABOUT = f"Host: localhost\r\nAuthorization: Bearer {TOKEN}\r\n".encode()
HEAD = b"POST /fhir/Basic HTTP/1.1\r\n" + ABOUT + b"Content-Type: application/fhir+json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
MEGABYTE = b"%x\r\n" % 1_000_000 + b" " * 1_000_000 + b"\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data, port = tmp_path_factory.mktemp("server") / "data", free_port()
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, str(Path(__file__).with_name("program.py")), str(data), str(port)]
    with running(command, port, data, {"PYTHONPATH": str(root)}) as found:
        yield found


@pytest.fixture
def wire(server: Running) -> Iterator[ssl.SSLSocket]:
    """A connection on which a test says each byte itself."""
    with server.context().wrap_socket(server.raw(), server_hostname="localhost") as connection:
        yield connection
    status, body = server.get("/fhir/metadata")
    assert (status, decode(body)["resourceType"]) == (200, "CapabilityStatement")  # type: ignore[index]  # an object


def answer(connection: socket.socket) -> tuple[int, Any]:
    """The status and the resource of the next answer."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    body = response.read()
    return response.status, decode(body) if body else None


def total(server: Running) -> int:
    """How many versions there are."""
    history: Any = decode(server.get("/fhir/_history")[1])
    return int(history["total"])


def refused(found: tuple[int, Any], status: int, code: str) -> None:
    assert found[0] == status
    assert found[1]["resourceType"] == "OperationOutcome"
    assert found[1]["issue"][0]["code"] == code


def test_a_body_that_says_it_is_too_long_is_not_awaited(server: Running, wire: ssl.SSLSocket) -> None:
    wire.sendall(HEAD + b"Content-Length: 100000000\r\n\r\n" + b" " * 1000)
    refused(answer(wire), 413, "too-long")
    assert total(server) == 0


def test_a_body_without_a_length_is_read_up_to_the_limit(server: Running, wire: ssl.SSLSocket) -> None:
    wire.sendall(CHUNKED + MEGABYTE + b"1\r\n \r\n")
    refused(answer(wire), 413, "too-long")
    assert total(server) == 0


def test_chunks_are_put_together(wire: ssl.SSLSocket) -> None:
    body = encode(basic())
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:10], body[10:11], body[11:]))
    wire.sendall(CHUNKED + chunks + b"0\r\n\r\n")
    status, resource = answer(wire)
    assert (status, resource["code"]) == (201, basic()["code"])


@pytest.mark.parametrize(
    "chunk", [b"x\r\n", b"-1\r\n", b"5\r\n{}\r\nxxxx\r\n", b"2\r\n{}xx"], ids=["not hex", "negative", "short", "long"]
)
def test_broken_chunks_are_refused(server: Running, wire: ssl.SSLSocket, chunk: bytes) -> None:
    before = total(server)
    wire.sendall(CHUNKED + chunk)
    refused(answer(wire), 400, "invalid")
    assert total(server) == before


@pytest.mark.parametrize(
    "start", [HEAD + b"Content-Length: 50\r\n\r\n{", CHUNKED + b"32\r\n{"], ids=["length", "chunked"]
)
def test_a_body_that_ends_too_early_is_not_saved(server: Running, start: bytes) -> None:
    before = total(server)
    with server.context().wrap_socket(server.raw(), server_hostname="localhost") as connection:
        connection.sendall(start)
    assert total(server) == before


def test_a_refusal_before_the_body_leaves_the_connection_in_order(wire: ssl.SSLSocket) -> None:
    body = encode(basic())
    for address, status in ((b"Nothing", 404), (b"metadata", 405), (b"Basic?x=1", 400), (b"Basic", 201)):
        wire.sendall(
            b"POST /fhir/%b HTTP/1.1\r\n%bContent-Type: application/fhir+json\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (address, ABOUT, len(body), body)
        )
        assert answer(wire)[0] == status


def test_a_head_has_no_body_on_the_wire(wire: ssl.SSLSocket) -> None:
    wire.sendall(b"HEAD /fhir/metadata HTTP/1.1\r\n%b\r\nGET /fhir/x HTTP/1.1\r\n%b\r\n" % (ABOUT, ABOUT))
    head = http.client.HTTPResponse(wire, method="HEAD")
    head.begin()
    assert head.status == 200
    assert int(head.headers["Content-Length"]) > 10_000
    refused(answer(wire), 404, "not-found")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /fhir/Patient/\xff HTTP/1.1", 400),
        (b"GET /fhir/Patient/x?_format=\xff HTTP/1.1", 400),
        (b"GET /fhir/Patient/../metadata HTTP/1.1", 404),
        (b"GET /fhir/Patient/%zz HTTP/1.1", 404),
        (b"GET /fhir/Patient/x?_format=json#fragment HTTP/1.1", 404),
        (b"GET /fhir/Patient/x?" + b"a" * 9000 + b" HTTP/1.1", 414),
        (b"BREW /fhir/Patient/x HTTP/1.1", 405),
        (b"OPTIONS * HTTP/1.1", 404),
    ],
)
def test_odd_request_lines(wire: ssl.SSLSocket, request_line: bytes, status: int) -> None:
    wire.sendall(request_line + b"\r\n" + ABOUT + b"Connection: close\r\n\r\n")
    found, outcome = answer(wire)
    assert (found, outcome["resourceType"]) == (status, "OperationOutcome")
