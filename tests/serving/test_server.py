"""A real server process: what it prints, how it stops, and that clients which misbehave hurt only themselves."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import stat
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.running import Running, eventually, free_port, processes_of_group, program, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One process with two threads, so that three stuck clients would be too many."""
    data, port = tmp_path_factory.mktemp("data"), free_port()
    with running(program(data, port), port, data) as started:
        yield started


def test_the_ready_line_names_the_address_and_the_first_request_succeeds(server: Running) -> None:
    assert server.ready == f"ready https://localhost:{server.port}/fhir"
    assert server.get()[0] == 200


def test_it_answers_on_ipv4_and_ipv6_of_this_computer(server: Running) -> None:
    for address in ("127.0.0.1", "::1"):
        plain = socket.create_connection((address, server.port), timeout=30)
        with server.context().wrap_socket(plain, server_hostname=address) as tls:
            assert tls.version() == "TLSv1.3"


def test_tls_below_1_2_is_refused(server: Running) -> None:
    context = server.context()
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with server.raw() as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="localhost")


def test_plain_http_is_told_to_use_https(server: Running) -> None:
    with server.raw() as plain:
        plain.sendall(b"GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = _until_closed(plain)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"https://" in answer
    assert server.get()[0] == 200


def test_clients_that_say_nothing_hold_up_nobody(server: Running) -> None:
    with contextlib.ExitStack() as silent:
        for _ in range(100):
            silent.enter_context(server.raw())
        assert _seconds_of_a_request(server) < 2.0


def test_clients_that_stop_within_the_handshake_are_given_up(server: Running) -> None:
    with contextlib.ExitStack() as stuck:
        for _ in range(4):
            stuck.enter_context(server.raw()).sendall(b"\x16\x03\x01\x02\x00\x01")
        assert server.get()[0] == 200


def test_clients_that_stop_within_the_headers_are_given_up(server: Running) -> None:
    with contextlib.ExitStack() as stuck:
        for _ in range(4):
            tls = server.context().wrap_socket(server.raw(), server_hostname="localhost")
            stuck.enter_context(tls).sendall(b"GET /fhir/metadata HTTP/1.1\r\nHost: local")
        assert server.get()[0] == 200


def test_clients_that_drip_a_byte_a_second_are_given_up(server: Running) -> None:
    """Bytes that arrive now and then do not prolong the time for ever."""
    with contextlib.ExitStack() as stuck:
        dripping = []
        for _ in range(4):
            tls = server.context().wrap_socket(server.raw(), server_hostname="localhost")
            dripping.append(stuck.enter_context(tls))
        enough = threading.Event()

        def drip() -> None:
            while not enough.wait(0.5):
                for tls in dripping:
                    with contextlib.suppress(OSError):
                        tls.send(b"G")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert server.get()[0] == 200
        finally:
            enough.set()
            thread.join()


def test_clients_that_do_not_close_after_their_answer_hold_up_nobody(server: Running) -> None:
    with contextlib.ExitStack() as lingering:
        for _ in range(20):
            tls = server.context().wrap_socket(server.raw(), server_hostname="localhost")
            lingering.enter_context(tls).sendall(
                b"GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            )
            assert tls.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        assert _seconds_of_a_request(server) < 2.0


def test_a_connection_serves_many_requests(server: Running) -> None:
    with contextlib.closing(server.connect()) as connection:
        for _ in range(50):
            connection.request("GET", "/fhir/metadata")
            response = connection.getresponse()
            assert response.status == 200
            response.read()
            kept = connection.sock
        assert kept is connection.sock
        assert kept is not None


def test_a_large_body_arrives_whole(server: Running) -> None:
    with contextlib.closing(server.connect()) as connection:
        connection.request("POST", "/length", body=b"x" * 30_000_000)
        assert json.loads(connection.getresponse().read()) == {"length": 30_000_000}


def test_a_client_that_sends_100_mb_to_a_refusal_still_reads_it(server: Running) -> None:
    with contextlib.closing(server.connect()) as connection:
        connection.request("POST", "/refuse", body=b"x" * 100_000_000)
        assert connection.getresponse().status == 413
    assert _seconds_of_a_request(server) < 2.0


@pytest.mark.parametrize(
    ("request_bytes", "status", "code"),
    [
        (b"GET /fhir/" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414, "too-long"),
        (b"GET /fhir/metadata HTTP/1.1\r\nX-Long: " + b"a" * 9000 + b"\r\n\r\n", 431, "too-long"),
        (b"rubbish\r\n\r\n", 400, "structure"),
        (b"GET /fhir/Patient?name=Secret\x80 HTTP/1.1\r\n\r\n", 400, "structure"),
        (b"POST /length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: cow\r\n\r\n", 501, "not-supported"),
        (b"POST /length HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "structure"),
    ],
    ids=["long address", "long header", "not HTTP", "bytes in the address", "unknown coding", "two lengths"],
)
def test_what_is_no_request_is_answered_with_an_operation_outcome(
    server: Running, request_bytes: bytes, status: int, code: str
) -> None:
    with server.context().wrap_socket(server.raw(), server_hostname="localhost") as tls:
        tls.sendall(request_bytes)
        head, _, body = _until_closed(tls).partition(b"\r\n\r\n")
    assert int(head.split()[1]) == status
    outcome = json.loads(body)
    assert outcome["resourceType"] == "OperationOutcome"
    assert outcome["issue"][0]["code"] == code


def test_what_it_makes_is_for_its_owner_only(server: Running) -> None:
    made = [server.data, *server.data.rglob("*")]
    assert len(made) > 5
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_log_holds_no_address_and_no_query(tmp_path: Path) -> None:
    port = free_port()
    with running(program(tmp_path, port), port, tmp_path) as server:
        server.get("/fhir/Patient/secret-id?name=SecretName")
        with server.context().wrap_socket(server.raw(), server_hostname="localhost") as tls:
            tls.sendall(b"GET /fhir/Patient?name=SecretName\x80 HTTP/1.1\r\n\r\n")
            _until_closed(tls)
        status, output, errors = server.stop()
    assert (status, output) == (0, "")
    assert re.search("secret", errors, re.IGNORECASE) is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("whole_group", [False, True], ids=["to the server", "to its process group"])
def test_a_signal_stops_all_of_it_with_status_0(tmp_path: Path, number: int, whole_group: bool) -> None:
    port = free_port()
    with running(program(tmp_path, port), port, tmp_path) as server, server.raw():
        server.get()
        if whole_group:
            os.killpg(server.process.pid, number)
        status, output, errors = server.stop(number)
        assert (status, output, errors) == (0, "", "")
        assert processes_of_group(server.process.pid) == []


@pytest.mark.parametrize("repetition", range(4))
def test_an_immediate_stop_does_not_hang_in_the_midst_of_requests(tmp_path: Path, repetition: int) -> None:
    port = free_port()
    with running(program(tmp_path, port), port, tmp_path) as server:
        stopped = threading.Event()

        def ask() -> None:
            while not stopped.is_set():
                with contextlib.suppress(OSError, http.client.HTTPException):
                    server.get(timeout=5)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            server.get()
            start = time.monotonic()
            assert server.stop(signal.SIGINT)[0] == 0
            assert time.monotonic() - start < 10
        finally:
            stopped.set()
            for thread in threads:
                thread.join()


def test_a_request_under_way_is_answered_before_the_server_stops(tmp_path: Path) -> None:
    port = free_port()
    with running(program(tmp_path, port), port, tmp_path) as server:
        with contextlib.closing(server.connect()) as connection:
            connection.request("GET", "/slow")
            assert eventually((tmp_path / "slow-began").exists)
            server.process.send_signal(signal.SIGTERM)
            assert eventually(lambda: _refuses_connections(port))
            (tmp_path / "slow-may-end").touch()
            assert connection.getresponse().read() == b"done"
        assert server.stop()[0] == 0


def test_after_kill_9_its_workers_end_and_a_new_server_starts_at_once(tmp_path: Path) -> None:
    port = free_port()
    with running(program(tmp_path, port), port, tmp_path) as first:
        group = first.process.pid
        first.process.kill()
        with running(program(tmp_path, port), port, tmp_path) as second:
            assert second.get()[0] == 200
        assert eventually(lambda: processes_of_group(group) == [])


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    port = free_port()
    with running(program(tmp_path, port), port, tmp_path) as server:
        first = json.loads(server.get()[1])["worker"]
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: _worker(server) not in (None, first))


def _refuses_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except ConnectionRefusedError:
        return True
    return False


def _worker(server: Running) -> int | None:
    try:
        return int(json.loads(server.get(timeout=5)[1])["worker"])
    except OSError:
        return None


def _seconds_of_a_request(server: Running) -> float:
    start = time.monotonic()
    assert server.get()[0] == 200
    return time.monotonic() - start


def _until_closed(connection: socket.socket) -> bytes:
    parts = []
    with contextlib.suppress(ConnectionResetError, ssl.SSLEOFError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)
