"""Evidence: links and files beside answers; files are kept once, by their content."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    _create_files()
    _create_evidence()


def _create_files() -> None:
    op.create_table(
        "files",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("added_at", TIME, nullable=False),
        sa.CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
        sa.CheckConstraint("size >= 1", name="holds_something"),
        sa.CheckConstraint(
            "content IS NULL OR length(content) = size", name="is_whole"
        ),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), nullable=False
        ),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("file_digest", sa.String(64), sa.ForeignKey("files.digest")),
        sa.Column("name", sa.String(200)),
        sa.Column("media_type", sa.String(100)),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("added_by", sa.String(254), nullable=False),
        sa.Column("removed_at", TIME),
        sa.Column("removed_by", sa.String(254)),
        sa.CheckConstraint(
            "(url IS NULL) <> (file_digest IS NULL)", name="is_a_link_or_a_file"
        ),
        sa.CheckConstraint(
            "(file_digest IS NULL) = (name IS NULL)"
            " AND (file_digest IS NULL) = (media_type IS NULL)",
            name="a_file_is_named",
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by IS NULL)", name="removed_by_somebody"
        ),
    )
    op.create_index("ix_evidence_file_digest", "evidence", ["file_digest"])
    op.create_index("ix_evidence_response_id_item", "evidence", ["response_id", "item"])
