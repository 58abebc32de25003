"""SQL text that both engines run, written once with ``:name`` parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

_PARAMETER = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement in the parameter style of each engine's driver."""

    sqlite: str
    postgresql: str


def statement(text: str, *, postgresql: str | None = None) -> Statement:
    """Return ``text`` for both engines; ``postgresql`` replaces it where the dialects differ.

    Parameters are written ``:name``; the PostgreSQL text gets psycopg's ``%(name)s``.
    """
    return Statement(text, _PARAMETER.sub(r"%(\1)s", (postgresql or text).replace("%", "%%")))


def listed(text: str, *names: str) -> Statement:
    """Return a statement in which ``{name}`` stands for the list of numbers in the parameter ``name``.

    ``names`` are ``keys`` unless given.  A list is one parameter of JSON text (see :func:`key_list`), so that the
    statement is the same for any length.
    """
    sqlite = postgresql = text
    for name in names or ("keys",):
        values = f"SELECT value::bigint FROM json_array_elements_text(:{name}::json)"
        sqlite = sqlite.replace(f"{{{name}}}", f"(SELECT value FROM json_each(:{name}))")
        # As an array it is looked up in an index; joined, PostgreSQL takes it for 100 rows and scans whole tables.
        postgresql = postgresql.replace(f"NOT IN {{{name}}}", f"<> ALL (ARRAY({values}))")
        postgresql = postgresql.replace(f"IN {{{name}}}", f"= ANY (ARRAY({values}))")
    return statement(sqlite, postgresql=postgresql)


def key_list(keys: Iterable[int]) -> str:
    """Return the parameter of a list in a statement made by :func:`listed`."""
    return _encoder.encode(sorted(keys)).decode()
