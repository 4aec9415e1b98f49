"""A second round starts from the answers of the first, and says so of each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.comparison.completion import completion
from meter.fieldwork import evidence, invitations, responses, rounds
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.starting import find_origin
from meter.fieldwork.submission import submit_response
from meter.storage.repository.responses import find_response, list_apart

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Round
    from tests.meter.conftest import Workshop

GIVEN: dict[str, Answer] = {
    "law": "full",
    "site": "no",
    "users": 5.0,
    "note": "As it is.",
    "ways": Missing.UNANSWERED,
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def answer_first(workshop: Workshop) -> None:
    """Answer with a note and a file; `users` does not apply, as there is no site."""
    responses.save_answers(
        workshop.store,
        workshop.response_id,
        GIVEN,
        {},
        "Ana",
        workshop.at,
        notes={"law": "Act 12."},
    )
    file = parse_file("law.txt", b"The law.", 100)
    evidence.add_file(
        workshop.store, workshop.invitation, "law", file, workshop.at, quota=100
    )


def ask_again(workshop: Workshop, *, apart: bool = False) -> Round:
    drafted = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "seoul-2",
        "Seoul, second round",
        workshop.instrument,
        at=workshop.at,
        apart=apart,
        former_round_id=workshop.round.id,
    )
    return rounds.open_round(workshop.store, drafted.id, workshop.at)


def invite_again(workshop: Workshop, asked: Round, **later: float) -> int:
    made, _ = invitations.invite(
        workshop.store,
        asked.id,
        workshop.unit.id,
        "Ana",
        "ana@example.org",
        workshop.at + timedelta(**later),
    )
    return made.response_id


def test_answers_notes_and_evidence_are_there_at_once(workshop: Workshop) -> None:
    answer_first(workshop)

    response = invite_again(workshop, ask_again(workshop), days=3)

    found = responses.load_answers(workshop.store, response)
    # What a condition hides was never an answer.
    assert {key: one.answer for key, one in found.items()} == {
        "law": "full",
        "site": "no",
        "note": "As it is.",
    }
    assert found["law"].note == "Act 12."
    assert found["law"].changed_by == workshop.round.title
    assert found["law"].changed_at == workshop.at
    [first] = responses.history(workshop.store, response, "law")
    assert (first.revision, first.former) == (1, None)
    [proof] = evidence.list_evidence(workshop.store, response, "law")
    assert proof.file is not None
    assert evidence.load_file(workshop.store, response, proof.id)[1] == b"The law."


def test_what_was_changed_stays_when_a_link_is_made_anew(workshop: Workshop) -> None:
    answer_first(workshop)
    asked = ask_again(workshop)
    response = invite_again(workshop, asked)
    responses.save_answers(
        workshop.store, response, {"law": "none"}, {"law": 1}, "Ana", workshop.at
    )

    assert invite_again(workshop, asked) == response

    found = responses.load_answers(workshop.store, response)
    assert found["law"].answer == "none"
    changes = responses.history(workshop.store, response, "law")
    assert [one.changed_by for one in changes] == [workshop.round.title, "Ana"]


def test_the_evidence_of_the_first_round_outlives_that_of_the_second(
    workshop: Workshop,
) -> None:
    answer_first(workshop)
    asked = ask_again(workshop)
    response = invite_again(workshop, asked)
    sent = next(
        one
        for one in invitations.list_invitations(workshop.store, asked.id)
        if one.response_id == response
    )
    [proof] = evidence.list_evidence(workshop.store, response, "law")

    evidence.remove_evidence(workshop.store, sent, proof.id, workshop.at)

    [first] = evidence.list_evidence(workshop.store, workshop.response_id, "law")
    content = evidence.load_file(workshop.store, workshop.response_id, first.id)[1]
    assert content == b"The law."


def test_nobody_has_begun_by_what_was_copied(workshop: Workshop) -> None:
    answer_first(workshop)
    asked = ask_again(workshop)
    response = invite_again(workshop, asked)

    [line] = completion(workshop.store, asked.id, workshop.at)

    assert (line.answered, line.last_saved_at) == (3, None)
    assert responses.get_response(workshop.store, response).state == "new"


def test_who_answers_apart_starts_from_nothing(workshop: Workshop) -> None:
    answer_first(workshop)
    asked = ask_again(workshop, apart=True)
    agreed = invite_again(workshop, asked)

    with workshop.store.read() as connection:
        response = find_response(connection, agreed)
        assert response is not None
        [own] = list_apart(connection, response)
    assert responses.load_answers(workshop.store, own.response.id) == {}
    assert len(responses.load_answers(workshop.store, agreed)) == 3


def test_a_unit_that_was_not_in_the_first_round_starts_blank(
    workshop: Workshop,
) -> None:
    asked = ask_again(workshop)

    assert responses.load_answers(workshop.store, invite_again(workshop, asked)) == {}
    origin = find_origin(workshop.store, asked)
    assert origin is not None
    assert origin.key == workshop.round.key
    assert find_origin(workshop.store, workshop.round) is None


def test_an_untouched_copy_follows_what_is_submitted_later(workshop: Workshop) -> None:
    answer_first(workshop)
    response = invite_again(workshop, ask_again(workshop))
    store, first, at = workshop.store, workshop.response_id, workshop.at
    later = {"law": "none", "site": "yes", "note": Missing.UNANSWERED}
    seen = dict.fromkeys(later, 1)
    responses.save_answers(store, first, later, seen, "Ana", at)
    submit_response(store, first, "Ana", at)

    found = responses.load_answers(store, response)

    # Who has a site has users too: what a condition hid is an answer now.
    assert {key: one.answer for key, one in found.items()} == {
        "law": "none",
        "site": "yes",
        "users": 5.0,
        "note": Missing.UNANSWERED,
    }
    changes = responses.history(store, response, "law")
    assert [(one.revision, one.former) for one in changes] == [(1, None), (2, "full")]
    assert len(evidence.list_evidence(store, response, "law")) == 1


def test_a_copy_that_somebody_has_begun_follows_no_more(workshop: Workshop) -> None:
    answer_first(workshop)
    response = invite_again(workshop, ask_again(workshop))
    store, first, at = workshop.store, workshop.response_id, workshop.at
    responses.save_answers(store, response, {"site": "yes"}, {"site": 1}, "Bo", at)
    responses.save_answers(store, first, {"law": "none"}, {"law": 1}, "Ana", at)
    submit_response(store, first, "Ana", at)

    assert responses.load_answers(store, response)["law"].answer == "full"
