"""Grants and access tokens: opaque, and known to the database only by their digests.

A grant is what a client was given, by a person or by registration.  Whatever it is used with hangs on it and ends with
it.  https://www.rfc-editor.org/rfc/rfc6749#section-1.4
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from fhirserver.access.caller import Caller
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

SECRET_BYTES = 32
REMEMBERED_SECONDS = 24 * 3600
"""How long it is known of an access token that it has expired."""

_ID_BYTES = 16

_LOOK_UP = """
SELECT g.client_id, g.account_id, a.fhir_user, t.scope, g.context, g.id,
  (SELECT string_agg(r.role, ' ') FROM account_role r WHERE r.account_id = g.account_id),
  (SELECT string_agg(CAST(e.patient_pk AS text), ' ') FROM emergency_access e
   WHERE e.account_id = g.account_id AND e.started <= :now AND e.expires > :now AND e.ended IS NULL),
  EXISTS (SELECT 1 FROM consent_provision)
FROM access_token t
JOIN oauth_grant g ON g.id = t.grant_id
JOIN oauth_client c ON c.id = g.client_id
LEFT JOIN account a ON a.id = g.account_id
LEFT JOIN account_session s ON s.id = g.session_id
WHERE t.digest = :digest AND t.expires > :now AND t.revoked IS NULL
  AND g.revoked IS NULL AND (g.expires IS NULL OR g.expires > :now)
  AND c.active AND (c.expires IS NULL OR c.expires > :now)
  AND (g.account_id IS NULL OR a.active)
  AND (g.session_id IS NULL OR s.expires > :now)"""
_FIND_CALLER = statement(_LOOK_UP.replace("string_agg", "group_concat"), postgresql=_LOOK_UP)
_ENDED = statement(
    "SELECT g.client_id, g.account_id, t.expires <= :now FROM access_token t JOIN oauth_grant g ON g.id = t.grant_id "
    "WHERE t.digest = :digest"
)
_NEW_GRANT = statement(
    "INSERT INTO oauth_grant (id, client_id, account_id, session_id, scope, context, nonce, authenticated, methods, "
    "created, expires) VALUES (:id, :client_id, :account_id, :session_id, :scope, :context, :nonce, :authenticated, "
    ":methods, :now, :expires)"
)
_NEW_TOKEN = statement(
    "INSERT INTO access_token (digest, grant_id, scope, issued, expires) "
    "VALUES (:digest, :grant_id, :scope, :now, :expires)"
)
_FORGET = statement(
    "DELETE FROM access_token WHERE digest IN (SELECT digest FROM access_token WHERE expires <= :before LIMIT 100)",
    postgresql="DELETE FROM access_token WHERE digest IN "
    "(SELECT digest FROM access_token WHERE expires <= :before LIMIT 100 FOR UPDATE SKIP LOCKED)",
)
_REVOKE_GRANT = statement("UPDATE oauth_grant SET revoked = :now WHERE id = :id AND revoked IS NULL")


@dataclass(frozen=True, slots=True)
class Ended:
    """Whose a token was that opens nothing any more, and whether its time was over, else it was taken away."""

    client_id: str
    account_id: str | None
    expired: bool


def digest(secret: str) -> bytes:
    """Return under what a secret is stored: its SHA-256 digest.  Secrets are random, so no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def new_secret() -> str:
    """Return a new token, code, cookie or client secret: 256 random bits as base64url."""
    return secrets.token_urlsafe(SECRET_BYTES)


def look_up(connection: Connection, token: str, now: int) -> Caller | None:
    """Return who presents an access token at the instant ``now``; None if it opens nothing.

    One SQL statement.  It opens nothing if it is unknown, expired or revoked, or if what it hangs on is not good any
    more: the grant, the client, the person, the browser session that online access ends with.
    """
    row = connection.row(_FIND_CALLER, {"digest": digest(token), "now": now})
    if row is None:
        return None
    client_id, account_id, fhir_user, scope, context, grant_id, roles, patients, consents = row
    return Caller(
        client_id=client_id,
        account_id=account_id,
        fhir_user=fhir_user,
        roles=frozenset(roles.split()) if roles else frozenset(),
        scope=scope,
        context=_object(context),
        grant_id=grant_id,
        emergency=frozenset(map(int, patients.split())) if patients else frozenset(),
        consents=bool(consents),
    )


def look_up_ended(connection: Connection, token: str, now: int) -> Ended | None:
    """Return whose a token was that opens nothing any more; None if it never was one, or was forgotten since."""
    row = connection.row(_ENDED, {"digest": digest(token), "now": now})
    return Ended(row[0], row[1], bool(row[2])) if row else None


def new_grant(
    connection: Connection,
    *,
    client_id: str,
    account_id: str | None = None,
    session_id: str | None = None,
    scope: str,
    context: Mapping[str, object] | None = None,
    nonce: str | None = None,
    authenticated: int | None = None,
    methods: Iterable[str] = (),
    now: int,
    expires: int | None = None,
) -> str:
    """Store what a client is granted, and return the id of the grant.

    ``account_id`` is the person who grants (None: client credentials), ``session_id`` the browser session with which
    online access ends, ``context`` the launch context as in the token response, ``authenticated`` and ``methods`` are
    auth_time and amr of the id_token.
    """
    grant_id = secrets.token_urlsafe(_ID_BYTES)
    connection.run(
        _NEW_GRANT,
        {
            "id": grant_id,
            "client_id": client_id,
            "account_id": account_id,
            "session_id": session_id,
            "scope": scope,
            "context": _text(context or {}),
            "nonce": nonce,
            "authenticated": authenticated,
            "methods": _text(tuple(methods)),
            "now": now,
            "expires": expires,
        },
    )
    return grant_id


def issue_access_token(connection: Connection, grant_id: str, scope: str, *, now: int, seconds: int) -> str:
    """Return a new access token of a grant; ``scope`` is all or a part of what was granted.

    Some of those that have been over for a day are forgotten: as many go as come.
    """
    connection.run(_FORGET, {"before": now - REMEMBERED_SECONDS})
    token = new_secret()
    parameters = {
        "digest": digest(token),
        "grant_id": grant_id,
        "scope": scope,
        "now": now,
        "expires": now + seconds,
    }
    connection.run(_NEW_TOKEN, parameters)
    return token


def revoke_grant(connection: Connection, grant_id: str, now: int) -> bool:
    """End a grant and everything that hangs on it; False if that was done before, or there is none."""
    return connection.run(_REVOKE_GRANT, {"now": now, "id": grant_id}) > 0


def _object(text: str) -> dict[str, Any]:
    return {} if text == "{}" else msgspec.json.decode(text, type=dict[str, Any])


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
