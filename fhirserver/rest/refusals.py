"""Tokens that were refused, as security events: not one a request, or whoever has no token could fill the database."""

from __future__ import annotations

import logging
import threading

from fhirserver.access.events import record
from fhirserver.access.tokens import Ended
from fhirserver.errors import FhirError
from fhirserver.store.engine import Database, InTransaction

MOST_A_MINUTE = 30
PATIENCE = 0.5
"""Seconds for which the record of a refusal is tried: who is refused does not wait for others."""

_log = logging.getLogger(__name__)


class Refusals:
    """Records refusals of one process, at most ``most`` a minute, and how many were left out."""

    def __init__(self, most: int = MOST_A_MINUTE) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._minute = 0
        self._recorded = 0
        self._left_out = 0

    def record(self, database: Database | InTransaction, ended: Ended | None, address: str | None, now: int) -> None:
        """Record that a token was refused; ``ended`` is whose it was, None if it never was one.  Raises nothing."""
        left_out = self._turn(now)
        if left_out is None:
            return
        outcome = "unknown" if ended is None else "expired" if ended.expired else "revoked"
        try:
            database.write(
                lambda connection: record(
                    connection,
                    "access-token",
                    outcome,
                    client_id=ended.client_id if ended else None,
                    account_id=ended.account_id if ended else None,
                    address=address,
                    detail={"unrecorded": left_out} if left_out else None,
                    now=now,
                ),
                patience=PATIENCE,
            )
        except FhirError as error:
            _log.warning("A refused access token could not be recorded: %s", type(error).__name__)

    def _turn(self, now: int) -> int | None:
        """Return how many were left out since the last record, None if this one is to be left out too."""
        with self._lock:
            if now // 60 != self._minute:
                self._minute, self._recorded = now // 60, 0
            if self._recorded >= self._most:
                self._left_out += 1
                return None
            self._recorded += 1
            left_out, self._left_out = self._left_out, 0
            return left_out
