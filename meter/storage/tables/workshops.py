"""Tables of workshops: who takes part, who asks to, and who organises with whom."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
)

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

workshops = Table(
    "workshops",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(60), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("owner_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("place", String(200), nullable=False, server_default=""),
    Column("begins_on", Date),
    Column("ends_on", Date),
    # A name of the IANA database: the days above are days there.
    Column("time_zone", String(64), nullable=False),
    # In the address at which units register themselves; None while they cannot.
    Column("register_key", String(64), unique=True),
    Column("created_at", UtcTime, nullable=False),
    CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
    CheckConstraint("ends_on >= begins_on", name="has_a_length"),
)

members = Table(
    "members",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, index=True),
    Column("role", String(20), nullable=False),
    Column("named_at", UtcTime, nullable=False),
    CheckConstraint(
        "role IN ('co_organiser', 'reviewer', 'researcher')", name="role_is_known"
    ),
)

participants = Table(
    "participants",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True, index=True),
    # The languages in which it works, by their tags.
    Column("languages", Document, nullable=False),
    Column("admitted_at", UtcTime, nullable=False),
)

registrations = Table(
    "registrations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id"), nullable=False, index=True),
    Column("unit_name", String(200), nullable=False),
    Column("person_name", String(200), nullable=False),
    Column("person_email", String(254), nullable=False),
    Column("profile", Document, nullable=False),
    Column("languages", Document, nullable=False),
    # The language in which the form was read.
    Column("language", String(20)),
    Column("at", UtcTime, nullable=False),
    Column("decided_at", UtcTime),
    Column("decided_by", String(254)),
    Column("admitted", Boolean),
    CheckConstraint(
        "(decided_at IS NULL) = (decided_by IS NULL)"
        " AND (decided_at IS NULL) = (admitted IS NULL)",
        name="decided_by_somebody",
    ),
)
