"""Requests for authorization that wait for a person: kept by the server, so that no form or address can change them.

A handle stands in the addresses of the pages; it is no secret that opens anything, since a request belongs to the
session in which it was first seen, and is answered once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from fhirserver.access.tokens import digest, new_secret
from fhirserver.oauth.authorization_request import AuthorizationRequest
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

MINUTES = 30
"""How long people have to sign in and to decide."""

_FORGET = statement("DELETE FROM authorization_request WHERE expires <= :now")
_KEEP = statement(
    "INSERT INTO authorization_request (digest, client_id, parameters, created, expires) "
    "VALUES (:digest, :client_id, :parameters, :now, :expires)"
)
_FIND = statement(
    "SELECT parameters, session_id, context, created FROM authorization_request "
    "WHERE digest = :digest AND used IS NULL AND expires > :now"
)
_BIND = statement(
    "UPDATE authorization_request SET session_id = :session_id WHERE digest = :digest "
    "AND (session_id IS NULL OR session_id = :session_id)"
)
_REMEMBER = statement(
    "UPDATE authorization_request SET context = :context "
    "WHERE digest = :digest AND session_id = :session_id AND used IS NULL"
)
_ANSWER = statement(
    "UPDATE authorization_request SET used = :now "
    "WHERE digest = :digest AND session_id = :session_id AND used IS NULL AND expires > :now"
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that waits: ``context`` is the launch context as far as it is known, None before anything is."""

    handle: str
    asked: AuthorizationRequest
    session_id: str | None
    context: Mapping[str, Any] | None
    created: int


def keep(connection: Connection, asked: AuthorizationRequest, now: int) -> str:
    """Store a request and return its handle; requests whose time is over are forgotten."""
    connection.run(_FORGET, {"now": now})
    handle = new_secret()
    parameters = {
        "digest": digest(handle),
        "client_id": asked.client_id,
        "parameters": msgspec.json.encode(asdict(asked)).decode(),
        "now": now,
        "expires": now + MINUTES * 60,
    }
    connection.run(_KEEP, parameters)
    return handle


def find_pending(connection: Connection, handle: str, now: int) -> Pending | None:
    """Return the request of a handle; None if there is none, if it is answered, or if its time is over."""
    row = connection.row(_FIND, {"digest": digest(handle), "now": now})
    if row is None:
        return None
    parameters, session_id, context, created = row
    asked = msgspec.json.decode(parameters, type=AuthorizationRequest)
    return Pending(handle, asked, session_id, msgspec.json.decode(context) if context else None, created)


def bind(connection: Connection, handle: str, session_id: str) -> bool:
    """Give a request to the first session that looks at it; False if it has another one already."""
    return connection.run(_BIND, {"digest": digest(handle), "session_id": session_id}) > 0


def remember(connection: Connection, handle: str, session_id: str, context: Mapping[str, Any]) -> bool:
    """Store what is known of the launch context; False if the request is not that session's to answer."""
    text = msgspec.json.encode(context).decode()
    return connection.run(_REMEMBER, {"digest": digest(handle), "session_id": session_id, "context": text}) > 0


def answer(connection: Connection, handle: str, session_id: str, now: int) -> bool:
    """Mark a request as answered; False if it was answered before, or is not that session's to answer."""
    return connection.run(_ANSWER, {"digest": digest(handle), "session_id": session_id, "now": now}) > 0
