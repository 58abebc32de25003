"""The record: mapped tables, headers, versions, references, keys, the journal of SQL writes and its triggers.

The statements stand beside this file, one file an engine, because CHECK constraints and triggers are said differently
on each.  They were written by ``python -m migrations.snapshot`` from the metadata.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.snapshot import statements_in

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables and triggers in an empty database."""
    bind = op.get_bind()
    raw = bind.connection.driver_connection
    if raw is None:
        raise LookupError("a migration needs a connection")
    for statement in statements_in(Path(__file__).with_name(f"0001_record.{bind.dialect.name}.sql")):
        # Straight to the driver: percent signs and colons in the statements are not parameters.
        raw.execute(statement)
