"""No key stands where others could read it: environment, arguments, log, output, files of the running server."""

from __future__ import annotations

import http.client
import signal
import sys
from pathlib import Path

from fhirserver.settings import Settings
from tests.serving.running import free_port, processes_of_group, running
from tests.tokens import BEARER


def test_a_running_server_shows_its_keys_to_nobody(engine_settings: Settings) -> None:
    data, port = engine_settings.data, free_port()
    keys = {file.name: file.read_text().strip() for file in data.glob("*.key")}
    assert keys.keys() >= {"key-encryption.key"}
    words = [sys.executable, "-m", "fhirserver.cli", "--data", str(data), "serve", "--port", str(port)]
    environment = {"FHIRSERVER_DATABASE_URL": engine_settings.database_url or "", "FHIRSERVER_LOG_LEVEL": "debug"}
    if engine_settings.database_url is None:
        del environment["FHIRSERVER_DATABASE_URL"]
    with running(words, port, data, environment) as server:
        for path in ("/fhir/metadata", "/fhir/Patient/p1", "/fhir/_history"):
            status, body = server.get(path)
            assert status in (200, 404)
            assert not any(key.encode() in body for key in keys.values())
        connection: http.client.HTTPSConnection = server.connect()
        connection.request(
            "POST", "/fhir/Patient", b'{"resourceType":"Patient"}', {"Content-Type": "application/fhir+json", **BEARER}
        )
        assert connection.getresponse().status == 201
        connection.close()
        processes = processes_of_group(server.process.pid)
        assert len(processes) >= 2
        for number in processes:
            for name in ("environ", "cmdline"):
                shown = Path(f"/proc/{number}/{name}").read_bytes()
                assert not any(key.encode() in shown or bytes.fromhex(key) in shown for key in keys.values())
        _, output, errors = server.stop(signal.SIGTERM)
    for key in keys.values():
        assert key not in output + errors
        assert key.upper() not in output + errors
    for file in data.rglob("*"):
        if file.is_file() and file.name not in keys:
            content = file.read_bytes()
            assert not any(key.encode() in content or bytes.fromhex(key) in content for key in keys.values()), file
        if file.suffix == ".key":
            assert file.stat().st_mode & 0o077 == 0
