"""Fetch what a client's registration points to, without being led to where only this server can reach.

Registrations are written by others.  An address in them may name a machine of the hospital's own network, so it is
looked up once, each of its addresses must be one of the public Internet (or of a network the operator allows), and the
connection goes to that very address.  https://owasp.org/www-community/attacks/Server_Side_Request_Forgery
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SECONDS = 5.0
MOST_BYTES = 64 * 1024
WITHOUT_CACHE_CONTROL = 300
LONGEST_CACHED = 24 * 60 * 60

_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d{1,9})")
_AGE = re.compile(r"\d{1,9}\Z")
_NOT_STORED = re.compile(r"no-store|no-cache")
_TUNNELS = tuple(
    ipaddress.ip_network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)
"""IPv6 addresses that stand for IPv4 ones, which may be private."""


class FetchError(Exception):
    """It could not be fetched; the text says why, for the operator."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched, and for how many seconds it may be kept."""

    body: bytes
    seconds: int


def fetch(url: str, allowed: Sequence[Network] = ()) -> Fetched:
    """GET an https address: 5 seconds, 64 kB, no redirects.  ``allowed`` networks may be reached though private.

    Raises FetchError.
    """
    parts = urlsplit(url)
    host, port = parts.hostname, _port(url)
    if parts.scheme != "https" or not host or parts.username is not None:
        raise FetchError("not an https address")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _connected(_addresses(host, port, allowed), host, port) as connection:
            connection.request("GET", target, headers={"Accept": "application/json", "Connection": "close"})
            response = connection.getresponse()
            if response.status != 200:
                raise FetchError(f"status {response.status}")
            body = response.read(MOST_BYTES + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        # ValueError: a host that is no name, an address with a line break.
        raise FetchError(type(error).__name__) from None
    if len(body) > MOST_BYTES:
        raise FetchError(f"more than {MOST_BYTES} bytes")
    return Fetched(body, seconds_to_keep(response.getheader("Cache-Control"), response.getheader("Age")))


def seconds_to_keep(cache_control: str | None, age: str | None) -> int:
    """Return how long an answer with these headers may be kept.  https://www.rfc-editor.org/rfc/rfc9111#section-4.2"""
    text = (cache_control or "").lower()
    if _NOT_STORED.search(text):
        return 0
    found = _MAX_AGE.search(text)
    fresh = int(found[1]) if found else WITHOUT_CACHE_CONTROL
    spent = int(age) if age and _AGE.match(age) else 0
    return max(0, min(fresh - spent, LONGEST_CACHED))


def may_be_reached(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Say whether an IP address is one of the public Internet, or of an allowed network."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if any(found in network for network in allowed):
        return True
    return found.is_global and not found.is_multicast and not any(found in network for network in _TUNNELS)


def _port(url: str) -> int:
    try:
        return urlsplit(url).port or 443
    except ValueError:
        raise FetchError("not an https address") from None


def _addresses(host: str, port: int, allowed: Sequence[Network]) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(may_be_reached(address, allowed) for address in addresses):
        raise FetchError("an address that may not be reached from here")
    return addresses


@contextlib.contextmanager
def _connected(addresses: Sequence[str], host: str, port: int) -> Iterator[http.client.HTTPSConnection]:
    """A connection to one of the addresses, verified as ``host``, that ends when its time is over."""
    until = time.monotonic() + SECONDS
    raw = _connect(addresses, port, until)
    # A limit for each read would let the other end drip for ever.  TLS takes the socket over, so a copy is shut down.
    spare = raw.dup()
    alarm = threading.Timer(max(until - time.monotonic(), 0), _hang_up, [spare])
    alarm.daemon = True
    alarm.start()
    connection = http.client.HTTPSConnection(host, port)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        yield connection
        if time.monotonic() >= until:
            # What was hung up on looks as if it had come to its end.
            raise TimeoutError
    finally:
        alarm.cancel()
        connection.close()
        raw.close()
        spare.close()


def _connect(addresses: Sequence[str], port: int, until: float) -> socket.socket:
    failure: OSError = TimeoutError()
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=max(until - time.monotonic(), 0.1))
        except OSError as error:
            failure = error
    raise failure


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
