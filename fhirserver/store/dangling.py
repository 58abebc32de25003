"""References to what does not exist."""

from __future__ import annotations

from fhirserver.store.engine import Connection
from fhirserver.store.sql import statement

MOST = 1000

_DANGLING = statement(
    "SELECT t.type, t.id, s.type, s.id FROM resource t JOIN resource_reference f ON f.target_pk = t.pk "
    "JOIN resource s ON s.pk = f.source_pk WHERE t.version = 0 OR t.deleted ORDER BY t.type, t.id "
    f"LIMIT {MOST}"
)


def dangling_references(connection: Connection) -> list[tuple[str, str]]:
    """Return (target, source), each ``Type/id``, of up to ``MOST`` references to what does not exist."""
    return [(f"{row[0]}/{row[1]}", f"{row[2]}/{row[3]}") for row in connection.rows(_DANGLING)]
