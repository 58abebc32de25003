"""Passwords that many people use, which therefore are tried first: refused without asking anybody outside.

The file beside this one holds the first four bytes of the SHA-256 digests of them, sorted; where the lists came from
stands in NOTICE.  Of other passwords one in 87,000 is refused by mistake.  The file is made by::

    python -m fhirserver.accounts.common_passwords LIST...

of lists as text with a password a line (also compressed: ``.gz``) or as JSON.
https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

SHORTEST = 8
"""Characters of the shortest password that is allowed at all: shorter ones need not be listed."""

_FILE = Path(__file__).with_name("common_passwords.bin")
_BYTES = 4


def is_common(password: str) -> bool:
    """Say whether ``password`` is one of those that many people use, in capitals or not."""
    known = _Digests(_content())
    wanted = _digest(password)
    place = bisect_left(known, wanted)
    return place < len(known) and known[place] == wanted


def build(passwords: Iterable[str]) -> bytes:
    """Return the content of the file that stands for ``passwords``."""
    long_enough = {text for text in map(_canonical, passwords) if len(text) >= SHORTEST}
    return b"".join(sorted({_digest(text) for text in long_enough}))


def read(path: Path) -> list[str]:
    """Return the passwords of a list."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    if path.suffix == ".json":
        return msgspec.json.decode(content, type=list[str])
    return content.decode().splitlines()


class _Digests(Sequence[bytes]):
    """The content of the file as a sequence, without an object for each."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __len__(self) -> int:
        return len(self._content) // _BYTES

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]  # bisect takes no slices
        return self._content[index * _BYTES : (index + 1) * _BYTES]


@cache
def _content() -> bytes:
    return _FILE.read_bytes()


def _canonical(password: str) -> str:
    return unicodedata.normalize("NFKC", password).casefold()


def _digest(password: str) -> bytes:
    return sha256(_canonical(password).encode()).digest()[:_BYTES]


if __name__ == "__main__":
    _FILE.write_bytes(build(password for name in sys.argv[1:] for password in read(Path(name))))
