"""Tables of who takes part, and of the people who answer for them."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner_id", ForeignKey("accounts.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    UniqueConstraint("owner_id", "email"),
    CheckConstraint("email = lower(email)", name="email_is_lower"),
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner_id", ForeignKey("accounts.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("profile", Document, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("owner_id", "name"),
    CheckConstraint("length(trim(name)) > 0", name="name_says_something"),
)
