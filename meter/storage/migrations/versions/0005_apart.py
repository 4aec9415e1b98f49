"""Answering apart: a person's own response beside the unit's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
KEPT = (
    "id, round_id, unit_id, started_at, submitted_at, submitted_by, coded,"
    " coded_meaning"
)
APART_IS_NOT_SUBMITTED = "person_id IS NULL OR submitted_at IS NULL"
APART_IS_HANDED_IN = (
    "(handed_in_at IS NULL) = (handed_in_by IS NULL)"
    " AND (handed_in_at IS NULL OR person_id IS NOT NULL)"
)


def upgrade() -> None:
    """Let a response be one person's; those that stand are the units' own."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        _alter()
    op.create_index("ix_responses_person_id", "responses", ["person_id"])
    op.create_index(
        "uq_responses_agreed",
        "responses",
        ["round_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("person_id IS NULL"),
        postgresql_where=sa.text("person_id IS NULL"),
    )


def _alter() -> None:
    op.add_column(
        "responses",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
    )
    op.add_column("responses", sa.Column("handed_in_at", TIME))
    op.add_column("responses", sa.Column("handed_in_by", sa.String(254)))
    op.drop_constraint("uq_responses_round_id_unit_id", "responses", type_="unique")
    op.create_unique_constraint(
        "uq_responses_round_id_unit_id_person_id",
        "responses",
        ["round_id", "unit_id", "person_id"],
    )
    op.create_check_constraint(
        "agreed_is_submitted", "responses", APART_IS_NOT_SUBMITTED
    )
    op.create_check_constraint("apart_is_handed_in", "responses", APART_IS_HANDED_IN)


def _make_anew() -> None:
    """Make the table anew: SQLite cannot drop a constraint.

    What refers to a response is left alone. It dangles while the table is away, and is
    whole again with the last row; SQLite counts both, and refuses to commit otherwise.
    A table that is renamed into place would not be counted.
    """
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT {KEPT} FROM responses")  # noqa: S608
    # Without it each row that goes would be looked for in all invitations.
    op.create_index("ix_passing", "invitations", ["response_id"])
    op.drop_table("responses")
    _create()
    op.execute(f"INSERT INTO responses ({KEPT}) SELECT {KEPT} FROM kept")  # noqa: S608
    op.drop_index("ix_passing", "invitations")
    op.execute("DROP TABLE temp.kept")


def _create() -> None:
    op.create_table(
        "responses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("rounds.id"), nullable=False),
        sa.Column(
            "unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False, index=True
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id")),
        sa.Column("started_at", TIME),
        sa.Column("handed_in_at", TIME),
        sa.Column("handed_in_by", sa.String(254)),
        sa.Column("submitted_at", TIME),
        sa.Column("submitted_by", sa.String(254)),
        sa.Column("coded", sa.LargeBinary),
        sa.Column("coded_meaning", sa.String(64)),
        sa.UniqueConstraint("round_id", "unit_id", "person_id"),
        sa.CheckConstraint(
            "submitted_at IS NULL OR started_at IS NOT NULL",
            name="submitted_was_started",
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (coded IS NULL)"
            " AND (submitted_at IS NULL) = (submitted_by IS NULL)"
            " AND (coded IS NULL) = (coded_meaning IS NULL)",
            name="submitted_is_coded",
        ),
        sa.CheckConstraint(APART_IS_NOT_SUBMITTED, name="agreed_is_submitted"),
        sa.CheckConstraint(APART_IS_HANDED_IN, name="apart_is_handed_in"),
    )
    op.create_index("ix_responses_meaning", "responses", ["round_id", "coded_meaning"])
