"""Memory that goes back to the system after requests with large bodies.

A large Bundle becomes many small objects.  When they are gone their memory is free, but a block of it is given back
only if nothing else stands in it.  So what stays is made before (see ``create_app``), what the interpreter itself keeps
there is dropped here, and large bodies take turns.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections.abc import Callable

from fhirserver.rest.turns import Turns

LARGE_BYTES = 64 * 1024
"""Bodies from this size on are large."""

AT_ONCE_BYTES = 2 * 1024 * 1024
"""Bytes of large bodies that a process works on at once; a larger one is worked on alone."""

GIVE_BACK_AFTER_BYTES = 1024 * 1024
"""Bytes of large bodies after which memory is given back, which takes about two milliseconds."""

_MMAP_THRESHOLD, _TRIM_THRESHOLD, _ARENA_MAX = -3, -1, -8
_LIMITS = {_MMAP_THRESHOLD: 1024 * 1024, _TRIM_THRESHOLD: 1024 * 1024, _ARENA_MAX: 2}


def limit_malloc() -> None:
    """Tell glibc to give back blocks that are free; does nothing with another C library.

    By itself it raises both thresholds as blocks are freed, up to 32 and 64 MB, and makes an arena for each thread.
    https://man7.org/linux/man-pages/man3/mallopt.3.html
    """
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        for parameter, value in _LIMITS.items():
            mallopt(parameter, value)


def give_back() -> None:
    """Give memory that is free back to the system.

    A full collection empties the lists in which the interpreter keeps freed tuples, dicts and floats.  Its cache of
    attributes holds up to 4,096 names that were looked up, and those that the database drivers look up are new strings
    each time.
    """
    gc.collect()
    if clear_type_cache := getattr(sys, "_clear_type_cache", None):
        clear_type_cache()
    if malloc_trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        malloc_trim(0)


class LargeBodies:
    """Requests with large bodies in one process: they take turns, and when all are answered memory is given back."""

    def __init__(self, give_back: Callable[[], None] = give_back) -> None:
        self.turns = Turns(AT_ONCE_BYTES)
        self._give_back = give_back
        self._lock = threading.Lock()
        self._open = 0
        self._bytes = 0

    def arrived(self, size: int) -> None:
        """Count a request, whose body was read and has ``size`` bytes."""
        with self._lock:
            self._open += 1
            self._bytes += size

    def answered(self) -> None:
        """Say that a request that arrived is answered, and nothing of it in use any more."""
        with self._lock:
            self._open -= 1
            due = self._open == 0 and self._bytes >= GIVE_BACK_AFTER_BYTES
            if due:
                self._bytes = 0
        if due:
            self._give_back()
