"""Passwords: which are good enough, and how they are kept (Argon2id).

https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fhirserver.accounts.accounts import Account
from fhirserver.accounts.common_passwords import SHORTEST, is_common
from fhirserver.errors import Invalid
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

RECOMMENDED = 15
LONGEST = 256
"""Characters."""

AT_ONCE = 2
"""Passwords that a process looks at at the same time: each takes 19 MiB of memory and all of a processor."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turns = threading.BoundedSemaphore(AT_ONCE)

_FIND = statement("SELECT password FROM account WHERE id = :id")
_SET = statement("UPDATE account SET password = :password, password_changed = :now WHERE id = :id")
_REPLACE = statement("UPDATE account SET password = :new WHERE id = :id AND password = :old")


def check_new_password(password: str, account: Account) -> None:
    """Raise Invalid, saying why, if ``password`` is too easy to guess; there are no rules about its characters."""
    text = _canonical(password)
    if len(text) < SHORTEST:
        raise Invalid(f"A password has at least {SHORTEST} characters; {RECOMMENDED} or more are better.")
    if len(text) > LONGEST:
        raise Invalid(f"A password has at most {LONGEST} characters.")
    if is_common(text):
        raise Invalid("This password is one of those that are tried first, because many people use it. Choose another.")
    folded = text.casefold()
    own = {account.username, account.username.partition("@")[0], account.name, *account.name.split()}
    if any(folded in (name, name * 2, name[::-1]) for name in (_canonical(part).casefold() for part in own)):
        raise Invalid("A password is not one's own name. Choose another.")


def hashed(password: str) -> str:
    """Return what is kept of a password, in PHC string format."""
    with _turns:
        return _hasher.hash(_canonical(password))


def is_right(password: str, kept: str | None) -> bool:
    """Say whether ``password`` is the one of which ``kept`` was kept; that takes as long if nothing was (None)."""
    text = _canonical(password)
    if len(text) > LONGEST:
        # Work for the server grows with the length, and none that is kept is that long.
        text, kept = "", None
    with _turns:
        try:
            _hasher.verify(kept or _nobodys(), text)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def prepare() -> None:
    """Do what the first comparison would otherwise do, which would take longer than those that follow."""
    _nobodys()


def find_password(connection: Connection, account_id: str) -> str | None:
    """Return what is kept of the password of an account, None if it has none."""
    row = connection.row(_FIND, {"id": account_id})
    return row[0] if row else None


def set_password(connection: Connection, account_id: str, kept: str, now: int) -> None:
    """Let ``kept``, made by ``hashed``, be the password of an account."""
    connection.run(_SET, {"id": account_id, "password": kept, "now": now})


def is_outdated(kept: str) -> bool:
    """Say whether ``kept`` was made with other parameters than a new one would be."""
    return _hasher.check_needs_rehash(kept)


def renew(connection: Connection, account_id: str, old: str, new: str) -> None:
    """Keep the same password in another way, unless it was changed meanwhile."""
    connection.run(_REPLACE, {"id": account_id, "old": old, "new": new})


def _canonical(password: str) -> str:
    """The same characters are typed differently on different keyboards."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's")
