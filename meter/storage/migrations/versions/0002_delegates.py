"""Delegates: who was invited by the focal point, and to which sections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let an invitation name its host, some sections, and how the host calls one."""
    host = sa.Column("invited_by", sa.Integer, sa.ForeignKey("invitations.id"))
    # SQLite takes a reference only as a part of its column.
    op.add_column("invitations", host, inline_references=True)
    op.add_column("invitations", sa.Column("sections", sa.JSON()))
    op.add_column("invitations", sa.Column("called", sa.String(200)))
    op.create_index("ix_invitations_invited_by", "invitations", ["invited_by"])
