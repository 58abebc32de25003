"""Bytes as text in addresses, one text for each: https://www.rfc-editor.org/rfc/rfc4648#section-5, without padding."""

from __future__ import annotations

import base64


def encoded(raw: bytes) -> str:
    """Return bytes as text."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Return the bytes of a text.  Raises ValueError for any text that :func:`encoded` does not make."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    # The library skips what is no letter, and takes letters of the other alphabet and bits that stand for nothing.
    if encoded(raw) != text:
        raise ValueError("not base64url")
    return raw
