"""Access tokens for tests: one that every database of :mod:`tests.databases` knows, and more on demand."""

from __future__ import annotations

import time

from fhirserver.access.clients import Client, save_client
from fhirserver.access.tokens import digest, issue_access_token, new_grant
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.engine import open_database
from fhirserver.store.sql import statement

TOKEN = "each-database-of-the-tests-knows-this-token"
"""Of the client ``CLIENT`` with the scope ``SCOPE``, good for longer than any test runs."""

CLIENT = "tests"
SCOPE = "system/*.cruds"
SECONDS = 24 * 3600
BEARER = {"Authorization": f"Bearer {TOKEN}"}
"""The header that brings it."""

_FORGET = statement("DELETE FROM access_token WHERE digest = :digest")
_KNOWN = statement("UPDATE access_token SET digest = :digest WHERE digest = :issued")


def add_token(settings: Settings) -> None:
    """Let the database of ``settings``, which must have been migrated, know ``TOKEN``."""
    issue(settings, SCOPE, token=TOKEN)


def issue(settings: Settings, scope: str, *, token: str | None = None, client: str = CLIENT, **grant: object) -> str:
    """Return a new access token with ``scope``; ``grant`` is what else its grant says, such as ``account_id``."""
    database = open_database(settings)
    try:
        return database.write(lambda connection: issue_in(connection, scope, token=token, client=client, **grant))
    finally:
        database.close()


def issue_in(
    connection: Connection, scope: str, *, token: str | None = None, client: str = CLIENT, **grant: object
) -> str:
    """As :func:`issue`, in a transaction; ``token`` is the token that it is to be."""
    now = int(time.time())
    save_client(connection, Client(client, client, "private_key_jwt", scope, now))
    grant_id = new_grant(connection, client_id=client, scope=scope, now=now, **grant)  # type: ignore[arg-type]  # by name
    issued = issue_access_token(connection, grant_id, scope, now=now, seconds=SECONDS)
    if token is not None:
        connection.run(_FORGET, {"digest": digest(token)})
        connection.run(_KNOWN, {"digest": digest(token), "issued": digest(issued)})
    return token or issued
