"""Statements that look headers up by type and id, and lock them."""

from __future__ import annotations

from fhirserver.store.sql import Statement, statement
from fhirserver.store.versions import VERSION_COLUMNS

_IDENTITIES = {
    "sqlite": "(SELECT value ->> 0 AS type, value ->> 1 AS id FROM json_each(:identities))",
    "postgresql": "(SELECT value ->> 0 AS type, value ->> 1 AS id FROM json_array_elements(:identities::json))",
}


def _for_identities(columns: str, joins: str, lock: str) -> Statement:
    texts = {
        engine: f"SELECT {columns} FROM {wanted} AS wanted "
        f"JOIN resource r ON r.type = wanted.type AND r.id = wanted.id {joins} ORDER BY r.pk"
        for engine, wanted in _IDENTITIES.items()
    }
    return statement(texts["sqlite"], postgresql=f"{texts['postgresql']} {lock}")


_VERSION_JOINS = (
    "LEFT JOIN resource_version v ON v.resource_pk = r.pk AND v.version = r.version "
    "LEFT JOIN data_key k ON k.id = v.key_id"
)
_HEADER_COLUMNS = f"r.version, r.deleted, {VERSION_COLUMNS}"
LOCK = _for_identities(_HEADER_COLUMNS, _VERSION_JOINS, "FOR NO KEY UPDATE OF r")
LOCK_FOR_DELETE = _for_identities(_HEADER_COLUMNS, _VERSION_JOINS, "FOR UPDATE OF r")
PRESENT = _for_identities("1", "", "")
_TARGET_COLUMNS = "r.pk, r.type, r.id, r.version > 0 AND NOT r.deleted"
LOCK_TARGETS = _for_identities(_TARGET_COLUMNS, "", "FOR KEY SHARE OF r")
LOCK_MISSING_TARGETS = _for_identities(_TARGET_COLUMNS, "", "FOR SHARE OF r")
