"""Two server processes behind the guard, whose answers say which one it was."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flask import Flask

from fhirserver.serving.certificate import server_certificate
from fhirserver.serving.folder import lock_folder, private_folder
from fhirserver.serving.listen import bind
from fhirserver.serving.server import run
from fhirserver.settings import Settings
from fhirserver.transport import guard
from fhirserver.transport.limits import Limits

SIGN_INS_PER_MINUTE = 10


def application(settings: Settings) -> Flask:
    app = Flask(__name__)

    @app.get("/fhir/metadata")
    def metadata() -> dict[str, int]:
        return {"worker": os.getpid()}

    @app.post("/sign-in")
    def sign_in() -> str:
        return "signed in"

    @app.get("/broken")
    def broken() -> str:
        raise SystemError("secret")

    guard.install(app, settings, Limits(settings))
    return app


if __name__ == "__main__":
    os.umask(0o077)
    settings = Settings(
        data=Path(sys.argv[1]),
        port=int(sys.argv[2]),
        workers=2,
        threads=8,
        sign_in_requests_per_minute=SIGN_INS_PER_MINUTE,
    )
    private_folder(settings.data)
    lock_folder(settings.data)
    listeners = bind(settings.host, settings.port)
    run(application(settings), settings, server_certificate(settings), listeners)
