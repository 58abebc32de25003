"""Secrets that the server must be able to read again, under authenticated encryption.

    version (1 byte) | nonce (12) | ciphertext and tag (AES-256-GCM, NIST SP 800-38D)

Each purpose has a key of its own, derived from the key-encryption key by HKDF (RFC 5869): what was sealed for one opens
for no other, and none of the keys tells anything about those that wrap the keys of documents.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fhirserver.store.seal import SealBroken

_VERSION = b"\x01"
_NONCE_BYTES = 12
_BODY = len(_VERSION) + _NONCE_BYTES


class Sealing:
    """Seals and opens with keys derived from ``secret``, the key-encryption key.  Safe to use from many threads."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._ciphers: dict[str, AESGCM] = {}

    def seal(self, purpose: str, plaintext: bytes) -> bytes:
        """Return ``plaintext`` sealed for ``purpose``, a constant of the code such as "signing key"."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher(purpose).encrypt(nonce, plaintext, _VERSION)

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """Return what was sealed for ``purpose``.  Raises SealBroken if it was changed, or sealed for another one."""
        if sealed[: len(_VERSION)] != _VERSION:
            raise SealBroken("What is stored does not open: it is in another format.")
        try:
            return self._cipher(purpose).decrypt(sealed[len(_VERSION) : _BODY], sealed[_BODY:], _VERSION)
        except (InvalidTag, ValueError):  # ValueError: it was cut short
            raise SealBroken("What is stored does not open: it was changed, or sealed by another key.") from None

    def _cipher(self, purpose: str) -> AESGCM:
        cipher = self._ciphers.get(purpose)
        if cipher is None:
            derived = HKDF(SHA256(), 32, salt=None, info=b"fhirserver access: " + purpose.encode())
            cipher = self._ciphers[purpose] = AESGCM(derived.derive(self._secret))
        return cipher
