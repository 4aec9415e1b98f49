"""One rule says what an account is to a round, and what it may do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import accounts, invitations, reviewers, roles, rounds
from meter.storage.repository import workshops as rows
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from meter.records import Account, Role, Round
    from meter.storage import Store
    from tests.meter.conftest import Workshop


class Meeting:
    """A workshop with a round, and somebody who may be named."""

    def __init__(self, there: Workshop) -> None:
        self.store: Store = there.store
        self.there = there
        owner, at = there.owner, there.at
        self.workshop = draft_workshop(self.store, owner.id, "meet", "Meet", at=at)
        self.round: Round = rounds.draft_round(
            self.store,
            owner.id,
            "first",
            "First",
            there.instrument,
            at=at,
            workshop_id=self.workshop.id,
        )
        self.mia: Account = accounts.add_account(self.store, "mia@x.org", "Mia", at)

    def name(self, role: Role) -> None:
        at = self.there.at
        of = (self.workshop.id, self.mia.id, role, at)
        self.store.write(lambda connection: rows.save_member(connection, *of))

    def rights(self, asked: Round) -> tuple[bool, bool, bool]:
        given = (self.store, asked, self.mia.id)
        may = (roles.may_organise, roles.may_review, roles.may_read)
        organises, reviews, reads = (one(*given) for one in may)
        return organises, reviews, reads


@pytest.fixture
def meeting(workshop: Workshop) -> Meeting:
    return Meeting(workshop)


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("co_organiser", (True, True, True)),
        ("reviewer", (False, True, False)),
        ("researcher", (False, False, True)),
    ],
)
def test_a_role_in_a_workshop_counts_for_its_rounds_alone(
    meeting: Meeting, role: Role, rights: tuple[bool, bool, bool]
) -> None:
    nothing = (False, False, False)
    assert meeting.rights(meeting.round) == nothing

    meeting.name(role)

    assert meeting.rights(meeting.round) == rights
    assert meeting.rights(meeting.there.round) == nothing


def test_whoever_reads_a_workshop_and_reviews_a_round_of_it_does_both_by_one_rule(
    meeting: Meeting,
) -> None:
    meeting.name("researcher")
    mia = meeting.mia
    reviewers.name_reviewer(meeting.store, meeting.round, mia.email, meeting.there.at)

    assert meeting.rights(meeting.round) == (False, True, False)


def test_lists_name_what_each_role_sees(meeting: Meeting) -> None:
    store, mia = meeting.store, meeting.mia.id
    lists = (
        roles.list_organised_rounds,
        roles.list_reviewed_rounds,
        roles.list_read_rounds,
    )
    named: tuple[Role, ...] = ("co_organiser", "reviewer", "researcher")

    for place, role in enumerate(named):
        meeting.name(role)
        seen = [[one.key for one in listing(store, mia)] for listing in lists]
        assert seen == [["first"] if n == place else [] for n in range(3)]

    owned = roles.list_organised_rounds(store, meeting.there.owner.id)
    assert [one.key for one in owned] == ["first", "seoul"]


def test_what_a_co_organiser_makes_is_the_organisers(meeting: Meeting) -> None:
    store, at, unit = meeting.store, meeting.there.at, meeting.there.unit
    asked, mia = meeting.round, meeting.mia
    guest = (store, asked.id, unit.id, "Ana", "ana@example.org", at)
    with pytest.raises(NotFoundError):
        invitations.invite(*guest, by=mia)

    meeting.name("co_organiser")

    sent, _ = invitations.invite(*guest, by=mia)
    assert sent.person_id == meeting.there.invitation.person_id
    meeting.name("researcher")
    with pytest.raises(NotFoundError):
        invitations.revoke(store, sent.id, at, by=mia)
