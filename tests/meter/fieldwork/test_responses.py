"""Answers are saved one by one, with conflicts told and nothing overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.errors import NotFoundError
from meter.fieldwork import responses, rounds
from meter.fieldwork.errors import (
    OperationError,
    ResponseSubmittedError,
    RoundClosedError,
)
from meter.fieldwork.given.errors import NoteError, UnknownItemError, WrongAnswerError
from meter.fieldwork.reopening import reopen
from meter.records import Change, StoredAnswer
from meter.storage.repository import reviews

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Receipt
    from tests.meter.conftest import Workshop


def save(workshop: Workshop, answers: dict[str, Answer], **seen: int) -> Receipt:
    return responses.save_answers(
        workshop.store, workshop.response_id, answers, seen, "Ana", workshop.at
    )


def given(workshop: Workshop) -> dict[str, Answer]:
    stored = responses.load_answers(workshop.store, workshop.response_id)
    return {item: answer.answer for item, answer in stored.items()}


def test_answers_of_every_type_come_back_as_they_were_saved(workshop: Workshop) -> None:
    answers: dict[str, Answer] = {
        "law": Missing.DONT_KNOW,
        "site": "yes",
        "users": 0.1 + 0.2,
        "ways": ("web", "phone"),
        "note": "dont_know",
        "since": "2020-02-29",
    }

    save(workshop, answers)

    assert given(workshop) == answers


def test_text_that_reads_like_a_reason_stays_text(workshop: Workshop) -> None:
    save(workshop, {"note": "unanswered"})

    assert not isinstance(given(workshop)["note"], Missing)


def test_a_first_save_has_revision_1_and_starts_the_response(
    workshop: Workshop,
) -> None:
    receipt = save(workshop, {"law": "full"})

    response = responses.get_response(workshop.store, workshop.response_id)
    assert receipt.saved == {"law": 1}
    assert response.state == "started"
    assert response.started_at == workshop.at


def test_a_second_save_counts_on_and_names_who_and_when(workshop: Workshop) -> None:
    save(workshop, {"law": "none"})
    later = workshop.at + timedelta(hours=1)

    responses.save_answers(
        workshop.store, workshop.response_id, {"law": "full"}, {"law": 1}, "Ben", later
    )

    stored = responses.load_answers(workshop.store, workshop.response_id)
    assert stored == {"law": StoredAnswer("law", "full", 2, later, "Ben")}


def test_a_stale_save_is_a_conflict_and_changes_nothing(workshop: Workshop) -> None:
    save(workshop, {"law": "none"})
    save(workshop, {"law": "partly"}, law=1)

    receipt = save(workshop, {"law": "full", "note": "kept"}, law=1)

    assert receipt.saved == {"note": 1}
    assert receipt.conflicts == {
        "law": StoredAnswer("law", "partly", 2, workshop.at, "Ana")
    }
    assert given(workshop) == {"law": "partly", "note": "kept"}


def test_a_save_that_saw_nothing_does_not_overwrite(workshop: Workshop) -> None:
    save(workshop, {"law": "none"})

    assert "law" in save(workshop, {"law": "full"}).conflicts


def test_the_value_that_is_there_makes_no_revision(workshop: Workshop) -> None:
    save(workshop, {"ways": ("web",)})

    receipt = save(workshop, {"ways": ("web",)})

    assert receipt.saved == {"ways": 1}
    assert len(responses.history(workshop.store, workshop.response_id, "ways")) == 1


def test_a_blank_where_nothing_was_makes_no_row(workshop: Workshop) -> None:
    receipt = save(workshop, {"law": Missing.UNANSWERED})

    assert receipt.saved == {"law": 0}
    assert given(workshop) == {}


def test_clearing_an_answer_is_a_revision(workshop: Workshop) -> None:
    save(workshop, {"law": "full"})

    receipt = save(workshop, {"law": Missing.UNANSWERED}, law=1)

    assert receipt.saved == {"law": 2}
    assert given(workshop) == {"law": Missing.UNANSWERED}


def test_the_history_tells_each_step(workshop: Workshop) -> None:
    save(workshop, {"ways": ("web",)})
    save(workshop, {"ways": Missing.UNANSWERED}, ways=1)

    assert responses.history(workshop.store, workshop.response_id, "ways") == [
        Change("ways", 1, workshop.at, "Ana", None, ("web",)),
        Change("ways", 2, workshop.at, "Ana", ("web",), Missing.UNANSWERED),
    ]


def test_what_was_drafted_before_the_submission_is_no_history_for_others(
    workshop: Workshop,
) -> None:
    store, number = workshop.store, workshop.response_id
    save(workshop, {"law": "none"})
    save(workshop, {"law": "full", "site": "yes"}, law=1)
    assert list_since(workshop, "law") == []

    responses.submit_response(store, number, "Ana", workshop.at)
    assert list_since(workshop, "law") == [(2, "full")]

    later = workshop.at + timedelta(hours=2)
    reopen(store, number, "A typing error.", workshop.owner, later)
    given: dict[str, Answer] = {"law": "partly", "note": "New."}
    again = later + timedelta(hours=1)
    responses.save_answers(store, number, given, {"law": 2}, "Ana", again)

    assert list_since(workshop, "law") == [(2, "full")]
    assert list_since(workshop, "note") == []

    responses.submit_response(store, number, "Ana", again)
    assert list_since(workshop, "law") == [(2, "full"), (3, "partly")]
    # It was unanswered then.
    assert list_since(workshop, "note") == [(1, "New.")]


def test_of_what_is_changed_while_taken_back_only_the_last_is_history(
    workshop: Workshop,
) -> None:
    store, number = workshop.store, workshop.response_id
    save(workshop, {"law": "none", "site": "yes"})
    responses.submit_response(store, number, "Ana", workshop.at)
    reopen(store, number, "A typing error.", workshop.owner, workshop.at)
    for seen, answer in enumerate(("full", "partly", "none"), start=1):
        save(workshop, {"law": answer}, law=seen)
    responses.submit_response(store, number, "Ana", workshop.at)

    assert list_since(workshop, "law") == [(1, "none"), (4, "none")]

    reopen(store, number, "Another one.", workshop.owner, workshop.at)
    save(workshop, {"law": "full"}, law=4)
    assert list_since(workshop, "law") == [(1, "none"), (4, "none")]


def test_a_save_that_began_before_the_reopening_is_a_draft_all_the_same(
    workshop: Workshop,
) -> None:
    store, number = workshop.store, workshop.response_id
    save(workshop, {"law": "none", "site": "yes"})
    responses.submit_response(store, number, "Ana", workshop.at)
    later = workshop.at + timedelta(hours=1)
    reopen(store, number, "A typing error.", workshop.owner, later)

    # It waited, or belongs to a long import: it is dated from its beginning.
    save(workshop, {"law": "full"}, law=1)

    assert responses.load_submitted(store, number)["law"].answer == "none"
    assert list_since(workshop, "law") == [(1, "none")]


def test_a_reopening_that_began_before_the_last_save_keeps_what_was_submitted(
    workshop: Workshop,
) -> None:
    store, number = workshop.store, workshop.response_id
    later = workshop.at + timedelta(hours=1)
    given: dict[str, Answer] = {"law": "none", "site": "yes"}
    responses.save_answers(store, number, given, {}, "Ana", later)
    responses.submit_response(store, number, "Ana", later)

    reopen(store, number, "A typing error.", workshop.owner, workshop.at)

    assert responses.load_submitted(store, number)["law"].answer == "none"
    assert list_since(workshop, "law") == [(1, "none")]


def test_an_import_that_began_before_a_save_tells_no_draft(workshop: Workshop) -> None:
    store, number = workshop.store, workshop.response_id
    save(workshop, {"law": "none", "site": "yes"})
    later = workshop.at + timedelta(minutes=1)
    responses.save_answers(store, number, {"law": "full"}, {"law": 1}, "Ana", later)

    responses.submit_response(store, number, "meter import", workshop.at)

    assert list_since(workshop, "law") == [(2, "full")]


def list_since(workshop: Workshop, item: str) -> list[tuple[int, Answer]]:
    found = responses.history_since_submission(
        workshop.store, workshop.response_id, item
    )
    return [(one.revision, one.answer) for one in found]


def test_a_save_sent_again_changes_nothing_and_gets_the_same_receipt(
    workshop: Workshop,
) -> None:
    def send(answer: str, operation: str, seen: int) -> Receipt:
        return responses.save_answers(
            workshop.store,
            workshop.response_id,
            {"law": answer, "note": "n"},
            {"law": seen},
            "Ana",
            workshop.at,
            operation=operation,
        )

    send("none", "a", 0)
    stale = send("full", "b", 0)
    send("partly", "c", 1)

    assert send("full", "b", 0) == stale
    assert stale.conflicts["law"].answer == "none"
    assert given(workshop)["law"] == "partly"


def test_a_save_sent_again_after_submission_still_gets_its_receipt(
    workshop: Workshop,
) -> None:
    receipt = responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"site": "no"},
        {},
        "Ana",
        workshop.at,
        operation="a",
    )
    responses.submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    again = responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"site": "no"},
        {},
        "Ana",
        workshop.at,
        operation="a",
    )

    assert again == receipt


def test_an_operation_id_of_another_response_means_nothing(workshop: Workshop) -> None:
    other = workshop.invite_unit("Kharagai")
    for response_id in (workshop.response_id, other.response_id):
        responses.save_answers(
            workshop.store,
            response_id,
            {"law": "full"},
            {},
            "Ana",
            workshop.at,
            operation="same",
        )

    stored = responses.load_answers(workshop.store, other.response_id)
    assert stored["law"].answer == "full"


def test_an_endless_operation_id_is_refused(workshop: Workshop) -> None:
    with pytest.raises(OperationError):
        responses.save_answers(
            workshop.store,
            workshop.response_id,
            {},
            {},
            "Ana",
            workshop.at,
            operation="x" * 65,
        )


def test_one_bad_answer_saves_none(workshop: Workshop) -> None:
    with pytest.raises(UnknownItemError):
        save(workshop, {"law": "full", "tax": "full"})

    assert given(workshop) == {}


def test_a_value_of_another_kind_is_refused(workshop: Workshop) -> None:
    with pytest.raises(WrongAnswerError):
        save(workshop, {"law": "most"})


def test_a_closed_round_takes_no_answers(workshop: Workshop) -> None:
    rounds.close_round(workshop.store, workshop.round.id, workshop.at)

    with pytest.raises(RoundClosedError):
        save(workshop, {"law": "full"})


def test_a_submitted_response_takes_no_answers(workshop: Workshop) -> None:
    save(workshop, {"site": "no"})
    responses.submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    with pytest.raises(ResponseSubmittedError):
        save(workshop, {"site": "yes"}, site=1)


def test_a_response_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        responses.get_response(workshop.store, 99)
    with pytest.raises(NotFoundError):
        responses.save_answers(workshop.store, 99, {}, {}, "Ana", workshop.at)


def test_a_page_has_everything_of_its_response(workshop: Workshop) -> None:
    save(workshop, {"law": "full"})

    sheet = responses.load_page(
        workshop.store, workshop.response_id, workshop.invitation.id
    )

    assert sheet.unit == workshop.unit
    assert sheet.round == workshop.round
    assert sheet.invitation == workshop.invitation
    assert sheet.response.state == "started"
    assert sheet.answers["law"].answer == "full"
    assert sheet.is_open(workshop.at)


def test_a_page_is_not_found_by_the_invitation_to_another_response(
    workshop: Workshop,
) -> None:
    other = workshop.invite_unit("Kharagai")

    with pytest.raises(NotFoundError):
        responses.load_page(workshop.store, workshop.response_id, other.id)


def test_responses_of_a_round_are_listed(workshop: Workshop) -> None:
    other = workshop.invite_unit("Kharagai")

    listed = responses.list_responses(workshop.store, workshop.round.id)

    assert [r.id for r in listed] == [workshop.response_id, other.response_id]


def test_a_note_is_kept_with_its_answer_and_in_the_history(workshop: Workshop) -> None:
    store, response_id, at = workshop.store, workshop.response_id, workshop.at

    first = responses.save_answers(
        store, response_id, {"law": "full"}, {}, "Ana", at, notes={"law": "Act 12"}
    )
    second = responses.save_answers(
        store, response_id, {}, first.saved, "Ben", at, notes={"law": "Act 13"}
    )
    third = responses.save_answers(
        store, response_id, {"law": "none"}, second.saved, "Ana", at
    )

    assert (first.saved, second.saved) == ({"law": 1}, {"law": 2})
    assert third.saved == {"law": 3}
    assert responses.load_answers(store, response_id)["law"].note == "Act 13"
    assert [
        (one.answer, one.note) for one in responses.history(store, response_id, "law")
    ] == [("full", "Act 12"), ("full", "Act 13"), ("none", "Act 13")]


def test_a_note_may_stand_where_there_is_no_answer_yet(workshop: Workshop) -> None:
    store, response_id, at = workshop.store, workshop.response_id, workshop.at

    responses.save_answers(
        store, response_id, {}, {}, "Ana", at, notes={"law": "Ask Ben"}
    )
    nothing = responses.save_answers(
        store, response_id, {}, {}, "Ana", at, notes={"site": ""}
    )

    stored = responses.load_answers(store, response_id)
    assert (stored["law"].answer, stored["law"].note) == (
        Missing.UNANSWERED,
        "Ask Ben",
    )
    assert nothing.saved == {"site": 0}
    assert set(stored) == {"law"}


def test_a_note_of_a_stale_page_replaces_nothing(workshop: Workshop) -> None:
    store, response_id, at = workshop.store, workshop.response_id, workshop.at
    responses.save_answers(store, response_id, {"law": "full"}, {}, "Ana", at)

    receipt = responses.save_answers(
        store, response_id, {}, {"law": 0}, "Ben", at, notes={"law": "No"}
    )

    assert set(receipt.conflicts) == {"law"}
    assert responses.load_answers(store, response_id)["law"].note == ""


@pytest.mark.parametrize("note", ["x" * 2001, "a\0b"])
def test_a_note_that_cannot_be_kept_is_refused(workshop: Workshop, note: str) -> None:
    with pytest.raises(NoteError):
        responses.save_answers(
            workshop.store,
            workshop.response_id,
            {},
            {},
            "Ana",
            workshop.at,
            notes={"law": note},
        )


def test_each_submission_of_a_unit_has_a_larger_number(workshop: Workshop) -> None:
    store, number = workshop.store, workshop.response_id

    def find() -> dict[int, int]:
        with store.read() as connection:
            return reviews.map_newest(connection, workshop.round.id)

    assert find() == {}
    save(workshop, {"law": "none", "site": "no"})
    responses.submit_response(store, number, "Ana", workshop.at)
    first = find()
    reopen(store, number, "A typing error.", workshop.owner, workshop.at)
    assert find() == first
    responses.submit_response(store, number, "Ana", workshop.at)

    assert first.keys() == find().keys() == {workshop.unit.id}
    assert find()[workshop.unit.id] > first[workshop.unit.id]


def test_what_was_submitted_last_is_read_while_it_is_taken_back(
    workshop: Workshop,
) -> None:
    store, number = workshop.store, workshop.response_id
    save(workshop, {"law": "none", "site": "no"})
    assert responses.load_submitted(store, number) == {}

    responses.submit_response(store, number, "Ana", workshop.at)
    submitted = responses.load_answers(store, number)
    assert responses.load_submitted(store, number) == submitted

    later = workshop.at + timedelta(hours=1)
    reopen(store, number, "A typing error.", workshop.owner, later)
    again = later + timedelta(hours=1)
    changed: dict[str, Answer] = {"law": "full", "users": 3.0}
    responses.save_answers(store, number, changed, {"law": 1}, "Ana", again)
    assert responses.load_submitted(store, number) == submitted

    responses.submit_response(store, number, "Ana", again)
    assert responses.load_submitted(store, number) == responses.load_answers(
        store, number
    )
