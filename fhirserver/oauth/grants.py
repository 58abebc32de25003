"""What was granted to a client, as long as all that it hangs on is good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from fhirserver.oauth.id_token import Identity
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

_LIVE = statement("""
SELECT g.id, g.client_id, g.account_id, g.session_id, g.scope, g.context, g.nonce, g.authenticated, g.methods,
  g.created, g.expires, a.name, a.fhir_user
FROM oauth_grant g
JOIN oauth_client c ON c.id = g.client_id
LEFT JOIN account a ON a.id = g.account_id
LEFT JOIN account_session s ON s.id = g.session_id
WHERE g.id = :id AND g.revoked IS NULL AND (g.expires IS NULL OR g.expires > :now)
  AND c.active AND (c.expires IS NULL OR c.expires > :now)
  AND (g.account_id IS NULL OR a.active)
  AND (g.session_id IS NULL OR s.expires > :now)""")


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant; the fields are columns of the table ``oauth_grant``, and whose it is."""

    id: str
    client_id: str
    account_id: str | None
    session_id: str | None
    scope: str
    context: Mapping[str, Any]
    nonce: str | None
    authenticated: int | None
    methods: tuple[str, ...]
    created: int
    expires: int | None
    identity: Identity | None


def live_grant(connection: Connection, grant_id: str, now: int) -> Grant | None:
    """Return a grant, None if it, its client, its person or the session that it ends with is not good any more."""
    row = connection.row(_LIVE, {"id": grant_id, "now": now})
    if row is None:
        return None
    id_, client_id, account_id, session_id, scope, context, nonce, authenticated, methods, created, expires, *who = row
    return Grant(
        id=id_,
        client_id=client_id,
        account_id=account_id,
        session_id=session_id,
        scope=scope,
        context=msgspec.json.decode(context, type=dict[str, Any]),
        nonce=nonce,
        authenticated=authenticated,
        methods=msgspec.json.decode(methods, type=tuple[str, ...]),
        created=created,
        expires=expires,
        identity=Identity(account_id, who[0], who[1]) if account_id else None,
    )
