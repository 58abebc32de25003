"""The triggers by which SQL writes of others are noticed, and those that guard what must not change.

On every table of a mapping, a row trigger journals in ``sql_change`` each write that is not the server's own.  The
server marks its transactions: on PostgreSQL by a transaction-local setting, which counts only for those who may write
the journal; on SQLite by a flag row, changed and restored inside the transaction, which nobody else can see changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhirserver.store.tables import DOMAIN_TABLES, DomainTable

_CREATE_TRIGGER = re.compile(
    r"CREATE TRIGGER (?P<name>\w+) (AFTER|BEFORE) (INSERT|UPDATE|DELETE|TRUNCATE)[\w, ]*? ON (?P<table>\w+)"
)

SQLITE_USER = "sql"
"""Who is named as the writer where the embedded database does not know: it has no users."""


def create_triggers(engine: str) -> list[str]:
    """Return the DDL that makes all triggers on ``engine`` ("sqlite" or "postgresql"), in order."""
    return list(_sqlite() if engine == "sqlite" else _postgresql())


def trigger_names(engine: str) -> list[tuple[str, str]]:
    """Return (table, trigger) of all triggers that :func:`create_triggers` makes."""
    found = (_CREATE_TRIGGER.match(statement) for statement in create_triggers(engine))
    return [(match["table"], match["name"]) for match in found if match]


def _sqlite() -> Iterator[str]:
    yield "CREATE TABLE server_write (active INTEGER NOT NULL, database_user TEXT NOT NULL) STRICT"
    yield f"INSERT INTO server_write (active, database_user) VALUES (0, '{SQLITE_USER}')"
    not_ours = "(SELECT active FROM server_write) = 0"
    for table in DOMAIN_TABLES:
        for operation, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            note = operation if table.is_main else f"{operation} {table.name}"
            # Foreign keys are a matter of each connection of SQLite, and off unless it asks for them.
            yield (
                f"CREATE TRIGGER {table.name}_journal_{operation.lower()} AFTER {operation} ON {table.name} "
                f"WHEN {not_ours} BEGIN "
                f"SELECT RAISE(ABORT, '{table.name}: run PRAGMA foreign_keys = ON first') "
                f"WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0; "
                f"{_journal(table, note, f'{row}.{table.owner}')}; END"
            )
        if table.is_main:
            # INSERT OR REPLACE deletes a row of the same id without the trigger for deletions.
            same = " AND ".join(f"{column} = NEW.{column}" for column in table.identity if column != "pk")
            yield (
                f"CREATE TRIGGER {table.name}_journal_replace BEFORE INSERT ON {table.name} WHEN {not_ours} BEGIN "
                f"{_journal(table, 'REPLACE', 'pk')} FROM {table.name} WHERE {same} AND pk <> NEW.pk; END"
            )
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in table.identity)
        yield (
            f"CREATE TRIGGER {table.name}_identity BEFORE UPDATE OF {', '.join(table.identity)} ON {table.name} "
            f"WHEN {not_ours} AND ({changed}) BEGIN SELECT RAISE(ABORT, '{_refusal(table)}'); END"
        )


def _journal(table: DomainTable, note: str, key: str) -> str:
    return (
        "INSERT INTO sql_change (table_name, pk, operation, database_user, changed_at) "
        f"SELECT '{table.main}', {key}, '{note}', (SELECT database_user FROM server_write), "
        "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
    )


def _postgresql() -> Iterator[str]:
    yield """
CREATE FUNCTION journal_sql_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    key bigint := (changed ->> TG_ARGV[1])::bigint;
    note text := CASE WHEN TG_ARGV[1] = 'pk' THEN TG_OP ELSE TG_OP || ' ' || TG_TABLE_NAME END;
BEGIN
    INSERT INTO sql_change (table_name, pk, operation, database_user) VALUES (TG_ARGV[0], key, note, session_user);
    RETURN NULL;
END $$""".strip()
    yield "REVOKE EXECUTE ON FUNCTION journal_sql_write() FROM PUBLIC"
    # It runs with its owner's rights, so no writer's own table of that name may come before the journal.
    yield """
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION journal_sql_write() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$""".strip()
    yield """
CREATE FUNCTION refuse_sql_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = TG_ARGV[0];
END $$""".strip()
    # Anybody can make a setting; who may not write the journal is not the server, whatever it says.
    not_ours = (
        "(current_setting('fhirserver.write', true) IS DISTINCT FROM 'on' "
        "OR NOT has_table_privilege('sql_change'::regclass, 'DELETE'))"
    )
    for table in DOMAIN_TABLES:
        yield (
            f"CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON {table.name} FOR EACH ROW "
            f"WHEN ({not_ours}) EXECUTE FUNCTION journal_sql_write('{table.main}', '{table.owner}')"
        )
        changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in table.identity)
        yield (
            f"CREATE TRIGGER identity BEFORE UPDATE ON {table.name} FOR EACH ROW "
            f"WHEN (({changed}) AND {not_ours}) EXECUTE FUNCTION refuse_sql_write('{_refusal(table)}')"
        )
        yield (
            f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {table.name} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION refuse_sql_write('{table.name}: use DELETE, which is recorded, not TRUNCATE')"
        )


def _refusal(table: DomainTable) -> str:
    return f"{table.name}: {', '.join(table.identity)} cannot be changed; delete the row and insert another"
