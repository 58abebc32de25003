"""The listening sockets.

They are bound before anything else is done, so that a port in use is said at once and not after the sample is loaded.
"""

from __future__ import annotations

import errno
import ipaddress
import socket

from fhirserver.serving.errors import ServingError
from schemas.settings import NOT_AN_ADDRESS

ADDRESSES_OF_LOCALHOST = ("127.0.0.1", "::1")


def bind(host: str, port: int) -> list[socket.socket]:
    """Return sockets bound to ``port`` of ``host`` that do not listen yet; localhost is IPv4 and IPv6, if there is one.

    ``::`` is every address of both.  Raises ServingError when the address is not this computer's own or the port is in
    use.
    """
    if host != "localhost":
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise ServingError(f"The address {host!r} {NOT_AN_ADDRESS}") from None
    addresses = ADDRESSES_OF_LOCALHOST if host == "localhost" else (host,)
    sockets: list[socket.socket] = []
    for address in addresses:
        try:
            sockets.append(_bound(address, port))
        except OSError as error:
            no_ipv6 = error.errno in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)
            if host == "localhost" and address == "::1" and no_ipv6:
                continue
            for opened in sockets:
                opened.close()
            raise ServingError(_explanation(address, port, error)) from None
    return sockets


def _bound(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(address != "::"))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
    except OSError:
        listener.close()
        raise
    return listener


def _explanation(address: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {address} is in use by another program. Stop that one, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} of {address} needs more rights than this user has. Choose a port above 1023 with --port."
    return f"Cannot listen on port {port} of {address}: {error.strerror}."
