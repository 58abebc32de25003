"""``python -m bench.authentication``: processor time of a read by id, with the look at its access token and without.

Inside one process, without HTTP; of PostgreSQL only the client's part.  The least of several rounds counts.
"""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

import click
from flask import Flask
from werkzeug.test import EnvironBuilder

from bench.servers import postgresql
from fhirserver import create_app
from fhirserver.access.caller import Caller
from fhirserver.access.clients import Client, save_client
from fhirserver.access.tokens import issue_access_token, new_grant
from fhirserver.rest import application
from fhirserver.rest.authentication import context_for
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.migrate import migrate

SCOPE = "system/*.cruds"
ROUNDS = 12
READS = 1000


@click.command()
def main() -> None:
    """Print microseconds a read, on both engines."""
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder) / "postgresql") as url:
        for engine, database_url in (("sqlcipher", None), ("postgresql", url)):
            settings = Settings(data=Path(folder) / f"{engine}-data", database_url=database_url)
            settings.data.mkdir(mode=0o700)
            migrate(settings)
            with_token, without = _measured(create_app(settings))
            click.echo(f"{engine}: {with_token:.0f} us with, {without:.0f} us without: {with_token - without:.0f} us")


def _measured(app: Flask) -> tuple[float, float]:
    token = app.extensions["repository"].database.write(_issue)
    about = {"Authorization": f"Bearer {token}", "Content-Type": "application/fhir+json"}
    _ask(
        app, EnvironBuilder("/fhir/Patient/p", method="PUT", data=b'{"resourceType":"Patient","id":"p"}', headers=about)
    )
    read = EnvironBuilder("/fhir/Patient/p", headers=about)
    known = Caller("bench", None, None, frozenset(), SCOPE)
    # Who asks is known without looking; what they may do is worked out as ever.
    unlooked = mock.patch.object(application, "authenticate", lambda context, *_: context_for(context, known))
    looked, found = [], []
    for _ in range(ROUNDS):
        looked.append(_seconds(app, read))
        with unlooked:
            found.append(_seconds(app, read))
    app.extensions["repository"].close()
    return min(looked) * 1e6, min(found) * 1e6


def _seconds(app: Flask, asked: EnvironBuilder) -> float:
    started = time.process_time()
    for _ in range(READS):
        _ask(app, asked)
    return (time.process_time() - started) / READS


def _ask(app: Flask, asked: EnvironBuilder) -> None:
    environ: dict[str, Any] = asked.get_environ()
    environ.setdefault("wsgi.input", io.BytesIO())
    statuses: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        statuses.append(status)

    b"".join(app(environ, start))
    if statuses[0][:2] != "20":
        raise RuntimeError(f"answered {statuses[0]}")


def _issue(connection: Connection) -> str:
    now = int(time.time())
    save_client(connection, Client("bench", "bench", "private_key_jwt", SCOPE, now))
    grant = new_grant(connection, client_id="bench", scope=SCOPE, now=now)
    return issue_access_token(connection, grant, SCOPE, now=now, seconds=3600)


if __name__ == "__main__":
    main()
