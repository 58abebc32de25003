"""What a declared reverse proxy says about the client that it stands for; from all others it is ignored.

https://www.rfc-editor.org/rfc/rfc7239 (Forwarded), and the older X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from fhirserver.transport.refusal import Refusal

FORWARDED = "HTTP_FORWARDED"
OLDER = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")
IGNORED = (
    "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_SSL", "HTTP_X_REAL_IP",
    "HTTP_X_FORWARDED_SERVER", "HTTP_X_HTTP_METHOD_OVERRIDE",
)  # fmt: skip
_ALL = (FORWARDED, *OLDER, *IGNORED)

MALFORMED = Refusal(
    HTTPStatus.BAD_REQUEST,
    "invalid",
    "invalid_request",
    "What the proxy says about the client (Forwarded, X-Forwarded-For) is malformed or contradicts itself.",
)
PLAIN_HTTP = Refusal(
    HTTPStatus.BAD_REQUEST,
    "security",
    "invalid_request",
    "The client spoke plain HTTP to the proxy; use https:// in the address.",
)

Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
_PAIR = re.compile(r'\s*([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s";,]+))\s*(;|,|\Z)')


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The clients that the proxies name, the nearest last; the scheme and the host that the last of them asked for."""

    clients: tuple[str, ...] = ()
    scheme: str | None = None
    host: str | None = None


def networks(texts: Iterable[str]) -> Networks:
    """Return the networks of the setting."""
    return tuple(ipaddress.ip_network(text) for text in texts)


def apply(environ: dict[str, Any], trusted: Networks) -> Refusal | None:
    """Let ``environ`` (WSGI) tell of the client instead of the proxy, if the peer is one; return why it is refused.

    Afterwards no header of this kind is left in it, so nothing else can believe one.
    """
    said = {name: environ.pop(name) for name in _ALL if name in environ}
    if not said or not trusted or not _within(environ.get("REMOTE_ADDR", ""), trusted):
        return None
    try:
        found = [read(said) for read, names in _READERS if any(name in said for name in names)]
        clients = {_client(one.clients, trusted) for one in found}
    except ValueError:
        return MALFORMED
    # A proxy sets one kind and lets the client's own headers of the other kind pass: which one is not known.
    if len(set(found)) > 1:
        return MALFORMED
    if not found:
        return None
    forwarded, client = found[0], clients.pop()
    if forwarded.scheme not in (None, "https"):
        return PLAIN_HTTP
    if client:
        environ["REMOTE_ADDR"] = client
        environ.pop("REMOTE_PORT", None)
    if forwarded.host is not None:
        environ["HTTP_HOST"] = forwarded.host
    return None


@lru_cache(maxsize=1024)
def _within(address: str, trusted: Networks) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if parsed.version == 6 else None
    return any((mapped or parsed) in network for network in trusted)


@lru_cache(maxsize=1024)
def _client(clients: tuple[str, ...], trusted: Networks) -> str | None:
    """Return the last of ``clients`` that is no proxy of ours: what stands before it, anybody may have written."""
    client = None
    for text in reversed(clients):
        client = str(_address(text))
        if not _within(client, trusted):
            break
    return client


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return an address, written with or without a port.  Raises ValueError."""
    if text.startswith("["):
        inside, bracket, port = text[1:].partition("]")
        if not bracket or not re.fullmatch(r"(:[0-9]{1,5})?", port):
            raise ValueError("not an address")
        return ipaddress.IPv6Address(inside)
    if text.count(":") == 1:
        text, _, port = text.partition(":")
        if not re.fullmatch(r"[0-9]{1,5}", port):
            raise ValueError("not an address")
    return ipaddress.ip_address(text)


def _older(said: dict[str, str]) -> Forwarded:
    clients, schemes, hosts = ([text.strip() for text in said.get(name, "").split(",")] for name in OLDER)
    return Forwarded(
        tuple(clients) if "HTTP_X_FORWARDED_FOR" in said else (), schemes[-1].lower() or None, hosts[-1] or None
    )


def _standard(said: dict[str, str]) -> Forwarded:
    elements = list(_elements(said[FORWARDED]))
    last = elements[-1]
    clients = tuple(element["for"] for element in elements if "for" in element)
    return Forwarded(clients, last["proto"].lower() if "proto" in last else None, last.get("host"))


def _elements(text: str) -> Iterator[dict[str, str]]:
    """Yield the parameters of each proxy.  Raises ValueError."""
    at, element = 0, dict[str, str]()
    while True:
        pair = _PAIR.match(text, at)
        if pair is None or pair[1].lower() in element:
            raise ValueError("not a Forwarded header")
        element[pair[1].lower()] = pair[3] if pair[2] is None else re.sub(r"\\(.)", r"\1", pair[2])
        at = pair.end()
        if pair[4] != ";":
            yield element
            element = {}
        if not pair[4]:
            return


_READERS = ((_standard, (FORWARDED,)), (_older, OLDER))
