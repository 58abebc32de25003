"""The record: mapped tables, headers, versions, references, keys, the journal of SQL writes and its triggers.

The statements stand beside this file, one file an engine, because CHECK constraints and triggers are said differently
on each.  They were written by ``python -m migrations.snapshot`` from the metadata.
"""

from __future__ import annotations

from alembic import op

from migrations.snapshot import run_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables and triggers in an empty database."""
    run_statements(op.get_bind(), "0001_record")
