"""A second round asks the same, and invites all again when it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.responses import load_answers, save_answers
from meter.workshops.errors import NotOpenedError
from meter.workshops.second_round import draft_second_round, open_workshop_round
from tests.meter.workshops.gathered import ANA, OMAR

if TYPE_CHECKING:
    from meter.records import Round
    from tests.meter.workshops.gathered import Gathered


def draft(gathered: Gathered, former: Round) -> Round:
    return draft_second_round(
        gathered.store, former, "again", "Asked again", at=gathered.at
    )


def test_it_is_of_the_same_instrument_and_starts_from_the_answers(
    gathered: Gathered,
) -> None:
    first = gathered.add(ANA)[0].invitation
    answers = {"law": "full", "site": "yes"}
    save_answers(gathered.store, first.response_id, answers, {}, "Ana", gathered.at)
    second = draft(gathered, gathered.opened)
    # Whoever comes before it opens is invited when it opens.
    gathered.add(OMAR)
    assert list_invitations(gathered.store, second.id) == []

    fresh = open_workshop_round(gathered.store, gathered.workshop, second, gathered.at)

    assert second.instrument_fingerprint == gathered.opened.instrument_fingerprint
    assert second.workshop_id == gathered.workshop.id
    assert [one.guest.name for one in fresh] == ["Ana", "Omar"]
    ana, omar = (
        load_answers(gathered.store, one.invitation.response_id) for one in fresh
    )
    assert {key: one.answer for key, one in ana.items()} == answers
    assert omar == {}


def test_a_first_round_opens_without_new_links(gathered: Gathered) -> None:
    gathered.add(ANA)

    assert (
        open_workshop_round(
            gathered.store, gathered.workshop, gathered.drafted, gathered.at
        )
        == []
    )


def test_what_has_not_opened_cannot_be_asked_again(gathered: Gathered) -> None:
    with pytest.raises(NotOpenedError):
        draft(gathered, gathered.drafted)
