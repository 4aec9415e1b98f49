"""Answers that a program writes: over what it has seen, by who may, and on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.errors import NotFoundError
from meter.fieldwork import accounts, responses, rounds
from meter.fieldwork.errors import ResponseSubmittedError, RoundClosedError
from meter.fieldwork.given.errors import UnknownItemError, WrongAnswerError
from meter.fieldwork.reopening import reopen
from meter.fieldwork.submission import submit_response
from meter.integration.answers import Written, write_answer
from meter.integration.errors import AgreedAloneError, StaleAnswerError
from meter.storage.repository.rounds import update_round

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Account, StoredAnswer
    from tests.meter.conftest import Workshop


def write(
    workshop: Workshop,
    answer: Answer,
    seen: int,
    *,
    item: str = "law",
    by: Account | None = None,
    note: str | None = None,
) -> StoredAnswer | None:
    written = Written(item, answer, seen, note)
    who = by or workshop.owner
    return write_answer(workshop.store, workshop.response_id, written, who, workshop.at)


def test_an_answer_is_written_and_written_over(workshop: Workshop) -> None:
    first = write(workshop, "partly", 0, note="By phone.")
    second = write(workshop, "full", 1)

    assert first is not None
    assert second is not None
    assert (first.revision, second.revision) == (1, 2)
    assert (second.answer, second.note) == ("full", "By phone.")
    assert second.changed_by == workshop.owner.name


@pytest.mark.parametrize("seen", [0, 2, 99])
def test_what_was_changed_since_is_not_written_over(
    workshop: Workshop, seen: int
) -> None:
    store, number = workshop.store, workshop.response_id
    responses.save_answers(store, number, {"law": "none"}, {}, "Ana", workshop.at)

    for answer in ("full", "none"):
        with pytest.raises(StaleAnswerError):
            write(workshop, answer, seen)

    assert responses.load_answers(store, number)["law"].answer == "none"


@pytest.mark.parametrize("answer", ["none", "full"])
def test_what_a_unit_drafts_is_not_written_over_by_a_guess(
    workshop: Workshop, answer: str
) -> None:
    store, number = workshop.store, workshop.response_id
    notes, at = {"law": "Mine."}, workshop.at
    responses.save_answers(store, number, {"law": "none"}, {}, "Ana", at, notes=notes)

    for seen in (0, 1, 2):
        with pytest.raises(StaleAnswerError):
            write(workshop, answer, seen)

    kept = responses.load_answers(store, number)["law"]
    assert (kept.answer, kept.revision, kept.note) == ("none", 1, "Mine.")


def test_what_was_read_is_written_over_until_the_unit_changes_it(
    workshop: Workshop,
) -> None:
    store, number, at = workshop.store, workshop.response_id, workshop.at
    given: dict[str, Answer] = {"law": "none", "site": "yes"}
    responses.save_answers(store, number, given, {}, "Ana", at)
    submit_response(store, number, "Ana", at)
    reopen(store, number, "A typing error.", workshop.owner, at)
    responses.save_answers(store, number, {"site": "no"}, {"site": 1}, "Ana", at)

    written = write(workshop, "full", 1)

    assert written is not None
    assert written.revision == 2
    for seen in (1, 2):
        with pytest.raises(StaleAnswerError):
            write(workshop, "no", seen, item="site")


def test_what_stands_already_is_written_once(workshop: Workshop) -> None:
    write(workshop, "full", 0)
    again = write(workshop, "full", 1)

    entries = list_entries(workshop.store, Scope(unit_id=workshop.unit.id))
    assert again is not None
    assert again.revision == 1
    written = [one for one in entries if one.action == "answer_written"]
    assert [(one.item, one.detail["revision"]) for one in written] == [("law", 1)]


def test_a_unit_finds_in_its_trail_what_was_written_for_it(workshop: Workshop) -> None:
    write(workshop, "full", 0)

    (entry, *_) = list_entries(workshop.store, Scope(unit_id=workshop.unit.id))

    assert (entry.action, entry.who) == ("answer_written", workshop.owner.name)
    assert entry.response_id == workshop.response_id
    assert "full" not in repr(entry.detail)


def test_nobody_writes_into_the_round_of_another(workshop: Workshop) -> None:
    other = accounts.add_account(
        workshop.store, "other@example.org", "Other", workshop.at
    )

    with pytest.raises(NotFoundError):
        write(workshop, "full", 0, by=other)


def test_what_does_not_fit_is_not_written(workshop: Workshop) -> None:
    with pytest.raises(UnknownItemError):
        write(workshop, "full", 0, item="nothing")
    with pytest.raises(WrongAnswerError):
        write(workshop, "everything", 0)
    assert write(workshop, Missing.UNANSWERED, 0) is None


def test_what_is_submitted_or_over_stays(workshop: Workshop) -> None:
    write(workshop, "yes", 0, item="site")
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    with pytest.raises(ResponseSubmittedError):
        write(workshop, "full", 0)

    rounds.close_round(workshop.store, workshop.round.id, workshop.at)
    other = workshop.invite_unit("Belm")
    with pytest.raises(RoundClosedError):
        write_answer(
            workshop.store,
            other.response_id,
            Written("law", "full", 0),
            workshop.owner,
            workshop.at,
        )


def test_what_people_agree_on_is_theirs_to_write(workshop: Workshop) -> None:
    workshop.store.write(
        lambda one: update_round(one, workshop.round.id, {"apart": True})
    )

    with pytest.raises(AgreedAloneError):
        write(workshop, "full", 0)
