"""The table of mails: an outbox."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from meter.storage.columns import Sequence, UtcTime
from meter.storage.tables.metadata import metadata

mailings = Table(
    "mailings",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    # What a person is due at one moment is one mail, whoever finds it due.
    Column("due_at", UtcTime, nullable=False),
    Column("queued_at", UtcTime, nullable=False),
    # Whoever sends takes it first; one taken long ago is free again.
    Column("claimed_at", UtcTime),
    Column("sent_at", UtcTime),
    Column("failed_at", UtcTime),
    Column("failure", Text),
    UniqueConstraint("response_id", "person_id", "kind", "due_at"),
    CheckConstraint(
        "kind IN ('invitation', 'reminder', 'late', 'request', 'digest')",
        name="kind_is_known",
    ),
    CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="ends_one_way"),
)
