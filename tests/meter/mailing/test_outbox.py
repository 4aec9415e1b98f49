"""The outbox: each mail once, for whoever still needs it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.errors import RoundClosedError, RoundNotOpenError
from meter.fieldwork.invitations import choose_digest, reissue, revoke
from meter.fieldwork.responses import submit_response
from meter.fieldwork.rounds import close_round, draft_round, get_instrument
from meter.mailing.due import count_unrequested, list_unfinished
from meter.mailing.outbox import (
    CLAIM_MINUTES,
    claim,
    list_mailings,
    list_waiting,
    note_delayed,
    note_invitation,
    note_refused,
    note_sent,
    queue_due,
    request_reminders,
)
from tests.meter.mailing.conftest import after, before

if TYPE_CHECKING:
    from datetime import datetime

    from tests.meter.mailing.conftest import Team

WEEK = before(days=7)
LAPSED = timedelta(minutes=CLAIM_MINUTES, seconds=1)


def fill(team: Team, at: datetime = WEEK) -> list[int]:
    queue_due(team.store, team.round.id, at)
    return list_waiting(team.store, team.round.id, at)


def tell(team: Team) -> list[tuple[str, str, str]]:
    return [
        (one.person_name, one.kind, one.state)
        for one in list_mailings(team.store, team.round.id)
    ]


def test_what_is_due_is_put_in_once_however_many_find_it(team: Team) -> None:
    with ThreadPoolExecutor(4) as pool:
        added = list(
            pool.map(lambda _: queue_due(team.store, team.round.id, WEEK), range(8))
        )

    assert sum(added) == 2
    assert tell(team) == [
        ("Ben", "reminder", "waiting"),
        ("Ana", "reminder", "waiting"),
    ]


def test_only_one_of_many_senders_takes_a_mail(team: Team) -> None:
    first, _second = fill(team)

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: claim(team.store, first, WEEK), range(8)))

    (ready,) = [one for one in taken if one is not None]
    assert ready.sheet.invitation == team.ana
    assert ready.host is None
    assert ready.owner.email == "organiser@example.org"


def test_a_delegates_mail_names_the_focal_point(team: Team) -> None:
    ready = claim(team.store, fill(team)[1], WEEK)

    assert ready is not None
    assert ready.sheet.invitation == team.ben
    assert ready.host == team.ana


def test_a_delegate_still_asks_a_focal_point_who_has_a_new_link(team: Team) -> None:
    _first, second = fill(team)
    reissue(team.store, team.ana.id, WEEK, days=60)

    ready = claim(team.store, second, WEEK)

    assert ready is not None
    assert ready.host is not None
    assert ready.host.person_email == "ana@example.org"


def test_what_a_dead_sender_has_taken_is_free_again_after_an_hour(team: Team) -> None:
    first, second = fill(team)
    claim(team.store, first, WEEK)

    assert list_waiting(team.store, None, WEEK) == [second]
    assert claim(team.store, first, WEEK + timedelta(minutes=CLAIM_MINUTES)) is None
    assert list_waiting(team.store, None, WEEK + LAPSED) == [first, second]
    assert claim(team.store, first, WEEK + LAPSED) is not None


def test_what_was_sent_or_refused_does_not_wait_and_what_was_put_off_comes_last(
    team: Team,
) -> None:
    first, second = fill(team)
    claim(team.store, first, WEEK)
    note_delayed(team.store, first, "450 later")
    assert list_waiting(team.store, None, WEEK) == [second, first]

    note_sent(team.store, first, WEEK)
    note_refused(team.store, second, "550 nobody", WEEK)

    assert list_waiting(team.store, None, WEEK + LAPSED) == []
    assert claim(team.store, first, WEEK + LAPSED) is None
    ben, ana = list_mailings(team.store, team.round.id)
    assert (ana.state, ana.sent_at, ana.failure) == ("sent", WEEK, None)
    assert (ben.state, ben.failed_at, ben.failure) == ("failed", WEEK, "550 nobody")


def submit(team: Team) -> None:
    team.answer({"site": "no"}, "Ana", WEEK)
    submit_response(team.store, team.response, "Ana", WEEK)


def withdraw(team: Team) -> None:
    revoke(team.store, team.ana.id, WEEK)
    revoke(team.store, team.ben.id, WEEK)


def close(team: Team) -> None:
    close_round(team.store, team.round.id, WEEK)


@pytest.mark.parametrize("event", [submit, withdraw, close])
def test_what_nobody_needs_any_more_is_taken_out(team: Team, event: object) -> None:
    waiting = fill(team)
    assert callable(event)
    event(team)

    assert [claim(team.store, one, WEEK) for one in waiting] == [None, None]
    assert tell(team) == []


def test_a_delegate_who_has_finished_meanwhile_gets_none(team: Team) -> None:
    _first, second = fill(team)
    team.answer({"law": "full", "site": "no"}, "Ben", WEEK)

    assert claim(team.store, second, WEEK) is None


def test_a_later_reminder_overtakes_one_that_waited(team: Team) -> None:
    first, second = fill(team)
    third, fourth = (
        one for one in fill(team, before(days=3)) if one not in {first, second}
    )

    assert claim(team.store, first, before(days=3)) is None
    assert claim(team.store, third, before(days=3)) is not None
    assert claim(team.store, second, after(days=1)) is None
    assert claim(team.store, fourth, after(days=1)) is None


def test_a_new_link_to_the_same_person_does_not_lose_the_mail(team: Team) -> None:
    first, _second = fill(team)
    renewed, _token = reissue(team.store, team.ana.id, WEEK, days=60)

    ready = claim(team.store, first, WEEK)

    assert ready is not None
    assert ready.sheet.invitation.id == renewed.id


def test_a_digest_tells_of_its_period_and_the_conflicts_in_it(team: Team) -> None:
    team.answer({"law": "full"}, "Ben", before(days=20))
    monday = before(days=15)
    (first,) = fill(team, monday)

    ready = claim(team.store, first, monday)

    assert ready is not None
    assert ready.period.holds(before(days=20))
    assert not ready.period.holds(monday)
    assert ready.conflicts == ()


def test_a_digest_that_is_not_wanted_any_more_is_taken_out(team: Team) -> None:
    team.answer({"law": "full"}, "Ben", before(days=20))
    (first,) = fill(team, before(days=15))
    choose_digest(team.store, team.ana.id, "none")

    assert claim(team.store, first, before(days=15)) is None
    assert tell(team) == []


def test_an_organiser_reminds_everybody_once_a_day(team: Team) -> None:
    store, number, noon = team.store, team.round.id, before(days=12.5)

    people = list_unfinished(store, team.round, noon)
    assert count_unrequested(store, team.round, people, noon) == 2
    assert request_reminders(store, number, noon) == 2
    assert count_unrequested(store, team.round, people, noon) == 0
    assert request_reminders(store, number, noon + timedelta(hours=11)) == 0
    assert request_reminders(store, number, noon + timedelta(hours=12)) == 2


def test_yesterdays_request_that_still_waits_gives_way_to_todays(team: Team) -> None:
    request_reminders(team.store, team.round.id, before(days=12.5))
    request_reminders(team.store, team.round.id, before(days=11.5))
    first, *_rest = list_waiting(team.store, None, before(days=11.5))

    assert claim(team.store, first, before(days=11.5)) is None


def test_nobody_is_reminded_where_nobody_can_answer(team: Team) -> None:
    store = team.store
    drafted = draft_round(
        store,
        team.round.owner_id,
        "winter",
        "Winter",
        get_instrument(store, team.round),
        at=WEEK,
    )
    with pytest.raises(RoundNotOpenError):
        request_reminders(store, drafted.id, WEEK)

    close_round(store, team.round.id, WEEK)
    with pytest.raises(RoundClosedError):
        request_reminders(store, team.round.id, WEEK)


def test_a_mail_with_a_link_is_noted_without_the_link(team: Team) -> None:
    note_invitation(team.store, team.ana, WEEK, None)
    note_invitation(team.store, team.ben, WEEK, "550 nobody")

    assert tell(team) == [
        ("Ben", "invitation", "failed"),
        ("Ana", "invitation", "sent"),
    ]
    assert list_waiting(team.store, None, WEEK) == []
