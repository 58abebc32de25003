"""Streaming readers: files and folders in, work items out, in memory that does not grow with the size of a file.

Read are JSON files with one resource or one Bundle, NDJSON with a resource or a Bundle on each line
(https://hl7.org/fhir/R4/nd-json.html), both also gzipped, and folders of these; ``-`` is standard input.
What is inside counts, not the name: only for files with a broken first line does the suffix decide.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from fhirserver import json_format
from fhirserver.errors import InvalidJson
from fhirserver.load.bundles import NotLoadable, chunks, prepared, survey

STANDARD_INPUT = "-"

WHOLE_LIMIT = 16 << 20
"""Bytes up to which a document or a line is held as a whole; a Bundle up to this size is applied atomically."""

PART_LIMIT = 64 << 20
"""Bytes of the largest single entry of a large Bundle, and of a line with a large Bundle."""

CHUNK_ENTRIES = 500
"""Entries in one chunk of a large Bundle."""

_BLOCK = 1 << 20
_LINE_SUFFIXES = (".ndjson", ".jsonl")
_SUFFIXES = (".json", *_LINE_SUFFIXES)
# Sample data of Synthea refers from patients to these two, so they come first in a folder.
_FIRST = ("hospitalInformation", "practitionerInformation")
_BROKEN_FILE = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to load: a single resource, or a transaction or batch Bundle to be applied as one.

    When it is applied, reading can go on after `position` of `source`: a line number, the number of an entry of a
    large Bundle, or 1 for a file that is one item. `consumed` are the bytes of the file read so far, as stored.
    """

    source: str
    position: int
    content: dict[str, Any]
    consumed: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be read: the source, the line or entry (0 for the source as a whole) and the reason."""

    source: str
    position: int
    reason: str


def find_files(paths: Iterable[str]) -> list[str]:
    """The sources of the given paths in the order in which they are read; folders give what looks like JSON in them."""
    found: list[str] = []
    for path in paths:
        if path == STANDARD_INPUT or not os.path.isdir(path):
            found.append(path)
            continue
        inside: list[str] = []
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside += [os.path.join(folder, name) for name in names if not name.startswith(".") and _is_json(name)]
        found += sorted(inside, key=_reading_order)
    return found


def _is_json(name: str) -> bool:
    return name.removesuffix(".gz").endswith(_SUFFIXES)


def _reading_order(path: str) -> tuple[int, str]:
    name = os.path.basename(path)
    return next((rank for rank, start in enumerate(_FIRST) if name.startswith(start)), len(_FIRST)), path


def read_items(
    paths: Iterable[str],
    *,
    done: Mapping[str, int] | None = None,
    standard_input: BinaryIO | None = None,
    whole_limit: int = WHOLE_LIMIT,
    chunk_entries: int = CHUNK_ENTRIES,
) -> Iterator[Item | Problem]:
    """Every item of every path, and a Problem for what cannot be read; one broken file or line stops nothing else.

    `done` has the position behind which to go on, by source. `standard_input` is read for the path ``-``.
    """
    for source in find_files(paths):
        reader = _Reader(source, (done or {}).get(source, 0), whole_limit, chunk_entries)
        try:
            if source == STANDARD_INPUT:
                yield from reader.read(cast(BinaryIO, standard_input), again=None)
            else:
                with open(source, "rb") as stored:
                    yield from reader.read(stored, again=partial(_rewound, stored))
        except FileNotFoundError:
            yield Problem(source, 0, "There is no such file.")
        except gzip.BadGzipFile as error:
            yield Problem(source, reader.position, f"Not gzip data: {error}.")
        except _BROKEN_FILE as error:
            yield Problem(source, reader.position, f"The file cannot be read: {error}.")


def _rewound(stored: BinaryIO) -> BinaryIO:
    stored.seek(0)
    return _uncompressed(stored)


def _uncompressed(stored: BinaryIO) -> BinaryIO:
    buffered = stored if isinstance(stored, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stored))
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        return cast(BinaryIO, gzip.GzipFile(fileobj=buffered, mode="rb"))
    return cast(BinaryIO, buffered)


class _Reader:
    """The reading of one source; `position` is the line or entry that it is at."""

    def __init__(self, source: str, done: int, whole_limit: int, chunk_entries: int) -> None:
        self.source, self.done, self.position = source, done, 0
        self._whole_limit, self._chunk_entries = whole_limit, chunk_entries
        self._consumed: Callable[[], int] = lambda: 0

    def read(self, stored: BinaryIO, again: Callable[[], BinaryIO] | None) -> Iterator[Item | Problem]:
        """The items of an open file; `again` opens it anew from the start, None if that cannot be done."""
        if stored.seekable():
            self._consumed = stored.tell
        stream = _uncompressed(stored)
        head = _read_up_to(stream, self._whole_limit + 1)
        if not head.strip():
            if len(head) > self._whole_limit:
                yield Problem(self.source, 0, "The file begins with too much white space.")
            return
        if self._is_lines(head):
            yield from self._lines(head, stream)
        elif len(head) <= self._whole_limit:
            self.position = 1
            yield from self._whole(head)
        elif again is None:
            reason = f"A document of more than {self._whole_limit} bytes is read twice, which standard input cannot be."
            yield Problem(self.source, 0, reason + " Save it as a file.")
        else:
            del head
            yield from self._large(again, after=self.done)

    def _is_lines(self, head: bytes) -> bool:
        """Whether the content is NDJSON: a whole object on the first line, and something after it."""
        if self.source.removesuffix(".gz").endswith(_LINE_SUFFIXES):
            return True
        first, _, rest = head.lstrip().partition(b"\n")
        if not rest.strip() or not first.rstrip().endswith(b"}"):
            return False
        try:
            json_format.decode(first)
        except InvalidJson:
            return False
        return True

    def _lines(self, head: bytes, stream: BinaryIO) -> Iterator[Item | Problem]:
        for number, line in enumerate(_split(head, stream, PART_LIMIT), 1):
            self.position = number
            if number <= self.done:
                continue
            if line is None:
                yield Problem(self.source, number, f"The line is longer than {PART_LIMIT} bytes.")
            elif len(line) > self._whole_limit:
                # Only behind its last chunk is the line done.
                held: Item | None = None
                for found in self._large(partial(io.BytesIO, line), after=0):
                    if isinstance(found, Problem):
                        yield Problem(self.source, number, found.reason)
                        continue
                    if held is not None:
                        yield held
                    held = Item(self.source, number - 1, found.content, self._consumed())
                if held is not None:
                    yield Item(self.source, number, held.content, held.consumed)
            elif line.strip():
                yield from self._whole(line)

    def _whole(self, text: bytes) -> Iterator[Item | Problem]:
        if self.position <= self.done:
            return
        try:
            content = json_format.decode(text)
            if not isinstance(content, dict) or not isinstance(content.get("resourceType"), str):
                raise NotLoadable("Not a FHIR resource: an object with resourceType is expected.")
            if content["resourceType"] == "Bundle":
                content = prepared(content)
        except (InvalidJson, NotLoadable) as error:
            yield Problem(self.source, self.position, str(error))
        else:
            yield Item(self.source, self.position, content, self._consumed())

    def _large(self, again: Callable[[], BinaryIO], after: int) -> Iterator[Item | Problem]:
        try:
            found = survey(again(), PART_LIMIT)
            if after >= found.count:
                return
            for number, bundle in chunks(again(), found, self._chunk_entries, PART_LIMIT, after):
                self.position = number
                yield Item(self.source, number, bundle, self._consumed())
        except (InvalidJson, NotLoadable) as error:
            yield Problem(self.source, self.position, str(error))


def _read_up_to(stream: BinaryIO, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _BLOCK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _split(head: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of what begins with `head`; None stands for a line longer than `limit`."""
    parts: list[bytes] = []
    length = 0
    block = head
    while block:
        *ended, rest = block.split(b"\n")
        for line in ended:
            yield None if length + len(line) > limit else b"".join([*parts, line])
            parts, length = [], 0
        length += len(rest)
        parts = [*parts, rest] if length <= limit else []
        block = stream.read(_BLOCK)
    if length:
        yield None if length > limit else b"".join(parts)


def stored_size(source: str) -> int:
    """The bytes of a source as stored, for telling how far `consumed` is; 0 if that is not known."""
    try:
        return 0 if source == STANDARD_INPUT else Path(source).stat().st_size
    except OSError:
        return 0
