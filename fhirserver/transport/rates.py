"""How often something may happen: counted exactly, over all processes of the server, in memory that they share.

Each key (a client, an address) has one number, the time at which it will have used nothing again: the generic cell
rate algorithm, https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm.  The memory has a fixed size; when a place
for a new key is needed, the key that has used least gives way.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import secrets
import struct
import threading
import time
import weakref
from collections.abc import Callable
from hashlib import blake2b

MINUTE = 60.0
BUCKETS = 8192
PLACES = 8
_PLACE = struct.Struct("=Qd")
_BUCKET = struct.Struct("=" + "Qd" * PLACES)


class Rates:
    """What was used lately.  Make it before the processes fork: those that are forked then share it.

    A process that dies in the midst of it leaves no lock behind, since the system takes back a file lock; and at worst
    one key with the number from before.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._memory = mmap.mmap(-1, BUCKETS * _BUCKET.size)
        self._file = os.memfd_create("rates")
        self._thread_lock = threading.Lock()
        # Nobody outside can choose names that fall into one bucket.
        self._secret = secrets.token_bytes(16)
        weakref.finalize(self, os.close, self._file)

    def use(self, kind: str, name: str, per_minute: int) -> float:
        """Count one use of ``name``, of which there may be ``per_minute`` at once and then one each minute's share.

        Returns 0.0, or the seconds until there may be one more; then this one was not counted.
        """
        digest = blake2b(f"{kind} {name}".encode(), digest_size=16, key=self._secret).digest()
        key, where = struct.unpack("=QQ", digest)
        start = where % BUCKETS * _BUCKET.size
        share = MINUTE / per_minute
        # The file lock is the process's, so its threads need one among themselves.
        with self._thread_lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX, _BUCKET.size, start)
            try:
                now = self._clock()
                bucket = _BUCKET.unpack_from(self._memory, start)
                keys, times = bucket[::2], bucket[1::2]
                place = keys.index(key) if key in keys else times.index(min(times))
                until = max(now, times[place]) if keys[place] == key else now
                wait = until + share - now - MINUTE
                # The sum of many shares is not quite the minute.
                if wait > share / 1000:
                    return wait
                _PLACE.pack_into(self._memory, start + place * _PLACE.size, key, until + share)
                return 0.0
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, _BUCKET.size, start)
