"""Links are made anew for who has not come in, or for whom the organiser chooses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import invitations
from meter.fieldwork.errors import InvitationRevokedError
from meter.fieldwork.freezing import freeze_rounds
from meter.fieldwork.rounds import find_round
from meter.workshops.inviting import issue_links, list_focal_points, takes_people
from tests.meter.workshops.gathered import ANA, BO, OMAR

if TYPE_CHECKING:
    from collections.abc import Collection

    from meter.workshops.records import FreshLink
    from tests.meter.workshops.gathered import Gathered


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def issue(gathered: Gathered, chosen: Collection[int] | None = None) -> list[FreshLink]:
    return issue_links(
        gathered.store, gathered.workshop, [gathered.opened], chosen, gathered.at
    )


def name(fresh: list[FreshLink]) -> list[str]:
    return [one.guest.name for one in fresh]


def test_whoever_uses_a_link_keeps_it(gathered: Gathered) -> None:
    first = gathered.add(ANA)[0]
    gathered.add(OMAR)
    invitations.admit(gathered.store, first.token, gathered.at)

    assert name(issue(gathered)) == ["Omar"]

    invitations.admit(gathered.store, first.token, gathered.at)
    assert name(issue(gathered, {first.unit.id})) == ["Ana"]
    with pytest.raises(InvitationRevokedError):
        invitations.admit(gathered.store, first.token, gathered.at)


def test_whose_link_was_withdrawn_gets_no_other(gathered: Gathered) -> None:
    for one in gathered.add(ANA):
        invitations.revoke(gathered.store, one.invitation.id, gathered.at)
    kept = gathered.add(BO)[0]

    assert name(issue(gathered)) == ["Bo"]

    points = list_focal_points(gathered.store, gathered.workshop)
    assert [one.name for one in points[kept.unit.id]] == ["Bo"]


def test_a_round_that_is_over_frozen_or_to_come_takes_nobody(
    gathered: Gathered,
) -> None:
    freeze_rounds(gathered.store, [gathered.opened.id], gathered.at)
    frozen = find_round(gathered.store, "opened")
    assert frozen is not None

    assert not takes_people(frozen, gathered.at)
    assert not takes_people(gathered.over, gathered.at)
    assert takes_people(gathered.drafted, gathered.at)
    assert name(gathered.add(ANA)) == ["Ana"]


def test_a_link_lives_as_long_as_answers_are_taken(gathered: Gathered) -> None:
    [fresh, _] = gathered.add(ANA)

    assert fresh.invitation.expires_at >= gathered.at + timedelta(days=30)
