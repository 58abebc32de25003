"""Finding the resources that a conditional interaction is about.  https://hl7.org/fhir/R4/http.html#cond-update"""

from __future__ import annotations

import hashlib

from fhirserver.store.engine import Connection
from fhirserver.store.sql import statement

Token = tuple[str, str | None, str | None]
LIMIT = 1001
INDEXED = 255
"""Longest text in the index: an entry of a B-tree of PostgreSQL has room for 2,704 bytes."""


def token_text(text: str | None) -> str | None:
    """Return how a system or code stands in ``search_token``: itself, or its beginning and digest if it is long."""
    if text is None or len(text) <= INDEXED:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text[: INDEXED - len(digest) - 1]} {digest}"


def find_by_token(
    connection: Connection, resource_type: str, tokens: list[list[Token]], ids: list[set[str]]
) -> list[str]:
    """Return up to ``LIMIT`` ids of existing resources that satisfy every criterion.

    Each of ``tokens`` is a list of alternatives (parameter, system, code): None means "any", an empty system "none".
    Each of ``ids`` is a set of which the id must be one.
    """
    conditions = ["r.type = :type", "NOT r.deleted", "r.version > 0"]
    parameters: dict[str, object] = {"type": resource_type}
    for number, alternatives in enumerate(tokens):
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
    for number, allowed in enumerate(ids):
        names = []
        for place, resource_id in enumerate(sorted(allowed)):
            name = f"i_{number}_{place}"
            parameters[name] = resource_id
            names.append(f":{name}")
        conditions.append(f"r.id IN ({', '.join(names)})")
    query = statement(f"SELECT r.id FROM resource r WHERE {' AND '.join(conditions)} ORDER BY r.pk LIMIT {LIMIT}")
    return [row[0] for row in connection.rows(query, parameters)]
