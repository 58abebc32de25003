"""Work before serving is done in a process of its own, so that what it loads does not stay in the server's memory."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable


def apart(work: Callable[[], None]) -> None:
    """Run ``work`` in a forked process and wait for it.

    If it fails, what it raises is handled there as it would be here, and this process ends with the same status.  If
    this process is told to stop, so is that one.
    """
    child = os.fork()
    if child == 0:
        work()
        sys.exit(0)
    try:
        _, status = os.waitpid(child, 0)
    except BaseException:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        raise
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(1 if code < 0 else code)
