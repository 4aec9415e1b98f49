"""Workshops: participants, registrations, members, their rounds, and work plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Let rounds belong to a workshop; those that stand belong to none."""
    _make_workshops()
    _make_registrations()
    _make_plan_steps()
    for column in (
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id")),
        sa.Column("former_round_id", sa.Integer, sa.ForeignKey("rounds.id")),
        sa.Column("frozen_at", TIME),
    ):
        op.add_column("rounds", column, inline_references=True)
    op.create_index("ix_rounds_workshop_id", "rounds", ["workshop_id"])
    op.create_table(
        "published_figures",
        _refer("round_id", "rounds.id"),
        _refer("unit_id", "units.id"),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("taken_in_at", TIME, nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 1", name="value_is_a_share"),
    )


def _make_workshops() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(60), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("place", sa.String(200), nullable=False, server_default=""),
        sa.Column("begins_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("register_key", sa.String(64), unique=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
        sa.CheckConstraint("ends_on >= begins_on", name="has_a_length"),
    )
    op.create_index("ix_workshops_owner_id", "workshops", ["owner_id"])
    op.create_table(
        "members",
        _refer("workshop_id", "workshops.id"),
        _refer("account_id", "accounts.id"),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("named_at", TIME, nullable=False),
        sa.CheckConstraint(
            "role IN ('co_organiser', 'reviewer', 'researcher')", name="role_is_known"
        ),
    )
    op.create_index("ix_members_account_id", "members", ["account_id"])
    op.create_table(
        "participants",
        _refer("workshop_id", "workshops.id"),
        _refer("unit_id", "units.id"),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("admitted_at", TIME, nullable=False),
    )
    op.create_index("ix_participants_unit_id", "participants", ["unit_id"])


def _make_registrations() -> None:
    op.create_table(
        "registrations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "workshop_id", sa.Integer, sa.ForeignKey("workshops.id"), nullable=False
        ),
        sa.Column("unit_name", sa.String(200), nullable=False),
        sa.Column("person_name", sa.String(200), nullable=False),
        sa.Column("person_email", sa.String(254), nullable=False),
        sa.Column("profile", sa.JSON, nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("language", sa.String(20)),
        sa.Column("at", TIME, nullable=False),
        sa.Column("decided_at", TIME),
        sa.Column("decided_by", sa.String(254)),
        sa.Column("admitted", sa.Boolean),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)"
            " AND (decided_at IS NULL) = (admitted IS NULL)",
            name="decided_by_somebody",
        ),
    )
    op.create_index("ix_registrations_workshop_id", "registrations", ["workshop_id"])


def _make_plan_steps() -> None:
    op.create_table(
        "plan_steps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), nullable=False
        ),
        sa.Column("item", sa.String(40)),
        sa.Column("words", sa.String(2000), nullable=False),
        sa.Column("who", sa.String(200), nullable=False, server_default=""),
        sa.Column("due_on", sa.Date),
        sa.Column("done_at", TIME),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.CheckConstraint("length(trim(words)) > 0", name="words_say_something"),
        sa.CheckConstraint("revision > 0", name="revision_counts_from_one"),
    )
    op.create_index("ix_plan_steps_response_id", "plan_steps", ["response_id"])


def _refer(name: str, target: str) -> sa.Column[int]:
    """Write half of a key that names two things."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), primary_key=True)
