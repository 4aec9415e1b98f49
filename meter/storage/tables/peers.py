"""Tables of what units let each other see of their results, and of what was shown."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from meter.storage.columns import Document, Sequence, UtcTime
from meter.storage.tables.metadata import metadata

consents = Table(
    "consents",
    metadata,
    Column("id", Sequence, primary_key=True),
    # The unit's own response: it names the unit and the round.
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("node", String(40), nullable=False),
    Column("level", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    CheckConstraint("level IN ('nothing', 'spread', 'named')", name="level_is_known"),
)

# The last row of a response and node is what holds now.
Index(
    "ix_consents_response_id_node_id",
    consents.c.response_id,
    consents.c.node,
    consents.c.id,
)

releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False, index=True),
    Column("made_at", UtcTime, nullable=False),
    Column("made_by", String(254), nullable=False),
)

members_of_releases = Table(
    "members_of_releases",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("response_id", ForeignKey("responses.id"), primary_key=True, index=True),
    Column("submission", Integer, nullable=False),
    # Empty where the unit's own group is too small, or the round makes none.
    Column("peer_group", String(40), nullable=False),
    # The nodes that the unit consented to share, and has a score of.
    Column("nodes", Document, nullable=False),
    CheckConstraint("submission >= 1", name="submission_counts"),
)

spreads = Table(
    "spreads",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("node", String(40), primary_key=True),
    Column("peer_group", String(40), primary_key=True),
    Column("size", Integer, nullable=False),
    # Where the bands of the quartiles begin, in points; None where they are withheld.
    Column("lower", Integer),
    Column("middle", Integer),
    Column("upper", Integer),
    Column("withheld", String(10)),
    CheckConstraint(
        "(withheld IS NULL) = (lower IS NOT NULL)"
        " AND (withheld IS NULL) = (middle IS NOT NULL)"
        " AND (withheld IS NULL) = (upper IS NOT NULL)",
        name="is_shown_or_withheld",
    ),
    CheckConstraint(
        "withheld IN ('few', 'changed', 'alike')", name="withheld_has_a_reason"
    ),
)
