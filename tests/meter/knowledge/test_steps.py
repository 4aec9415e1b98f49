"""A contribution goes from draft over offered to published, or comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork.given.errors import WordsError
from meter.knowledge.contributions import find_own, list_steps, save_contribution
from meter.knowledge.errors import (
    ContributionChangedError,
    ContributionStateError,
    IncompleteEntryError,
)
from meter.knowledge.records import CaseStudy
from meter.knowledge.steps import offer, publish, send_back, withdraw
from tests.meter.knowledge.conftest import CASE, GUIDE, retitle

if TYPE_CHECKING:
    from meter.knowledge.records import Entry
    from tests.meter.knowledge.conftest import Space


def test_it_is_offered_published_and_withdrawn_each_once(space: Space) -> None:
    made = space.draft()
    by, organiser, at = space.ana, space.organiser, space.at

    offered = offer(space.store, by, made.id, made.revision, at)
    assert offer(space.store, by, made.id, made.revision, at) == offered
    done = publish(space.store, organiser, made.id, offered.revision, at)
    assert publish(space.store, organiser, made.id, offered.revision, at) == done
    gone = withdraw(space.store, by, made.id, "Old.", at)
    assert withdraw(space.store, by, made.id, "Old.", at) == gone

    assert [one.state for one in (offered, done, gone)] == [
        "offered",
        "published",
        "withdrawn",
    ]
    events = [one.event for one in list_steps(space.store, [made.id])[made.id]]
    assert events == ["drafted", "offered", "published", "withdrawn"]


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        (replace(GUIDE, summary="", languages=()), ("summary", "languages")),
        (replace(GUIDE, link=""), ("link",)),
        (replace(CASE, case=CaseStudy()), ("problem", "solution", "results")),
    ],
)
def test_what_others_need_is_asked_for_before_it_is_offered(
    space: Space, entry: Entry, missing: tuple[str, ...]
) -> None:
    made = space.draft(entry)

    with pytest.raises(IncompleteEntryError) as caught:
        offer(space.store, space.ana, made.id, 1, space.at)

    assert caught.value.fields == missing


def test_what_came_back_is_changed_and_offered_again(space: Space) -> None:
    made = space.offer()
    back = send_back(
        space.store, space.organiser, made.id, made.revision, "Why?", space.at
    )
    changed = save_contribution(
        space.store,
        space.ana,
        made.id,
        retitle(GUIDE, "Better"),
        back.revision,
        space.at,
    )

    again = offer(space.store, space.ana, made.id, changed.revision, space.at)

    assert (back.state, again.state) == ("returned", "offered")
    with pytest.raises(ContributionChangedError):
        publish(space.store, space.organiser, made.id, made.revision, space.at)


def test_a_question_is_said_in_words(space: Space) -> None:
    made = space.offer()

    with pytest.raises(WordsError):
        send_back(space.store, space.organiser, made.id, made.revision, " ", space.at)

    assert find_own(space.store, space.ana, made.id).state == "offered"


def test_a_draft_is_not_there_for_the_organisers(space: Space) -> None:
    made = space.draft()
    at, by = space.at, space.organiser

    with pytest.raises(NotFoundError):
        publish(space.store, by, made.id, 1, at)
    with pytest.raises(NotFoundError):
        send_back(space.store, by, made.id, 1, "Why?", at)
    with pytest.raises(NotFoundError):
        withdraw(space.store, by, made.id, "", at)


def test_organisers_leave_what_is_offered_to_who_offers_it(space: Space) -> None:
    made = space.offer()

    with pytest.raises(ContributionStateError):
        withdraw(space.store, space.organiser, made.id, "", space.at)


def test_what_was_withdrawn_meanwhile_is_not_published(space: Space) -> None:
    made = space.offer()
    withdraw(space.store, space.ana, made.id, "", space.at)

    with pytest.raises(ContributionStateError):
        publish(space.store, space.organiser, made.id, made.revision, space.at)
    with pytest.raises(ContributionStateError):
        send_back(
            space.store, space.organiser, made.id, made.revision, "Why?", space.at
        )


def test_organisers_publish_their_own_once_it_is_whole(space: Space) -> None:
    bare = space.draft(replace(GUIDE, summary=""), space.organiser)
    whole = space.draft(GUIDE, space.organiser)

    with pytest.raises(IncompleteEntryError):
        publish(space.store, space.organiser, bare.id, 1, space.at)
    with pytest.raises(ContributionStateError):
        send_back(space.store, space.organiser, whole.id, 1, "Why?", space.at)
    done = publish(space.store, space.organiser, whole.id, 1, space.at)

    assert done.state == "published"
    gone = withdraw(space.store, space.organiser, whole.id, "", space.at)
    assert gone.state == "withdrawn"
