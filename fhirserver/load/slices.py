"""A Bundle of any size cut into its entries, without holding more than one of them.

Each entry is given as the bytes it was written with, to be read by the same strict decoder as a request body.
(An incremental parser such as ijson would read the numbers well, but it replaces lone surrogates, mends broken
escapes into other characters and drops duplicate keys in silence.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from fhirserver import json_format
from fhirserver.errors import InvalidJson

_BLOCK = 1 << 20

# Text and whole strings up to the next bracket. Possessive, so that an unfinished string costs one look.
_TEXT = rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+'
_TO_BRACKET = re.compile(_TEXT + rb"([{}\[\]])", re.DOTALL)
# Inside an entry whatever closes within two levels is passed over in one step.
_FLAT = _TEXT + rb"(?:[{\[]" + _TEXT + rb"[}\]]" + _TEXT + rb")*+"
_TO_BRACKET_INSIDE = re.compile(_TEXT + rb"(?:[{\[]" + _FLAT + rb"[}\]]" + _TEXT + rb")*+([{}\[\]])", re.DOTALL)
_ENTRY_KEY = re.compile(rb'"entry"\s*:\s*\[\Z')


class EntrySlices:
    """Iterate once over the elements of the top-level ``entry`` array, as bytes.

    Afterwards ``envelope`` is the decoded Bundle with an empty ``entry``. Raises InvalidJson where the text is not
    JSON outside the entries (the entries themselves are not decoded), or an entry, or all the rest, is longer than
    ``limit`` bytes.
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.envelope: dict[str, object] = {}
        self.count = 0
        self._stream, self._limit = stream, limit

    def __iter__(self) -> Iterator[bytes]:
        # The text outside the entries, each of which becomes a 0: it is decoded at last, so that commas,
        # brackets and what follows the Bundle are checked too.
        shell = bytearray()
        buffer, position, depth = b"", 0, 0
        inside, start = False, -1
        while True:
            found = (_TO_BRACKET if start < 0 else _TO_BRACKET_INSIDE).match(buffer, position)
            if found is None:
                keep = start if start >= 0 else position
                wanted = max(_BLOCK, len(buffer) - position)
                block = self._stream.read(wanted)
                if not block:
                    break
                if len(buffer) - keep > self._limit:
                    raise InvalidJson(self._too_long())
                buffer, position, start = buffer[keep:] + block, position - keep, start if start < 0 else 0
                continue
            bracket, end = found[1], found.end()
            if bracket in b"{[":
                if inside and depth == 2:
                    start = end - 1
                    shell += buffer[position:start]
                elif start < 0:
                    shell += buffer[position:end]
                    inside = inside or (depth == 1 and bracket == b"[" and _ENTRY_KEY.search(found[0]) is not None)
                depth += 1
            else:
                depth -= 1
                if start < 0:
                    shell += buffer[position:end]
                    inside = inside and depth >= 2
                elif depth == 2:
                    shell += b"0"
                    self.count += 1
                    yield buffer[start:end]
                    start = -1
            if len(shell) > self._limit or (start >= 0 and end - start > self._limit):
                raise InvalidJson(self._too_long())
            position = end
        if start >= 0:
            raise InvalidJson(f"The text ends inside entry {self.count + 1}.")
        shell += buffer[position:]
        self.envelope = _opened(bytes(shell), self.count)

    def _too_long(self) -> str:
        return f"After entry {self.count} comes a part that is longer than {self._limit} bytes."


def _opened(shell: bytes, count: int) -> dict[str, object]:
    envelope = json_format.decode(shell)
    if not isinstance(envelope, dict):
        raise InvalidJson("Not a JSON object.")
    entries = envelope.get("entry", [])
    if not isinstance(entries, list) or entries != [0] * count:
        raise InvalidJson("Bundle.entry is not an array of objects.")
    return {**envelope, "entry": []}
