"""``fhirserver serve`` as a person starts it: from an empty folder to an answer, twice, on both engines."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from fhirserver.serving.certificate import server_certificate
from fhirserver.settings import Settings
from tests.databases import Databases, Engine
from tests.serving.running import Running, eventually, free_port, processes_of_group, running
from tests.tokens import BEARER, add_token


@pytest.fixture
def fresh(engine: Engine, databases: Databases) -> Iterator[Settings]:
    """An empty folder, and a database in which nothing was made yet, on each engine in turn."""
    settings = databases.empty(engine)
    yield settings
    databases.remove(settings)


@contextlib.contextmanager
def serving(settings: Settings, *options: str) -> Iterator[Running]:
    port = free_port()
    with running(_command(settings, port, *options), port, settings.data, environment=_environment(settings)) as server:
        add_token(settings)
        yield server


def _command(settings: Settings, port: int, *options: str) -> Sequence[str]:
    base = [sys.executable, "-m", "fhirserver.cli", "--data", str(settings.data), "serve"]
    return [*base, "--port", str(port), "--workers", "1", *options]


def _environment(settings: Settings) -> dict[str, str]:
    return {"FHIRSERVER_DATABASE_URL": settings.database_url} if settings.database_url else {}


def _json(server: Running, path: str) -> Any:
    status, body = server.get(f"/fhir/{path}")
    assert status == 200, body
    return json.loads(body)


def _create(server: Running, resource: dict[str, object]) -> str:
    with contextlib.closing(server.connect()) as connection:
        body = json.dumps(resource)
        headers = {"Content-Type": "application/fhir+json", **BEARER}
        connection.request("POST", f"/fhir/{resource['resourceType']}", body=body, headers=headers)
        response = connection.getresponse()
        assert response.status == 201, response.read()
        return response.headers["Location"]


def test_an_empty_folder_becomes_a_server_and_a_second_start_keeps_the_data(fresh: Settings) -> None:
    with serving(fresh) as first:
        assert first.ready == f"ready https://localhost:{first.port}/fhir"
        assert _json(first, "metadata")["resourceType"] == "CapabilityStatement"
        assert _json(first, "Patient/_history")["total"] == 0
        location = _create(first, {"resourceType": "Patient", "birthDate": "1815-12-10"})
        assert location.startswith(f"https://localhost:{first.port}/fhir/Patient/")
        status, output, errors = first.stop()
        assert (status, output) == (0, "")
        assert f"https://localhost:{first.port}/fhir" in errors
        assert processes_of_group(first.process.pid) == []
    keys = {path.name: path.read_bytes() for path in fresh.data.glob("*.key")}
    with serving(fresh) as second:
        patient = _json(second, location.split("/fhir/")[1].split("/_history")[0])
        assert patient["birthDate"] == "1815-12-10"
    assert {path.name: path.read_bytes() for path in fresh.data.glob("*.key")} == keys


def test_the_sample_is_loaded_into_an_empty_database_only(fresh: Settings) -> None:
    with serving(fresh, "--sample", "3") as first:
        assert _json(first, "Patient/_history")["total"] == 3
        assert first.stop()[0] == 0
    with serving(fresh, "--sample", "5") as second:
        assert _json(second, "Patient/_history")["total"] == 3


def test_a_sample_that_was_cut_off_is_completed_at_the_next_start(fresh: Settings) -> None:
    command = _command(fresh, free_port(), "--sample", "40")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **_environment(fresh)}, text=True
    ) as process:
        assert eventually((fresh.data / "sample.unfinished").exists, seconds=60)
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (0, "")
    assert "Traceback" not in errors
    with serving(fresh, "--sample", "4") as server:
        assert _json(server, "Patient/sample-1-4")["id"] == "sample-1-4"
    assert not (fresh.data / "sample.unfinished").exists()


def test_a_second_server_on_the_same_folder_is_refused(databases: Databases) -> None:
    settings = databases.fresh("sqlcipher")
    with serving(settings) as first:
        result = subprocess.run(
            _command(settings, free_port()), capture_output=True, text=True, timeout=60, check=False
        )
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.startswith(f"Error: The data folder {settings.data} is in use by another running server")
        assert str(first.process.pid) in result.stderr
        assert first.get()[0] == 200


def test_a_port_in_use_is_refused_before_anything_is_made(tmp_path: Path, databases: Databases) -> None:
    with serving(databases.fresh("sqlcipher")) as first:
        other = Settings(data=tmp_path / "other")
        result = subprocess.run(_command(other, first.port), capture_output=True, text=True, timeout=60, check=False)
        assert (result.returncode, result.stdout) == (1, "")
        assert f"Port {first.port} of 127.0.0.1 is in use by another program." in result.stderr
        assert not (other.data / "record.db").exists()


def test_the_key_is_in_no_environment_and_on_no_command_line(databases: Databases) -> None:
    settings = databases.fresh("sqlcipher")
    with serving(settings) as server:
        secrets = [path.read_bytes().strip() for path in settings.data.glob("*.key")]
        assert len(secrets) == 2
        seen = b""
        for process in processes_of_group(server.process.pid):
            with contextlib.suppress(OSError):  # the process that printed the ready line may end meanwhile
                for name in ("environ", "cmdline"):
                    seen += (Path("/proc") / str(process) / name).read_bytes()
        assert str(settings.data).encode() in seen
        assert not [secret for secret in secrets if secret in seen]
        status, _, errors = server.stop()
        assert status == 0
        assert not [secret for secret in secrets if secret.decode() in errors]


def test_a_public_address_and_a_certificate_of_the_operator_are_used(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = server_certificate(Settings(data=tmp_path))
    monkeypatch.setenv("FHIRSERVER_PUBLIC_URL", "https://fhir.example.org/r4")
    monkeypatch.setenv("FHIRSERVER_TLS_CERTIFICATE", str(own.chain))
    monkeypatch.setenv("FHIRSERVER_TLS_KEY", str(own.key))
    settings = databases.fresh("sqlcipher")
    with serving(settings) as server:
        assert server.ready == "ready https://fhir.example.org/r4"
        context = ssl.create_default_context(cafile=own.authority)
        with contextlib.closing(http.client.HTTPSConnection("localhost", server.port, context=context)) as connection:
            connection.request("GET", "/r4/metadata")
            capability = json.loads(connection.getresponse().read())
        assert capability["implementation"]["url"] == "https://fhir.example.org/r4"
    assert not (settings.data / "tls").exists()


def test_two_workers_see_each_others_writes(fresh: Settings) -> None:
    with serving(fresh, "--workers", "2") as server:
        location = _create(server, {"resourceType": "Patient"}).split("/fhir/")[1]
        answers: list[int] = []
        threads = [
            threading.Thread(target=lambda: answers.append(server.get(f"/fhir/{location}")[0])) for _ in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [200] * 20
