"""Who has signed in, for an app that holds an access token with the scope openid.

https://openid.net/specs/openid-connect-core-1_0.html#UserInfo and https://www.rfc-editor.org/rfc/rfc6750
"""

from __future__ import annotations

import flask

from fhirserver.access.tokens import look_up
from fhirserver.oauth.errors import json_answer
from fhirserver.oauth.grants import live_grant
from fhirserver.oauth.id_token import identity_claims
from fhirserver.oauth.requests import instant
from fhirserver.oauth.server import Server


def userinfo(server: Server) -> flask.Response:
    """Answer the current request; the token is good in the Authorization header only."""
    request = flask.request
    authorization = request.headers.get("Authorization", "")
    # WSGI joins headers of the same name.
    if "," in authorization or request.query_string:
        return _refused(400, "invalid_request")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return _refused(401, None)
    now = instant()
    with server.database.reading() as connection:
        caller = look_up(connection, token.strip(), now)
        grant = live_grant(connection, caller.grant_id, now) if caller and caller.grant_id else None
    if caller is None or grant is None:
        return _refused(401, "invalid_token")
    flask.g.oauth_client_id = grant.client_id
    scopes = (caller.scope or "").split()
    if grant.identity is None or "openid" not in scopes:
        return _refused(403, "insufficient_scope")
    return json_answer(identity_claims(grant.identity, scopes, server.settings.base_url))


def _refused(status: int, error: str | None) -> flask.Response:
    """https://www.rfc-editor.org/rfc/rfc6750#section-3.1: without any proof, no error is named."""
    challenge = f'Bearer error="{error}"' if error else "Bearer"
    return json_answer({"error": error} if error else {}, status, {"WWW-Authenticate": challenge})
