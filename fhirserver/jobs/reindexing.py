"""A thread that indexes by search parameters which users add, and forgets those that they remove."""

from __future__ import annotations

import logging
import threading
import traceback

from fhirserver.errors import FhirError
from fhirserver.store.reindex import reindex, work_waits
from fhirserver.store.repository import Repository

SECONDS = 2.0
"""Between two looks whether there is work."""

FAILED_SECONDS = 60.0
"""Until it is tried again after a fault."""

_log = logging.getLogger(__name__)


class Reindexing(threading.Thread):
    """Looks for work until it is stopped; in each server process there is one, and the database tells who does it."""

    def __init__(self, repository: Repository) -> None:
        super().__init__(name="reindexing", daemon=True)
        self._repository = repository
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Stop after the present step; what is not done goes on at the next start."""
        self._stopped.set()

    def run(self) -> None:
        """Do what waits, and wait."""
        pause = SECONDS
        while not self._stopped.wait(pause):
            pause = SECONDS
            try:
                self.work()
            except FhirError as error:
                # The database is busy or not there: that says itself to those who ask it.
                _log.info("Reindexing waits: %s", type(error).__name__)
            except Exception as error:  # a fault must not end the thread: it is logged, and tried again later
                frames = "".join(traceback.format_tb(error.__traceback__))
                _log.error("Fault in reindexing: %s\n%s", type(error).__name__, frames)
                pause = FAILED_SECONDS

    def work(self) -> None:
        """Do all that waits."""
        if not work_waits(self._repository):
            return
        for step in reindex(self._repository):
            _log.info("Search parameter %s: %d of %d resources", step.code, step.done, step.total)
            if self._stopped.is_set():
                return
