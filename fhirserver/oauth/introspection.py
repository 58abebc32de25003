"""Introspection: a resource server asks what an access token is good for.

https://www.rfc-editor.org/rfc/rfc7662 and https://hl7.org/fhir/smart-app-launch/STU2.2/token-introspection.html
"""

from __future__ import annotations

from typing import Any

import flask

from fhirserver.access.clients import Client
from fhirserver.access.registration import INTROSPECT
from fhirserver.access.tokens import digest
from fhirserver.oauth.errors import InvalidRequestError, json_answer
from fhirserver.oauth.form import read_form
from fhirserver.oauth.grants import live_grant
from fhirserver.oauth.id_token import identity_claims
from fhirserver.oauth.requests import authenticated_client, instant
from fhirserver.oauth.server import Server
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

INACTIVE: dict[str, Any] = {"active": False}

_FIND = statement(
    "SELECT grant_id, scope, issued, expires FROM access_token "
    "WHERE digest = :digest AND expires > :now AND revoked IS NULL"
)


def introspect(server: Server) -> flask.Response:
    """Answer the current request: what the token is good for, or only that it is not active.

    Raises InvalidClientError without a client that proves who it is, InvalidRequestError.
    """
    now = instant()
    form = read_form()
    authenticated = authenticated_client(server, form, now, confidential=True)
    if authenticated.assertion:
        server.database.write(lambda connection: authenticated.use_up(connection, now))
    token = form.get("token")
    if token is None:
        raise InvalidRequestError(description="The parameter token is missing.")
    with server.database.reading() as connection:
        return json_answer(described(server, connection, authenticated.client, token, now))


def described(server: Server, connection: Connection, client: Client, token: str, now: int) -> dict[str, Any]:
    """Return what ``client`` may know of a token: nothing of one of another client, unless it may introspect those."""
    found = connection.row(_FIND, {"digest": digest(token), "now": now})
    grant = live_grant(connection, found[0], now) if found else None
    if found is None or grant is None or (grant.client_id != client.id and INTROSPECT not in client.scope.split()):
        return INACTIVE
    _, scope, issued, expires = found
    answer: dict[str, Any] = {**grant.context, "active": True, "scope": scope, "client_id": grant.client_id}
    answer |= {"token_type": "Bearer", "exp": expires, "iat": issued}
    scopes = scope.split()
    if grant.identity and "openid" in scopes:
        answer["iss"] = server.issuer
        answer |= identity_claims(grant.identity, scopes, server.settings.base_url)
    return answer
