"""Tables of what became of responses: submissions, reviews, reviewers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from meter.storage.columns import Sequence, UtcTime
from meter.storage.tables.metadata import metadata

submissions = Table(
    "submissions",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False, index=True),
    Column("event", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    CheckConstraint(
        "event IN ('submitted', 'asked', 'returned', 'reopened', 'accepted')",
        name="event_is_known",
    ),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False, index=True),
    Column("item", String(40), nullable=False),
    Column("kind", String(10), nullable=False),
    # That of the answer that was verified or asked about; 0 where there was none.
    Column("revision", Integer, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    CheckConstraint("kind IN ('verified', 'question', 'reply')", name="kind_is_known"),
    CheckConstraint("(kind = 'verified') = (text = '')", name="words_are_said"),
    CheckConstraint("revision >= 0", name="revision_counts"),
)

reviewers = Table(
    "reviewers",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, index=True),
    Column("named_at", UtcTime, nullable=False),
)
