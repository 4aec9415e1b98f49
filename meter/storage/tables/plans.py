"""Tables of work plans: what a unit means to do after its result."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
)

from meter.storage.columns import UtcTime
from meter.storage.tables.metadata import metadata

plan_steps = Table(
    "plan_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False, index=True),
    # The answer that the step is to raise; None for a step of the unit's own.
    Column("item", String(40)),
    Column("words", String(2000), nullable=False),
    Column("who", String(200), nullable=False, server_default=""),
    Column("due_on", Date),
    Column("done_at", UtcTime),
    Column("revision", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(254), nullable=False),
    CheckConstraint("length(trim(words)) > 0", name="words_say_something"),
    CheckConstraint("revision > 0", name="revision_counts_from_one"),
)
