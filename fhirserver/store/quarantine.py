"""SQL writes that cannot be valid resources: kept, sealed, until somebody applies or discards them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from fhirserver.errors import Conflict, NotFound
from fhirserver.store.data_keys import DataKeys
from fhirserver.store.engine import Connection
from fhirserver.store.references import Identity
from fhirserver.store.rows import MappedRows
from fhirserver.store.seal import associated_data, open_sealed, seal
from fhirserver.store.sql import statement
from fhirserver.store.versions import instant, now
from fhirserver.store.writes import Writes

_OWNER = "sql_quarantine"
_ADD = statement(
    "INSERT INTO sql_quarantine (table_name, pk, resource_type, resource_id, operation, database_user, found_at, "
    "reason, key_id, rows) VALUES (:table_name, :pk, :resource_type, :resource_id, :operation, :database_user, "
    ":found_at, :reason, :key_id, :rows)"
)
_COLUMNS = (
    "q.number, q.table_name, q.pk, q.resource_type, q.resource_id, q.operation, q.database_user, q.found_at, "
    "q.reason, q.state"
)
_LIST = statement(
    f"SELECT {_COLUMNS} FROM sql_quarantine q WHERE :everything = 1 OR q.state = 'waiting' ORDER BY q.number"
)
_ONE = statement(
    f"SELECT {_COLUMNS}, q.key_id, k.wrapped, q.rows FROM sql_quarantine q JOIN data_key k ON k.id = q.key_id "
    "WHERE q.number = :number"
)
_DECIDE = statement("UPDATE sql_quarantine SET state = :state WHERE number = :number AND state = 'waiting'")
_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


@dataclass(frozen=True, slots=True)
class Refused:
    """Rows that SQL wrote and that cannot be served, with the reasons.

    ``rows`` are None if they were deleted; ``stated`` are those that the document made then, None if there was none.
    """

    table: str
    pk: int
    identity: Identity | None
    operation: str
    database_user: str
    reasons: Sequence[str]
    rows: MappedRows | None
    stated: MappedRows | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An entry of the report: what was refused, without any value of a row; ``reason`` names places only."""

    number: int
    table: str
    pk: int
    resource_type: str | None
    resource_id: str | None
    operation: str
    database_user: str
    found_at: str
    reason: str
    state: str

    @property
    def identity(self) -> Identity | None:
        """The resource that the rows were to be."""
        return (self.resource_type, self.resource_id) if self.resource_type and self.resource_id else None


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry keeps sealed, see Refused."""

    rows: MappedRows | None
    stated: MappedRows | None
    reasons: list[str]


def quarantine(connection: Connection, refused: Sequence[Refused], data_keys: DataKeys) -> None:
    """Keep refused rows.  The report names places only; values and full reasons are sealed."""
    if not refused:
        return
    keys, made = data_keys.of_owners(connection, [_OWNER])
    writes = Writes()
    writes.insert("data_key", made)
    writes.execute(connection)
    key, found_at = keys[_OWNER], now()
    for item in refused:
        content = _encoder.encode({"rows": item.rows, "stated": item.stated, "reasons": list(item.reasons)})
        resource_type, resource_id = item.identity or (None, None)
        connection.run(
            _ADD,
            {
                "table_name": item.table,
                "pk": item.pk,
                "resource_type": resource_type,
                "resource_id": resource_id,
                "operation": item.operation,
                "database_user": item.database_user,
                "found_at": found_at,
                "reason": "; ".join(dict.fromkeys(reason.partition(":")[0] for reason in item.reasons)),
                "key_id": key.id,
                "rows": seal(key, content, _bound_to(item.table, found_at, item.pk)),
            },
        )


def list_quarantined(connection: Connection, *, everything: bool = False) -> list[Quarantined]:
    """Return what waits for a decision, or all there ever was."""
    return [_quarantined(row) for row in connection.rows(_LIST, {"everything": int(everything)})]


def quarantined(connection: Connection, number: int, data_keys: DataKeys) -> tuple[Quarantined, Content]:
    """Return an entry and what it keeps.  Raises NotFound, SealBroken."""
    row = connection.row(_ONE, {"number": number})
    if row is None:
        raise NotFound(f"There is no quarantined SQL write number {number}.")
    *shown, key_id, wrapped, sealed = row
    entry = _quarantined(tuple(shown))
    bound_to = _bound_to(entry.table, entry.found_at, entry.pk)
    content = _decoder.decode(open_sealed(data_keys.unwrapped(key_id, wrapped), sealed, bound_to))
    return entry, Content(_typed(content["rows"]), _typed(content["stated"]), content["reasons"])


def decide(connection: Connection, number: int, state: str) -> None:
    """Set the state of a waiting entry to "applied" or "discarded".  Raises Conflict if it does not wait."""
    if not connection.run(_DECIDE, {"state": state, "number": number}):
        raise Conflict(f"The quarantined SQL write {number} does not wait for a decision.")


def _bound_to(table: str, found_at: str, pk: int) -> bytes:
    return associated_data(_OWNER, f"{table} {found_at}", 0, pk)


def _quarantined(row: tuple[Any, ...]) -> Quarantined:
    number, table, pk, resource_type, resource_id, operation, user, found_at, reason, state = row
    return Quarantined(number, table, pk, resource_type, resource_id, operation, user, instant(found_at), reason, state)


def _typed(rows: dict[str, list[list[Any]]] | None) -> MappedRows | None:
    return {name: [tuple(row) for row in some] for name, some in rows.items()} if rows is not None else None
