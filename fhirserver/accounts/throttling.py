"""Guessing gets slower and slower; nobody is locked out for good.

Each try counts as a failure until it has succeeded, so tries made at the same time are not free.  Counted are those of
an account from an address, of the address whatever the account, and of the account from anywhere: somebody who fails
on purpose keeps the owner of the account waiting for minutes at most, and never one who has a passkey.
https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html#login-throttling
"""

from __future__ import annotations

from dataclasses import dataclass

from fhirserver.access.tokens import digest
from fhirserver.accounts.accounts import canonical_username
from fhirserver.errors import Throttled
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

FORGET_SECONDS = 24 * 60 * 60

_WAITS = statement("SELECT until FROM throttle WHERE key = :key AND until > :now")
_COUNT = statement("""
INSERT INTO throttle (key, failures, until, last) VALUES (:key, 1, :now, :now)
ON CONFLICT (key) DO UPDATE SET
  failures = CASE WHEN throttle.last < :forgotten THEN 1 ELSE throttle.failures + 1 END,
  until = CAST(:now AS bigint) + CASE
    WHEN throttle.last < :forgotten OR throttle.failures < :free THEN 0
    WHEN throttle.failures - :free >= :doublings THEN :longest
    ELSE 1 << CAST(throttle.failures - :free AS integer) END,
  last = :now
WHERE throttle.until <= :now""")
_FORGIVE = statement("DELETE FROM throttle WHERE key = :key")
_FORGIVE_ONE = statement("UPDATE throttle SET failures = failures - 1 WHERE key = :key AND failures > 0")
_FORGET = statement("DELETE FROM throttle WHERE last < :forgotten")


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted: ``free`` failures cost nothing, each further one twice the one before, at most ``longest``."""

    key: bytes
    free: int
    longest: int


def attempt(connection: Connection, username: str, address: str, now: int) -> None:
    """Count a try to sign in with ``username`` from ``address``.

    Raises Throttled, with the seconds to wait, if it comes too early; then it is not counted and must not be made.
    """
    # Always in the same order: transactions that lock rows in different orders can wait for each other.
    for counted in sorted(_counted(username, address), key=lambda counted: counted.key):
        parameters = {
            "key": counted.key,
            "now": now,
            "forgotten": now - FORGET_SECONDS,
            "free": counted.free,
            "longest": counted.longest,
            "doublings": counted.longest.bit_length(),
        }
        if not connection.run(_COUNT, parameters):
            row = connection.row(_WAITS, {"key": counted.key, "now": now})
            seconds = row[0] - now if row else 1
            raise Throttled(
                f"There were too many failed attempts. Try again in {seconds} seconds.",
                headers={"Retry-After": str(seconds)},
            )


def succeeded(connection: Connection, username: str, address: str, now: int) -> None:
    """Forget the failures of an account whose owner has signed in; those of the address stay, but for this try."""
    pair, place, account = _counted(username, address)
    for counted in sorted((pair, account), key=lambda counted: counted.key):
        connection.run(_FORGIVE, {"key": counted.key})
    connection.run(_FORGIVE_ONE, {"key": place.key})
    connection.run(_FORGET, {"forgotten": now - FORGET_SECONDS})


def _counted(username: str, address: str) -> tuple[_Counted, _Counted, _Counted]:
    name = canonical_username(username)
    return (
        _Counted(digest(f"account {name} from {address}"), 5, 15 * 60),
        _Counted(digest(f"from {address}"), 50, 15 * 60),
        _Counted(digest(f"account {name}"), 20, 5 * 60),
    )
