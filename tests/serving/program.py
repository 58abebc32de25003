"""A small application behind the real serving code, for the tests of this folder: ``python program.py DATA PORT``."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from flask import Flask, request

from fhirserver.serving import connection
from fhirserver.serving.certificate import server_certificate
from fhirserver.serving.folder import lock_folder, private_folder
from fhirserver.serving.listen import bind
from fhirserver.serving.server import run
from fhirserver.settings import Settings


def application(data: Path) -> Flask:
    """/fhir/metadata says who answers, /length the length of the body; /refuse does not read it, /slow waits."""
    app = Flask(__name__)

    @app.get("/fhir/metadata")
    def metadata() -> dict[str, int]:
        return {"worker": os.getpid(), "server": os.getppid()}

    @app.post("/length")
    def length() -> dict[str, int]:
        return {"length": len(request.get_data())}

    @app.post("/refuse")
    def refuse() -> tuple[str, int]:
        return "too large", 413

    @app.get("/slow")
    def slow() -> str:
        (data / "slow-began").touch()
        while not (data / "slow-may-end").exists():
            threading.Event().wait(0.02)
        return "done"

    return app


if __name__ == "__main__":
    os.umask(0o077)
    connection.HEAD_SECONDS = 2.0  # the tests need not wait as long as a bad line deserves
    settings = Settings(data=Path(sys.argv[1]), port=int(sys.argv[2]), workers=1, threads=2)
    private_folder(settings.data)
    lock_folder(settings.data)
    listeners = bind(settings.host, settings.port)
    run(application(settings.data), settings, server_certificate(settings), listeners)
