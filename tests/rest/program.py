"""The whole server on an empty database, for the tests of this folder: ``python program.py DATA PORT``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fhirserver import create_app
from fhirserver.serving.certificate import server_certificate
from fhirserver.serving.folder import lock_folder, private_folder
from fhirserver.serving.listen import bind
from fhirserver.serving.server import run
from fhirserver.settings import Settings
from fhirserver.store.migrate import migrate
from tests.tokens import add_token

if __name__ == "__main__":
    os.umask(0o077)
    settings = Settings(data=Path(sys.argv[1]), port=int(sys.argv[2]), workers=1, threads=2, max_body_bytes=1_000_000)
    private_folder(settings.data)
    lock_folder(settings.data)
    listeners = bind(settings.host, settings.port)
    migrate(settings)
    add_token(settings)
    run(create_app(settings), settings, server_certificate(settings), listeners)
