"""Errors of OAuth 2 as its RFCs name them, and the answer that tells them.

https://www.rfc-editor.org/rfc/rfc6749#section-5.2
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flask
import msgspec
from authlib.oauth2.rfc6749.errors import (
    InvalidClientError,
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Error,
    UnauthorizedClientError,
)

__all__ = [
    "InvalidClientError",
    "InvalidGrantError",
    "InvalidRequestError",
    "InvalidScopeError",
    "OAuth2Error",
    "UnauthorizedClientError",
    "json_answer",
    "of_error",
    "reason_of",
    "refused_client",
]

NOT_STORED = {"Cache-Control": "no-store", "Pragma": "no-cache"}
CHALLENGE = 'Basic realm="fhirserver"'


def refused_client(reason: str) -> Exception:
    """Return the one error of clients that do not prove who they are.

    It does not tell whether there is such a client.  ``reason`` is for those who watch over security, not for the
    answer: see :func:`reason_of`.
    """
    error = InvalidClientError(description="The client could not be authenticated.", status_code=401)
    error.reason = reason
    return error  # type: ignore[no-any-return]  # Authlib is not annotated


def reason_of(error: Exception) -> str:
    """Return why a request was refused, in a word or some, for those who watch over security."""
    return str(getattr(error, "reason", None) or getattr(error, "error", None) or type(error).__name__)


def json_answer(body: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> flask.Response:
    """Return a JSON answer that nobody may keep."""
    made = flask.Response(msgspec.json.encode(body), status, content_type="application/json")
    made.headers.update({**NOT_STORED, **(headers or {})})
    return made


def of_error(error: Any) -> flask.Response:
    """Return the answer to a request that failed with an OAuth2Error."""
    challenge = 'Bearer error="invalid_token"' if error.error == "invalid_token" else CHALLENGE
    headers = {"WWW-Authenticate": challenge} if error.status_code == 401 else {}
    return json_answer(dict(error.get_body()), error.status_code, headers)
