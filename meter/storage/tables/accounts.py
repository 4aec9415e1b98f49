"""Tables of the members of staff who sign in, and of every signed-in browser."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    false,
)

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("password_hash", String(255)),
    Column("active", Boolean, nullable=False),
    Column("uniquifier", String(64), nullable=False, unique=True),
    Column("sign_in", Document, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    # Whether it looks after the other accounts.
    Column("administrator", Boolean, nullable=False, server_default=false()),
    # Of the link by which its holder sets a password, once; None while there is none.
    Column("link_digest", String(64), unique=True, index=True),
    Column("link_expires_at", UtcTime),
    # The one in which its holder signed in last.
    Column("language", String(20)),
    CheckConstraint("email = lower(email)", name="email_is_lower"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey("accounts.id"), index=True),
    Column("invitation_id", ForeignKey("invitations.id"), index=True),
    Column("started_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    CheckConstraint("length(token_digest) = 64", name="token_is_digested"),
    CheckConstraint(
        "(account_id IS NULL) <> (invitation_id IS NULL)", name="holder_is_one"
    ),
)
