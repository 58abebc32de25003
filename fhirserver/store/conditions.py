"""Finding the resources that a conditional interaction is about.  https://hl7.org/fhir/R4/http.html#cond-update"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from fhirserver.store.engine import Connection
from fhirserver.store.sql import statement

Token = tuple[str, str | None, str | None]
LIMIT = 1001
INDEXED = 255
"""Longest text in the index: an entry of a B-tree of PostgreSQL has room for 2,704 bytes."""


@dataclass(frozen=True, slots=True)
class Search:
    """What existing resources of a type must satisfy.

    Each of ``tokens`` is a group of alternatives (parameter, system, code), where None means "any", an empty system
    "none"; of each group one must hold.  Each of ``ids`` is a set of which the id must be one.
    """

    resource_type: str
    tokens: tuple[tuple[Token, ...], ...] = ()
    ids: tuple[frozenset[str], ...] = ()


def identifiers_of(document: Mapping[str, object]) -> list[dict[str, Any]]:
    """Return the identifiers by which a resource is found, https://hl7.org/fhir/R4/search.html#token."""
    found: list[dict[str, Any]] = []
    for name in ("masterIdentifier", "identifier"):
        value = document.get(name)
        if value is not None:
            items = value if isinstance(value, list) else [value]
            found += [item for item in items if isinstance(item, dict) and item.get("value") is not None]
    return found


def token_text(text: str | None) -> str | None:
    """Return how a system or code stands in ``search_token``: itself, or its beginning and digest if it is long."""
    if text is None or len(text) <= INDEXED:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text[: INDEXED - len(digest) - 1]} {digest}"


def find_all(connection: Connection, searches: Collection[Search]) -> dict[Search, list[str]]:
    """Return what each search finds, see :func:`find_by_token`.

    On PostgreSQL searches for one of several values are one statement together: each would wait for an answer.
    """
    simple = [search for search in searches if _is_simple(search)] if connection.engine == "postgresql" else []
    found: dict[Search, list[str]] = {}
    if len(simple) > 1:
        wanted = [
            {"number": number, "type": search.resource_type, "system": token_text(system), "code": token_text(code)}
            for number, search in enumerate(simple)
            for _, system, code in search.tokens[0]
        ]
        ids: dict[int, dict[int, str]] = {number: {} for number in range(len(simple))}
        for number, pk, name in connection.rows(_FIND_VALUES, {"wanted": msgspec.json.encode(wanted).decode()}):
            ids[number][pk] = name
        found = {search: [ids[number][pk] for pk in sorted(ids[number])] for number, search in enumerate(simple)}
    return found | {search: find_by_token(connection, search) for search in searches if search not in found}


def _is_simple(search: Search) -> bool:
    return len(search.tokens) == 1 and not search.ids and all(code is not None for _, _, code in search.tokens[0])


_FIND_VALUES = statement(
    "",
    postgresql=f"""
SELECT wanted.number, found.pk, found.id
FROM json_to_recordset(:wanted::json) AS wanted (number integer, type text, system text, code text)
CROSS JOIN LATERAL (
    SELECT DISTINCT r.pk, r.id FROM search_token t JOIN resource r ON r.pk = t.resource_pk
    WHERE t.parameter = 'identifier' AND t.type = wanted.type AND t.code = wanted.code
    AND (wanted.system IS NULL OR t.system = wanted.system OR wanted.system = '' AND t.system IS NULL)
    AND r.version > 0 AND NOT r.deleted ORDER BY r.pk LIMIT {LIMIT}
) AS found""",
)


def find_by_token(connection: Connection, search: Search) -> list[str]:
    """Return up to ``LIMIT`` ids of existing resources that satisfy a search, in order of making."""
    conditions = ["r.type = :type", "NOT r.deleted", "r.version > 0"]
    parameters: dict[str, object] = {"type": search.resource_type}
    for number, alternatives in enumerate(search.tokens):
        any_of = []
        for place, (parameter, system, code) in enumerate(alternatives):
            name = f"{number}_{place}"
            one = [f"t.parameter = :p_{name}", "t.type = :type"]
            parameters[f"p_{name}"] = parameter
            if code is not None:
                one.append(f"t.code = :c_{name}")
                parameters[f"c_{name}"] = token_text(code)
            if system == "":
                one.append("t.system IS NULL")
            elif system is not None:
                one.append(f"t.system = :s_{name}")
                parameters[f"s_{name}"] = token_text(system)
            any_of.append(" AND ".join(one))
        alternative = " OR ".join(f"({one})" for one in any_of)
        conditions.append(f"r.pk IN (SELECT t.resource_pk FROM search_token t WHERE {alternative})")
    for number, allowed in enumerate(search.ids):
        names = []
        for place, resource_id in enumerate(sorted(allowed)):
            name = f"i_{number}_{place}"
            parameters[name] = resource_id
            names.append(f":{name}")
        conditions.append(f"r.id IN ({', '.join(names)})")
    query = statement(f"SELECT r.id FROM resource r WHERE {' AND '.join(conditions)} ORDER BY r.pk LIMIT {LIMIT}")
    return [row[0] for row in connection.rows(query, parameters)]
