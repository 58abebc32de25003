"""Who asks: the access token of a request, looked at before anything else of it is.

https://www.rfc-editor.org/rfc/rfc6750, of whose three ways to send a token only the header is open: addresses are
logged and remembered, and bodies are not read before it is clear who sends them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from fhirserver.access.caller import Caller
from fhirserver.access.policy import permission_of
from fhirserver.access.role_rules import house_of
from fhirserver.access.tokens import look_up, look_up_ended
from fhirserver.errors import FhirError, Invalid, Unauthorized
from fhirserver.interactions.request import Context
from fhirserver.rest.refusals import Refusals

OPEN = frozenset({("GET", "metadata"), ("HEAD", "metadata")})
"""What needs no token: what the server can do is no secret.  https://hl7.org/fhir/R4/security.html"""

_CREDENTIALS = re.compile(r"bearer +([A-Za-z0-9\-._~+/]+=*) *", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""The form of the tokens that are issued here; what has another one is not looked up."""


def authenticate(context: Context, environ: Mapping[str, str], path: str, refusals: Refusals) -> Context:
    """Return ``context`` for the caller of the request ``environ`` (WSGI) to the FHIR address ``path``.

    Raises Unauthorized (401) with a challenge, Invalid (400) for credentials that are malformed or stand where they may
    not, Unavailable.
    """
    if (environ["REQUEST_METHOD"], path) in OPEN:
        return context
    _check_address(environ.get("QUERY_STRING", ""))
    token = _bearer(environ.get("HTTP_AUTHORIZATION"))
    now = int(time.time())
    database = context.repository.database
    if _TOKEN.fullmatch(token):
        with database.reading() as connection:
            caller = look_up(connection, token, now)
            ended = None if caller else look_up_ended(connection, token, now)
        if caller:
            return context_for(context, caller, now)
    else:
        ended = None
    refusals.record(database, ended, environ.get("REMOTE_ADDR"), now)
    if ended and ended.expired:
        raise _unauthorized("The access token has expired.", "expired", "invalid_token")
    raise _unauthorized("The access token is not valid here, or not any more.", "login", "invalid_token")


def context_for(context: Context, caller: Caller, now: int | None = None) -> Context:
    """Return ``context`` for what ``caller`` may do at the instant ``now``, however it has shown who it is."""
    now = int(time.time()) if now is None else now
    house = house_of(context.settings.relation_modes, context.settings.consent_default)
    return replace(context, caller=caller, permission=permission_of(caller, now, house))


def _bearer(header: str | None) -> str:
    if header is None:
        raise _unauthorized("An access token is needed: Authorization: Bearer ...", "login")
    if "," in header:
        # WSGI joins headers of the same name so; no token has a comma.
        raise _malformed("There is more than one Authorization header.")
    if header.split(None, 1)[:1] and header.split(None, 1)[0].lower() != "bearer":
        raise _unauthorized("The access token is sent as Authorization: Bearer ...; nothing else is known.", "login")
    found = _CREDENTIALS.fullmatch(header)
    if found is None:
        raise _malformed("The Authorization header is not the word Bearer and a token.")
    return found[1]


def _check_address(query: str) -> None:
    if "access" in query and any(name == "access_token" for name, _ in parse_qsl(query, keep_blank_values=True)):
        raise _malformed("An access token does not belong into an address; this one is to be revoked.")


def _malformed(diagnostics: str) -> FhirError:
    return Invalid(diagnostics, code="security", headers=_challenge("invalid_request"))


def _unauthorized(diagnostics: str, code: str, error: str | None = None) -> FhirError:
    return Unauthorized(diagnostics, code=code, headers=_challenge(error))


def _challenge(error: str | None) -> dict[str, str]:
    """https://www.rfc-editor.org/rfc/rfc6750#section-3: no error where no token was sent."""
    return {"WWW-Authenticate": 'Bearer realm="fhir"' + (f', error="{error}"' if error else "")}
