"""Tables of what connects METER to other programs: tokens, webhooks, deliveries."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from meter.storage.columns import Document, Sequence, UtcTime
from meter.storage.tables.metadata import metadata

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("token_digest", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("scopes", Document, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    # To the day: a program that asks often writes seldom.
    Column("last_used_at", UtcTime),
    Column("revoked_at", UtcTime),
    UniqueConstraint("token_digest"),
    CheckConstraint("length(token_digest) = 64", name="digest_is_sha256"),
    CheckConstraint("created_at < expires_at", name="ends_some_day"),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("url", String(2000), nullable=False),
    # The secret is made of it and of the key of the server, and kept nowhere.
    Column("salt", String(64), nullable=False),
    Column("events", Document, nullable=False),
    # Of a round, of a workshop, or of all rounds that the account owns.
    Column("round_id", ForeignKey("rounds.id"), index=True),
    Column("workshop_id", ForeignKey("workshops.id"), index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("removed_at", UtcTime),
    CheckConstraint(
        "round_id IS NULL OR workshop_id IS NULL", name="is_about_one_thing"
    ),
)

webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("webhook_id", ForeignKey("webhooks.id"), nullable=False, index=True),
    Column("event", String(40), nullable=False),
    Column("payload", Document, nullable=False),
    Column("queued_at", UtcTime, nullable=False),
    # When it is tried next; nothing once it was taken or given up.
    Column("next_at", UtcTime, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # Whoever sends takes it first; one taken long ago is free again.
    Column("claimed_at", UtcTime),
    Column("delivered_at", UtcTime),
    Column("failed_at", UtcTime),
    Column("failure", Text),
    CheckConstraint("attempts >= 0", name="attempts_count"),
    CheckConstraint("delivered_at IS NULL OR failed_at IS NULL", name="ends_one_way"),
    CheckConstraint(
        "(next_at IS NULL) = (delivered_at IS NOT NULL OR failed_at IS NOT NULL)",
        name="waits_until_it_ends",
    ),
)
