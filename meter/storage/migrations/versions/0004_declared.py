"""What a round declares: grace, answering apart, and review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let rounds declare more; those that stand declare nothing."""
    op.add_column(
        "rounds",
        sa.Column("grace_days", sa.Integer, nullable=False, server_default="0"),
    )
    for name in ("apart", "reviewed"):
        flag = sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())
        op.add_column("rounds", flag)
