"""Access: accounts, sessions, clients, grants, tokens, keys, security events.

The statements stand beside this file, one file an engine, written by ``python -m migrations.snapshot``.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.snapshot import statements_in

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what is stored already is to be indexed in them."""
    bind = op.get_bind()
    raw = bind.connection.driver_connection
    if raw is None:
        raise LookupError("a migration needs a connection")
    for statement in statements_in(Path(__file__).with_name(f"0002_access.{bind.dialect.name}.sql")):
        # Straight to the driver: percent signs and colons in the statements are not parameters.
        raw.execute(statement)
    raw.execute("INSERT INTO index_due (revision) SELECT '0002' WHERE EXISTS (SELECT 1 FROM resource)")
