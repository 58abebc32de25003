"""Versions in the order in which they were made.  https://hl7.org/fhir/R4/http.html#history"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fhirserver.search.sql.binds import Binds
from fhirserver.search.sql.visible import Visible, everything, version_seen
from fhirserver.store.repository import Repository
from fhirserver.store.sql import Statement, statement
from fhirserver.store.versions import VERSION_COLUMNS, Version, version_of

Holds = Callable[[Version], bool]
Position = tuple[str, int, int]
"""Where a page of history ended: last_updated, key, version."""

_FROM = "FROM resource_version v JOIN resource r ON r.pk = v.resource_pk LEFT JOIN data_key k ON k.id = v.key_id WHERE "
_SCOPES = {
    "instance": "v.resource_pk = (SELECT pk FROM resource WHERE type = :type AND id = :id)",
    "type": "v.type = :type",
    "system": "1 = 1",
}


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which versions: of one resource, of a type, or of all; made since or standing at some instant; after a position.

    ``at`` is the range [start, end) of ``_at``.
    """

    resource_type: str | None = None
    resource_id: str | None = None
    since: str | None = None
    at: tuple[str, str] | None = None
    after: Position | None = None

    @property
    def scope(self) -> str:
        """One of "instance", "type" and "system"."""
        return "instance" if self.resource_id else "type" if self.resource_type else "system"


def history(
    repository: Repository, query: HistoryQuery, count: int, visible: Visible = everything, holds: Holds | None = None
) -> list[Version]:
    """Return up to ``count`` versions, newest first, opened.

    Of those that ``visible`` lets the database find, those that the function ``holds`` lets pass.
    """
    if holds is None:
        return _some(repository, query, count, visible)
    found: list[Version] = []
    while len(found) < count:
        rows = _some(repository, query, count, visible)
        found += [version for version in rows if holds(version)]
        if len(rows) < count:
            break
        query = replace(query, after=(rows[-1].last_updated, rows[-1].pk, rows[-1].version))
    return found[:count]


def _some(repository: Repository, query: HistoryQuery, count: int, visible: Visible) -> list[Version]:
    binds = Binds(repository.database.engine)
    seen = version_seen(binds, visible, "r", "v", (query.resource_type,) if query.resource_type else ())
    conditions, parameters = _conditions(query)
    if query.after:
        conditions.append("(v.last_updated, v.resource_pk, v.version) < (:after_time, :after_pk, :after_version)")
        parameters |= {"after_time": query.after[0], "after_pk": query.after[1], "after_version": query.after[2]}
    text = (
        f"SELECT {VERSION_COLUMNS} {_FROM}{' AND '.join(conditions)} "
        "ORDER BY v.last_updated DESC, v.resource_pk DESC, v.version DESC LIMIT :count"
    )
    asked = _statement(text)
    if seen is not None:
        # It is written for the engine already.
        texts = (each.replace(" WHERE ", f" WHERE {seen} AND ", 1) for each in (asked.sqlite, asked.postgresql))
        asked = Statement(*texts)
    with repository.database.reading() as connection:
        rows = connection.rows(asked, {**parameters, **binds.values, "count": count})
    return [version_of(row, repository.data_keys) for row in rows]


def history_total(repository: Repository, query: HistoryQuery) -> int:
    """Return how many versions there are in all."""
    conditions, parameters = _conditions(query)
    with repository.database.reading() as connection:
        row = connection.row(_statement(f"SELECT count(*) {_FROM}{' AND '.join(conditions)}"), parameters)
    return int(row[0]) if row else 0


def exists(repository: Repository, resource_type: str, resource_id: str, visible: Visible = everything) -> bool:
    """Return whether a ``visible`` resource has or had any version."""
    binds = Binds(repository.database.engine)
    seen = visible(binds, "r", (resource_type,))
    query = _EXISTS
    if seen is not None:
        query = Statement(f"{_EXISTS.sqlite} AND {seen}", f"{_EXISTS.postgresql} AND {seen}")
    with repository.database.reading() as connection:
        found = connection.row(query, {"type": resource_type, "id": resource_id, **binds.values})
    return found is not None


_EXISTS = statement("SELECT 1 FROM resource r WHERE r.type = :type AND r.id = :id AND r.version > 0")


def _conditions(query: HistoryQuery) -> tuple[list[str], dict[str, object]]:
    conditions = [_SCOPES[query.scope]]
    parameters: dict[str, object] = {}
    if query.resource_type:
        parameters["type"] = query.resource_type
    if query.resource_id:
        parameters["id"] = query.resource_id
    if query.since:
        conditions.append("v.last_updated >= :since")
        parameters["since"] = query.since
    if query.at:
        # A version stands from its own time until the next one's.
        conditions.append("v.last_updated < :at_end")
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM resource_version n WHERE n.resource_pk = v.resource_pk "
            "AND n.version = v.version + 1 AND n.last_updated <= :at_start)"
        )
        parameters |= {"at_start": query.at[0], "at_end": query.at[1]}
    return conditions, parameters


def _statement(text: str) -> Statement:
    postgresql = text
    for name in (":after_time", ":since", ":at_start", ":at_end"):
        postgresql = postgresql.replace(name, f"{name}::timestamptz")
    return statement(text, postgresql=postgresql)
