"""Which client asks, and the proof: exactly one, by exactly the method that the client is registered with.

https://www.rfc-editor.org/rfc/rfc6749#section-2.3 and
https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_plus

from fhirserver.access.clients import Client, find_client
from fhirserver.access.tokens import digest
from fhirserver.oauth.assertions import ASSERTION_TYPE, AssertionId, claimed_client, use, verify
from fhirserver.oauth.errors import InvalidRequestError, OAuth2Error, refused_client
from fhirserver.oauth.server import Server
from fhirserver.store.connection import Connection

_NOBODY = "0" * 64
"""The digest of no secret."""


@dataclass(frozen=True, slots=True)
class Authenticated:
    """A client that has proven who it is; its assertion is to be used up in the transaction of what it asks for."""

    client: Client
    assertion: AssertionId | None = None

    def use_up(self, connection: Connection, now: int) -> None:
        """Use up the assertion, if there is one.  Raises InvalidClientError if it was used before."""
        if self.assertion:
            use(connection, self.assertion, now)


@dataclass(frozen=True, slots=True)
class _Presented:
    method: str
    client_id: str | None
    proof: str = ""


def authenticate(
    server: Server, form: Mapping[str, str], authorization: str | None, now: int, *, confidential: bool = False
) -> Authenticated:
    """Return the client of a request with this form and this Authorization header.

    ``confidential`` asks for one that has proven something.  Raises InvalidClientError, which is the same whatever is
    wrong with client or proof; InvalidRequestError for more than one proof.
    """
    presented = _presented(form, authorization)
    with server.database.reading() as connection:
        client = find_client(connection, presented.client_id) if presented.client_id else None
    known = client if client and client.usable(now) and client.method == presented.method else None
    assertion = None
    if presented.method == "private_key_jwt":
        assertion = verify(presented.proof, known, server.key_sets, server.token_endpoint, now)
    elif presented.method != "none":
        expected = known.secret if known and known.secret else _NOBODY
        if not hmac.compare_digest(digest(presented.proof).hex(), expected):
            raise refused_client("wrong secret" if known else _why(client, now))
    if known is None:
        raise refused_client(_why(client, now))
    if confidential and known.method == "none":
        raise refused_client("public client")
    return Authenticated(known, assertion)


def claimed_id(form: Mapping[str, str], authorization: str | None) -> str | None:
    """Return the client that a request says it comes from, of which nothing is proven; None if it does not say."""
    try:
        return _presented(form, authorization).client_id
    except OAuth2Error:
        return None


def _why(client: Client | None, now: int) -> str:
    if client is None:
        return "unknown client"
    return "another method is registered" if client.usable(now) else "client not active"


def _presented(form: Mapping[str, str], authorization: str | None) -> _Presented:
    ways = [
        authorization is not None,
        "client_secret" in form,
        "client_assertion" in form or "client_assertion_type" in form,
    ]
    # WSGI joins headers of the same name.
    if sum(ways) > 1 or (authorization and "," in authorization):
        raise InvalidRequestError(description="The client proves who it is in more than one way.")
    if authorization is not None:
        return _basic(form, authorization)
    if "client_secret" in form:
        return _Presented("client_secret_post", form.get("client_id"), form["client_secret"])
    if "client_assertion" in form or "client_assertion_type" in form:
        return _asserted(form)
    return _Presented("none", form.get("client_id"))


def _basic(form: Mapping[str, str], header: str) -> _Presented:
    """https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1: both are form-encoded, then as in RFC 7617."""
    scheme, _, encoded = header.partition(" ")
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode()
    except ValueError:
        text = ""
    name, colon, secret = text.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise refused_client("not an Authorization header of a client")
    client_id = unquote_plus(name)
    if form.get("client_id", client_id) != client_id:
        raise InvalidRequestError(description="The request names two clients.")
    return _Presented("client_secret_basic", client_id, unquote_plus(secret))


def _asserted(form: Mapping[str, str]) -> _Presented:
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise refused_client("wrong client_assertion_type")
    assertion = form.get("client_assertion", "")
    client_id = claimed_client(assertion)
    if form.get("client_id", client_id) != client_id:
        raise refused_client("the assertion is of another client")
    return _Presented("private_key_jwt", client_id, assertion)
