"""Mailings: what is sent to whom, and the language that an invited person reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the outbox; those who are invited read any language and get a digest."""
    op.add_column("invitations", sa.Column("language", sa.String(20)))
    rhythm = sa.Column("digest", sa.String(10), nullable=False, server_default="weekly")
    op.add_column("invitations", rhythm)
    op.create_table(
        "mailings",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), nullable=False
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("queued_at", TIME, nullable=False),
        sa.Column("claimed_at", TIME),
        sa.Column("sent_at", TIME),
        sa.Column("failed_at", TIME),
        sa.Column("failure", sa.Text),
        sa.UniqueConstraint("response_id", "person_id", "kind", "due_at"),
        sa.CheckConstraint(
            "kind IN ('invitation', 'reminder', 'late', 'request', 'digest')",
            name="kind_is_known",
        ),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="ends_one_way"),
    )
    op.create_index("ix_mailings_person_id", "mailings", ["person_id"])
