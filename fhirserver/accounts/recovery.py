"""Recovery codes: for whoever has lost the second factor."""

from __future__ import annotations

import base64
import secrets

from fhirserver.access.tokens import digest
from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

CODES = 10
_BYTES = 10
_GROUP = 4

_ADD = statement("INSERT INTO account_recovery_code (account_id, digest) VALUES (:account, :digest)")
_REMOVE = statement("DELETE FROM account_recovery_code WHERE account_id = :account")
_USE = statement("DELETE FROM account_recovery_code WHERE account_id = :account AND digest = :digest")
_LEFT = statement("SELECT count(*) FROM account_recovery_code WHERE account_id = :account")


def renew_recovery_codes(connection: Connection, account_id: str) -> list[str]:
    """Return new codes for an account, of 80 random bits each; earlier ones are good for nothing any more."""
    remove_recovery_codes(connection, account_id)
    codes = [_grouped(base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()) for _ in range(CODES)]
    for code in codes:
        connection.run(_ADD, {"account": account_id, "digest": _digest(code)})
    return codes


def use_recovery_code(connection: Connection, account_id: str, code: str) -> bool:
    """Say whether ``code``, however it is spaced, is one of those that are left; it is used up by that."""
    return connection.run(_USE, {"account": account_id, "digest": _digest(code)}) == 1


def recovery_codes_left(connection: Connection, account_id: str) -> int:
    """Return how many codes of an account were not used yet."""
    row = connection.row(_LEFT, {"account": account_id})
    return row[0] if row else 0


def remove_recovery_codes(connection: Connection, account_id: str) -> None:
    """Let no code of an account be good for anything any more."""
    connection.run(_REMOVE, {"account": account_id})


def _grouped(text: str) -> str:
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def _digest(code: str) -> bytes:
    return digest("".join(code.lower().replace("-", "").split()))
