"""Who is due what: only those who are not finished, and each thing once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork.invitations import choose_digest, reissue, revoke
from meter.fieldwork.responses import submit_response
from meter.mailing.due import list_unfinished
from meter.mailing.outbox import preview_due, queue_due
from tests.meter.mailing.conftest import after, before

if TYPE_CHECKING:
    from datetime import datetime

    from tests.meter.mailing.conftest import Team


def find(team: Team, at: datetime) -> list[tuple[str, str]]:
    return [
        (one.invitation.person_name, one.step.kind)
        for one in preview_due(team.store, team.round.id, at)
    ]


def test_focal_point_and_delegate_are_reminded_before_the_deadline(team: Team) -> None:
    assert find(team, before(days=8)) == []
    assert find(team, before(days=7)) == [("Ana", "reminder"), ("Ben", "reminder")]


def test_a_delegate_whose_sections_are_answered_is_left_alone(team: Team) -> None:
    team.answer({"law": "full", "site": "no"}, "Ben", before(days=20))

    assert ("Ben", "reminder") not in find(team, before(days=7))


def test_a_delegate_for_all_sections_is_not_finished_before_all_is_answered(
    team: Team,
) -> None:
    team.answer({"law": "full", "site": "no"}, "Ana", before(days=20))
    names = [
        one.person_name
        for one in list_unfinished(team.store, team.round, before(days=7))
    ]

    assert names == ["Ana"]


def test_after_submission_nobody_is_reminded(team: Team) -> None:
    team.answer({"site": "no"}, "Ana", before(days=20))
    submit_response(team.store, team.response, "Ana", before(days=10))

    assert find(team, before(days=7)) == []
    assert find(team, after(days=1)) == []
    assert list_unfinished(team.store, team.round, before(days=7)) == []


def test_what_is_in_the_outbox_is_not_due_again(team: Team) -> None:
    assert queue_due(team.store, team.round.id, before(days=7)) == 2

    assert find(team, before(days=6)) == []
    assert find(team, before(days=3)) == [("Ana", "reminder"), ("Ben", "reminder")]


def test_a_withdrawn_link_is_not_reminded_and_a_new_one_not_twice(team: Team) -> None:
    queue_due(team.store, team.round.id, before(days=7))
    reissue(team.store, team.ana.id, before(days=6.5))
    revoke(team.store, team.ben.id, before(days=6.5))

    assert find(team, before(days=6)) == []
    assert find(team, before(days=3)) == [("Ana", "reminder")]


def test_who_was_invited_after_a_reminder_fell_due_is_not_reminded_at_once(
    team: Team,
) -> None:
    reissue(team.store, team.ana.id, before(days=5), days=60)

    assert ("Ana", "reminder") not in find(team, before(days=4))
    assert ("Ana", "reminder") in find(team, before(days=3))


def test_in_the_grace_there_is_one_more_and_none_after_it(team: Team) -> None:
    assert find(team, after(days=1)) == [("Ana", "late"), ("Ben", "late")]
    assert find(team, after(days=3)) == []


def test_a_digest_is_due_where_a_colleague_changed_something(team: Team) -> None:
    team.answer({"law": "full"}, "Ben", before(days=20))
    monday = before(days=15)

    assert find(team, monday) == [("Ana", "digest")]


def test_own_changes_and_old_ones_are_no_news(team: Team) -> None:
    team.answer({"law": "full"}, "Ana", before(days=20))
    assert find(team, before(days=15)) == []

    team.answer({"law": "none"}, "Ben", before(days=14))
    week_after = before(days=14) + timedelta(weeks=2)
    assert ("Ana", "digest") not in find(team, week_after)


def test_a_digest_comes_as_often_as_it_was_chosen(team: Team) -> None:
    team.answer({"law": "full"}, "Ben", before(days=20))

    choose_digest(team.store, team.ana.id, "none")
    assert find(team, before(days=15)) == []
    choose_digest(team.store, team.ana.id, "daily")
    assert find(team, before(days=18.5)) == [("Ana", "digest")]
    assert find(team, before(days=15)) == []
