"""Tables of answers, their history and the receipts of saves."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from meter.storage.columns import AnswerDocument, Document, Sequence, UtcTime
from meter.storage.tables.metadata import metadata

answers = Table(
    "answers",
    metadata,
    Column("response_id", ForeignKey("responses.id"), primary_key=True),
    Column("item", String(40), primary_key=True),
    Column("text", Text),
    Column("number", Float(53)),
    Column("chosen", Document),
    Column("missing", String(20)),
    Column("note", Text, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(254), nullable=False),
    CheckConstraint("revision >= 1", name="revision_counts"),
    CheckConstraint(
        "missing IN ('unanswered', 'dont_know', 'refused', 'not_applicable')",
        name="missing_has_a_reason",
    ),
    CheckConstraint(
        "CASE WHEN text IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN number IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN chosen IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN missing IS NULL THEN 0 ELSE 1 END = 1",
        name="is_one_thing",
    ),
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("item", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(254), nullable=False),
    Column("operation", String(64)),
    Column("former", AnswerDocument),
    Column("answer", AnswerDocument, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    UniqueConstraint("response_id", "item", "revision"),
    CheckConstraint("revision >= 1", name="revision_counts"),
    CheckConstraint(
        "(revision = 1) = (former IS NULL)", name="first_change_has_no_former"
    ),
)

receipts = Table(
    "receipts",
    metadata,
    Column("response_id", ForeignKey("responses.id"), primary_key=True),
    Column("operation", String(64), primary_key=True),
    # Revisions by item: {"saved": {...}, "conflicts": {...}}.
    Column("outcome", Document, nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)
