"""The network: directory, commitments, twinning and milestones."""

from __future__ import annotations

from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
STANDS = sa.text("declined_at IS NULL AND ended_at IS NULL")


def upgrade() -> None:
    """Let the participants of a workshop go on with each other; nothing is there."""
    _make_directory()
    _make_commitments()
    _make_consents()
    _make_twinnings()
    _make_milestones()
    _protect("commitment_versions")


def _make_directory() -> None:
    op.create_table(
        "directory",
        sa.Column("id", sa.Integer, primary_key=True),
        _refer("workshop_id", "workshops.id", nullable=False),
        _refer("unit_id", "units.id", nullable=False, index=True),
        _refer("person_id", "people.id", nullable=False, index=True),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("workshop_id", "unit_id", "person_id"),
        sa.CheckConstraint("revision > 0", name="revision_counts"),
    )


def _make_commitments() -> None:
    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer, primary_key=True),
        _refer("workshop_id", "workshops.id", nullable=False, index=True),
        _refer("unit_id", "units.id", index=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.CheckConstraint("revision > 0", name="revision_counts"),
    )
    op.create_table(
        "commitment_versions",
        _refer("commitment_id", "commitments.id", primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("theme", sa.String(60), nullable=False, server_default=""),
        sa.Column("owner_name", sa.String(200), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'given_up')", name="state_is_known"
        ),
        sa.CheckConstraint(
            "state <> 'given_up' OR reason <> ''", name="reason_is_given"
        ),
        sa.CheckConstraint("length(trim(text)) > 0", name="text_says_something"),
    )


def _make_consents() -> None:
    op.create_table(
        "twinning_consents",
        _refer("workshop_id", "workshops.id", primary_key=True),
        _refer("unit_id", "units.id", primary_key=True, index=True),
        sa.Column("draws", sa.Boolean, nullable=False),
        sa.Column("names_levels", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False, server_default=""),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.CheckConstraint("revision > 0", name="revision_counts"),
    )
    op.create_table(
        "twinning_topics",
        _refer("workshop_id", "workshops.id", primary_key=True),
        _refer("unit_id", "units.id", primary_key=True, index=True),
        sa.Column("theme", sa.String(60), primary_key=True),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.CheckConstraint("kind IN ('offer', 'need')", name="kind_is_known"),
    )


def _make_twinnings() -> None:
    op.create_table(
        "twinnings",
        sa.Column("id", sa.Integer, primary_key=True),
        _refer("workshop_id", "workshops.id", nullable=False, index=True),
        _refer("first_id", "units.id", nullable=False, index=True),
        _refer("second_id", "units.id", nullable=False, index=True),
        _refer("proposed_by", "units.id"),
        sa.Column("proposed_at", TIME, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("first_agreed_at", TIME),
        sa.Column("second_agreed_at", TIME),
        sa.Column("declined_at", TIME),
        _refer("declined_by", "units.id"),
        sa.Column("ended_at", TIME),
        _refer("ended_by", "units.id"),
        sa.Column("outcome", sa.Text, nullable=False, server_default=""),
        sa.CheckConstraint("first_id < second_id", name="pair_is_named_once"),
        sa.CheckConstraint(
            "(declined_at IS NULL) = (declined_by IS NULL)"
            " AND (ended_at IS NULL) = (ended_by IS NULL)",
            name="ends_by_somebody",
        ),
        sa.CheckConstraint(
            "declined_at IS NULL OR first_agreed_at IS NULL"
            " OR second_agreed_at IS NULL",
            name="active_is_not_declined",
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR"
            " (first_agreed_at IS NOT NULL AND second_agreed_at IS NOT NULL)",
            name="only_active_ends",
        ),
    )
    op.create_index(
        "ix_twinnings_standing",
        "twinnings",
        ["workshop_id", "first_id", "second_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def _make_milestones() -> None:
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer, primary_key=True),
        _refer("workshop_id", "workshops.id", nullable=False, index=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("details", sa.Text, nullable=False, server_default=""),
        _refer("lead_id", "units.id"),
        sa.Column("lead_name", sa.String(200), nullable=False, server_default=""),
        sa.Column("begins_on", sa.Date),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        _refer("after_id", "milestones.id"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'begun', 'done', 'dropped')", name="state_is_known"
        ),
        sa.CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
        sa.CheckConstraint("due_on >= begins_on", name="has_a_length"),
        sa.CheckConstraint("after_id <> id", name="waits_for_another"),
        sa.CheckConstraint("revision > 0", name="revision_counts"),
    )


def _refer(
    name: str,
    target: str,
    *,
    primary_key: bool = False,
    nullable: bool = True,
    index: bool = False,
) -> sa.Column[int]:
    return sa.Column(
        name,
        sa.Integer,
        sa.ForeignKey(target),
        primary_key=primary_key,
        nullable=nullable and not primary_key,
        index=index,
    )


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
