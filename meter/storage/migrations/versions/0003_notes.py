"""Notes: words beside an answer, kept and versioned with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let answers, and the changes that made them, have a note."""
    for table in ("answers", "changes"):
        note = sa.Column("note", sa.Text, nullable=False, server_default="")
        op.add_column(table, note)
