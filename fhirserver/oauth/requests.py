"""What the endpoints that clients call have in common: the time, the client, and what is recorded if it is refused."""

from __future__ import annotations

import time
from collections.abc import Mapping

import flask

from fhirserver.access.events import record
from fhirserver.oauth.client_authentication import Authenticated, authenticate, claimed_id
from fhirserver.oauth.errors import OAuth2Error, reason_of
from fhirserver.oauth.server import Server
from fhirserver.store.connection import Connection


def instant() -> int:
    """Return the present as a NumericDate."""
    return int(time.time())


def authenticated_client(
    server: Server, form: Mapping[str, str], now: int, *, confidential: bool = False
) -> Authenticated:
    """Return the client of the current request; a refusal is recorded.  Raises what ``authenticate`` raises."""
    authorization = flask.request.headers.get("Authorization")
    try:
        authenticated = authenticate(server, form, authorization, now, confidential=confidential)
    except OAuth2Error as error:
        reason, client_id = reason_of(error), claimed_id(form, authorization)
        address = flask.request.remote_addr

        def work(connection: Connection) -> None:
            detail = {"client": client_id[:100]} if client_id else None
            record(connection, "client-authentication", reason, address=address, detail=detail, now=now)

        server.database.write(work)
        raise
    flask.g.oauth_client_id = authenticated.client.id
    return authenticated
