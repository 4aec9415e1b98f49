"""That a package was made stands in the trail, with who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.errors import NotFoundError
from meter.fieldwork.accounts import add_account
from meter.fieldwork.exporting import record_export
from meter.fieldwork.rounds import draft_round
from meter.workshops.members import name_member
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from meter.records import Account, Round
    from tests.meter.conftest import Workshop


@pytest.fixture
def rita(workshop: Workshop) -> Account:
    return add_account(workshop.store, "rita@example.org", "Rita", workshop.at)


@pytest.fixture
def asked(workshop: Workshop, rita: Account) -> Round:
    """Return a round of a workshop in which Rita is a researcher."""
    store, at = workshop.store, workshop.at
    meeting = draft_workshop(store, workshop.owner.id, "meeting", "Meeting", at=at)
    name_member(store, meeting, rita.email, "researcher", workshop.owner, at)
    return draft_round(
        store,
        workshop.owner.id,
        "studied",
        "Studied",
        workshop.instrument,
        at=at,
        workshop_id=meeting.id,
    )


def test_an_organiser_and_a_command_leave_an_entry(workshop: Workshop) -> None:
    store, asked, at = workshop.store, workshop.round, workshop.at

    record_export(store, asked.id, at, with_names=True, by=workshop.owner)
    record_export(store, asked.id, at, language="ar")

    last, first = list_entries(store, Scope(round_id=asked.id), limit=2)
    assert (first.action, first.role, first.who) == (
        "package_made",
        "organiser",
        "Organiser",
    )
    assert first.detail == {"names": True, "language": ""}
    assert (last.role, last.detail) == ("server", {"names": False, "language": "ar"})


def test_a_researcher_makes_one_without_names(
    workshop: Workshop, asked: Round, rita: Account
) -> None:
    store, at = workshop.store, workshop.at

    record_export(store, asked.id, at, by=rita)
    with pytest.raises(NotFoundError):
        record_export(store, asked.id, at, with_names=True, by=rita)

    entries = list_entries(store, Scope(actions=("package_made",)))
    assert [(one.role, one.who) for one in entries] == [("researcher", "Rita")]


def test_to_a_stranger_the_round_is_not_there(
    workshop: Workshop, rita: Account
) -> None:
    with pytest.raises(NotFoundError):
        record_export(workshop.store, workshop.round.id, workshop.at, by=rita)

    assert list_entries(workshop.store, Scope(actions=("package_made",))) == []
