"""Searches: which resources they find, in which versions, and the documents of these.

What is found and what is fetched are statements of their own, as the first one is planned for each shape of search, the
second once.  They agree because the first one says which version it has looked at, and versions do not change.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from fhirserver.search.sql import statement as sql
from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.criteria import Scope
from fhirserver.search.sql.ordering import Place, order_by
from fhirserver.search.sql.references import MOST_CONTAINED, container
from fhirserver.search.sql.statement import Page
from fhirserver.search.sql.visible import Visible, everything
from fhirserver.search.tree import Include, Search
from fhirserver.store.journal import WAITING
from fhirserver.store.repository import Repository
from fhirserver.store.search_parameters import GENERATION
from fhirserver.store.sql import Statement, statement
from fhirserver.store.versions import Version, version_of

_log = logging.getLogger(__name__)

_COLUMNS = "v.version, v.last_updated, v.method, v.patient_pk, v.document, v.key_id, k.wrapped"
_FETCH = statement(
    f"SELECT wanted.place, {_COLUMNS} FROM (SELECT key AS place, value ->> 0 AS pk, value ->> 1 AS version "
    "FROM json_each(:wanted)) AS wanted "
    "JOIN resource_version v ON v.resource_pk = wanted.pk AND v.version = wanted.version "
    "LEFT JOIN data_key k ON k.id = v.key_id",
    postgresql=f"SELECT wanted.place - 1, {_COLUMNS} FROM ROWS FROM (json_to_recordset(:wanted::json) "
    "AS (pk bigint, version integer)) WITH ORDINALITY AS wanted (pk, version, place) "
    "JOIN resource_version v ON v.resource_pk = wanted.pk AND v.version = wanted.version "
    "LEFT JOIN data_key k ON k.id = v.key_id",
)
_STATE = f"(SELECT {WAITING} AS mark, {GENERATION} AS generation) AS w"


@dataclass(frozen=True, slots=True)
class Named:
    """A version that is to be fetched: the key, type and id of its resource, and its number."""

    pk: int
    type: str
    id: str
    version: int


class ParametersChanged(Exception):
    """Somebody has removed or changed search parameters since the search was understood."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A result: the version that was found, and the values that it was ordered by, the last of them its key.

    ``contained`` counts the resources inside it, from 1, if one of these was found; 0 for the resource itself.
    """

    named: Named
    order: tuple[Any, ...]
    contained: int = 0

    @property
    def place(self) -> Place:
        """Its place in the order, as it stands in a cursor."""
        return tuple(map(_value, self.order))


def find(repository: Repository, search: Search, page: Page, *, visible: Visible = everything) -> list[Hit]:
    """Return a page of what a search finds; SQL writes that wait are absorbed first.

    One SQL statement.  Raises TooCostly if it takes too long, ParametersChanged if the search uses parameters that are
    not there any more.
    """
    binds = Binds(repository.database.engine)
    found = sql.find(Scope(binds, visible), search, page)
    query = _with_versions(found, page.backwards)
    rows = _up_to_date(repository, search, query, binds, custom=found.custom)
    hits = [_hit(row) for row in rows if row[2] is not None]
    return hits[::-1] if page.backwards else hits


def _up_to_date(
    repository: Repository, search: Search, text: str, binds: Binds, *, custom: bool
) -> list[tuple[Any, ...]]:
    """The rows of a statement whose first columns are what waits in the journal, and the generation of parameters."""
    rows = _run(repository, text, binds, custom=custom)
    if rows[0][0] is not None and repository.absorb(rows[0][0]):
        rows = _run(repository, text, binds, custom=custom)
    if rows[0][1] != repository.registry.generation:
        repository.reload_registry()
    if rows[0][1] and not repository.registry.knows(search):
        raise ParametersChanged
    return rows


def _with_versions(found: sql.Found, backwards: bool) -> str:
    """The statement with what waits in the journal, and the versions of the resources."""
    names = [f"p.k{at}" for at in range(len(found.orders) - 1)]
    columns = ", ".join(["w.mark", "w.generation", "p.pk", "r.version", "r.type", "r.id", *names])
    owner = f"CASE WHEN p.pk > 0 THEN p.pk ELSE {container('p.pk')} END"
    order = order_by(found.orders, [*names, "p.pk"], backwards=backwards)
    return (
        f"SELECT {columns} FROM {_STATE} "
        f"LEFT JOIN ({found.text}) AS p ON 1 = 1 LEFT JOIN resource r ON r.pk = {owner} ORDER BY {order}"
    )


def _run(repository: Repository, text: str, binds: Binds, *, custom: bool) -> list[tuple[Any, ...]]:
    started = time.perf_counter()
    with repository.database.reading() as connection:
        rows = connection.rows(Statement(text, text), binds.values, custom=custom)
    milliseconds = (time.perf_counter() - started) * 1000
    if milliseconds >= repository.settings.slow_search_milliseconds:
        _log.warning("Slow search, %d ms: %s", milliseconds, text)
    return rows


def _hit(row: tuple[Any, ...]) -> Hit:
    _, _, key, version, resource_type, resource_id, *order = row
    owner, contained = (key, 0) if key > 0 else divmod(-key, MOST_CONTAINED + 1)
    return Hit(Named(owner, resource_type, resource_id, version), (*order, key), contained)


def _value(value: Any) -> str | float | None:
    """A value of an order as it stands in a place."""
    if isinstance(value, datetime):
        return f"{value.isoformat(timespec='microseconds')[:26]}Z"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    return float(value)


def total(repository: Repository, search: Search, *, visible: Visible = everything, most: int | None = None) -> int:
    """Return how many resources a search finds, or ``most`` if there are more; SQL writes are absorbed first.

    One SQL statement.  Raises TooCostly, ParametersChanged.
    """
    binds = Binds(repository.database.engine)
    text = f"SELECT w.mark, w.generation, ({sql.count(Scope(binds, visible), search, most)}) FROM {_STATE}"
    rows = _up_to_date(repository, search, text, binds, custom=sql.depends_on_values(search))
    return int(rows[0][2])


def included(
    repository: Repository,
    includes: Sequence[Include],
    hits: Iterable[int],
    most: int,
    *,
    visible: Visible = everything,
    searchable: Visible = everything,
) -> list[Named]:
    """Return what the resources ``hits`` bring along, at most ``most`` of it; one statement.

    What they refer to must be ``visible``, what refers to them ``searchable``.
    """
    binds = Binds(repository.database.engine)
    text = sql.included(Scope(binds, visible), includes, hits, most, searchable)
    with repository.database.reading() as connection:
        return [Named(*row) for row in connection.rows(Statement(text, text), binds.values)]


def fetch(repository: Repository, wanted: Sequence[Named]) -> list[Version]:
    """Return versions of resources in this order.  One statement.  Raises SealBroken."""
    if not wanted:
        return []
    rows: list[object] = [(each.pk, each.version) for each in wanted]
    if repository.database.engine == "postgresql":
        rows = [{"pk": each.pk, "version": each.version} for each in wanted]
    with repository.database.reading() as connection:
        found = connection.rows(_FETCH, {"wanted": msgspec.json.encode(rows).decode()}, binary=True)
    by_place = {row[0]: row[1:] for row in found}
    return [
        version_of((each.pk, each.type, each.id, *by_place[place]), repository.data_keys)
        for place, each in enumerate(wanted)
    ]


def explain(
    repository: Repository, search: Search, page: Page, *, visible: Visible = everything
) -> tuple[str, list[str]]:
    """Return the SQL of a search and the lines of the engine's plan for it."""
    binds = Binds(repository.database.engine)
    found = sql.find(Scope(binds, visible), search, page)
    query = _with_versions(found, page.backwards)
    with repository.database.reading() as connection:
        if connection.engine == "sqlite":
            rows = connection.rows(Statement(f"EXPLAIN QUERY PLAN {query}", ""), binds.values)
            return query, _indented(rows)
        rows = connection.rows(Statement("", f"EXPLAIN {query}"), binds.values, custom=True)
        return query, [row[0] for row in rows]


def _indented(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    depth: dict[int, int] = {0: -1}
    lines = []
    for number, parent, _, detail in rows:
        depth[number] = depth.get(parent, -1) + 1
        lines.append("  " * depth[number] + detail)
    return lines
