"""``python -m bench.authentication``: processor time of a read by id, with the look at its access token and without.

Inside one process, without HTTP; of PostgreSQL only the client's part.  The least of several rounds counts.
"""

from __future__ import annotations

import io
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import click
from flask import Flask
from werkzeug.test import EnvironBuilder

from bench.servers import postgresql
from fhirserver import create_app
from fhirserver.access.caller import Caller
from fhirserver.access.clients import Client, find_client, save_client
from fhirserver.access.tokens import issue_access_token, new_grant
from fhirserver.accounts.accounts import add_account
from fhirserver.json_format import encode
from fhirserver.rest import application
from fhirserver.rest.authentication import context_for
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.migrate import migrate

SCOPE = "system/*.cruds"
TOKENS: dict[str, tuple[str, frozenset[str], str | None]] = {
    "a machine": (SCOPE, frozenset(), None),
    "an app of a patient": ("patient/*.rs", frozenset(), "p"),
    "a physician": ("user/*.rs", frozenset({"physician"}), None),
}
"""Whose tokens: scope, roles, patient of the launch."""

RECORD = (
    {"resourceType": "Practitioner", "id": "d"},
    {"resourceType": "Patient", "id": "p", "generalPractitioner": [{"reference": "Practitioner/d"}]},
)
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
            without, *added = _measured(create_app(settings))
            shown = ", ".join(f"{who} {more:.0f} us" for who, more in zip(TOKENS, added, strict=True))
            click.echo(f"{engine}: {without:.0f} us without authorisation; with that of {shown} more")


def _measured(app: Flask) -> list[float]:
    """Microseconds of a read of which everything is allowed without a look, and how many more for each token."""
    tokens = [app.extensions["repository"].database.write(partial(_issue, *each)) for each in TOKENS.values()]
    for document in RECORD:
        _ask(app, _request(tokens[0], document))
    reads = [_request(token) for token in tokens]
    known = Caller("bench", None, None, frozenset(), SCOPE)
    unlooked = mock.patch.object(application, "authenticate", lambda context, *_: context_for(context, known))
    found = []
    looked: list[list[float]] = [[] for _ in reads]
    for _ in range(ROUNDS):
        with unlooked:
            found.append(_seconds(app, reads[0]))
        for read, times in zip(reads, looked, strict=True):
            times.append(_seconds(app, read))
    app.extensions["repository"].close()
    least = min(found) * 1e6
    return [least, *(min(times) * 1e6 - least for times in looked)]


def _request(token: str, document: dict[str, Any] | None = None) -> EnvironBuilder:
    """A read of the Patient, or the update that makes ``document``."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/fhir+json"}
    if document is None:
        return EnvironBuilder("/fhir/Patient/p", headers=headers)
    path = f"/fhir/{document['resourceType']}/{document['id']}"
    return EnvironBuilder(path, method="PUT", data=encode(document), headers=headers)


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


def _issue(scope: str, roles: frozenset[str], patient: str | None, connection: Connection) -> str:
    now = int(time.time())
    if find_client(connection, "bench") is None:
        save_client(connection, Client("bench", "bench", "private_key_jwt", SCOPE, now))
    account = None
    if roles:
        account = add_account(connection, username="ann", name="Ann", roles=roles, fhir_user="Practitioner/d", now=now)
    grant = new_grant(
        connection,
        client_id="bench",
        account_id=account.id if account else None,
        scope=scope,
        context={"patient": patient} if patient else {},
        now=now,
    )
    return issue_access_token(connection, grant, scope, now=now, seconds=3600)


if __name__ == "__main__":
    main()
