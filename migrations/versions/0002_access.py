"""Access: accounts, sessions, clients, grants, tokens, keys, security events.

The statements stand beside this file, one file an engine, written by ``python -m migrations.snapshot``.
"""

from __future__ import annotations

from alembic import op

from migrations.snapshot import run_statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what is stored already is to be indexed in them."""
    raw = run_statements(op.get_bind(), "0002_access")
    raw.execute("INSERT INTO index_due (revision) SELECT '0002' WHERE EXISTS (SELECT 1 FROM resource)")
