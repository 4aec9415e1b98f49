"""The table of the audit trail: what staff did, each entry bound to the one before."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from meter.storage.columns import Document, Sequence, UtcTime
from meter.storage.tables.metadata import metadata

# It refers to no other table: an entry stands whatever becomes of what it is about.
audit = Table(
    "audit",
    metadata,
    # Without a gap, in the order in which the acts were committed.
    Column("id", Sequence, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    # None where no account acted: a command, or METER by itself.
    Column("account_id", Integer),
    Column("who", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("action", String(40), nullable=False),
    Column("workshop_id", Integer, index=True),
    Column("round_id", Integer, index=True),
    Column("unit_id", Integer, index=True),
    Column("response_id", Integer, index=True),
    Column("item", String(40)),
    Column("detail", Document, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("previous"),
    UniqueConstraint("hash"),
    CheckConstraint("id >= 1", name="id_counts"),
    CheckConstraint(
        "length(previous) = 64 AND length(hash) = 64", name="hashes_are_sha256"
    ),
)
