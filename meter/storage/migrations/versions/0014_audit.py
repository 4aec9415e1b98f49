"""The audit trail of what staff do, chained by hashes, and administrators."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Begin an empty trail, and let accounts look after others; none does yet."""
    _make_audit()
    _protect("audit")
    for column in (
        sa.Column(
            "administrator", sa.Boolean, nullable=False, server_default=sa.false()
        ),
        sa.Column("link_digest", sa.String(64)),
        sa.Column("link_expires_at", TIME),
    ):
        op.add_column("accounts", column)
    op.create_index("ix_accounts_link_digest", "accounts", ["link_digest"], unique=True)


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", SEQUENCE, primary_key=True, autoincrement=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("account_id", sa.Integer),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("workshop_id", sa.Integer),
        sa.Column("round_id", sa.Integer),
        sa.Column("unit_id", sa.Integer),
        sa.Column("response_id", sa.Integer),
        sa.Column("item", sa.String(40)),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.CheckConstraint("id >= 1", name="id_counts"),
        sa.CheckConstraint(
            "length(previous) = 64 AND length(hash) = 64", name="hashes_are_sha256"
        ),
    )
    for name in ("workshop_id", "round_id", "unit_id", "response_id"):
        op.create_index(f"ix_audit_{name}", "audit", [name])


def _protect(table: str) -> None:
    """Let the database itself refuse to rewrite a table that only grows."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_refuse_rewriting"
        f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )
