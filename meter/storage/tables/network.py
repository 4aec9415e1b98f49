"""Tables of the network: directory, commitments, twinning and milestones."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

directory = Table(
    "directory",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    # What is said by field, shown or not.
    Column("fields", Document, nullable=False),
    # The fields that others may see.
    Column("shown", Document, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    UniqueConstraint("workshop_id", "unit_id", "person_id"),
    CheckConstraint("revision > 0", name="revision_counts"),
)

commitments = Table(
    "commitments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id"), nullable=False, index=True),
    # Who commits themselves; None for the network, in whose name the organiser does.
    Column("unit_id", ForeignKey("units.id"), index=True),
    Column("revision", Integer, nullable=False),
    CheckConstraint("revision > 0", name="revision_counts"),
)

commitment_versions = Table(
    "commitment_versions",
    metadata,
    Column("commitment_id", ForeignKey("commitments.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("theme", String(60), nullable=False, server_default=""),
    Column("owner_name", String(200), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    CheckConstraint("state IN ('open', 'done', 'given_up')", name="state_is_known"),
    CheckConstraint("state <> 'given_up' OR reason <> ''", name="reason_is_given"),
    CheckConstraint("length(trim(text)) > 0", name="text_says_something"),
)

# A unit that does not take part in twinning has no row.
twinning_consents = Table(
    "twinning_consents",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True, index=True),
    Column("draws", Boolean, nullable=False),
    Column("names_levels", Boolean, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    CheckConstraint("revision > 0", name="revision_counts"),
)

twinning_topics = Table(
    "twinning_topics",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True, index=True),
    Column("theme", String(60), primary_key=True),
    Column("kind", String(5), nullable=False),
    CheckConstraint("kind IN ('offer', 'need')", name="kind_is_known"),
)

twinnings = Table(
    "twinnings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id"), nullable=False, index=True),
    Column("first_id", ForeignKey("units.id"), nullable=False, index=True),
    Column("second_id", ForeignKey("units.id"), nullable=False, index=True),
    # Who proposed it; None for the organiser.
    Column("proposed_by", ForeignKey("units.id")),
    Column("proposed_at", UtcTime, nullable=False),
    # What one teaches the other, by theme: never a level.
    Column("reasons", Document, nullable=False),
    Column("first_agreed_at", UtcTime),
    Column("second_agreed_at", UtcTime),
    Column("declined_at", UtcTime),
    Column("declined_by", ForeignKey("units.id")),
    Column("ended_at", UtcTime),
    Column("ended_by", ForeignKey("units.id")),
    Column("outcome", Text, nullable=False, server_default=""),
    CheckConstraint("first_id < second_id", name="pair_is_named_once"),
    CheckConstraint(
        "(declined_at IS NULL) = (declined_by IS NULL)"
        " AND (ended_at IS NULL) = (ended_by IS NULL)",
        name="ends_by_somebody",
    ),
    CheckConstraint(
        "declined_at IS NULL OR first_agreed_at IS NULL OR second_agreed_at IS NULL",
        name="active_is_not_declined",
    ),
    CheckConstraint(
        "ended_at IS NULL OR"
        " (first_agreed_at IS NOT NULL AND second_agreed_at IS NOT NULL)",
        name="only_active_ends",
    ),
)

# A pair has one twinning at a time that is neither declined nor ended.
_stands = and_(twinnings.c.declined_at.is_(None), twinnings.c.ended_at.is_(None))
Index(
    "ix_twinnings_standing",
    twinnings.c.workshop_id,
    twinnings.c.first_id,
    twinnings.c.second_id,
    unique=True,
    sqlite_where=_stands,
    postgresql_where=_stands,
)

milestones = Table(
    "milestones",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id"), nullable=False, index=True),
    Column("title", String(200), nullable=False),
    Column("details", Text, nullable=False, server_default=""),
    # A unit leads, or somebody by name, or nobody yet.
    Column("lead_id", ForeignKey("units.id")),
    Column("lead_name", String(200), nullable=False, server_default=""),
    Column("begins_on", Date),
    Column("due_on", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("after_id", ForeignKey("milestones.id")),
    Column("revision", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(254), nullable=False),
    CheckConstraint(
        "state IN ('planned', 'begun', 'done', 'dropped')", name="state_is_known"
    ),
    CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
    CheckConstraint("due_on >= begins_on", name="has_a_length"),
    CheckConstraint("after_id <> id", name="waits_for_another"),
    CheckConstraint("revision > 0", name="revision_counts"),
)
