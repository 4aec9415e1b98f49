"""The table of scorecards."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

scorecards = Table(
    "scorecards",
    metadata,
    Column("response_id", ForeignKey("responses.id"), primary_key=True),
    # A response that was reopened is submitted anew: the highest number counts.
    Column("submission", Integer, primary_key=True, autoincrement=False),
    Column("instrument_fingerprint", String(64), nullable=False),
    Column("method_fingerprint", String(64), nullable=False),
    Column("document", Document, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    CheckConstraint("submission >= 1", name="submission_counts"),
)
