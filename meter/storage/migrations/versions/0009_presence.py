"""Presence: who has a section of a response open just now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep of each invitation where its holder was last seen, and nothing before."""
    op.create_table(
        "presence",
        sa.Column(
            "invitation_id",
            sa.Integer,
            sa.ForeignKey("invitations.id"),
            primary_key=True,
        ),
        sa.Column("section", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
