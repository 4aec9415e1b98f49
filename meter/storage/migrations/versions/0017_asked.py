"""Submissions: a unit may ask that its answers be reopened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
EVENTS = "event IN ('submitted', 'asked', 'returned', 'reopened', 'accepted')"


def upgrade() -> None:
    """Take one more kind of event; what became of responses stays as it is."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_submissions()
        return
    op.drop_constraint(op.f("ck_submissions_event_is_known"), "submissions")
    op.create_check_constraint("event_is_known", "submissions", EVENTS)


def _rebuild_submissions() -> None:
    """Do it where a rule of a table cannot be changed: copy, and guard anew."""
    op.execute("ALTER TABLE submissions RENAME TO former_submissions")
    op.execute("DROP INDEX ix_submissions_response_id")
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
        sa.CheckConstraint(EVENTS, name="event_is_known"),
    )
    op.execute(
        "INSERT INTO submissions (id, response_id, event, at, who, reason)"
        " SELECT id, response_id, event, at, who, reason FROM former_submissions"
    )
    # Its triggers go with it; dropping a table fires none.
    op.execute("DROP TABLE former_submissions")
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER submissions_refuse_{verb.lower()} BEFORE {verb}"
            " ON submissions"
            " BEGIN SELECT RAISE(ABORT, 'submissions are only added'); END"
        )
    op.execute(
        "CREATE TRIGGER submissions_refuse_replace BEFORE INSERT ON submissions"
        " WHEN EXISTS (SELECT 1 FROM submissions WHERE rowid = (NEW.rowid))"
        " BEGIN SELECT RAISE(ABORT, 'submissions are only added'); END"
    )
