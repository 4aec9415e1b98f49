"""The knowledge space: resources and cases, and their full text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)

# Words come cut and folded: SQLite takes them as they are between spaces.
SQLITE = """
CREATE VIRTUAL TABLE knowledge_text USING fts5(words, tokenize = 'ascii')
"""
POSTGRESQL = """
CREATE TABLE knowledge_text (
    contribution_id INTEGER PRIMARY KEY REFERENCES contributions (id),
    words TSVECTOR NOT NULL
)
"""
INDEX = "CREATE INDEX ix_knowledge_text_words ON knowledge_text USING gin (words)"
FULL_TEXT = {"sqlite": [SQLITE], "postgresql": [POSTGRESQL, INDEX]}


def upgrade() -> None:
    """Add the tables; no workshop has contributed anything yet."""
    _make_contributions()
    _make_parts()
    _make_files()
    _make_steps()
    for statement in FULL_TEXT[op.get_bind().dialect.name]:
        op.execute(statement)


def _make_contributions() -> None:
    op.create_table(
        "contributions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False
        ),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("units.id")),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("country", sa.String(200), nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("licence", sa.String(200), nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("credited", sa.Boolean, nullable=False),
        sa.Column("case_study", sa.JSON),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.Column("offered_at", TIME),
        sa.Column("returned_at", TIME),
        sa.Column("published_at", TIME),
        sa.Column("withdrawn_at", TIME),
        sa.UniqueConstraint("workshop_id", "key"),
        sa.CheckConstraint(
            "kind IN"
            " ('guide', 'law', 'standard', 'training', 'software', 'other', 'case')",
            name="kind_is_known",
        ),
        sa.CheckConstraint(
            "(kind = 'case') = (case_study IS NOT NULL)", name="case_is_told"
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
        sa.CheckConstraint("revision >= 1", name="revision_counts"),
        sa.CheckConstraint(
            "CASE WHEN offered_at IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN returned_at IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN published_at IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END <= 1",
            name="is_in_one_state",
        ),
    )
    op.create_index("ix_contributions_unit_id", "contributions", ["unit_id"])


def _make_parts() -> None:
    for table, column, length in (
        ("contribution_languages", "language", 20),
        ("contribution_ties", "indicator", 40),
    ):
        op.create_table(
            table,
            sa.Column(
                "contribution_id",
                sa.Integer,
                sa.ForeignKey("contributions.id"),
                primary_key=True,
            ),
            sa.Column(column, sa.String(length), primary_key=True),
        )
    op.create_index(
        "ix_contribution_ties_indicator", "contribution_ties", ["indicator"]
    )


def _make_files() -> None:
    op.create_table(
        "contribution_files",
        sa.Column("id", sa.Integer, primary_key=True),
        _refer_to_contribution(),
        sa.Column(
            "file_digest", sa.String(64), sa.ForeignKey("files.digest"), nullable=False
        ),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("added_by", sa.String(254), nullable=False),
    )
    for column in ("contribution_id", "file_digest"):
        name = f"ix_contribution_files_{column}"
        op.create_index(name, "contribution_files", [column])


def _make_steps() -> None:
    op.create_table(
        "contribution_steps",
        sa.Column("id", SEQUENCE, primary_key=True),
        _refer_to_contribution(),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.CheckConstraint(
            "event IN ('drafted', 'offered', 'returned', 'published', 'withdrawn')",
            name="event_is_known",
        ),
    )
    op.create_index(
        "ix_contribution_steps_contribution_id",
        "contribution_steps",
        ["contribution_id"],
    )


def _refer_to_contribution() -> sa.Column[int]:
    return sa.Column(
        "contribution_id", sa.Integer, sa.ForeignKey("contributions.id"), nullable=False
    )
