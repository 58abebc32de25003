"""What happens around sign-in and tokens, kept for those who watch over security."""

from __future__ import annotations

import time
from collections.abc import Mapping

import msgspec

from fhirserver.store.connection import Connection
from fhirserver.store.sql import statement

_RECORD = statement(
    "INSERT INTO security_event (at, kind, outcome, client_id, account_id, address, detail) "
    "VALUES (:at, :kind, :outcome, :client_id, :account_id, :address, :detail)"
)


def record(
    connection: Connection,
    kind: str,
    outcome: str,
    *,
    client_id: str | None = None,
    account_id: str | None = None,
    address: str | None = None,
    detail: Mapping[str, object] | None = None,
    now: int | None = None,
) -> None:
    """Record that something happened, in the transaction of ``connection``: it stands if what it tells of stands.

    ``kind`` says what ("token", "sign-in"), ``outcome`` "success" or why not in a word, ``address`` is that of the
    other end, ``detail`` what else matters: never a secret, and of patients at most a reference.
    """
    connection.run(
        _RECORD,
        {
            "at": int(time.time()) if now is None else now,
            "kind": kind,
            "outcome": outcome,
            "client_id": client_id,
            "account_id": account_id,
            "address": address,
            "detail": msgspec.json.encode(detail).decode() if detail else None,
        },
    )
