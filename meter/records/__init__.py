"""What is kept, as frozen values, a file a noun. All times are aware and in UTC."""

from __future__ import annotations

from meter.records.accounts import Account, Session
from meter.records.answers import Change, PlanStep, Receipt, StoredAnswer
from meter.records.evidence import Evidence, File
from meter.records.invitations import Invitation, InvitationState, Presence, Rhythm
from meter.records.mailings import Mailing, MailingKind, MailingState, News, Notice
from meter.records.responses import (
    Apart,
    Response,
    ResponseState,
    Submission,
    SubmissionEvent,
)
from meter.records.reviews import AnswerState, ReviewKind, ReviewStep
from meter.records.rounds import PeerLevel, Reviewer, Round, RoundState
from meter.records.sheets import AnswerSheet
from meter.records.units import Person, Unit
from meter.records.workshops import Guest, Member, Participant, Role, Workshop

__all__ = [
    "Account",
    "AnswerSheet",
    "AnswerState",
    "Apart",
    "Change",
    "Evidence",
    "File",
    "Guest",
    "Invitation",
    "InvitationState",
    "Mailing",
    "MailingKind",
    "MailingState",
    "Member",
    "News",
    "Notice",
    "Participant",
    "PeerLevel",
    "Person",
    "PlanStep",
    "Presence",
    "Receipt",
    "Response",
    "ResponseState",
    "ReviewKind",
    "ReviewStep",
    "Reviewer",
    "Rhythm",
    "Role",
    "Round",
    "RoundState",
    "Session",
    "StoredAnswer",
    "Submission",
    "SubmissionEvent",
    "Unit",
    "Workshop",
]
