"""What can be wrong with tables as a whole: rows without a resource, broken foreign keys, triggers switched off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fhirserver.store.engine import Connection
from fhirserver.store.schema import metadata
from fhirserver.store.sql import statement
from fhirserver.store.tables import DOMAIN_TABLES
from fhirserver.store.triggers import trigger_names
from mappings import MAPPINGS

MOST = 100
"""Findings of one kind that are reported."""

_TRIGGERS = statement(
    "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    postgresql="SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
)
_FLAG = statement("SELECT count(*) FROM server_write WHERE active = 0")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: with which resource or table, and what.  It names no values."""

    subject: str
    problem: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.problem}"


def trigger_findings(connection: Connection) -> Iterator[Finding]:
    """Yield the triggers that are missing or switched off, so that SQL writes would not be noticed."""
    present = {(row[0], row[1]) for row in connection.rows(_TRIGGERS)}
    for table, name in trigger_names(connection.engine):
        if (table, name) not in present:
            yield Finding(table, f"the trigger {name} is missing or disabled")
    if connection.engine == "sqlite":
        row = connection.row(_FLAG)
        if row != (1,):
            yield Finding("server_write", "it says that the server is writing: SQL writes are not noticed")


def constraint_findings(connection: Connection) -> Iterator[Finding]:
    """Yield rows without a resource, child rows of the wrong kind of resource, and broken foreign keys."""
    for mapping in MAPPINGS.values():
        kind = "".join(f" AND t.{column} = '{value}'" for column, value in mapping.where.items())
        query = (
            f"SELECT t.id FROM {mapping.table} t LEFT JOIN resource r ON r.pk = t.pk AND r.id = t.id "
            f"AND r.type = '{mapping.resource}' AND r.version > 0 AND NOT r.deleted "
            f"WHERE r.pk IS NULL{kind} AND t.pk NOT IN (SELECT pk FROM sql_change) LIMIT {MOST}"
        )
        for (resource_id,) in connection.rows(statement(query)):
            yield Finding(f"{mapping.resource}/{resource_id}", f"{mapping.table} has a row, but it does not exist")
    yield from _rows_elsewhere(connection)
    yield from _foreign_keys(connection)


def _rows_elsewhere(connection: Connection) -> Iterator[Finding]:
    for table in DOMAIN_TABLES:
        having = [each for each in MAPPINGS.values() if any(own.name == table.name for own in each.tables)]
        others = [each for each in MAPPINGS.values() if each.table == table.main and each not in having]
        if others:
            kinds = ", ".join(f"'{value}'" for each in others for value in each.where.values())
            query = (
                f"SELECT DISTINCT m.id FROM {table.name} t JOIN {table.main} m ON m.pk = t.{table.owner} "
                f"WHERE m.kind IN ({kinds}) AND m.pk NOT IN (SELECT pk FROM sql_change) LIMIT {MOST}"
            )
            for (resource_id,) in connection.rows(statement(query)):
                yield Finding(f"{table.main} {resource_id}", f"{table.name} has rows that its kind does not have")


def _foreign_keys(connection: Connection) -> Iterator[Finding]:
    for table in metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            pairs = [(element.parent.name, element.column.name) for element in constraint.elements]
            joined = " AND ".join(f"o.{there} = t.{here}" for here, there in pairs)
            given = " AND ".join(f"t.{here} IS NOT NULL" for here, _ in pairs)
            other = constraint.referred_table.name
            query = (
                f"SELECT count(*) FROM {table.name} t LEFT JOIN {other} o ON {joined} "
                f"WHERE o.{pairs[0][1]} IS NULL AND {given}"
            )
            row = connection.row(statement(query))
            if row and row[0]:
                columns = ", ".join(here for here, _ in pairs)
                yield Finding(table.name, f"{row[0]} rows refer by {columns} to what is not in {other}")
