"""The token endpoint: who asks, for which kind of grant, and one transaction in which it happens.

https://www.rfc-editor.org/rfc/rfc6749#section-3.2
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import flask

from fhirserver.access.events import record
from fhirserver.oauth import authorization_code, client_credentials, refresh
from fhirserver.oauth.client_authentication import Authenticated
from fhirserver.oauth.errors import (
    InvalidRequestError,
    OAuth2Error,
    UnauthorizedClientError,
    json_answer,
    reason_of,
)
from fhirserver.oauth.form import read_form
from fhirserver.oauth.issue import TokenRequest
from fhirserver.oauth.requests import authenticated_client, instant
from fhirserver.oauth.server import Server
from fhirserver.oauth.signing_keys import signing_key
from fhirserver.store.connection import Connection


class Exchange(NamedTuple):
    """What carries out a grant_type, which one must be registered for it, and what is asked before the transaction."""

    registered: str
    carry_out: Callable[[TokenRequest, Connection], dict[str, Any]]
    refusal: Callable[[TokenRequest], Exception | None] = lambda _: None


_EXCHANGES: Mapping[str, Exchange] = {
    "authorization_code": Exchange("authorization_code", authorization_code.exchange),
    # Whoever may get a code may refresh; whether there is a refresh token is a question of the scope.
    "refresh_token": Exchange("authorization_code", refresh.exchange, refresh.refusal),
    "client_credentials": Exchange("client_credentials", client_credentials.exchange),
}


def token(server: Server) -> flask.Response:
    """Answer the current request.  Raises OAuth2Error, FhirError."""
    now = instant()
    form = read_form()
    grant_type = form.get("grant_type")
    if grant_type is None:
        raise InvalidRequestError(description="The parameter grant_type is missing.")
    if grant_type not in _EXCHANGES:
        raise OAuth2Error(error="unsupported_grant_type", description="This server has no such grant_type.")
    exchange = _EXCHANGES[grant_type]
    authenticated = authenticated_client(server, form, now)
    key = signing_key(server.database, server.sealing, now)
    request = TokenRequest(server, authenticated.client, form, now, key)
    refusal = exchange.refusal(request)

    def work(connection: Connection) -> dict[str, Any] | Exception:
        # What a failed exchange leaves behind (a dead code, an ended grant, the event) is to stand.
        result: dict[str, Any] | Exception
        try:
            result = _exchanged(request, authenticated, exchange, refusal, connection)
        except OAuth2Error as error:
            result = error
        _record(request, connection, reason_of(result) if isinstance(result, Exception) else "success")
        return result

    result = server.database.write(work)
    if isinstance(result, Exception):
        raise result
    return json_answer(result)


def _exchanged(
    request: TokenRequest,
    authenticated: Authenticated,
    exchange: Exchange,
    refusal: Exception | None,
    connection: Connection,
) -> dict[str, Any]:
    authenticated.use_up(connection, request.now)
    if exchange.registered not in request.client.grant_types:
        raise UnauthorizedClientError(description="The client is not registered for this grant_type.")
    if refusal:
        raise refusal
    return exchange.carry_out(request, connection)


def _record(request: TokenRequest, connection: Connection, outcome: str) -> None:
    record(
        connection,
        "token",
        outcome,
        client_id=request.client.id,
        address=flask.request.remote_addr,
        detail={"grant_type": request.form["grant_type"]},
        now=request.now,
    )
