"""Parameters of a statement that is being written, and what the two engines say differently."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Literal

import msgspec

_CASTS = frozenset({"bigint", "timestamptz", "date"})
_FLAT = 16
"""Alternatives that stand side by side."""

Engine = Literal["sqlite", "postgresql"]


class Binds:
    """Collects the values of a statement; each becomes a parameter of it, never a part of its text."""

    __slots__ = ("_known", "engine", "values")

    def __init__(self, engine: Engine) -> None:
        self.engine: Engine = engine
        self.values: dict[str, object] = {}
        self._known: dict[tuple[str, object], str] = {}

    def __call__(self, value: str | float) -> str:
        """Return the place of a value in the text; the same for the same value."""
        return self._place(value.__class__.__name__, value)

    def copy(self) -> Binds:
        """Return the same parameters, to be adopted by another statement."""
        made = Binds(self.engine)
        made.adopt(self)
        return made

    def adopt(self, other: Binds) -> None:
        """Take the parameters of ``other``, before there are any."""
        self.values.update(other.values)
        self._known.update(other._known)

    def key(self, value: int) -> str:
        """Return the place of the key of a resource."""
        # psycopg takes the smallest type that a number fits into, and prepares a statement for each.
        return self(value) if self.engine == "sqlite" else self._place("bigint", str(value))

    def time(self, cell: str) -> str:
        """Return the place of an instant."""
        return self(cell) if self.engine == "sqlite" else self._place("timestamptz", cell)

    def day(self, cell: str) -> str:
        """Return the place of a date."""
        return self(cell) if self.engine == "sqlite" else self._place("date", cell)

    def _place(self, kind: str, value: object) -> str:
        """The place of a value of some kind.  What looks the same but is of another kind (the id 2 and the key 2) has
        another place: PostgreSQL gives each place one type.
        """
        name = self._known.get((kind, value))
        if name is None:
            name = f"p{len(self.values)}"
            self._known[kind, value] = name
            self.values[name] = value
        if self.engine == "sqlite":
            return f":{name}"
        return f"%({name})s::{kind}" if kind in _CASTS else f"%({name})s"

    def day_as_time(self, column: str) -> str:
        """Return the first moment of the date in a column."""
        if self.engine == "sqlite":
            return f"{column} || 'T00:00:00.000000Z'"
        return f"{column}::timestamp AT TIME ZONE 'UTC'"

    def pairs(self, pairs: Iterable[tuple[str | None, str | None]]) -> str:
        """Return a table of the columns ``first`` and ``second``, as one parameter."""
        place = self(msgspec.json.encode(list(pairs)).decode())
        if self.engine == "sqlite":
            return f"(SELECT value ->> 0 AS first, value ->> 1 AS second FROM json_each({place}))"
        return f"(SELECT value ->> 0 AS first, value ->> 1 AS second FROM json_array_elements({place}::json))"

    def key_list(self, keys: Iterable[int]) -> str:
        """Return the condition part that follows the expression of a key: that it is one of ``keys``."""
        place = self(msgspec.json.encode(sorted(keys)).decode())
        if self.engine == "sqlite":
            return f"IN (SELECT value FROM json_each({place}))"
        return f"= ANY (ARRAY(SELECT value::bigint FROM json_array_elements_text({place}::json)))"

    def text_list(self, texts: Iterable[str]) -> str:
        """Return the condition part that follows a column: that it is one of ``texts``, which are one parameter."""
        if self.engine == "sqlite":
            return f"IN (SELECT value FROM json_each({self(msgspec.json.encode(list(texts)).decode())}))"
        # An array, not JSON: from it the planner sees how many rows to expect.
        name = f"p{len(self.values)}"
        self.values[name] = list(texts)
        return f"= ANY (%({name})s::text[])"


def one_of(numbers: Collection[int]) -> str:
    """Return the condition part for a path that is one of ``numbers``."""
    some = sorted(set(numbers))
    return f"= {some[0]}" if len(some) == 1 else f"IN ({', '.join(map(str, some))})"


def any_of(conditions: Iterable[str]) -> str:
    """Return the condition that one of several holds; none does of none."""
    some = list(dict.fromkeys(conditions))
    return _any_of(some) if some else "1 = 0"


def _any_of(some: list[str]) -> str:
    # In pairs, as SQLite limits how deep an expression is, and reads a OR b OR c as (a OR b) OR c.
    if len(some) == 1:
        return some[0]
    middle = len(some) // 2
    parts = some if len(some) <= _FLAT else [_any_of(some[:middle]), _any_of(some[middle:])]
    return f"({' OR '.join(parts)})"


def all_of(conditions: Iterable[str]) -> str:
    """Return the condition that all of several hold."""
    return " AND ".join(dict.fromkeys(conditions)) or "1 = 1"


def floor_day(cell: str) -> str:
    """Return the day in which an instant lies."""
    return cell[:10]


def ceiling_day(cell: str) -> str:
    """Return the first day that begins at an instant or after it."""
    if cell.endswith("T00:00:00.000000Z"):
        return cell[:10]
    moment = datetime.fromisoformat(cell).astimezone(UTC)
    return datetime.fromordinal(min(moment.toordinal() + 1, datetime.max.toordinal())).date().isoformat()
