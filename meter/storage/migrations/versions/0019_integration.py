"""Tokens of programs, webhooks, and the outbox of what webhooks are told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Let no program in yet, and tell none anything."""
    _make_tokens()
    _make_webhooks()
    _make_deliveries()


def _make_tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "account_id",
            sa.Integer,
            sa.ForeignKey("accounts.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("last_used_at", TIME),
        sa.Column("revoked_at", TIME),
        sa.UniqueConstraint("token_digest"),
        sa.CheckConstraint("length(token_digest) = 64", name="digest_is_sha256"),
        sa.CheckConstraint("created_at < expires_at", name="ends_some_day"),
    )


def _make_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "account_id",
            sa.Integer,
            sa.ForeignKey("accounts.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("rounds.id"), index=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), index=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.CheckConstraint(
            "round_id IS NULL OR workshop_id IS NULL", name="is_about_one_thing"
        ),
    )


def _make_deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "webhook_id",
            sa.Integer,
            sa.ForeignKey("webhooks.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("queued_at", TIME, nullable=False),
        sa.Column("next_at", TIME, index=True),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("claimed_at", TIME),
        sa.Column("delivered_at", TIME),
        sa.Column("failed_at", TIME),
        sa.Column("failure", sa.Text),
        sa.CheckConstraint("attempts >= 0", name="attempts_count"),
        sa.CheckConstraint(
            "delivered_at IS NULL OR failed_at IS NULL", name="ends_one_way"
        ),
        sa.CheckConstraint(
            "(next_at IS NULL) = (delivered_at IS NOT NULL OR failed_at IS NOT NULL)",
            name="waits_until_it_ends",
        ),
    )
