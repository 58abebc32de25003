"""What the two engines do differently with connections and transactions.

Each has a module that is loaded only where it is used: the driver of PostgreSQL alone takes 7 MB.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from fhirserver.errors import TooCostly, Unavailable, Unprocessable
from fhirserver.store.connection import Connection, EngineName

RETRY_AFTER = {"Retry-After": "5"}
WRITE_SECONDS = 60
"""How long a statement of a transaction may take, or all of them on SQLite; those that search are among them."""

_TOO_LONG = "Answering takes longer than this server allows; ask for less, such as one patient or a shorter time."


class LostRace(Exception):
    """The transaction was undone because of another one; trying again can succeed."""


class Locked(LostRace):
    """Another program has the embedded database locked for writing."""


@dataclass(frozen=True, slots=True)
class Driver:
    """An engine.

    ``failure`` is what its connections raise when the database cannot be used now; ``lost`` says of such an exception
    that a race was lost, and which, or returns None.  ``transaction`` runs work in a transaction until a time of
    time.monotonic() and commits; it raises LostRace, Unprocessable, Unavailable, and what the work raises.  ``usable``
    says whether a connection can be used again, ``hung_up`` whether the other end of one that was idle has gone.
    ``snapshot`` begins a transaction in which all statements see the same state.  ``timed`` interrupts what takes
    longer than some seconds (0: for ever) on a connection; ``too_long`` says of an exception that this has happened.
    """

    engine: EngineName
    failure: type[Exception]
    lost: Callable[[Exception], LostRace | None]
    transaction: Callable[[Connection, Callable[[Connection], Any], float], Any]
    usable: Callable[[Any], bool]
    hung_up: Callable[[Any], bool]
    snapshot: str
    timed: Callable[[Any, float], AbstractContextManager[None]]
    too_long: Callable[[Exception], bool]

    def meaning(self, error: Exception) -> Exception:
        """Return what is to be raised for a failure: LostRace, TooCostly or Unavailable."""
        if self.too_long(error):
            return TooCostly(_TOO_LONG)
        unavailable = Unavailable("The database cannot be used now; nothing was saved.", headers=RETRY_AFTER)
        return self.lost(error) or unavailable


def roll_back(raw: Any, failure: type[Exception]) -> None:
    """Undo the open transaction of a connection whose driver raises ``failure``."""
    # Without a connection there is nothing to undo, and what went wrong first is what matters.
    with contextlib.suppress(failure):
        raw.execute("ROLLBACK")


def violation(message: str) -> Exception:
    """Return what a broken constraint means to a client: a race on a key, or a value that a table refuses."""
    if "UNIQUE" in message or "FOREIGN KEY" in message:
        return LostRace(message)
    return Unprocessable(f"The tables refuse this resource: {message}", code="business-rule")
