"""Tables of what units let the public see, and of the editions that were published."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from meter.storage.columns import Document, Sequence, UtcTime
from meter.storage.tables.metadata import metadata

agreements = Table(
    "agreements",
    metadata,
    Column("id", Sequence, primary_key=True),
    # The unit's own response: it names the unit and the round.
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("level", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    CheckConstraint(
        "level IN ('nothing', 'counted', 'named', 'open')", name="level_is_known"
    ),
)

# The last row of a response is what holds now.
Index("ix_agreements_response_id_id", agreements.c.response_id, agreements.c.id)

editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("made_by", String(254), nullable=False),
    Column("licence", String(20), nullable=False),
    Column("figures", Document, nullable=False),
    UniqueConstraint("round_id", "number"),
    CheckConstraint("number >= 1", name="number_counts"),
)

# Of an edition that is shown no more.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition_id", ForeignKey("editions.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("edition_id"),
)

members_of_editions = Table(
    "members_of_editions",
    metadata,
    Column("edition_id", ForeignKey("editions.id"), primary_key=True),
    Column("response_id", ForeignKey("responses.id"), primary_key=True, index=True),
    Column("submission", Integer, nullable=False),
    # The nodes of which the unit has a score.
    Column("nodes", Document, nullable=False),
    CheckConstraint("submission >= 1", name="submission_counts"),
)
