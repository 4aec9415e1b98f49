"""Notices to organisers, in the language in which each signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Tell nobody anything yet; a language is known from the next sign-in on."""
    op.add_column("accounts", sa.Column("language", sa.String(20)))
    op.create_table(
        "notices",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False
        ),
        sa.Column("since", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("queued_at", TIME, nullable=False),
        sa.Column("claimed_at", TIME),
        sa.Column("sent_at", TIME),
        sa.Column("failed_at", TIME),
        sa.Column("failure", sa.Text),
        sa.UniqueConstraint("account_id", "due_at"),
        sa.CheckConstraint("since < due_at", name="tells_of_some_time"),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="ends_one_way"),
    )
