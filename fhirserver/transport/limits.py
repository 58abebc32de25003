"""Which requests are counted for whom, and what is answered to too many.

https://www.rfc-editor.org/rfc/rfc6585#section-4 (429), https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from fhirserver.access.caller import Caller
from fhirserver.errors import Throttled
from fhirserver.settings import Settings
from fhirserver.transport.rates import Rates
from fhirserver.transport.refusal import Refusal

TEXT = "There were too many requests; {} again."
FORM_BYTES = 1024 * 1024
"""Of a form; a body of FHIR has its own limit."""
TOO_LONG = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too-long",
    "invalid_request",
    f"The body has more than {FORM_BYTES} bytes.",
)
_ASKING = frozenset({"GET", "HEAD", "OPTIONS"})
_FOR_SERVERS = ("/oauth/introspect", "/oauth/revoke")
"""A resource server asks these for many people."""
_FOR_EVERYBODY = ("/metadata", "/.well-known/smart-configuration")
"""Here nobody looks at a token."""
_IPV6_PREFIX = 64
"""What one subscriber is given, so what one subscriber is counted as."""


class Limits:
    """The limits of the settings, and what was used of them."""

    def __init__(self, settings: Settings) -> None:
        self._rates = Rates()
        self._per_client = settings.client_requests_per_minute
        self._per_address = settings.address_requests_per_minute
        self._per_sign_in = settings.sign_in_requests_per_minute
        self._base = urlsplit(settings.base_url).path

    def check_address(self, environ: Mapping[str, Any]) -> Refusal | None:
        """Count the request of ``environ`` (WSGI) for the address it comes from; return why it is refused, or None.

        Signing in, and whatever else is posted to a page or an OAuth endpoint, costs much and has a limit of its own.
        What carries an access token to the FHIR service is counted for its client instead, once the token is known.
        """
        path = environ.get("PATH_INFO", "")
        if self._is_fhir(path):
            if "HTTP_AUTHORIZATION" in environ and not path.endswith(_FOR_EVERYBODY):
                return None
            kind, limit = "address", self._per_address
        elif environ["REQUEST_METHOD"] in _ASKING or path in _FOR_SERVERS:
            kind, limit = "address", self._per_address
        else:
            kind, limit = "sign-in", self._per_sign_in
        return self._check(kind, environ, limit)

    def check_form(self, environ: Mapping[str, Any]) -> Refusal | None:
        """Return why the body of ``environ`` (WSGI), if it is none for the FHIR service, is too long, or None."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if len(length) < 7 or self._is_fhir(environ.get("PATH_INFO", "")):
            return None
        return TOO_LONG if not length.isdigit() or int(length) > FORM_BYTES else None

    def check_failure(self, environ: Mapping[str, Any]) -> None:
        """Count a request whose credentials were refused for the address that sent it.  Raises Throttled.

        One that has none was counted when it came.
        """
        if "HTTP_AUTHORIZATION" in environ:
            _raise(self._check("address", environ, self._per_address))

    def check_client(self, caller: Caller) -> None:
        """Count a request for the client that makes it, or for the person if it is our own page.

        Raises Throttled (429).
        """
        if self._per_client:
            name = caller.client_id or caller.account_id or ""
            wait = self._rates.use("client", name, self._per_client)
            if wait:
                _raise(_refusal(wait))

    def _is_fhir(self, path: str) -> bool:
        return path.startswith(self._base) and path[len(self._base) : len(self._base) + 1] in ("", "/")

    def _check(self, kind: str, environ: Mapping[str, Any], limit: int) -> Refusal | None:
        if not limit:
            return None
        wait = self._rates.use(kind, _subscriber(environ.get("REMOTE_ADDR", "")), limit)
        return _refusal(wait) if wait else None


def _subscriber(address: str) -> str:
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(parsed.ipv4_mapped or int(parsed) >> (128 - _IPV6_PREFIX))


def _refusal(wait: float) -> Refusal:
    seconds = math.ceil(wait)
    when = "wait a second before you try" if seconds == 1 else f"wait {seconds} seconds before you try"
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "throttled",
        "temporarily_unavailable",
        TEXT.format(when),
        {"Retry-After": str(seconds)},
    )


def _raise(refusal: Refusal | None) -> None:
    if refusal:
        raise Throttled(refusal.text, headers=dict(refusal.headers))
