"""Contributions are drafted, changed and seen by who may, and never overwritten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from meter.errors import NotFoundError
from meter.fieldwork import invitations, units
from meter.fieldwork.errors import InvitationRevokedError
from meter.knowledge.contributions import (
    draft_contribution,
    find_own,
    find_visible,
    list_own,
    list_sent,
    list_steps,
    save_contribution,
)
from meter.knowledge.errors import (
    ContributionChangedError,
    ContributionKeyError,
    ContributionStateError,
)
from meter.knowledge.records import Contributor
from meter.knowledge.steps import offer, send_back, withdraw
from meter.storage.repository.contribution_words import TITLE_MARK, list_words
from meter.storage.tables.workshops import participants
from tests.meter.knowledge.conftest import CASE, GUIDE, retitle

if TYPE_CHECKING:
    from meter.knowledge.records import Entry
    from tests.meter.knowledge.conftest import Space


@pytest.mark.parametrize("entry", [GUIDE, CASE])
def test_an_entry_comes_back_as_it_was_kept(space: Space, entry: Entry) -> None:
    made = space.draft(entry)

    found = find_own(space.store, space.ana, made.id)
    assert found.entry == entry
    assert (found.state, found.revision, found.changed_by) == ("draft", 1, "Ana")
    assert found.unit_name == "Marenda"


def test_a_key_is_kept_once_and_says_nothing_to_others(space: Space) -> None:
    first = draft_contribution(space.store, space.ana, "one", GUIDE, space.at)
    again = draft_contribution(space.store, space.ana, "one", CASE, space.at)
    other = draft_contribution(space.store, space.bo, "one", CASE, space.at)

    assert again == first
    assert other.id != first.id
    assert other.key != "one"
    with pytest.raises(ContributionKeyError):
        draft_contribution(space.store, space.ana, "No key", GUIDE, space.at)


def test_who_has_read_something_else_overwrites_nothing(space: Space) -> None:
    made = space.draft()
    bo = replace(space.ana, name="Bo")
    theirs = save_contribution(
        space.store, bo, made.id, retitle(GUIDE, "Theirs"), 1, space.at
    )

    with pytest.raises(ContributionChangedError) as caught:
        save_contribution(
            space.store, space.ana, made.id, retitle(GUIDE, "Mine"), 1, space.at
        )

    assert caught.value.by == "Bo"
    assert find_own(space.store, space.ana, made.id) == theirs
    # What says the same already is no conflict.
    same = save_contribution(space.store, space.ana, made.id, theirs.entry, 1, space.at)
    assert same.revision == 2


def test_what_is_offered_or_published_stands(space: Space) -> None:
    for made in (space.offer(), space.publish()):
        with pytest.raises(ContributionStateError):
            save_contribution(
                space.store, space.ana, made.id, CASE, made.revision, space.at
            )


def test_who_sees_what(space: Space) -> None:
    drafted, offered, published = space.draft(), space.offer(), space.publish()
    mine, theirs = (unit.id for unit in space.units)
    seeing = {
        (made.state, who)
        for made in (drafted, offered, published)
        for who in (mine, theirs, None)
        if sees(space, made.id, who)
    }

    assert seeing == {
        ("draft", mine),
        ("offered", mine),
        ("offered", None),
        ("published", mine),
        ("published", theirs),
        ("published", None),
    }


def sees(space: Space, number: int, unit_id: int | None) -> bool:
    try:
        find_visible(space.store, space.workshop.id, number, unit_id)
    except NotFoundError:
        return False
    return True


def test_nothing_is_seen_or_changed_from_another_workshop(space: Space) -> None:
    made = space.publish()
    elsewhere = replace(space.ana, workshop_id=space.workshop.id + 1)

    with pytest.raises(NotFoundError):
        find_visible(space.store, space.workshop.id + 1, made.id, space.units[0].id)
    with pytest.raises(NotFoundError):
        save_contribution(space.store, elsewhere, made.id, CASE, 1, space.at)
    with pytest.raises(NotFoundError):
        save_contribution(space.store, space.bo, made.id, CASE, 1, space.at)


def test_a_revoked_invitation_keeps_nothing(space: Space) -> None:
    made = space.draft()
    assert space.ana.invitation is not None
    invitations.revoke(space.store, space.ana.invitation.id, space.at)

    with pytest.raises(InvitationRevokedError):
        save_contribution(space.store, space.ana, made.id, CASE, 1, space.at)
    with pytest.raises(InvitationRevokedError):
        space.draft()
    assert len(list_own(space.store, space.workshop.id, space.units[0].id)) == 1


def test_a_city_that_takes_no_part_contributes_nothing(space: Space) -> None:
    made, asked, at = space.draft(), space.round, space.at
    city = units.save_unit(space.store, asked.owner_id, "Tarsis", {}, at)
    sent, _ = invitations.invite(
        space.store, asked.id, city.id, "Cy", "cy@example.org", at
    )
    cy = Contributor(space.workshop.id, "Cy", city.id, sent)
    leave(space)

    with pytest.raises(NotFoundError, match="participant"):
        space.draft(by=cy)
    with pytest.raises(NotFoundError, match="participant"):
        save_contribution(space.store, space.ana, made.id, CASE, 1, at)
    with pytest.raises(NotFoundError, match="participant"):
        offer(space.store, space.ana, made.id, 1, at)
    assert list_own(space.store, space.workshop.id, city.id) == []
    assert list_own(space.store, space.workshop.id, space.units[0].id) == [made]


def leave(space: Space) -> None:
    """Let Ana's city take part no longer."""
    space.store.write(
        lambda one: one.execute(
            delete(participants).where(participants.c.unit_id == space.units[0].id)
        )
    )


def test_of_what_came_back_the_organisers_see_what_was_sent(space: Space) -> None:
    made = space.offer()
    returned = send_back(
        space.store, space.organiser, made.id, made.revision, "Why?", space.at
    )
    secret = retitle(CASE, "Secret")
    save_contribution(
        space.store, space.ana, made.id, secret, returned.revision, space.at
    )
    withdraw(space.store, space.ana, space.draft().id, "", space.at)

    [seen] = list_sent(space.store, space.workshop.id)

    assert (seen.entry.title, seen.entry.summary, seen.entry.case) == (
        GUIDE.title,
        "",
        None,
    )


def test_every_step_is_noted_with_who_and_what_it_was_called(space: Space) -> None:
    made = space.offer()
    send_back(space.store, space.organiser, made.id, made.revision, "Why?", space.at)

    steps = list_steps(space.store, [made.id])[made.id]

    assert [(one.event, one.who, one.words) for one in steps] == [
        ("drafted", "Ana", ""),
        ("offered", "Ana", ""),
        ("returned", space.organiser.name, "Why?"),
    ]
    assert {one.title for one in steps} == {GUIDE.title}


def test_words_for_searching_follow_what_is_kept(space: Space) -> None:
    made = space.draft()
    save_contribution(
        space.store, space.ana, made.id, retitle(CASE, "Zebra"), 1, space.at
    )

    with space.store.read() as connection:
        words = list_words(connection)[made.id]

    assert {"zebra", f"{TITLE_MARK}zebra", "clerks"} <= words
    assert "guide" not in words
    # Whom to ask is for reading, not for finding people.
    assert "ostavia" not in words
