"""Revocation: a client gives back a token that it does not need any more.  https://www.rfc-editor.org/rfc/rfc7009"""

from __future__ import annotations

import flask

from fhirserver.access.events import record
from fhirserver.access.tokens import digest, revoke_grant
from fhirserver.oauth.errors import InvalidRequestError, OAuth2Error, json_answer
from fhirserver.oauth.form import read_form
from fhirserver.oauth.requests import authenticated_client, instant
from fhirserver.oauth.server import Server
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

_REFRESH_TOKEN = statement(
    "SELECT g.id FROM refresh_token r JOIN oauth_grant g ON g.id = r.grant_id "
    "WHERE r.digest = :digest AND g.client_id = :client_id"
)
_ACCESS_TOKEN = statement(
    "UPDATE access_token SET revoked = :now WHERE digest = :digest AND revoked IS NULL "
    "AND grant_id IN (SELECT id FROM oauth_grant WHERE client_id = :client_id)"
)


def revoke(server: Server) -> flask.Response:
    """Answer the current request: a refresh token ends with all that was granted with it, an access token alone.

    A token that there is not, or that is another client's, is answered as one that was revoked.  Raises
    InvalidClientError, InvalidRequestError.
    """
    now = instant()
    form = read_form()
    authenticated = authenticated_client(server, form, now)
    client_id = authenticated.client.id
    token = form.get("token")

    def work(connection: Connection) -> Exception | None:
        try:
            authenticated.use_up(connection, now)
        except OAuth2Error as error:
            failure: Exception = error
            return failure
        if token is None:
            return None
        row = connection.row(_REFRESH_TOKEN, {"digest": digest(token), "client_id": client_id})
        if row:
            ended = revoke_grant(connection, row[0], now)
        else:
            ended = connection.run(_ACCESS_TOKEN, {"digest": digest(token), "client_id": client_id, "now": now}) > 0
        if ended:
            address = flask.request.remote_addr
            record(connection, "revocation", "success", client_id=client_id, address=address, now=now)
        return None

    failure = server.database.write(work)
    if failure:
        raise failure
    if token is None:
        raise InvalidRequestError(description="The parameter token is missing.")
    return json_answer({})
