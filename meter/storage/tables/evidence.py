"""Tables of evidence and of its files."""

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
    Text,
)

from meter.storage.columns import UtcTime
from meter.storage.tables.metadata import metadata

files = Table(
    "files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    # None once nothing that stands refers to it: what was removed is not kept.
    Column("content", LargeBinary),
    Column("added_at", UtcTime, nullable=False),
    CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
    CheckConstraint("size >= 1", name="holds_something"),
    CheckConstraint("content IS NULL OR length(content) = size", name="is_whole"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("item", String(40), nullable=False),
    Column("url", Text),
    Column("file_digest", ForeignKey("files.digest"), index=True),
    Column("name", String(200)),
    Column("media_type", String(100)),
    Column("added_at", UtcTime, nullable=False),
    Column("added_by", String(254), nullable=False),
    Column("removed_at", UtcTime),
    Column("removed_by", String(254)),
    CheckConstraint(
        "(url IS NULL) <> (file_digest IS NULL)", name="is_a_link_or_a_file"
    ),
    CheckConstraint(
        "(file_digest IS NULL) = (name IS NULL)"
        " AND (file_digest IS NULL) = (media_type IS NULL)",
        name="a_file_is_named",
    ),
    CheckConstraint(
        "(removed_at IS NULL) = (removed_by IS NULL)", name="removed_by_somebody"
    ),
)

# What stands beside the answers of a response, question by question.
Index("ix_evidence_response_id_item", evidence.c.response_id, evidence.c.item)
