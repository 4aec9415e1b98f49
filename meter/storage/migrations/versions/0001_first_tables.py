"""The first tables; a history and scorecards that nobody can rewrite."""

from __future__ import annotations

from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON()
SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    _create_owners()
    _create_rounds()
    _create_responses()
    _create_answers()
    _create_scorecards()
    _protect_what_is_published()


def _create_owners() -> None:
    """Create accounts, people and the units they look after."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(255)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("uniquifier", sa.String(64), nullable=False, unique=True),
        sa.Column("sign_in", DOCUMENT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("email = lower(email)", name="email_is_lower"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.UniqueConstraint("owner_id", "email"),
        sa.CheckConstraint("email = lower(email)", name="email_is_lower"),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("profile", DOCUMENT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("owner_id", "name"),
        sa.CheckConstraint("length(trim(name)) > 0", name="name_says_something"),
    )


def _create_rounds() -> None:
    """Create frozen instruments and the rounds that ask them."""
    op.create_table(
        "instruments",
        sa.Column("fingerprint", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.Column("frozen_at", TIME, nullable=False),
        sa.CheckConstraint("length(fingerprint) = 64", name="fingerprint_is_sha256"),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(60), nullable=False, unique=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column(
            "owner_id",
            sa.Integer,
            sa.ForeignKey("accounts.id"),
            nullable=False,
            index=True,
        ),
        sa.Column(
            "instrument_fingerprint",
            sa.String(64),
            sa.ForeignKey("instruments.fingerprint"),
            nullable=False,
        ),
        sa.Column("method", sa.String(40)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("opens_at", TIME),
        sa.Column("closes_at", TIME),
        sa.Column("opened_at", TIME),
        sa.Column("closed_at", TIME),
        sa.CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
        sa.CheckConstraint("closes_at > opens_at", name="plan_has_a_length"),
        sa.CheckConstraint(
            "closed_at IS NULL OR opened_at IS NOT NULL", name="closed_was_open"
        ),
    )


def _create_responses() -> None:
    """Create responses, who may give them and who is in."""
    op.create_table(
        "responses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("rounds.id"), nullable=False),
        sa.Column(
            "unit_id", sa.Integer, sa.ForeignKey("units.id"), nullable=False, index=True
        ),
        sa.Column("started_at", TIME),
        sa.Column("submitted_at", TIME),
        sa.Column("submitted_by", sa.String(254)),
        sa.Column("coded", sa.LargeBinary),
        sa.Column("coded_meaning", sa.String(64)),
        sa.UniqueConstraint("round_id", "unit_id"),
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
    )
    op.create_index("ix_responses_meaning", "responses", ["round_id", "coded_meaning"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), nullable=False
        ),
        sa.Column(
            "person_id",
            sa.Integer,
            sa.ForeignKey("people.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("token_digest", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME),
        sa.Column("first_used_at", TIME),
        sa.CheckConstraint("length(token_digest) = 64", name="token_is_digested"),
        sa.CheckConstraint("expires_at > created_at", name="lasts"),
    )
    op.create_index(
        "uq_invitations_standing",
        "invitations",
        ["response_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_digest", sa.String(64), nullable=False, unique=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), index=True),
        sa.Column(
            "invitation_id", sa.Integer, sa.ForeignKey("invitations.id"), index=True
        ),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.CheckConstraint("length(token_digest) = 64", name="token_is_digested"),
        sa.CheckConstraint(
            "(account_id IS NULL) <> (invitation_id IS NULL)", name="holder_is_one"
        ),
    )


def _create_answers() -> None:
    """Create answers, their history and what saves were told."""
    op.create_table(
        "answers",
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), primary_key=True
        ),
        sa.Column("item", sa.String(40), primary_key=True),
        sa.Column("text", sa.Text),
        sa.Column("number", sa.Float(53)),
        sa.Column("chosen", DOCUMENT),
        sa.Column("missing", sa.String(20)),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.CheckConstraint("revision >= 1", name="revision_counts"),
        sa.CheckConstraint(
            "missing IN ('unanswered', 'dont_know', 'refused', 'not_applicable')",
            name="missing_has_a_reason",
        ),
        sa.CheckConstraint(
            "CASE WHEN text IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN number IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN chosen IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN missing IS NULL THEN 0 ELSE 1 END = 1",
            name="is_one_thing",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "changes",
        sa.Column("id", SEQUENCE, primary_key=True),
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), nullable=False
        ),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.Column("operation", sa.String(64)),
        sa.Column("former", DOCUMENT),
        sa.Column("answer", DOCUMENT, nullable=False),
        sa.UniqueConstraint("response_id", "item", "revision"),
        sa.CheckConstraint("revision >= 1", name="revision_counts"),
        sa.CheckConstraint(
            "(revision = 1) = (former IS NULL)", name="first_change_has_no_former"
        ),
    )
    op.create_table(
        "receipts",
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), primary_key=True
        ),
        sa.Column("operation", sa.String(64), primary_key=True),
        sa.Column("outcome", DOCUMENT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sqlite_with_rowid=False,
    )


def _create_scorecards() -> None:
    """Create what submitted responses scored."""
    op.create_table(
        "scorecards",
        sa.Column(
            "response_id", sa.Integer, sa.ForeignKey("responses.id"), primary_key=True
        ),
        sa.Column("instrument_fingerprint", sa.String(64), nullable=False),
        sa.Column("method_fingerprint", sa.String(64), nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
    )


def _protect_what_is_published() -> None:
    """Let the database itself refuse to rewrite the history and the scorecards."""
    tables = ("changes", "scorecards")
    if op.get_bind().dialect.name == "sqlite":
        for table, verb in product(tables, ("UPDATE", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} are only added'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% are only added', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_rewriting"
            f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )
