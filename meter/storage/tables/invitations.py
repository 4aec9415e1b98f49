"""Tables of invitations, and of where their holders were last seen."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from meter.storage.columns import Document, UtcTime
from meter.storage.tables.metadata import metadata

invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Column("first_used_at", UtcTime),
    # Of a delegate: the invitation of the focal point, the sections to answer, and the
    # name that the focal point gave; others may know the same person by another.
    Column("invited_by", ForeignKey("invitations.id"), index=True),
    Column("sections", Document),
    Column("called", String(200)),
    # The language that its holder reads, and how often a digest comes.
    Column("language", String(20)),
    Column("digest", String(10), nullable=False, server_default="weekly"),
    CheckConstraint("length(token_digest) = 64", name="token_is_digested"),
    CheckConstraint("expires_at > created_at", name="lasts"),
)

# Where the holder of an invitation was last seen; nothing that was before is kept.
presence = Table(
    "presence",
    metadata,
    Column("invitation_id", ForeignKey("invitations.id"), primary_key=True),
    Column("section", String(100), nullable=False),
    Column("at", UtcTime, nullable=False),
)

# A person has one link to a response that works; those before it are revoked.
Index(
    "uq_invitations_standing",
    invitations.c.response_id,
    invitations.c.person_id,
    unique=True,
    sqlite_where=invitations.c.revoked_at.is_(None),
    postgresql_where=invitations.c.revoked_at.is_(None),
)
