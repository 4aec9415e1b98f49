"""The table of responses."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

responses = Table(
    "responses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),
    # Of a response apart: whose answers these are. The unit's own response has nobody's
    # id: it holds what is agreed, and is the one that is submitted and counted.
    Column("person_id", ForeignKey("people.id"), index=True),
    Column("started_at", UtcTime),
    Column("handed_in_at", UtcTime),
    Column("handed_in_by", String(254)),
    Column("submitted_at", UtcTime),
    Column("submitted_by", String(254)),
    # Derived from the answers at submission; `meter db recode` makes both anew.
    Column("coded", LargeBinary),
    Column("coded_meaning", String(64)),
    # Taken back after submission: all of it, or the items that were returned.
    Column("reopened_at", UtcTime),
    Column("returned", Document),
    Column("accepted_at", UtcTime),
    Column("accepted_by", String(254)),
    UniqueConstraint("round_id", "unit_id", "person_id"),
    CheckConstraint(
        "submitted_at IS NULL OR started_at IS NOT NULL", name="submitted_was_started"
    ),
    CheckConstraint(
        "person_id IS NULL OR submitted_at IS NULL", name="agreed_is_submitted"
    ),
    CheckConstraint(
        "(handed_in_at IS NULL) = (handed_in_by IS NULL)"
        " AND (handed_in_at IS NULL OR person_id IS NOT NULL)",
        name="apart_is_handed_in",
    ),
    CheckConstraint(
        "(submitted_at IS NULL) = (coded IS NULL)"
        " AND (submitted_at IS NULL) = (submitted_by IS NULL)"
        " AND (coded IS NULL) = (coded_meaning IS NULL)",
        name="submitted_is_coded",
    ),
    CheckConstraint(
        "(reopened_at IS NULL OR submitted_at IS NULL)"
        " AND (returned IS NULL OR reopened_at IS NOT NULL)",
        name="reopened_is_not_submitted",
    ),
    CheckConstraint(
        "(accepted_at IS NULL) = (accepted_by IS NULL)"
        " AND (accepted_at IS NULL OR submitted_at IS NOT NULL)",
        name="accepted_is_submitted",
    ),
)

# A unit has one response of its own in a round.
Index(
    "uq_responses_agreed",
    responses.c.round_id,
    responses.c.unit_id,
    unique=True,
    sqlite_where=responses.c.person_id.is_(None),
    postgresql_where=responses.c.person_id.is_(None),
)

# Finds at once whether a round has answers that were coded with another meaning.
Index("ix_responses_meaning", responses.c.round_id, responses.c.coded_meaning)
