"""The successful answer of the token endpoint.

https://www.rfc-editor.org/rfc/rfc6749#section-5.1 and
https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#response-5
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fhirserver.access.clients import Client
from fhirserver.access.tokens import digest, issue_access_token, new_secret
from fhirserver.oauth.grants import Grant
from fhirserver.oauth.id_token import id_token
from fhirserver.oauth.server import Server
from fhirserver.oauth.signing_keys import SigningKey
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

DAY = 24 * 60 * 60
REFRESHED = frozenset(("offline_access", "online_access"))
"""Scopes with which a client gets refresh tokens."""

_NEW_REFRESH_TOKEN = statement(
    "INSERT INTO refresh_token (digest, grant_id, issued, expires) VALUES (:digest, :grant_id, :now, :expires)"
)


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """A request of a client that has proven who it is, at the instant ``now``; ``key`` signs id_tokens."""

    server: Server
    client: Client
    form: Mapping[str, str]
    now: int
    key: SigningKey


def issue(request: TokenRequest, connection: Connection, grant: Grant, scope: str, nonce: str | None) -> dict[str, Any]:
    """Return the answer with new tokens of a grant; ``scope`` is all or a part of what was granted."""
    settings = request.server.settings
    seconds = settings.access_token_seconds
    scopes = scope.split()
    # Whatever the context holds, it never takes the place of a token.
    answer: dict[str, Any] = {**grant.context}
    answer["access_token"] = issue_access_token(connection, grant.id, scope, now=request.now, seconds=seconds)
    answer |= {"token_type": "Bearer", "expires_in": seconds, "scope": scope}
    if not REFRESHED.isdisjoint(grant.scope.split()):
        answer["refresh_token"] = _refresh_token(request, connection, grant)
    if grant.identity and "openid" in scopes:
        answer["id_token"] = id_token(
            request.key,
            grant.identity,
            issuer=request.server.issuer,
            base_url=settings.base_url,
            client_id=grant.client_id,
            scope=scope,
            nonce=nonce,
            authenticated=grant.authenticated,
            methods=grant.methods,
            now=request.now,
        )
    return answer


def _refresh_token(request: TokenRequest, connection: Connection, grant: Grant) -> str:
    settings = request.server.settings
    ends = [request.now + settings.refresh_token_days * DAY, grant.created + settings.grant_days * DAY]
    if grant.expires is not None:
        ends.append(grant.expires)
    token = new_secret()
    parameters = {"digest": digest(token), "grant_id": grant.id, "now": request.now, "expires": min(ends)}
    connection.run(_NEW_REFRESH_TOKEN, parameters)
    return token
