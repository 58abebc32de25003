"""For which host a request is: one of the names of this server, or it is refused.

A browser that was led here by a foreign name (DNS rebinding) sends that name, and so does whoever hopes that it comes
back in a link.  https://www.rfc-editor.org/rfc/rfc9110#section-7.2, https://www.rfc-editor.org/rfc/rfc9110#section-7.4
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from fhirserver.settings import Settings
from fhirserver.transport.refusal import Refusal
from schemas.settings import is_loopback

NAMES_OF_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(r"([A-Za-z0-9.\-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{0,5})?", re.ASCII)

MALFORMED = Refusal(
    HTTPStatus.BAD_REQUEST,
    "invalid",
    "invalid_request",
    "The request must say in one Host header for which host it is.",
)
MISDIRECTED = Refusal(
    HTTPStatus.MISDIRECTED_REQUEST,
    "invalid",
    "invalid_request",
    "This server does not answer for the host of the request; FHIRSERVER_PUBLIC_URL says its name.",
)


def names(settings: Settings) -> frozenset[str]:
    """Return the hosts that requests may name: that of the public URL, and this computer's own if it listens there.

    Each is there without a port and with the one that it is likely to have.
    """
    public = urlsplit(settings.base_url)
    bare = {_bracketed(public.hostname or "")}
    if is_loopback(settings.host):
        bare |= {*NAMES_OF_LOOPBACK, _bracketed(settings.host)}
    return frozenset({*bare, public.netloc.lower(), *(f"{name}:{settings.port}" for name in bare)})


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def check(environ: Mapping[str, Any], allowed: frozenset[str]) -> Refusal | None:
    """Return why the request of ``environ`` (WSGI) is refused, None if it is for one of the names ``allowed``.

    Ports are not compared: what stands before the server may have another one, and names are what rebinding forges.
    """
    host = environ.get("HTTP_HOST")
    if host not in allowed and (refusal := _check(host, allowed)):
        return refusal
    # The host in the first line wins over the header: "GET https://host/path HTTP/1.1".
    target = environ.get("RAW_URI", "/")
    if target[:1] == "/" or target == "*":
        return None
    scheme, separator, rest = target.partition("://")
    if not separator or scheme.lower() not in ("https", "http"):
        return MALFORMED
    return _check(re.split(r"[/?#]", rest, maxsplit=1)[0], allowed)


def _check(host: str | None, allowed: frozenset[str]) -> Refusal | None:
    found = _HOST.fullmatch(host) if host else None
    if found is None:
        return MALFORMED
    return None if found[1].lower() in allowed else MISDIRECTED
