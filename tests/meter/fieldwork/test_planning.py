"""A work plan is its focal point's, and no stale change overwrites another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import delegates, invitations, planning, responses
from meter.fieldwork.errors import (
    DelegateError,
    InvitationRevokedError,
    NotSubmittedError,
    StepChangedError,
    StepCountError,
)
from meter.fieldwork.freezing import freeze_rounds
from meter.fieldwork.given.errors import (
    PastDayError,
    UnknownItemError,
    WordsError,
)
from meter.fieldwork.planning import Wanted
from meter.fieldwork.submission import submit_response

if TYPE_CHECKING:
    from meter.records import PlanStep
    from tests.meter.conftest import Workshop

LAW = Wanted("Write a law.", "Ana", date(2027, 3, 1))


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def submitted(workshop: Workshop) -> Workshop:
    given = {"site": "yes", "law": "none"}
    responses.save_answers(
        workshop.store, workshop.response_id, given, {}, "Ana", workshop.at
    )
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    return workshop


def add(workshop: Workshop, wanted: Wanted = LAW, item: str | None = "law") -> PlanStep:
    return planning.add_step(
        workshop.store, workshop.invitation, item, wanted, workshop.at
    )


def change(workshop: Workshop, step: PlanStep, *, is_done: bool = False) -> PlanStep:
    return planning.change_step(
        workshop.store,
        workshop.invitation,
        step.id,
        step.revision,
        Wanted("Write a better law."),
        workshop.at + timedelta(days=1),
        is_done=is_done,
    )


def test_steps_stand_by_their_days(submitted: Workshop) -> None:
    later = add(submitted, Wanted("Later.", due_on=date(2027, 5, 1)), None)
    some_day = add(submitted, Wanted("Some day."), None)
    first = add(submitted)

    found = planning.list_steps(submitted.store, submitted.response_id)

    assert [one.id for one in found] == [first.id, later.id, some_day.id]
    assert (first.item, first.who, first.revision) == ("law", "Ana", 1)


def test_a_step_is_changed_done_and_undone(submitted: Workshop) -> None:
    done = change(submitted, add(submitted), is_done=True)

    assert (done.words, done.due_on, done.revision) == ("Write a better law.", None, 2)
    assert done.done_at == submitted.at + timedelta(days=1)
    assert change(submitted, done).done_at is None


def test_a_stale_change_or_removal_keeps_what_stands(submitted: Workshop) -> None:
    step = add(submitted)
    newer = change(submitted, step)

    with pytest.raises(StepChangedError):
        change(submitted, step)
    with pytest.raises(StepChangedError):
        planning.drop_step(
            submitted.store, submitted.invitation, step.id, 1, submitted.at
        )

    assert planning.list_steps(submitted.store, submitted.response_id) == [newer]
    planning.drop_step(
        submitted.store, submitted.invitation, step.id, newer.revision, submitted.at
    )
    assert planning.list_steps(submitted.store, submitted.response_id) == []


def test_a_plan_goes_on_while_the_answers_are_frozen(submitted: Workshop) -> None:
    freeze_rounds(submitted.store, [submitted.round.id], submitted.at)

    assert change(submitted, add(submitted)).revision == 2


def test_there_is_no_plan_before_submission(workshop: Workshop) -> None:
    with pytest.raises(NotSubmittedError):
        add(workshop)


def test_a_delegate_writes_no_plan(workshop: Workshop) -> None:
    made, _ = delegates.invite_delegate(
        workshop.store, workshop.invitation, "Bo", "bo@example.org", None, workshop.at
    )

    with pytest.raises(DelegateError):
        planning.add_step(workshop.store, made, "law", LAW, workshop.at)


def test_a_withdrawn_link_writes_no_plan(submitted: Workshop) -> None:
    invitations.revoke(submitted.store, submitted.invitation.id, submitted.at)

    with pytest.raises(InvitationRevokedError):
        add(submitted)


def test_a_step_of_another_unit_is_not_there(submitted: Workshop) -> None:
    step = add(submitted)
    other = submitted.invite_unit("Oruva")
    given = {"site": "no"}
    store, at = submitted.store, submitted.at
    responses.save_answers(store, other.response_id, given, {}, "Omar", at)
    submit_response(store, other.response_id, "Omar", at)

    with pytest.raises(NotFoundError):
        planning.drop_step(store, other, step.id, 1, at)


def test_what_cannot_be_a_step_is_refused(
    submitted: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownItemError):
        add(submitted, item="nothing")
    with pytest.raises(WordsError):
        add(submitted, Wanted(" "))
    monkeypatch.setattr(planning, "MOST_STEPS", 1)
    add(submitted)
    with pytest.raises(StepCountError):
        add(submitted)


def test_a_day_of_another_century_is_no_plan(submitted: Workshop) -> None:
    step = add(submitted)
    slip = Wanted("Write a law.", due_on=date(1927, 3, 1))

    with pytest.raises(PastDayError, match="Choose 2016"):
        add(submitted, slip)
    with pytest.raises(PastDayError):
        planning.change_step(
            submitted.store,
            submitted.invitation,
            step.id,
            step.revision,
            slip,
            submitted.at,
            is_done=False,
        )
    assert planning.list_steps(submitted.store, submitted.response_id) == [step]
