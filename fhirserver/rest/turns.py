"""Turns: how much work goes on at once.

What a Bundle becomes in memory is about ten times its size, and Python works on one at a time anyway: eight large ones
at once would take eight times the memory and be done no sooner.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets work go on at once up to a total size, in the order in which it came.

    What is larger than the total goes on alone.  Small work does not overtake large work that waits, so none waits for
    ever.  Who has a turn must not wait for another one, nor for somebody who does.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._taken = 0
        self._waiting: deque[tuple[int, threading.Event]] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, size: int) -> Iterator[None]:
        """Wait until there is room for work of ``size``, which goes on inside."""
        size = min(size, self._total)
        begins = threading.Event()
        with self._lock:
            self._waiting.append((size, begins))
            self._admit()
        begins.wait()
        try:
            yield
        finally:
            with self._lock:
                self._taken -= size
                self._admit()

    def _admit(self) -> None:
        while self._waiting and self._taken + self._waiting[0][0] <= self._total:
            size, begins = self._waiting.popleft()
            self._taken += size
            begins.set()
