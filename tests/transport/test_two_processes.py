"""The limits hold over the processes of a real server together."""

from __future__ import annotations

import contextlib
import http.client
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.running import Running, free_port, running
from tests.transport.program import SIGN_INS_PER_MINUTE


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    port = free_port()
    command = [sys.executable, "-m", "tests.transport.program", str(tmp_path), str(port)]
    with running(command, port, tmp_path) as started:
        yield started


def _worker(connection: http.client.HTTPSConnection) -> int:
    connection.request("GET", "/fhir/metadata")
    return int(json.loads(connection.getresponse().read())["worker"])


def test_two_processes_together_let_exactly_the_limit_through(server: Running) -> None:
    with contextlib.ExitStack() as opened:
        # A connection stays with the process that took it.
        by_worker: dict[int, list[http.client.HTTPSConnection]] = {}
        while len(by_worker) < 2 or min(map(len, by_worker.values())) < 3:
            connection = opened.enter_context(contextlib.closing(server.connect()))
            by_worker.setdefault(_worker(connection), []).append(connection)
        chosen = [connection for connections in by_worker.values() for connection in connections[:3]]
        statuses: list[int] = []
        together = threading.Barrier(len(chosen))

        def sign_in(connection: http.client.HTTPSConnection) -> None:
            together.wait()
            for _ in range(5):
                connection.request("POST", "/sign-in")
                response = connection.getresponse()
                response.read()
                statuses.append(response.status)

        threads = [threading.Thread(target=sign_in, args=(connection,)) for connection in chosen]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(statuses) == [200] * SIGN_INS_PER_MINUTE + [429] * (30 - SIGN_INS_PER_MINUTE)
