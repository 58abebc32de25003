"""The headers that every answer carries, whichever part of the server makes it.

https://owasp.org/www-project-secure-headers/, https://www.rfc-editor.org/rfc/rfc6797 (HSTS)
"""

from __future__ import annotations

from collections.abc import Sequence

Headers = Sequence[tuple[str, str]]

HEADERS = {
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What is added to an answer that does not say otherwise: a page has a Content-Security-Policy of its own."""

_LOWER = {name.lower(): (name, value) for name, value in HEADERS.items()}
_ALL = tuple(HEADERS.items())
_RESOURCE_POLICY = "cross-origin-resource-policy"
_ALLOWED_ORIGIN = "access-control-allow-origin"


def complete(headers: Headers) -> list[tuple[str, str]]:
    """Return ``headers`` and those of the table that are not among them.

    What another origin may read (CORS) it may also embed: else Cross-Origin-Resource-Policy would take back what
    Access-Control-Allow-Origin gives.
    """
    present = {name.lower() for name, _ in headers}
    if present.isdisjoint(_LOWER) and _ALLOWED_ORIGIN not in present:
        return [*headers, *_ALL]
    completed = [*headers]
    for name, pair in _LOWER.items():
        if name not in present:
            shared = name == _RESOURCE_POLICY and _ALLOWED_ORIGIN in present
            completed.append((pair[0], "cross-origin") if shared else pair)
    return completed


def head(status: str, headers: Headers, *, secure: bool = True) -> bytes:
    """Return the first lines of an HTTP/1.1 answer with ``headers`` and those of the table, after which it closes.

    Over plain HTTP (not ``secure``) there is no HSTS, https://www.rfc-editor.org/rfc/rfc6797#section-7.2.
    """
    completed = [pair for pair in complete(headers) if secure or pair[0] != "Strict-Transport-Security"]
    lines = [f"HTTP/1.1 {status}", "Connection: close", *(f"{name}: {value}" for name, value in completed)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
