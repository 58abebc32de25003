"""A TLS connection whose peer must keep up.

A thread serves one request at a time, so a peer that stops in the middle of a handshake, a header or a body would keep
a thread for ever.  Here each request has a budget of time that grows with the bytes that arrive.
"""

from __future__ import annotations

import errno
import ssl
import time
from typing import Any

HEAD_SECONDS = 10.0
BYTES_PER_SECOND = 2048


class TimedSocket(ssl.SSLSocket):
    """A request may take ``HEAD_SECONDS`` to arrive and a second more for each ``BYTES_PER_SECOND``; so may an answer.

    A peer that is slower meets a reset connection: the server treats it like one that went away.
    """

    _until = 0.0

    def setblocking(self, flag: bool) -> None:
        """Start a new budget: gunicorn makes a connection blocking when a thread begins to serve a request on it."""
        super().setblocking(flag)
        if flag:
            self._until = time.monotonic() + HEAD_SECONDS

    def do_handshake(self, block: bool = False) -> None:
        self._until = time.monotonic() + HEAD_SECONDS
        self._limit(HEAD_SECONDS)
        try:
            super().do_handshake(block)
        except TimeoutError:
            raise _gone() from None

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        self._limit(self._until - time.monotonic())
        try:
            data = super().recv(buflen, flags)
        except TimeoutError:
            raise _gone() from None
        self._until += len(data) / BYTES_PER_SECOND
        return data

    def send(self, data: Any, flags: int = 0) -> int:
        self._limit(HEAD_SECONDS + memoryview(data).nbytes / BYTES_PER_SECOND)
        try:
            return super().send(data, flags)
        except TimeoutError:
            raise _gone() from None

    def _limit(self, seconds: float) -> None:
        if seconds <= 0:
            raise _gone()
        if self.gettimeout() != 0:
            super().settimeout(seconds)


def _gone() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "the peer is too slow")
