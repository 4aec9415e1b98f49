"""The tables. The database states its own rules; what dates tell is not stored."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from meter.storage.columns import AnswerDocument, Document, Sequence, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
    CheckConstraint("email = lower(email)", name="email_is_lower"),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner_id", ForeignKey("accounts.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    UniqueConstraint("owner_id", "email"),
    CheckConstraint("email = lower(email)", name="email_is_lower"),
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner_id", ForeignKey("accounts.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("profile", Document, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("owner_id", "name"),
    CheckConstraint("length(trim(name)) > 0", name="name_says_something"),
)

instruments = Table(
    "instruments",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("key", String(40), nullable=False),
    Column("version", Text, nullable=False),
    Column("document", Document, nullable=False),
    Column("frozen_at", UtcTime, nullable=False),
    CheckConstraint("length(fingerprint) = 64", name="fingerprint_is_sha256"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(60), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("owner_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column(
        "instrument_fingerprint", ForeignKey("instruments.fingerprint"), nullable=False
    ),
    Column("method", String(40)),
    Column("created_at", UtcTime, nullable=False),
    Column("opens_at", UtcTime),
    Column("closes_at", UtcTime),
    Column("opened_at", UtcTime),
    Column("closed_at", UtcTime),
    Column("grace_days", Integer, nullable=False, server_default="0"),
    Column("apart", Boolean, nullable=False, server_default=false()),
    Column("reviewed", Boolean, nullable=False, server_default=false()),
    CheckConstraint("length(trim(title)) > 0", name="title_says_something"),
    CheckConstraint("closes_at > opens_at", name="plan_has_a_length"),
    CheckConstraint(
        "closed_at IS NULL OR opened_at IS NOT NULL", name="closed_was_open"
    ),
)

responses = Table(
    "responses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),
    # Of a response apart: whose answers these are. The unit's own response has nobody's
    # id: it holds what is agreed, and is the one that is submitted and counted.
    Column("person_id", ForeignKey("people.id"), index=True),
    Column("started_at", UtcTime),
    Column("handed_in_at", UtcTime),
    Column("handed_in_by", String(254)),
    Column("submitted_at", UtcTime),
    Column("submitted_by", String(254)),
    # Derived from the answers at submission; `meter db recode` makes both anew.
    Column("coded", LargeBinary),
    Column("coded_meaning", String(64)),
    # Taken back after submission: all of it, or the items that were returned.
    Column("reopened_at", UtcTime),
    Column("returned", Document),
    Column("accepted_at", UtcTime),
    Column("accepted_by", String(254)),
    UniqueConstraint("round_id", "unit_id", "person_id"),
    CheckConstraint(
        "submitted_at IS NULL OR started_at IS NOT NULL", name="submitted_was_started"
    ),
    CheckConstraint(
        "person_id IS NULL OR submitted_at IS NULL", name="agreed_is_submitted"
    ),
    CheckConstraint(
        "(handed_in_at IS NULL) = (handed_in_by IS NULL)"
        " AND (handed_in_at IS NULL OR person_id IS NOT NULL)",
        name="apart_is_handed_in",
    ),
    CheckConstraint(
        "(submitted_at IS NULL) = (coded IS NULL)"
        " AND (submitted_at IS NULL) = (submitted_by IS NULL)"
        " AND (coded IS NULL) = (coded_meaning IS NULL)",
        name="submitted_is_coded",
    ),
    CheckConstraint(
        "(reopened_at IS NULL OR submitted_at IS NULL)"
        " AND (returned IS NULL OR reopened_at IS NOT NULL)",
        name="reopened_is_not_submitted",
    ),
    CheckConstraint(
        "(accepted_at IS NULL) = (accepted_by IS NULL)"
        " AND (accepted_at IS NULL OR submitted_at IS NOT NULL)",
        name="accepted_is_submitted",
    ),
)

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

# Where the holder of an invitation was last seen; nothing that was before is kept.
presence = Table(
    "presence",
    metadata,
    Column("invitation_id", ForeignKey("invitations.id"), primary_key=True),
    Column("section", String(100), nullable=False),
    Column("at", UtcTime, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("response_id", ForeignKey("responses.id"), primary_key=True),
    Column("item", String(40), primary_key=True),
    Column("text", Text),
    Column("number", Float(53)),
    Column("chosen", Document),
    Column("missing", String(20)),
    Column("note", Text, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(254), nullable=False),
    CheckConstraint("revision >= 1", name="revision_counts"),
    CheckConstraint(
        "missing IN ('unanswered', 'dont_know', 'refused', 'not_applicable')",
        name="missing_has_a_reason",
    ),
    CheckConstraint(
        "CASE WHEN text IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN number IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN chosen IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN missing IS NULL THEN 0 ELSE 1 END = 1",
        name="is_one_thing",
    ),
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("item", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(254), nullable=False),
    Column("operation", String(64)),
    Column("former", AnswerDocument),
    Column("answer", AnswerDocument, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    UniqueConstraint("response_id", "item", "revision"),
    CheckConstraint("revision >= 1", name="revision_counts"),
    CheckConstraint(
        "(revision = 1) = (former IS NULL)", name="first_change_has_no_former"
    ),
)

receipts = Table(
    "receipts",
    metadata,
    Column("response_id", ForeignKey("responses.id"), primary_key=True),
    Column("operation", String(64), primary_key=True),
    # Revisions by item: {"saved": {...}, "conflicts": {...}}.
    Column("outcome", Document, nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

scorecards = Table(
    "scorecards",
    metadata,
    Column("response_id", ForeignKey("responses.id"), primary_key=True),
    # A response that was reopened is submitted anew: the highest number counts.
    Column("submission", Integer, primary_key=True, autoincrement=False),
    Column("instrument_fingerprint", String(64), nullable=False),
    Column("method_fingerprint", String(64), nullable=False),
    Column("document", Document, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    CheckConstraint("submission >= 1", name="submission_counts"),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False, index=True),
    Column("event", String(10), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    CheckConstraint(
        "event IN ('submitted', 'returned', 'reopened', 'accepted')",
        name="event_is_known",
    ),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False, index=True),
    Column("item", String(40), nullable=False),
    Column("kind", String(10), nullable=False),
    # That of the answer that was verified or asked about; 0 where there was none.
    Column("revision", Integer, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False),
    Column("who", String(254), nullable=False),
    CheckConstraint("kind IN ('verified', 'question', 'reply')", name="kind_is_known"),
    CheckConstraint("(kind = 'verified') = (text = '')", name="words_are_said"),
    CheckConstraint("revision >= 0", name="revision_counts"),
)

reviewers = Table(
    "reviewers",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, index=True),
    Column("named_at", UtcTime, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    # None once nothing that stands refers to it: what was removed is not kept.
    Column("content", LargeBinary),
    Column("added_at", UtcTime, nullable=False),
    CheckConstraint("length(digest) = 64", name="digest_is_sha256"),
    CheckConstraint("size >= 1", name="holds_something"),
    CheckConstraint("content IS NULL OR length(content) = size", name="is_whole"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("item", String(40), nullable=False),
    Column("url", Text),
    Column("file_digest", ForeignKey("files.digest"), index=True),
    Column("name", String(200)),
    Column("media_type", String(100)),
    Column("added_at", UtcTime, nullable=False),
    Column("added_by", String(254), nullable=False),
    Column("removed_at", UtcTime),
    Column("removed_by", String(254)),
    CheckConstraint(
        "(url IS NULL) <> (file_digest IS NULL)", name="is_a_link_or_a_file"
    ),
    CheckConstraint(
        "(file_digest IS NULL) = (name IS NULL)"
        " AND (file_digest IS NULL) = (media_type IS NULL)",
        name="a_file_is_named",
    ),
    CheckConstraint(
        "(removed_at IS NULL) = (removed_by IS NULL)", name="removed_by_somebody"
    ),
)

mailings = Table(
    "mailings",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    # What a person is due at one moment is one mail, whoever finds it due.
    Column("due_at", UtcTime, nullable=False),
    Column("queued_at", UtcTime, nullable=False),
    # Whoever sends takes it first; one taken long ago is free again.
    Column("claimed_at", UtcTime),
    Column("sent_at", UtcTime),
    Column("failed_at", UtcTime),
    Column("failure", Text),
    UniqueConstraint("response_id", "person_id", "kind", "due_at"),
    CheckConstraint(
        "kind IN ('invitation', 'reminder', 'late', 'request', 'digest')",
        name="kind_is_known",
    ),
    CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="ends_one_way"),
)

# A unit has one response of its own in a round.
Index(
    "uq_responses_agreed",
    responses.c.round_id,
    responses.c.unit_id,
    unique=True,
    sqlite_where=responses.c.person_id.is_(None),
    postgresql_where=responses.c.person_id.is_(None),
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
# Finds at once whether a round has answers that were coded with another meaning.
Index("ix_responses_meaning", responses.c.round_id, responses.c.coded_meaning)
# What stands beside the answers of a response, question by question.
Index("ix_evidence_response_id_item", evidence.c.response_id, evidence.c.item)
