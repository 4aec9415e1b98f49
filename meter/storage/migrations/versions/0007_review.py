"""Review: what became of answers after submission, and every scorecard kept."""

from __future__ import annotations

from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
RULES = {
    "reopened_is_not_submitted": "(reopened_at IS NULL OR submitted_at IS NULL)"
    " AND (returned IS NULL OR reopened_at IS NOT NULL)",
    "accepted_is_submitted": "(accepted_at IS NULL) = (accepted_by IS NULL)"
    " AND (accepted_at IS NULL OR submitted_at IS NOT NULL)",
}


def upgrade() -> None:
    """Let responses be reopened, reviewed and accepted, and scored again."""
    _widen_responses()
    _create_history()
    _create_reviewers()
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_scorecards()
    else:
        _number_scorecards()
    _protect("submissions", "reviews")


def _widen_responses() -> None:
    """Add columns; SQLite takes a rule beside the last column that it is about."""
    op.add_column("responses", sa.Column("reopened_at", TIME))
    op.add_column("responses", sa.Column("accepted_at", TIME))
    last = {
        "returned": ("JSON", "reopened_is_not_submitted"),
        "accepted_by": ("VARCHAR(254)", "accepted_is_submitted"),
    }
    for name, (kind, rule) in last.items():
        op.execute(
            f"ALTER TABLE responses ADD COLUMN {name} {kind}"
            f" CONSTRAINT ck_responses_{rule} CHECK ({RULES[rule]})"
        )


def _create_history() -> None:
    """Create what became of responses and of answers; begin with what is known."""
    op.create_table(
        "submissions",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "response_id",
            sa.Integer,
            sa.ForeignKey("responses.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.CheckConstraint(
            "event IN ('submitted', 'returned', 'reopened', 'accepted')",
            name="event_is_known",
        ),
    )
    op.execute(
        "INSERT INTO submissions (response_id, event, at, who)"
        " SELECT id, 'submitted', submitted_at, submitted_by FROM responses"
        " WHERE submitted_at IS NOT NULL ORDER BY submitted_at, id"
    )
    op.create_table(
        "reviews",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "response_id",
            sa.Integer,
            sa.ForeignKey("responses.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False, server_default=""),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.CheckConstraint(
            "kind IN ('verified', 'question', 'reply')", name="kind_is_known"
        ),
        sa.CheckConstraint("(kind = 'verified') = (text = '')", name="words_are_said"),
        sa.CheckConstraint("revision >= 0", name="revision_counts"),
    )


def _create_reviewers() -> None:
    """Create who checks the answers of a round beside its organiser."""
    op.create_table(
        "reviewers",
        sa.Column("round_id", sa.Integer, sa.ForeignKey("rounds.id"), primary_key=True),
        sa.Column(
            "account_id",
            sa.Integer,
            sa.ForeignKey("accounts.id"),
            primary_key=True,
            index=True,
        ),
        sa.Column("named_at", TIME, nullable=False),
    )


def _number_scorecards() -> None:
    """Number what was scored so far as the first submissions."""
    number = sa.Column("submission", sa.Integer, nullable=False, server_default="1")
    op.add_column("scorecards", number)
    op.alter_column("scorecards", "submission", server_default=None)
    op.drop_constraint("pk_scorecards", "scorecards")
    op.create_primary_key("pk_scorecards", "scorecards", ["response_id", "submission"])
    op.create_check_constraint("submission_counts", "scorecards", "submission >= 1")


def _rebuild_scorecards() -> None:
    """Do the same where a primary key cannot be changed: copy, and guard anew."""
    op.execute("ALTER TABLE scorecards RENAME TO former_scorecards")
    op.create_table(
        "scorecards",
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), primary_key=True
        ),
        sa.Column("submission", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("instrument_fingerprint", sa.String(64), nullable=False),
        sa.Column("method_fingerprint", sa.String(64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.CheckConstraint("submission >= 1", name="submission_counts"),
    )
    op.execute(
        "INSERT INTO scorecards (response_id, submission, instrument_fingerprint,"
        " method_fingerprint, document, made_at)"
        " SELECT response_id, 1, instrument_fingerprint, method_fingerprint, document,"
        " made_at FROM former_scorecards"
    )
    # Its triggers go with it; dropping a table fires none.
    op.execute("DROP TABLE former_scorecards")
    _protect("scorecards")


def _protect(*tables: str) -> None:
    """Let the database itself refuse to rewrite tables that only grow."""
    if op.get_bind().dialect.name == "sqlite":
        for table, verb in product(tables, ("UPDATE", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} are only added'); END"
            )
        return
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_rewriting"
            f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )
