"""Peers: what cities let each other see of their results."""

from __future__ import annotations

from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Let rounds declare what peers see; in those that stand it is nothing."""
    op.execute(
        "ALTER TABLE rounds ADD COLUMN peers VARCHAR(10) DEFAULT 'nothing' NOT NULL"
        " CONSTRAINT ck_rounds_peers_are_known"
        " CHECK (peers IN ('nothing', 'spread', 'named'))"
    )
    op.add_column("rounds", sa.Column("peer_field", sa.String(40)))
    _make_consents()
    _make_releases()
    _protect("consents", "releases", "members_of_releases", "spreads")


def _make_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), nullable=False
        ),
        sa.Column("node", sa.String(40), nullable=False),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("who", sa.String(254), nullable=False),
        sa.CheckConstraint(
            "level IN ('nothing', 'spread', 'named')", name="level_is_known"
        ),
    )
    op.create_index(
        "ix_consents_response_id_node_id", "consents", ["response_id", "node", "id"]
    )


def _make_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("rounds.id"), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
    )
    op.create_index("ix_releases_round_id", "releases", ["round_id"])
    op.create_table(
        "members_of_releases",
        _refer("release_id", "releases.id"),
        _refer("response_id", "responses.id"),
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("peer_group", sa.String(40), nullable=False),
        sa.Column("nodes", sa.JSON, nullable=False),
        sa.CheckConstraint("submission >= 1", name="submission_counts"),
    )
    op.create_index(
        "ix_members_of_releases_response_id", "members_of_releases", ["response_id"]
    )
    op.create_table(
        "spreads",
        _refer("release_id", "releases.id"),
        sa.Column("node", sa.String(40), primary_key=True),
        sa.Column("peer_group", sa.String(40), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("lower", sa.Integer),
        sa.Column("middle", sa.Integer),
        sa.Column("upper", sa.Integer),
        sa.Column("withheld", sa.String(10)),
        sa.CheckConstraint(
            "(withheld IS NULL) = (lower IS NOT NULL)"
            " AND (withheld IS NULL) = (middle IS NOT NULL)"
            " AND (withheld IS NULL) = (upper IS NOT NULL)",
            name="is_shown_or_withheld",
        ),
        sa.CheckConstraint(
            "withheld IN ('few', 'changed', 'alike')", name="withheld_has_a_reason"
        ),
    )


def _refer(name: str, target: str) -> sa.Column[int]:
    """Write a part of a key that names another table's row."""
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), primary_key=True)


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
