"""Tables of rounds and of their frozen instruments."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    false,
)

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

instruments = Table(
    "instruments",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("key", String(40), nullable=False),
    Column("version", Text, nullable=False),
    Column("document", Document, nullable=False),
    Column("frozen_at", UtcTime, nullable=False),
    CheckConstraint("length(fingerprint) = 64", name="fingerprint_is_sha256"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(60), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("owner_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column(
        "instrument_fingerprint", ForeignKey("instruments.fingerprint"), nullable=False
    ),
    Column("method", String(40)),
    Column("created_at", UtcTime, nullable=False),
    Column("opens_at", UtcTime),
    Column("closes_at", UtcTime),
    Column("opened_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("grace_days", Integer, nullable=False, server_default="0"),
    Column("apart", Boolean, nullable=False, server_default=false()),
    Column("reviewed", Boolean, nullable=False, server_default=false()),
    Column("workshop_id", ForeignKey("workshops.id"), index=True),
    # The round that this one starts from: its answers may be revised.
    Column("former_round_id", ForeignKey("rounds.id")),
    # While it stands nothing of the round changes: the room looks at these results.
    Column("frozen_at", UtcTime),
    # The most that units see of each other, and the fact by which they are grouped.
    Column("peers", String(10), nullable=False, server_default="nothing"),
    Column("peer_field", String(40)),
    CheckConstraint("peers IN ('nothing', 'spread', 'named')", name="peers_are_known"),
    CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
    CheckConstraint("closes_at > opens_at", name="plan_has_a_length"),
    CheckConstraint(
        "closed_at IS NULL OR opened_at IS NOT NULL", name="closed_was_open"
    ),
)

# What others published about the units of a round: an index by its name, 0..1.
published_figures = Table(
    "published_figures",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("value", Float, nullable=False),
    Column("taken_in_at", UtcTime, nullable=False),
    CheckConstraint("value BETWEEN 0 AND 1", name="value_is_a_share"),
)
