"""Backend services: clients that act on their own, known by their private key alone.

https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html and
https://www.rfc-editor.org/rfc/rfc6749#section-4.4
"""

from __future__ import annotations

from typing import Any

from fhirserver.access.scopes import granted, parse
from fhirserver.access.tokens import issue_access_token, new_grant
from fhirserver.oauth.errors import InvalidScopeError, UnauthorizedClientError
from fhirserver.oauth.issue import DAY, TokenRequest
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

_OLD = (
    "DELETE FROM oauth_grant WHERE id IN (SELECT id FROM oauth_grant WHERE client_id = :client_id "
    "AND account_id IS NULL AND expires < :before LIMIT 100{})"
)
_FORGET = statement(_OLD.format(""), postgresql=_OLD.format(" FOR UPDATE SKIP LOCKED"))


def exchange(request: TokenRequest, connection: Connection) -> dict[str, Any]:
    """Return an access token for what is asked and registered, and no refresh token.

    Raises UnauthorizedClientError, InvalidScopeError.
    """
    client, now = request.client, request.now
    if client.method != "private_key_jwt":
        raise UnauthorizedClientError(description="A backend service proves who it is by private_key_jwt.")
    scope = system_scope(granted(request.form.get("scope", ""), client.scope))
    if not scope:
        raise InvalidScopeError(description="No scope is asked for that is registered and begins with system/.")
    seconds = request.server.settings.backend_token_seconds
    connection.run(_FORGET, {"client_id": client.id, "before": now - DAY})
    grant_id = new_grant(connection, client_id=client.id, scope=scope, now=now, expires=now + seconds)
    token = issue_access_token(connection, grant_id, scope, now=now, seconds=seconds)
    return {"access_token": token, "token_type": "Bearer", "expires_in": seconds, "scope": scope}


def system_scope(scope: str) -> str:
    """Return those scopes that a client without a user can have."""
    return " ".join(each.text for each in parse(scope) if each.context == "system")
