"""Tables of the knowledge space: what is contributed, its files, what became of it.

Beside them stands `knowledge_text`, which each database keeps in its own way and the
migration makes: a full-text table of SQLite, a `tsvector` of PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from meter.storage.columns import Document, Sequence, UtcTime
from meter.storage.tables.metadata import metadata

contributions = Table(
    "contributions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey("workshops.id"), nullable=False),
    # Whose it is; None for the organisers of the workshop.
    Column("unit_id", ForeignKey("units.id"), index=True),
    # By this it is known again, in files and when a form is sent twice.
    Column("key", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(200), nullable=False),
    Column("summary", Text, nullable=False),
    Column("country", String(200), nullable=False),
    Column("year", Integer),
    Column("licence", String(200), nullable=False),
    Column("link", Text, nullable=False),
    Column("credited", Boolean, nullable=False),
    Column("case_study", Document),
    Column("revision", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(254), nullable=False),
    # The last step tells the state; without one it is a draft.
    Column("offered_at", UtcTime),
    Column("returned_at", UtcTime),
    Column("published_at", UtcTime),
    Column("withdrawn_at", UtcTime),
    UniqueConstraint("workshop_id", "key"),
    CheckConstraint(
        "kind IN ('guide', 'law', 'standard', 'training', 'software', 'other', 'case')",
        name="kind_is_known",
    ),
    CheckConstraint("(kind = 'case') = (case_study IS NOT NULL)", name="case_is_told"),
    CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
    CheckConstraint("revision >= 1", name="revision_counts"),
    CheckConstraint(
        "CASE WHEN offered_at IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN returned_at IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN published_at IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END <= 1",
        name="is_in_one_state",
    ),
)

contribution_languages = Table(
    "contribution_languages",
    metadata,
    Column("contribution_id", ForeignKey("contributions.id"), primary_key=True),
    Column("language", String(20), primary_key=True),
)

# What it is about: nodes and items of the workshop's instrument, by their keys.
contribution_ties = Table(
    "contribution_ties",
    metadata,
    Column("contribution_id", ForeignKey("contributions.id"), primary_key=True),
    Column("indicator", String(40), primary_key=True, index=True),
)

contribution_files = Table(
    "contribution_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "contribution_id", ForeignKey("contributions.id"), nullable=False, index=True
    ),
    Column("file_digest", ForeignKey("files.digest"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("added_by", String(254), nullable=False),
)

contribution_steps = Table(
    "contribution_steps",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column(
        "contribution_id", ForeignKey("contributions.id"), nullable=False, index=True
    ),
    Column("event", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    Column("words", Text, nullable=False),
    # As it stood then: what is typed later is nobody's but its contributor's.
    Column("title", String(200), nullable=False),
    CheckConstraint(
        "event IN ('drafted', 'offered', 'returned', 'published', 'withdrawn')",
        name="event_is_known",
    ),
)
