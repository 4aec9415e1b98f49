"""What units let the public see, and the editions of a round that are published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)

KEPT = {
    "agreements": "rowid",
    "members_of_editions": "(edition_id, response_id)",
    "editions": "(round_id, number)",
    "withdrawals": "edition_id",
}
"""What is only added to, with what is unique beside the number of the row."""


def upgrade() -> None:
    """Publish nothing: no unit has agreed yet."""
    _add_agreements()
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("rounds.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
        sa.Column("licence", sa.String(20), nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.UniqueConstraint("round_id", "number"),
        sa.CheckConstraint("number >= 1", name="number_counts"),
    )
    op.create_table(
        "withdrawals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "edition_id", sa.Integer, sa.ForeignKey("editions.id"), nullable=False
        ),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("edition_id"),
    )
    op.create_table(
        "members_of_editions",
        sa.Column(
            "edition_id", sa.Integer, sa.ForeignKey("editions.id"), primary_key=True
        ),
        sa.Column(
            "response_id",
            sa.Integer,
            sa.ForeignKey("responses.id"),
            primary_key=True,
        ),
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("nodes", sa.JSON, nullable=False),
        sa.CheckConstraint("submission >= 1", name="submission_counts"),
    )
    op.create_index(
        "ix_members_of_editions_response_id", "members_of_editions", ["response_id"]
    )
    _protect()


def _add_agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), nullable=False
        ),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.CheckConstraint(
            "level IN ('nothing', 'counted', 'named', 'open')", name="level_is_known"
        ),
    )
    op.create_index("ix_agreements_response_id_id", "agreements", ["response_id", "id"])


def _protect() -> None:
    """Let the database itself refuse to rewrite what was agreed and published."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, key in KEPT.items():
        if not is_sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_refuse_rewriting"
                f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
            )
            continue
        names = ", ".join(f"NEW.{name}" for name in key.strip("()").split(", "))
        stands = (
            f"EXISTS (SELECT 1 FROM {table}"  # noqa: S608
            f" WHERE rowid = NEW.rowid OR {key} = ({names}))"
        )
        refusals = {
            "update": f"UPDATE ON {table}",
            "delete": f"DELETE ON {table}",
            "replace": f"INSERT ON {table} WHEN {stands}",
        }
        for name, when in refusals.items():
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{name} BEFORE {when}"
                f" BEGIN SELECT RAISE(ABORT, '{table} are only added'); END"
            )
