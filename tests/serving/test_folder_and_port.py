"""What a server claims for itself: the data folder and the port."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fhirserver.serving.errors import ServingError
from fhirserver.serving.folder import lock_folder, private_folder
from fhirserver.serving.listen import bind
from tests.serving.running import free_port


def test_the_folder_is_made_with_its_parents_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "where"
    private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_open_to_others_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(ServingError, match=r"^The data folder .*data cannot be used: File exists\.$"):
        private_folder(tmp_path / "data")


def test_a_second_server_is_refused_and_told_which_process_is_the_first(tmp_path: Path) -> None:
    held = lock_folder(tmp_path)
    try:
        with pytest.raises(ServingError, match=rf"in use by another running server \(process {os.getpid()}\)"):
            lock_folder(tmp_path, patience=0.0)
    finally:
        os.close(held)


def test_the_folder_is_free_again_when_its_server_ended_in_whatever_way(tmp_path: Path) -> None:
    script = (
        "import sys, signal, os; from pathlib import Path; from fhirserver.serving.folder import lock_folder;"
        "lock_folder(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False).returncode == -9
    os.close(lock_folder(tmp_path, patience=0.0))


def test_it_waits_for_a_server_that_is_about_to_end(tmp_path: Path) -> None:
    script = (
        "import sys, threading; from pathlib import Path; from fhirserver.serving.folder import lock_folder;"
        "lock_folder(Path(sys.argv[1])); print('locked', flush=True); sys.stdin.read(1); threading.Event().wait(0.3)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "locked\n"
        other.stdin.write("x")
        other.stdin.flush()
        os.close(lock_folder(tmp_path, patience=20.0))


def test_localhost_is_bound_on_both_families() -> None:
    listeners = bind("localhost", free_port())
    assert [listener.getsockname()[0] for listener in listeners] == ["127.0.0.1", "::1"]
    for listener in listeners:
        listener.close()


def test_an_address_of_this_computer_is_bound_alone() -> None:
    (listener,) = bind("127.0.0.5", free_port())
    assert listener.getsockname()[0] == "127.0.0.5"
    listener.close()


@pytest.mark.parametrize("host", ["", "*", "example.org", "127.0.0.1:80"])
def test_what_is_no_address_is_refused_whatever_the_settings_said(host: str) -> None:
    with pytest.raises(ServingError, match="must be localhost or an IP address"):
        bind(host, free_port())


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_of_another_computer_is_refused(host: str) -> None:
    with pytest.raises(ServingError, match=f"Cannot listen on port .* of {host}"):
        bind(host, free_port())


@pytest.mark.parametrize(("host", "reached_by"), [("0.0.0.0", ["127.0.0.1"]), ("::", ["127.0.0.1", "::1"])])
def test_all_addresses_can_be_bound_at_once(host: str, reached_by: list[str]) -> None:
    (listener,) = bind(host, free_port())
    with listener:
        listener.listen()
        for address in reached_by:
            socket.create_connection((address, listener.getsockname()[1]), timeout=10).close()


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_port_in_use_is_said_and_nothing_stays_bound(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as other:
        other.bind((address, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ServingError, match=rf"^Port {port} of {address} is in use by another program"):
            bind("localhost", port)
    for listener in bind("localhost", port):
        listener.close()
