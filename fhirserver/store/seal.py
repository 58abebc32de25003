"""Documents under authenticated encryption: AES-256-GCM in an envelope that names its key.

    version (1 byte) | key id (16) | nonce (12) | ciphertext and tag

The associated data is ``type|id|version|patient``, so an envelope opens only in the row it was made for
(NIST SP 800-38D; RFC 5116).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fhirserver.errors import FhirError

ENVELOPE = b"\x01"
_KEY_ID = slice(1, 17)
_NONCE = slice(17, 29)
_BODY = slice(29, None)


class SealBroken(FhirError):
    """What was stored is not what was sealed: changed, moved, or sealed by another key.

    An answer with it says so (500, exception) and shows nothing of it.
    """


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key for documents: its 16-byte id and the cipher that uses it."""

    id: bytes
    cipher: AESGCM

    @classmethod
    def of(cls, key_id: bytes, key: bytes) -> DataKey:
        """Return the data key with this id and these 32 bytes."""
        return cls(key_id, AESGCM(key))


def associated_data(resource_type: str, resource_id: str, version: int, patient_pk: int | None) -> bytes:
    """Return what an envelope is bound to."""
    return f"{resource_type}|{resource_id}|{version}|{'' if patient_pk is None else patient_pk}".encode()


def seal(key: DataKey, plaintext: bytes, associated: bytes) -> bytes:
    """Return the envelope of ``plaintext``."""
    nonce = os.urandom(12)
    return b"".join((ENVELOPE, key.id, nonce, key.cipher.encrypt(nonce, plaintext, associated)))


def open_sealed(key: DataKey, envelope: bytes, associated: bytes) -> bytes:
    """Return what was sealed.  Raises SealBroken if anything about it is not as it was."""
    if envelope[:1] != ENVELOPE or envelope[_KEY_ID] != key.id:
        raise SealBroken("What is stored does not open: it names another key or format.")
    try:
        return key.cipher.decrypt(envelope[_NONCE], envelope[_BODY], associated)
    except (InvalidTag, ValueError):  # ValueError: it was cut short
        raise SealBroken("What is stored does not open: it was changed, or made for another place.") from None


class KeyProvider(Protocol):
    """Wraps data keys by a key-encryption key that never leaves it."""

    def wrap(self, key_id: bytes, key: bytes) -> bytes:
        """Return ``key`` wrapped, bound to ``key_id``."""

    def unwrap(self, key_id: bytes, wrapped: bytes) -> bytes:
        """Return the key.  Raises SealBroken if it was wrapped by another key or for another id."""


class FileKeyProvider:
    """The key-encryption key is the content of a 0600 file, held in memory."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def wrap(self, key_id: bytes, key: bytes) -> bytes:
        """See KeyProvider."""
        nonce = os.urandom(12)
        return nonce + self._cipher.encrypt(nonce, key, key_id)

    def unwrap(self, key_id: bytes, wrapped: bytes) -> bytes:
        """See KeyProvider."""
        try:
            return self._cipher.decrypt(wrapped[:12], wrapped[12:], key_id)
        except (InvalidTag, ValueError):  # ValueError: it was cut short
            raise SealBroken("A data key does not unwrap: is this the key file of this database?") from None
