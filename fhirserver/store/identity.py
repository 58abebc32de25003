"""Keys and ids of new resources, made in the application so that no statement has to return them."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Iterator

from fhirserver.store.engine import Connection
from fhirserver.store.sql import statement
from fhirserver.store.tables import KEY_BLOCK, TYPED_KEYS

_NEXT_BLOCK = statement("", postgresql="SELECT nextval('resource_key')")
_LAST_KEY = statement(f"SELECT coalesce(max(pk), 0) FROM resource WHERE pk < {TYPED_KEYS}")


class Keys:
    """Hands out resource keys.

    On PostgreSQL from blocks that this process alone has taken; what is left of a block is lost with the process.
    SQLite has one writer, so there the next key is the one after the last.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._block: Iterator[int] = iter(())

    def of_transaction(self, connection: Connection) -> Iterator[int]:
        """Yield keys that no other resource has, for use in one write transaction."""
        if connection.engine == "sqlite":
            row = connection.row(_LAST_KEY)
            yield from itertools.count(1 + (row[0] if row else 0))
        while True:
            yield self._take(connection)

    def _take(self, connection: Connection) -> int:
        with self._lock:
            key = next(self._block, None)
            if key is None:
                # A sequence waits for nobody and is not rolled back, so the block is ours whatever happens.
                row = connection.row(_NEXT_BLOCK)
                if row is None:
                    raise LookupError("the sequence gave no key")
                self._block = iter(range(row[0], row[0] + KEY_BLOCK))
                key = next(self._block)
            return key


def new_id() -> str:
    """Return a new logical id: a UUID of version 7 (RFC 9562), in order of making, so that indexes stay dense."""
    value = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
