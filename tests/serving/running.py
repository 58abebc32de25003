"""Start, question and watch a server in a process of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.tokens import BEARER

START_SECONDS = 60.0


@dataclass
class Running:
    """A started server: its process, port, data folder, first line of output."""

    process: subprocess.Popen[str]
    port: int
    data: Path
    ready: str

    def context(self) -> ssl.SSLContext:
        """TLS that trusts the authority in the data folder and nothing else."""
        return ssl.create_default_context(cafile=self.data / "tls" / "ca.pem")

    def connect(self, timeout: float = 30.0) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection("localhost", self.port, timeout=timeout, context=self.context())

    def get(
        self, path: str = "/fhir/metadata", timeout: float = 30.0, headers: Mapping[str, str] = BEARER
    ) -> tuple[int, bytes]:
        """Status and body of one GET on a connection of its own, with the access token of the tests."""
        with contextlib.closing(self.connect(timeout)) as connection:
            connection.request("GET", path, headers=dict(headers))
            response = connection.getresponse()
            return response.status, response.read()

    def raw(self) -> socket.socket:
        """A TCP connection on which nothing was said yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Send the signal; return exit status and what else stood on standard output and standard error."""
        self.process.send_signal(number)
        output, errors = self.process.communicate(timeout=START_SECONDS)
        return self.process.returncode, output, errors


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    command: Sequence[str], port: int, data: Path, environment: dict[str, str] | None = None, folder: Path | None = None
) -> Iterator[Running]:
    """Run ``command`` until it printed a line, and kill its whole process group in the end.

    Raises AssertionError with the program's standard error when it ends before that.
    """
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **(environment or {})},
        cwd=folder,
    )
    try:
        assert process.stdout is not None
        watchdog = threading.Timer(START_SECONDS, process.kill)
        watchdog.start()
        line = process.stdout.readline()
        watchdog.cancel()
        if not line:
            _, errors = process.communicate()
            raise AssertionError(f"ended with {process.returncode} before it was ready:\n{errors}")
        yield Running(process, port, data, line.rstrip("\n"))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def program(data: Path, port: int) -> list[str]:
    """The command line of the small application of this folder."""
    return [sys.executable, str(Path(__file__).with_name("program.py")), str(data), str(port)]


def eventually(holds: Callable[[], bool], seconds: float = 15.0) -> bool:
    """Whether ``holds`` becomes true within ``seconds``."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        threading.Event().wait(0.02)
    return holds()


def processes_of_group(group: int) -> list[int]:
    """Ids of the processes of a process group that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = _status(int(entry.name))
                if int(fields[2]) == group and fields[0] != "Z":
                    found.append(int(entry.name))
    return found


def runs(process: int) -> bool:
    """Whether there is such a process; one that ended and that nobody has asked about does not run."""
    try:
        return _status(process)[0] != "Z"
    except OSError:
        return False


def _status(process: int) -> list[str]:
    """What stands behind the name in /proc: state, parent, group.  Raises OSError if there is none."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
