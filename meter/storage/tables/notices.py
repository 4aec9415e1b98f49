"""The table of notices: mails that tell organisers what waits for them."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Table,
    Text,
    UniqueConstraint,
)

from meter.storage.columns import Sequence, UtcTime
from meter.storage.tables.metadata import metadata

notices = Table(
    "notices",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    # It tells of what came from then on, and before the hour at which it is due.
    Column("since", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("queued_at", UtcTime, nullable=False),
    # Whoever sends takes it first; one taken long ago is free again.
    Column("claimed_at", UtcTime),
    Column("sent_at", UtcTime),
    Column("failed_at", UtcTime),
    Column("failure", Text),
    UniqueConstraint("account_id", "due_at"),
    CheckConstraint("since < due_at", name="tells_of_some_time"),
    CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="ends_one_way"),
)
