"""Finding the resources that a conditional interaction is about.  https://hl7.org/fhir/R4/http.html#cond-update

Unlike what a search shows to people, these decide what is changed: codes and identifiers are compared to the letter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.criteria import Scope
from fhirserver.search.sql.statement import Page, find
from fhirserver.search.sql.visible import Visible, everything
from fhirserver.search.tokens import TokenValue, code_columns, indexed, system_digest
from fhirserver.search.tree import Criterion, Search
from fhirserver.store.engine import Connection
from fhirserver.store.sql import Statement, statement

LIMIT = 1001


def identifiers_of(document: Mapping[str, object]) -> list[dict[str, Any]]:
    """Return the identifiers by which a resource is found, https://hl7.org/fhir/R4/search.html#token."""
    found: list[dict[str, Any]] = []
    for name in ("masterIdentifier", "identifier"):
        value = document.get(name)
        if value is not None:
            items = value if isinstance(value, list) else [value]
            found += [item for item in items if isinstance(item, dict) and item.get("value") is not None]
    return found


def values_of(search: Search, code: str) -> list[list[TokenValue]]:
    """Return what a search asks of ``identifier`` or ``_id``: of each list one value must be there, to the letter."""
    return [
        [value for value in node.values if isinstance(value, TokenValue)]
        for node in search.criteria
        if isinstance(node, Criterion) and node.modifier is None and node.parameters[0].code == code
    ]


def find_all(
    connection: Connection, searches: Collection[Search], visible: Visible = everything
) -> dict[Search, list[str]]:
    """Return what each search finds: up to ``LIMIT`` ids of existing ``visible`` resources, in order of making.

    On PostgreSQL searches for one of several identifiers are one statement together: each would wait for an answer.
    """
    binds = Binds(connection.engine)
    together = connection.engine == "postgresql"
    simple = [each for each in searches if together and _is_simple(each) and visible(binds, "r", each.types) is None]
    found: dict[Search, list[str]] = {}
    if len(simple) > 1:
        wanted = [
            {
                "number": number,
                "path": use.path.number,
                "system": system_digest(value.system) if value.system else None,
                "none": value.system == "",
                "code": code_columns(value.code)[0],
                "exact": indexed(value.code),
            }
            for number, search in enumerate(simple)
            for node in search.criteria
            if isinstance(node, Criterion)
            for use in node.parameters[0].uses
            for value in node.values
            if isinstance(value, TokenValue)
        ]
        ids: dict[int, dict[int, str]] = {number: {} for number in range(len(simple))}
        for number, pk, name in connection.rows(_FIND_VALUES, {"wanted": msgspec.json.encode(wanted).decode()}):
            ids[number][pk] = name
        found = {search: [ids[number][pk] for pk in sorted(ids[number])] for number, search in enumerate(simple)}
    return found | {search: _find(connection, search, visible) for search in searches if search not in found}


def seen(
    connection: Connection, keys: Collection[int], *visible: Visible, types: tuple[str, ...] = ()
) -> list[set[int]]:
    """Return for each of ``visible`` which of the resources ``keys`` may be seen.  One statement."""
    binds = Binds(connection.engine)
    columns = ", ".join(f"({each(binds, 'r', types) or '1 = 1'})" for each in visible)
    text = f"SELECT r.pk, {columns} FROM resource r WHERE r.pk {binds.key_list(keys)}"
    rows = connection.rows(Statement(text, text), binds.values)
    return [{row[0] for row in rows if row[at]} for at in range(1, len(visible) + 1)]


def _is_simple(search: Search) -> bool:
    values = values_of(search, "identifier")
    return len(search.criteria) == len(values) == 1 and all(value.code is not None for value in values[0])


_FIND_VALUES = statement(
    "",
    postgresql=f"""
SELECT wanted.number, found.pk, found.id
FROM json_to_recordset(:wanted::json) AS wanted
(number integer, path integer, system bigint, none boolean, code text, exact text)
CROSS JOIN LATERAL (
    SELECT DISTINCT r.pk, r.id FROM search_token t JOIN resource r ON r.pk = t.resource_pk
    WHERE t.path = wanted.path AND t.code = wanted.code AND coalesce(t.exact, t.code) = wanted.exact
    AND CASE WHEN wanted.none THEN t.system IS NULL ELSE wanted.system IS NULL OR t.system = wanted.system END
    AND r.version > 0 AND NOT r.deleted ORDER BY r.pk LIMIT {LIMIT}
) AS found""",
)


def _find(connection: Connection, search: Search, visible: Visible) -> list[str]:
    binds = Binds(connection.engine)
    found = find(Scope(binds, visible, exactly=True), search, Page(LIMIT))
    text = f"SELECT r.id FROM ({found.text}) AS p JOIN resource r ON r.pk = p.pk ORDER BY r.pk"
    return [row[0] for row in connection.rows(Statement(text, text), binds.values, custom=found.custom)]
