"""Links from page to page: signed, so that a page's position cannot be made up, and without state on the server."""

from __future__ import annotations

import hashlib
import hmac

import msgspec

from fhirserver.errors import Invalid
from fhirserver.interactions.base64url import decoded, encoded


def sign(secret: bytes, position: object, scope: str) -> str:
    """Return ``position`` (JSON values) as the text of a link's ``_cursor``, valid for ``scope`` only."""
    content = msgspec.json.encode(position)
    return encoded(_tag(secret, content, scope) + content)


def verify(secret: bytes, cursor: str, scope: str) -> object:
    """Return the position in a cursor.  Raises Invalid if it is not one that :func:`sign` made for ``scope``."""
    try:
        raw = decoded(cursor)
    except ValueError:
        raise Invalid("The _cursor is not one of this server's.") from None
    if len(raw) < 16 or not hmac.compare_digest(raw[:16], _tag(secret, raw[16:], scope)):
        raise Invalid("The _cursor is not one of this server's, or belongs to another query.")
    return msgspec.json.decode(raw[16:])


def _tag(secret: bytes, content: bytes, scope: str) -> bytes:
    return hmac.new(secret, scope.encode() + b"\0" + content, hashlib.sha256).digest()[:16]


def page_size(text: str | None, default: int, most: int) -> int:
    """Return the number of entries that ``_count`` asks for, at most ``most``.  Raises Invalid if it is no number."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()):
        raise Invalid(f"_count is {text!r}, a number is expected.", code="value")
    # Python reads long numbers slowly, and nothing above ``most`` matters.
    return min(int(text.lstrip("0")[:9] or "0"), most)
