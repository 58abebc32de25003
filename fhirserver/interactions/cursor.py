"""Links from page to page of a search: sealed, so that nobody can make one up or read what it says.

A cursor holds the whole search and the place where the page begins, so that the server keeps nothing, and an address
that is logged somewhere shows neither criteria nor values of patients.
"""

from __future__ import annotations

import hashlib
import os
import time
from functools import lru_cache
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fhirserver.errors import Gone, Invalid
from fhirserver.interactions.base64url import decoded, encoded
from fhirserver.search.sql.ordering import Place

_NONCE = 12
LONGEST = 60_000


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A page of a search.

    ``parameters`` are those of the search, ``now`` is when it was first made, in ISO 8601; ``place`` is where the page
    begins, or ends if ``backwards``; None for the very beginning or end.
    """

    made: int
    parameters: tuple[tuple[str, str], ...]
    lenient: bool
    now: str
    place: Place | None
    backwards: bool
    total: int | None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Cursor)


def sealed(secret: bytes, cursor: Cursor, scope: str) -> str:
    """Return the text of a cursor, good for ``scope`` (the address that is searched) only."""
    nonce = os.urandom(_NONCE)
    body = _cipher(secret).encrypt(nonce, _encoder.encode(cursor), scope.encode())
    return encoded(nonce + body)


def opened(secret: bytes, text: str, scope: str, hours: int) -> Cursor:
    """Return a cursor from its text.  Raises Invalid if it is not one for ``scope``, Gone if it is too old."""
    try:
        raw = decoded(text[:LONGEST])
        cursor = _decoder.decode(_cipher(secret).decrypt(raw[:_NONCE], raw[_NONCE:], scope.encode()))
    except (ValueError, InvalidTag, msgspec.DecodeError):
        raise Invalid("The _cursor is not one of this server's, or belongs to another search.", code="value") from None
    if time.time() - cursor.made > hours * 3600:
        raise Gone("The _cursor is too old; please search again.", code="expired")
    return cursor


@lru_cache(maxsize=4)
def _cipher(secret: bytes) -> Any:
    return AESGCM(hashlib.sha256(b"cursors of searches" + secret).digest())
