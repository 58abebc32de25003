"""Sessions of people in browsers: a random cookie, of which the database has the digest.

https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html
"""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass

import msgspec

from fhirserver.access.tokens import digest, new_secret
from fhirserver.accounts.accounts import Account, find_account
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

TOUCH_SECONDS = 30
"""A session that was used less than this ago is not written that it is used again."""

_MOST_CHARACTERS = 300

_BEGIN = statement("""
INSERT INTO account_session
(digest, id, account_id, methods, authenticated, created, last_used, expires, user_agent, address)
VALUES (:digest, :id, :account, :methods, :now, :now, :now, :expires, :user_agent, :address)""")
_FIND = statement("""
SELECT id, account_id, methods, authenticated, last_used FROM account_session
WHERE digest = :digest AND expires > :now""")
_TOUCH = statement("UPDATE account_session SET last_used = :now WHERE id = :id AND last_used < :now")
_ROTATE = statement("""
UPDATE account_session SET digest = :new, methods = :methods, authenticated = :authenticated, last_used = :now
WHERE digest = :old""")
_LIST = statement("""
SELECT id, methods, authenticated, created, last_used, expires, user_agent, address FROM account_session
WHERE account_id = :account AND expires > :now AND last_used > :idle ORDER BY last_used DESC, id""")
_END = statement("DELETE FROM account_session WHERE id = :id AND account_id = :account")
_FORGET = statement("DELETE FROM account_session WHERE expires <= :now")
_END_ALL = statement("DELETE FROM account_session WHERE account_id = :account AND id <> :but")
_IDS = statement("SELECT id FROM account_session WHERE account_id = :account AND id <> :but")
_REVOKE = statement("UPDATE oauth_grant SET revoked = :now WHERE session_id = :id AND revoked IS NULL")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds after which a session ends: unused by staff, unused by patients, and in any case."""

    staff_idle: int = 15 * 60
    patient_idle: int = 30 * 60
    absolute: int = 12 * 60 * 60

    @staticmethod
    def of(settings: Settings) -> Limits:
        """Return those that the operator has set."""
        staff, patient = settings.staff_idle_minutes * 60, settings.patient_idle_minutes * 60
        return Limits(staff, patient, settings.session_hours * 3600)

    def idle(self, account: Account) -> int:
        """Return how long a session of ``account`` may be unused."""
        return self.staff_idle if account.is_staff else self.patient_idle


@dataclass(frozen=True, slots=True)
class Session:
    """A person in a browser.  ``methods`` is how they proved who they are, by the names of RFC 8176.

    ``authenticated`` is when they last did, ``csrf`` what their forms must send along, ``last_used`` when the session
    was last seen, to within TOUCH_SECONDS.
    """

    id: str
    account: Account
    methods: tuple[str, ...]
    authenticated: int
    csrf: str
    last_used: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A session as its owner sees it in a list."""

    id: str
    methods: tuple[str, ...]
    authenticated: int
    created: int
    last_used: int
    expires: int
    user_agent: str
    address: str


def begin_session(
    connection: Connection,
    account: Account,
    methods: tuple[str, ...],
    *,
    user_agent: str = "",
    address: str = "",
    limits: Limits | None = None,
    now: int,
) -> str:
    """Make a session of a person who has just proved who they are; return its cookie."""
    limits = limits or Limits()
    cookie = new_secret()
    # Those that were not used for long stay: apps that have access while their owner is there may be in use.
    connection.run(_FORGET, {"now": now})
    connection.run(
        _BEGIN,
        {
            "digest": digest(cookie),
            "id": secrets.token_hex(16),
            "account": account.id,
            "methods": msgspec.json.encode(methods).decode(),
            "now": now,
            "expires": now + limits.absolute,
            "user_agent": "".join(filter(str.isprintable, user_agent))[:_MOST_CHARACTERS],
            "address": address[:_MOST_CHARACTERS],
        },
    )
    return cookie


def find_session(connection: Connection, cookie: str, now: int, limits: Limits | None = None) -> Session | None:
    """Return the session of a cookie, None if it has ended or its account may not sign in."""
    row = connection.row(_FIND, {"digest": digest(cookie), "now": now})
    if row is None:
        return None
    session_id, account_id, methods, authenticated, last_used = row
    account = find_account(connection, account_id)
    if account is None or not account.active or last_used + (limits or Limits()).idle(account) <= now:
        return None
    decoded = msgspec.json.decode(methods, type=tuple[str, ...])
    return Session(session_id, account, decoded, authenticated, csrf(cookie), last_used)


def is_used(connection: Connection, session_id: str, now: int) -> None:
    """Note that a session is in use, from which its idle time counts."""
    connection.run(_TOUCH, {"id": session_id, "now": now})


def csrf(cookie: str) -> str:
    """Return what forms of the owner of a cookie send along; nobody else can know it, and it does not tell the cookie.

    https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
    """
    made = hmac.digest(cookie.encode(), b"form", "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def rotate(
    connection: Connection, cookie: str, methods: tuple[str, ...], *, authenticated: int, now: int
) -> str | None:
    """Give a session a new cookie and return it; the old one is good for nothing any more.  None if it has ended.

    What hangs on the session, such as the access of apps while its owner is there, stays.
    """
    new = new_secret()
    rotated = connection.run(
        _ROTATE,
        {
            "old": digest(cookie),
            "new": digest(new),
            "methods": msgspec.json.encode(methods).decode(),
            "authenticated": authenticated,
            "now": now,
        },
    )
    return new if rotated else None


def list_sessions(connection: Connection, account: Account, now: int, limits: Limits | None = None) -> list[Listed]:
    """Return the sessions of an account that have not ended, the one that was used last first."""
    idle = now - (limits or Limits()).idle(account)
    return [
        Listed(row[0], msgspec.json.decode(row[1], type=tuple[str, ...]), *row[2:])
        for row in connection.rows(_LIST, {"account": account.id, "now": now, "idle": idle})
    ]


def end_session(connection: Connection, account_id: str, session_id: str, now: int) -> bool:
    """End a session of an account, and the access of apps that was to last no longer; False if there is none."""
    if not connection.run(_END, {"id": session_id, "account": account_id}):
        return False
    connection.run(_REVOKE, {"id": session_id, "now": now})
    return True


def end_sessions(connection: Connection, account_id: str, now: int, *, but: str = "") -> int:
    """End all sessions of an account except the one with the id ``but``; return how many."""
    found = connection.rows(_IDS, {"account": account_id, "but": but})
    for (session_id,) in found:
        connection.run(_REVOKE, {"id": session_id, "now": now})
    connection.run(_END_ALL, {"account": account_id, "but": but})
    return len(found)
