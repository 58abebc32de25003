"""Which pages of other sites may call from a browser, for all routes of the application.

What everybody may read, any page may; everything else only pages of the origins that a client is registered with.
Cookies never go along.  https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import flask
import msgspec

from fhirserver.oauth import addresses
from fhirserver.oauth.server import Server
from fhirserver.store.sql import statement

KNOWN_SECONDS = 10.0
"""How long an origin that was found registered counts as such without another look."""

CALLED = (addresses.TOKEN, addresses.REVOKE, addresses.INTROSPECT, addresses.USERINFO)
METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
REQUEST_HEADERS = ", ".join(
    (
        "authorization",
        "content-type",
        "accept",
        "if-match",
        "if-none-match",
        "if-none-exist",
        "if-modified-since",
        "prefer",
    )
)
RESPONSE_HEADERS = ", ".join(
    ("Content-Location", "ETag", "Last-Modified", "Location", "Retry-After", "WWW-Authenticate")
)
PREFLIGHT_SECONDS = 600

_ORIGINS = statement("SELECT id, origins FROM oauth_client WHERE active AND origins <> '[]'")


def install(app: flask.Flask, server: Server) -> None:
    """Let ``app`` answer preflights, and name in its answers the origins that may read them."""
    base = urlsplit(server.settings.base_url).path
    public = {f"{base}/metadata", addresses.JWKS, addresses.OPENID_CONFIGURATION, addresses.AUTHORIZATION_SERVER}
    public |= {base + addresses.SMART_CONFIGURATION, addresses.SMART_CONFIGURATION + base}
    registered = _Registered(server)

    def shared(path: str) -> str | None:
        """Whose a path is: everybody's, clients', or (None) of pages that no other site may read."""
        if path in public:
            return "everybody"
        return "clients" if path in CALLED or path == base or path.startswith(f"{base}/") else None

    def preflight() -> flask.Response | None:
        environ = flask.request.environ
        if environ["REQUEST_METHOD"] != "OPTIONS" or "HTTP_ACCESS_CONTROL_REQUEST_METHOD" not in environ:
            return None
        # It comes without a token, so it is answered before one is asked for, and the same at any address.
        return flask.Response(status=204) if shared(environ["PATH_INFO"]) else None

    def allow(response: flask.Response) -> flask.Response:
        environ = flask.request.environ
        whose = shared(environ["PATH_INFO"])
        if whose is None:
            return response
        origin = environ.get("HTTP_ORIGIN")
        if whose == "clients":
            response.headers.add("Vary", "Origin")
            if origin is None or not registered.allows(origin, flask.g.get("oauth_client_id")):
                return response
        response.headers["Access-Control-Allow-Origin"] = "*" if whose == "everybody" else str(origin)
        response.headers["Access-Control-Expose-Headers"] = RESPONSE_HEADERS
        if environ["REQUEST_METHOD"] == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = REQUEST_HEADERS
            response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return response

    app.before_request(preflight)
    app.after_request(allow)


class _Registered:
    """The origins that clients are registered with, as this process last saw them."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._until = 0.0
        self._clients: Mapping[str, frozenset[str]] = {}

    def allows(self, origin: str, client_id: str | None) -> bool:
        """Say whether a page of ``origin`` may read an answer to a client (None: not known which)."""
        if self._allows(origin, client_id) and time.monotonic() < self._until:
            return True
        # One that was registered just now must be found at once.
        with self._lock, self._server.database.reading() as connection:
            rows = connection.rows(_ORIGINS)
            self._clients = {id_: frozenset(msgspec.json.decode(origins)) for id_, origins in rows}
            self._until = time.monotonic() + KNOWN_SECONDS
        return self._allows(origin, client_id)

    def _allows(self, origin: str, client_id: str | None) -> bool:
        if client_id is not None:
            return origin in self._clients.get(client_id, ())
        return any(origin in origins for origins in self._clients.values())
