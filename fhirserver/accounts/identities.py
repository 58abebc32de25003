"""Who people are at other OpenID providers.

An identity is the pair of issuer and subject and nothing else: addresses and names change hands.
https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability
"""

from __future__ import annotations

from fhirserver.accounts.accounts import Account, find_account
from fhirserver.errors import Conflict, Invalid
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

_ADD = statement("""
INSERT INTO account_identity (issuer, subject, account_id) VALUES (:issuer, :subject, :account)
ON CONFLICT DO NOTHING""")
_FIND = statement("SELECT account_id FROM account_identity WHERE issuer = :issuer AND subject = :subject")
_LIST = statement("SELECT issuer, subject FROM account_identity WHERE account_id = :account ORDER BY issuer, subject")


def add_identity(connection: Connection, account_id: str, issuer: str, subject: str) -> None:
    """Let whoever is ``subject`` at ``issuer`` sign in to an account.

    Raises Invalid if one is empty or too long, Conflict if that signs in to an account already.
    """
    if not 0 < len(subject) <= 255 or not issuer.startswith("https://") or len(issuer) > 500:
        raise Invalid("An issuer is an https address; a subject has 1 to 255 characters.")
    if not connection.run(_ADD, {"issuer": issuer, "subject": subject, "account": account_id}):
        raise Conflict("That identity signs in to an account already.")


def find_identity(connection: Connection, issuer: str, subject: str) -> Account | None:
    """Return the account to which ``subject`` at ``issuer`` signs in, None if there is none."""
    row = connection.row(_FIND, {"issuer": issuer, "subject": subject})
    return find_account(connection, row[0]) if row else None


def list_identities(connection: Connection, account_id: str) -> list[tuple[str, str]]:
    """Return issuer and subject of each identity that signs in to an account."""
    return [(issuer, subject) for issuer, subject in connection.rows(_LIST, {"account": account_id})]
