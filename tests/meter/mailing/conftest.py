"""Tests of mailing: a round with a deadline and grace, a focal point and a delegate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from mail_server import MailServer, serving
from meter.fieldwork import invitations, rounds, units
from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.responses import load_answers, save_answers
from meter.mailing.letters import Letter
from tests.meter.conftest import DOCUMENT, ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.mailing.outbox import Ready
    from meter.records import Account, Invitation, Round
    from meter.storage import Store

BEGINNING = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 1, tzinfo=UTC)
TWO_SECTIONS: dict[str, Any] = {
    **DOCUMENT,
    "sections": [
        {"key": "first", "title": "First", "items": ITEMS[:2]},
        {"key": "second", "title": "Second", "items": ITEMS[2:]},
    ],
}


@dataclass
class Team:
    """Ana answers for Marenda; Ben, a delegate, answers its first section."""

    store: Store
    round: Round
    ana: Invitation
    ben: Invitation

    @property
    def response(self) -> int:
        return self.ana.response_id

    def answer(self, given: dict[str, Any], by: str, at: datetime) -> None:
        """Save answers over whatever stands."""
        stored = load_answers(self.store, self.response)
        seen = {key: one.revision for key, one in stored.items()}
        save_answers(self.store, self.response, given, seen, by, at)


@pytest.fixture
def team(store: Store, owner: Account) -> Team:
    drafted = rounds.draft_round(
        store,
        owner.id,
        "autumn",
        "Autumn",
        Instrument.model_validate(TWO_SECTIONS),
        at=BEGINNING,
        closes_at=DEADLINE,
        grace_days=3,
    )
    asked = rounds.open_round(store, drafted.id, BEGINNING)
    unit = units.save_unit(store, owner.id, "Marenda", {}, BEGINNING)
    ana, _ = invitations.invite(
        store, asked.id, unit.id, "Ana", "ana@example.org", BEGINNING, days=60
    )
    ben, _ = invite_delegate(
        store, ana, "Ben", "ben@example.org", ["first"], BEGINNING, days=60
    )
    return Team(store, asked, ana, ben)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with serving() as server:
        yield server


def before(**span: float) -> datetime:
    """Give a moment so long before the deadline."""
    return DEADLINE - timedelta(**span)


def after(**span: float) -> datetime:
    """Give a moment so long after the deadline."""
    return DEADLINE + timedelta(**span)


def write_plainly(ready: Ready) -> Letter:
    """Write a letter of few words."""
    invitation = ready.sheet.invitation
    return Letter(
        name=f"mailing-{ready.mailing.id}",
        person=invitation.person_name,
        email=invitation.person_email,
        subject=ready.mailing.kind,
        text=f"Hello {invitation.person_name}\n",
        language="en",
        reply_to=("Organiser", "organiser@example.org"),
    )
