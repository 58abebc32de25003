"""One-time tokens with which people set a password, and the one with which the first administrator is made."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from fhirserver.access.tokens import digest, new_secret
from fhirserver.accounts.accounts import there_is_an_administrator
from fhirserver.settings import Settings
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

HOURS = 24

_ADD = statement("INSERT INTO account_invitation (digest, account_id, expires) VALUES (:digest, :account, :expires)")
_FIND = statement("SELECT account_id FROM account_invitation WHERE digest = :digest AND expires > :now")
_USE = statement("DELETE FROM account_invitation WHERE digest = :digest")
_WITHDRAW = statement("DELETE FROM account_invitation WHERE account_id = :account OR expires <= :now")
_WITHDRAW_FIRST = statement("DELETE FROM account_invitation WHERE account_id IS NULL")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a token is for; ``account_id`` is None in that for making the first administrator."""

    account_id: str | None


def invite(connection: Connection, account_id: str, *, now: int, hours: int = HOURS) -> str:
    """Return a token with which the owner of an account sets a password; earlier ones are good for nothing any more."""
    connection.run(_WITHDRAW, {"account": account_id, "now": now})
    return _add(connection, account_id, now + hours * 3600)


def invite_first_administrator(connection: Connection, *, now: int, hours: int = HOURS) -> str | None:
    """Return a token with which the first administrator is made; None if there is one.

    Earlier ones are good for nothing any more.
    """
    connection.run(_WITHDRAW_FIRST)
    return None if there_is_an_administrator(connection) else _add(connection, None, now + hours * 3600)


def find_invitation(connection: Connection, token: str, now: int) -> Invitation | None:
    """Return what a token is for, None if it is good for nothing."""
    row = connection.row(_FIND, {"digest": digest(token), "now": now})
    return Invitation(row[0]) if row else None


def use_invitation(connection: Connection, token: str) -> bool:
    """Use a token up; False if somebody else has."""
    return connection.run(_USE, {"digest": digest(token)}) == 1


def _add(connection: Connection, account_id: str | None, expires: int) -> str:
    token = new_secret()
    connection.run(_ADD, {"digest": digest(token), "account": account_id, "expires": expires})
    return token


def invitation_address(settings: Settings, token: str, *, first: bool = False) -> str:
    """Return the address of the page at which a token is used.

    It stands behind the #, which browsers send to no server: so it is in no log and in no Referer.
    """
    parts = urlsplit(settings.base_url)
    return f"{parts.scheme}://{parts.netloc}/{'welcome' if first else 'invitation'}#{token}"
