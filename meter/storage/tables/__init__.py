"""The tables. The database states its own rules; what dates tell is not stored."""

from __future__ import annotations

from meter.storage.tables.accounts import accounts, sessions
from meter.storage.tables.answers import answers, changes, receipts
from meter.storage.tables.audit import audit
from meter.storage.tables.evidence import evidence, files
from meter.storage.tables.integration import (
    api_tokens,
    webhook_deliveries,
    webhooks,
)
from meter.storage.tables.invitations import invitations, presence
from meter.storage.tables.knowledge import (
    contribution_files,
    contribution_languages,
    contribution_steps,
    contribution_ties,
    contributions,
)
from meter.storage.tables.mailings import mailings
from meter.storage.tables.metadata import metadata
from meter.storage.tables.network import (
    commitment_versions,
    commitments,
    directory,
    milestones,
    twinning_consents,
    twinning_topics,
    twinnings,
)
from meter.storage.tables.notices import notices
from meter.storage.tables.peers import consents, members_of_releases, releases, spreads
from meter.storage.tables.plans import plan_steps
from meter.storage.tables.publication import (
    agreements,
    editions,
    members_of_editions,
    withdrawals,
)
from meter.storage.tables.responses import responses
from meter.storage.tables.reviews import reviewers, reviews, submissions
from meter.storage.tables.rounds import instruments, published_figures, rounds
from meter.storage.tables.scorecards import scorecards
from meter.storage.tables.units import people, units
from meter.storage.tables.workshops import (
    members,
    participants,
    registrations,
    workshops,
)

__all__ = [
    "accounts",
    "agreements",
    "answers",
    "api_tokens",
    "audit",
    "changes",
    "commitment_versions",
    "commitments",
    "consents",
    "contribution_files",
    "contribution_languages",
    "contribution_steps",
    "contribution_ties",
    "contributions",
    "directory",
    "editions",
    "evidence",
    "files",
    "instruments",
    "invitations",
    "mailings",
    "members",
    "members_of_editions",
    "members_of_releases",
    "metadata",
    "milestones",
    "notices",
    "participants",
    "people",
    "plan_steps",
    "presence",
    "published_figures",
    "receipts",
    "registrations",
    "releases",
    "responses",
    "reviewers",
    "reviews",
    "rounds",
    "scorecards",
    "sessions",
    "spreads",
    "submissions",
    "twinning_consents",
    "twinning_topics",
    "twinnings",
    "units",
    "webhook_deliveries",
    "webhooks",
    "withdrawals",
    "workshops",
]
