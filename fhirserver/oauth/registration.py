"""Clients that register themselves, if the operator lets them, with a token that the operator gave them.

https://www.rfc-editor.org/rfc/rfc7591.  What they may ask for is limited to one patient's record: anything beyond is
registered by the operator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flask
import msgspec

from fhirserver.access.clients import Client, list_clients, save_client
from fhirserver.access.events import record
from fhirserver.access.registration import SECRET_METHODS, RegistrationError, client_of, with_secret
from fhirserver.access.scopes import granted
from fhirserver.access.tokens import digest, new_secret
from fhirserver.oauth.errors import OAuth2Error, json_answer
from fhirserver.oauth.requests import instant
from fhirserver.oauth.server import Server
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

MOST_BYTES = 64 * 1024
SCOPE = "openid fhirUser profile launch launch/patient launch/encounter online_access offline_access patient/*.cruds"
"""The most that a client gets that nobody has looked at; what acts for staff or on its own needs the operator."""

_FIELDS = {
    "client_name": "name",
    "token_endpoint_auth_method": "method",
    "redirect_uris": "redirect_uris",
    "grant_types": "grant_types",
    "jwks": "jwks",
    "jwks_uri": "jwks_uri",
    "scope": "scope",
}
"""Metadata of RFC 7591 by the fields of Client."""

_USE = statement("UPDATE registration_token SET uses = uses - 1 WHERE digest = :digest AND uses > 0 AND expires > :now")
_NEW = statement(
    "INSERT INTO registration_token (digest, uses, created, expires) VALUES (:digest, :uses, :now, :expires)"
)


def new_registration_token(connection: Connection, *, uses: int, now: int, seconds: int) -> str:
    """Return a token with which ``uses`` clients may register within ``seconds``."""
    token = new_secret()
    connection.run(_NEW, {"digest": digest(token), "uses": uses, "now": now, "expires": now + seconds})
    return token


def register(server: Server) -> flask.Response:
    """Answer the current request: the client as it is registered, and its secret if it has one.

    Raises OAuth2Error: invalid_token, invalid_client_metadata, invalid_redirect_uri.
    """
    now = instant()
    scheme, _, token = flask.request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise OAuth2Error(error="invalid_token", description="An initial access token is needed.", status_code=401)
    metadata = _metadata()
    client, secret = described(metadata, now)

    def work(connection: Connection) -> None:
        if connection.run(_USE, {"digest": digest(token.strip()), "now": now}) != 1:
            raise OAuth2Error(error="invalid_token", description="The token cannot be used.", status_code=401)
        if any(each.name.casefold() == client.name.casefold() for each in list_clients(connection)):
            # People would take the one for the other when they are asked for their consent.
            raise _invalid("There is a client of this client_name.")
        save_client(connection, client)
        address, detail = flask.request.remote_addr, {"scope": client.scope, "method": client.method}
        record(connection, "client", "registered", client_id=client.id, address=address, detail=detail, now=now)

    server.database.write(work)
    return json_answer(_answer(client, secret), 201)


def described(metadata: Mapping[str, Any], now: int) -> tuple[Client, str | None]:
    """Return the client that metadata describes, with its secret if it has one.  Raises OAuth2Error."""
    values = {ours: metadata[name] for name, ours in _FIELDS.items() if metadata.get(name) is not None}
    values.setdefault("method", "client_secret_basic")
    values.setdefault("grant_types", ["authorization_code"])
    if metadata.get("response_types", ["code"]) != ["code"]:
        raise _invalid("response_types: only code is supported.")
    if not isinstance(values.get("scope", ""), str):
        raise _invalid("scope: must be a string.")
    scope = granted(values.get("scope", SCOPE), SCOPE)
    if not scope:
        raise _invalid("scope: nothing of it can be registered without the operator.")
    values |= {"id": new_secret()[:22], "scope": scope}
    try:
        client = client_of(values, now)
    except RegistrationError as error:
        names = {ours: name for name, ours in _FIELDS.items()}
        problems = [f"{names.get(field, field)}: {text}" for field, texts in error.problems.items() for text in texts]
        code = "invalid_redirect_uri" if error.problems.keys() == {"redirect_uris"} else None
        raise _invalid(" ".join(problems), code) from None
    if "client_credentials" in client.grant_types:
        raise _invalid("grant_types: a client that acts for itself is registered by the operator.")
    return with_secret(client) if client.method in SECRET_METHODS else (client, None)


def _metadata() -> dict[str, Any]:
    if flask.request.mimetype != "application/json":
        raise _invalid("The body must be application/json.")
    flask.g.reads_body = True
    body = flask.request.stream.read(MOST_BYTES + 1)
    flask.g.reads_body = False
    try:
        found = msgspec.json.decode(body) if len(body) <= MOST_BYTES else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _invalid("The body must be a JSON object.")
    return found


def _answer(client: Client, secret: str | None) -> dict[str, Any]:
    """https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1"""
    answer: dict[str, Any] = {"client_id": client.id, "client_id_issued_at": client.created}
    if secret:
        answer |= {"client_secret": secret, "client_secret_expires_at": 0}
    answer |= {name: getattr(client, ours) for name, ours in _FIELDS.items() if getattr(client, ours)}
    return {**answer, "response_types": ["code"]}


def _invalid(description: str, code: str | None = None) -> Exception:
    # Only some characters may stand in a description; what was sent may hold others.
    text = "".join(each if " " <= each <= "~" and each not in '"\\' else "?" for each in description)
    error: Exception = OAuth2Error(error=code or "invalid_client_metadata", description=text[:1000])
    return error
