"""Refresh tokens: each is used once and yields the next; one that comes again ends all of them.

https://www.rfc-editor.org/rfc/rfc6749#section-6 and https://www.rfc-editor.org/rfc/rfc9700#section-4.14
"""

from __future__ import annotations

from typing import Any

import msgspec

from fhirserver.access.events import record
from fhirserver.access.scopes import is_within, parse
from fhirserver.access.tokens import digest, revoke_grant
from fhirserver.accounts.accounts import find_account
from fhirserver.oauth.errors import InvalidGrantError, InvalidRequestError, InvalidScopeError
from fhirserver.oauth.grants import live_grant
from fhirserver.oauth.issue import TokenRequest, issue
from fhirserver.oauth.pickers import acting, read
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

_PURPOSE = "answer to the use of a refresh token"

_FIND = statement(
    "SELECT r.grant_id, r.expires, g.client_id FROM refresh_token r JOIN oauth_grant g ON g.id = r.grant_id "
    "WHERE r.digest = :digest"
)
_USE = statement("UPDATE refresh_token SET used = :now WHERE digest = :digest AND used IS NULL")
_USED = statement("SELECT used, answer FROM refresh_token WHERE digest = :digest")
_KEEP = statement("UPDATE refresh_token SET answer = :answer WHERE digest = :digest")
_FORGET = statement("UPDATE refresh_token SET answer = NULL WHERE grant_id = :grant_id AND answer IS NOT NULL")


def refusal(request: TokenRequest) -> Exception | None:
    """Return why nothing is refreshed whatever else is right: the person has no role any more, or lost the patient.

    It is looked up before the transaction of the exchange, as it may take longer; each request of the new token will
    be looked at again.
    """
    server, token = request.server, request.form.get("refresh_token", "")
    with server.database.reading() as connection:
        found = connection.row(_FIND, {"digest": digest(token)})
        grant = live_grant(connection, found[0], request.now) if found else None
        account = find_account(connection, grant.account_id) if grant and grant.account_id else None
    if grant is None or account is None:
        return None
    patient = grant.context.get("patient")
    lost = isinstance(patient, str) and read(acting(server.context, account), "Patient", patient) is None
    return _invalid() if lost or not account.roles else None


def exchange(request: TokenRequest, connection: Connection) -> dict[str, Any]:
    """Return new tokens for a refresh token; no ``scope`` means all that was granted.

    A client that did not get the answer may ask again for some seconds, and gets the same.  Raises
    InvalidRequestError, InvalidGrantError, InvalidScopeError.
    """
    form, now = request.form, request.now
    token = form.get("refresh_token")
    if token is None:
        raise InvalidRequestError(description="The parameter refresh_token is missing.")
    found = connection.row(_FIND, {"digest": digest(token)})
    if found is None:
        raise _invalid()
    grant_id, expires, client_id = found
    if client_id != request.client.id:
        # Whoever has it has not got it from here.
        _end(request, connection, grant_id, "another client")
        raise _invalid()
    grant = live_grant(connection, grant_id, now)
    if grant is None or expires <= now:
        raise _invalid()
    scope = _narrowed(grant.scope, form.get("scope"))
    if connection.run(_USE, {"digest": digest(token), "now": now}) != 1:
        return _again(request, connection, grant_id, token, scope)
    connection.run(_FORGET, {"grant_id": grant_id})
    answer = issue(request, connection, grant, scope, None)
    sealed = request.server.sealing.seal(_PURPOSE, digest(token) + msgspec.json.encode(answer))
    connection.run(_KEEP, {"digest": digest(token), "answer": sealed})
    return answer


def _narrowed(granted: str, requested: str | None) -> str:
    if requested is None:
        return granted
    limits, wanted = parse(granted), [parse(each) for each in requested.split()]
    if not all(scopes and any(is_within(scopes[0], limit) for limit in limits) for scopes in wanted):
        raise InvalidScopeError(description="More is asked for than was granted.")
    return " ".join(dict.fromkeys(requested.split())) or granted


def _again(request: TokenRequest, connection: Connection, grant_id: str, token: str, scope: str) -> dict[str, Any]:
    row = connection.row(_USED, {"digest": digest(token)})
    used, sealed = row or (0, None)
    # Once the answer was made use of, it has arrived, and this is somebody else.
    if sealed is None or request.now - used >= request.server.settings.refresh_grace_seconds:
        _end(request, connection, grant_id, "reuse")
        raise _invalid()
    opened = request.server.sealing.open(_PURPOSE, sealed)
    if opened[:32] != digest(token):
        raise _invalid()
    answer: dict[str, Any] = msgspec.json.decode(opened[32:])
    if set(answer["scope"].split()) != set(scope.split()):
        raise _invalid()
    return answer


def _end(request: TokenRequest, connection: Connection, grant_id: str, outcome: str) -> None:
    revoke_grant(connection, grant_id, request.now)
    detail = {"grant": grant_id}
    record(connection, "refresh-token", outcome, client_id=request.client.id, detail=detail, now=request.now)


def _invalid() -> Exception:
    """One error for all refresh tokens that cannot be used, so that none tells which there are."""
    error: Exception = InvalidGrantError(description="The refresh token cannot be used.")
    return error
