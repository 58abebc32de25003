"""The values of rows, and how the two engines give and take them.

text       str
boolean    bool
integer    int
decimal    Decimal
date       "2012-03-01"
instant    "2012-03-01T00:00:00.000000Z", always UTC and of 27 characters, so that their order is that of time
reference  "Patient/abc" in rows; in SQL the key of the row it points to, which only the store knows
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from mappings.codecs import decimal
from mappings.kernel import Cell, Kind


def _instant_from_sql(value: Any) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")[:26] + "Z"


def _decimal_from_sql(value: Any) -> Decimal:
    found: Decimal = decimal.read(value if isinstance(value, int | Decimal) else Decimal(repr(value)))
    return found


_FROM_SQL: dict[Kind, Callable[[Any], Cell]] = {
    "boolean": bool,
    "decimal": _decimal_from_sql,
    "date": lambda value: value.isoformat() if isinstance(value, date) else value,
    "instant": _instant_from_sql,
}


def from_sql(kind: Kind, value: Any) -> Cell:
    """The value of a row as either driver answers it (psycopg, sqlcipher3), in the form that ``get`` makes.

    ValueError or OverflowError for an instant that is none: SQLite keeps instants as text, and its CHECK lets through
    some forms (a bare Julian day is not among them) that FHIR has no place for.
    """
    if value is None or kind not in _FROM_SQL:
        return value
    return _FROM_SQL[kind](value)


def to_sqlite(kind: Kind, cell: Cell) -> Any:
    """The value of a row as SQLite keeps it.  PostgreSQL takes all but references as they are."""
    return float(cell) if kind == "decimal" and cell is not None else cell
