"""Connections that are kept: opened when first needed, handed out again, at most so many.

SQLAlchemy's pool does the same and more, and costs each server process 20 MB: nothing else of it is used in serving.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any


class AllInUse(Exception):
    """No connection became free in time."""


class Pool:
    """At most ``size`` connections made by ``connect``; whoever wants one waits up to ``seconds`` for it.

    The one used last is handed out first: each keeps pages and statements in memory, so few are better than many.
    """

    def __init__(self, connect: Callable[[], Any], size: int, seconds: float) -> None:
        self._connect = connect
        self._seconds = seconds
        self._room = threading.BoundedSemaphore(size)
        self._idle: list[Any] = []
        self._closed = False

    def take(self) -> Any:
        """Return a connection for the caller alone.  Raises AllInUse, and what ``connect`` raises."""
        if not self._room.acquire(timeout=self._seconds):
            raise AllInUse
        try:
            return self._idle.pop()
        except IndexError:
            pass
        try:
            return self._connect()
        except BaseException:
            self._room.release()
            raise

    def give_back(self, connection: Any) -> None:
        """Keep a connection that was taken for the next who wants one."""
        if self._closed:
            self.discard(connection)
            return
        self._idle.append(connection)
        self._room.release()

    def discard(self, connection: Any) -> None:
        """Close a connection that was taken, instead of giving it back."""
        _close(connection)
        self._room.release()

    def close(self) -> None:
        """Close all connections: those in use when they come back."""
        self._closed = True
        while self._idle:
            _close(self._idle.pop())


def _close(connection: Any) -> None:
    # What is thrown away may be broken already, in whatever way its driver knows.
    with contextlib.suppress(Exception):
        connection.close()
