"""People who sign in: finding, making and changing their accounts."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from fhirserver.errors import Conflict, Invalid, NotFound
from fhirserver.store.connection import Connection
from fhirserver.store.sql import Statement, statement

ADMINISTRATOR = "administrator"
OWN_RECORD_ROLES = frozenset({"patient", "proxy"})
"""Roles of people who see their own record, or that of somebody they speak for; all others are staff."""

FHIR_USERS = ("Practitioner", "PractitionerRole", "Patient", "RelatedPerson", "Person")
"""What the claim fhirUser may name.  https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html"""

_MOST_CHARACTERS = 200

_COLUMNS = "a.id, a.username, a.name, a.fhir_user, a.active"
_BY_ID = statement(f"SELECT {_COLUMNS} FROM account a WHERE a.id = :id")
_BY_USERNAME = statement(f"SELECT {_COLUMNS} FROM account a WHERE a.username = :username")
_ALL = statement(f"SELECT {_COLUMNS} FROM account a ORDER BY a.username")
_ROLES = statement("SELECT role FROM account_role WHERE account_id = :id")
_ADD = statement("""
INSERT INTO account (id, username, name, fhir_user, active, totp_confirmed, totp_step, created)
VALUES (:id, :username, :name, :fhir_user, :active, :no, 0, :now) ON CONFLICT DO NOTHING""")
_GIVE_ROLE = statement("INSERT INTO account_role (account_id, role) VALUES (:id, :role) ON CONFLICT DO NOTHING")
_TAKE_ROLES = statement("DELETE FROM account_role WHERE account_id = :id")
_LINK = statement("UPDATE account SET fhir_user = :fhir_user WHERE id = :id")
_ACTIVATE = statement("UPDATE account SET active = :active WHERE id = :id")
_REMOVE = statement("DELETE FROM account WHERE id = :id")
_LOCK = statement("UPDATE account SET active = active WHERE id = :id")
_ADMINISTRATORS = statement("SELECT 1 FROM account_role WHERE role = :role LIMIT 1")


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; ``fhir_user`` is the resource that stands for them, such as ``Practitioner/1``."""

    id: str
    username: str
    name: str
    fhir_user: str | None
    roles: frozenset[str]
    active: bool

    @property
    def is_staff(self) -> bool:
        """Whether the person may see the record of others: all but patients, and those who speak for one."""
        return not self.roles or not self.roles <= OWN_RECORD_ROLES


def canonical_username(text: str) -> str:
    """Return a username as it is kept and compared: NFKC, case folded, without spaces around it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()


def find_account(connection: Connection, account_id: str) -> Account | None:
    """Return the account with this id, None if there is none."""
    return _found(connection, _BY_ID, {"id": account_id})


def find_username(connection: Connection, username: str) -> Account | None:
    """Return the account of this username, however it is written; None if there is none."""
    return _found(connection, _BY_USERNAME, {"username": canonical_username(username)})


def account_of(connection: Connection, username: str) -> Account:
    """Return the account of this username.  Raises NotFound."""
    account = find_username(connection, username)
    if account is None:
        raise NotFound(f"There is no account of the name {username}.")
    return account


def list_accounts(connection: Connection) -> list[Account]:
    """Return all accounts, ordered by username."""
    return [_account(connection, row) for row in connection.rows(_ALL)]


def add_account(
    connection: Connection,
    *,
    username: str,
    name: str,
    roles: frozenset[str] = frozenset(),
    fhir_user: str | None = None,
    now: int,
) -> Account:
    """Make an account; nobody can sign in to it before a password, passkey or identity is added.

    Raises Invalid if a name or ``fhir_user`` is none, Conflict if the username is taken.
    """
    canonical = canonical_username(username)
    _check_name(canonical, "The username")
    _check_name(name, "The name")
    if fhir_user is not None:
        check_fhir_user(fhir_user)
    account = Account(secrets.token_hex(16), canonical, name.strip(), fhir_user, roles, True)
    added = connection.run(
        _ADD,
        {
            "id": account.id,
            "username": account.username,
            "name": account.name,
            "fhir_user": fhir_user,
            "active": True,
            "no": False,
            "now": now,
        },
    )
    if not added:
        raise Conflict(f"The username {canonical} is taken.")
    set_roles(connection, account.id, roles)
    return account


def set_roles(connection: Connection, account_id: str, roles: frozenset[str]) -> None:
    """Give an account these roles and no others."""
    connection.run(_TAKE_ROLES, {"id": account_id})
    for role in sorted(roles):
        connection.run(_GIVE_ROLE, {"id": account_id, "role": role})


def set_fhir_user(connection: Connection, account_id: str, fhir_user: str | None) -> None:
    """Say which resource stands for the person.  Raises Invalid if ``fhir_user`` names none that can."""
    if fhir_user is not None:
        check_fhir_user(fhir_user)
    connection.run(_LINK, {"id": account_id, "fhir_user": fhir_user})


def set_active(connection: Connection, account_id: str, active: bool) -> None:
    """Let an account sign in, or no more; its sessions are for the caller to end."""
    connection.run(_ACTIVATE, {"id": account_id, "active": active})


def remove_account(connection: Connection, account_id: str) -> None:
    """Remove an account with all that hangs on it: sessions, grants, factors."""
    connection.run(_REMOVE, {"id": account_id})


def lock_account(connection: Connection, account_id: str) -> None:
    """Let other transactions that lock the same account wait until this one ends."""
    connection.run(_LOCK, {"id": account_id})


def there_is_an_administrator(connection: Connection) -> bool:
    """Say whether any account has the role that may make others."""
    return connection.row(_ADMINISTRATORS, {"role": ADMINISTRATOR}) is not None


def check_fhir_user(fhir_user: str) -> None:
    """Raise Invalid unless ``fhir_user`` is a relative reference such as ``Practitioner/1``."""
    kind, _, identity = fhir_user.partition("/")
    plain = identity.replace("-", "").replace(".", "")
    if kind not in FHIR_USERS or not plain.isascii() or not plain.isalnum() or len(identity) > 64:
        raise Invalid(f"{fhir_user[:80]!r} names nobody who can sign in; it is {', '.join(FHIR_USERS)} and an id.")


def _check_name(text: str, what: str) -> None:
    if not text.strip() or len(text) > _MOST_CHARACTERS or not text.isprintable():
        raise Invalid(f"{what} must have 1 to {_MOST_CHARACTERS} printable characters.")


def _found(connection: Connection, query: Statement, parameters: dict[str, object]) -> Account | None:
    row = connection.row(query, parameters)
    return _account(connection, row) if row else None


def _account(connection: Connection, row: tuple[object, ...]) -> Account:
    account_id, username, name, fhir_user, active = row
    roles = frozenset(role for (role,) in connection.rows(_ROLES, {"id": account_id}))
    linked = None if fhir_user is None else str(fhir_user)
    return Account(str(account_id), str(username), str(name), linked, roles, bool(active))
