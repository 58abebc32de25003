"""Authorization codes: made when a person consents, exchanged for tokens once.

https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3 and https://www.rfc-editor.org/rfc/rfc7636#section-4.6
"""

from __future__ import annotations

import hmac
from typing import Any

from authlib.oauth2.rfc7636.challenge import CODE_VERIFIER_PATTERN, create_s256_code_challenge

from fhirserver.access.events import record
from fhirserver.access.tokens import digest, new_secret, revoke_grant
from fhirserver.oauth.errors import InvalidGrantError, InvalidRequestError
from fhirserver.oauth.grants import live_grant
from fhirserver.oauth.issue import TokenRequest, issue
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

CODE_SECONDS = 60

_NEW = statement(
    "INSERT INTO authorization_code (digest, grant_id, redirect_uri, code_challenge, expires) "
    "VALUES (:digest, :grant_id, :redirect_uri, :code_challenge, :expires)"
)
_USE = statement("UPDATE authorization_code SET used = :now WHERE digest = :digest AND used IS NULL")
_FIND = statement(
    "SELECT c.grant_id, c.redirect_uri, c.code_challenge, c.expires, g.client_id, g.account_id "
    "FROM authorization_code c JOIN oauth_grant g ON g.id = c.grant_id WHERE c.digest = :digest"
)


def issue_code(connection: Connection, grant_id: str, redirect_uri: str, code_challenge: str, *, now: int) -> str:
    """Return a new code of a grant, good for a minute.

    ``redirect_uri`` is what the client sent (empty if nothing), ``code_challenge`` is by the method S256.
    """
    code = new_secret()
    parameters = {
        "digest": digest(code),
        "grant_id": grant_id,
        "redirect_uri": redirect_uri,
        "code_challenge": code_challenge,
        "expires": now + CODE_SECONDS,
    }
    connection.run(_NEW, parameters)
    return code


def exchange(request: TokenRequest, connection: Connection) -> dict[str, Any]:
    """Return tokens for a code.  Raises InvalidRequestError, InvalidGrantError; then the code is dead all the same.

    A code that comes a second time has leaked: all that was issued for it ends.
    """
    form, now = request.form, request.now
    code = form.get("code")
    if code is None:
        raise InvalidRequestError(description="The parameter code is missing.")
    found = connection.row(_FIND, {"digest": digest(code)})
    if found is None:
        raise _invalid()
    grant_id, redirect_uri, code_challenge, expires, client_id, account_id = found
    if connection.run(_USE, {"digest": digest(code), "now": now}) != 1:
        revoke_grant(connection, grant_id, now)
        record(connection, "authorization-code", "reuse", client_id=client_id, account_id=account_id, now=now)
        raise _invalid()
    if client_id != request.client.id or expires <= now:
        raise _invalid()
    if not hmac.compare_digest(form.get("redirect_uri", "").encode(), redirect_uri.encode()):
        raise InvalidGrantError(description="The redirect_uri is not that of the authorization request.")
    if not _proves(form.get("code_verifier", ""), code_challenge):
        raise InvalidGrantError(description="The code_verifier does not match the code_challenge.")
    grant = live_grant(connection, grant_id, now)
    if grant is None:
        raise _invalid()
    return issue(request, connection, grant, grant.scope, grant.nonce)


def _proves(verifier: str, challenge: str) -> bool:
    if not CODE_VERIFIER_PATTERN.fullmatch(verifier):
        return False
    return hmac.compare_digest(create_s256_code_challenge(verifier).encode(), challenge.encode())


def _invalid() -> Exception:
    """One error for all codes that cannot be used, so that none tells which there are."""
    error: Exception = InvalidGrantError(description="The code cannot be used.")
    return error
