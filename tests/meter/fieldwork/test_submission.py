"""Submission makes answers final, coded and scored, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, Missing
from meter.errors import NotFoundError
from meter.fieldwork import invitations, responses, rounds
from meter.fieldwork.errors import (
    IncompleteError,
    ResponseSubmittedError,
    RoundNotOpenError,
)
from meter.fieldwork.submission import list_lacking, submit_response
from meter.storage.repository.responses import find_coded
from scoring import score_answers
from scoring.kernel.coding import code_answers, pack

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop

ANSWERS: dict[str, Answer] = {
    "law": "partly",
    "site": "yes",
    "users": 25.0,
    "ways": ("web",),
    "note": "More to come.",
}


def answer(workshop: Workshop, answers: dict[str, Answer]) -> None:
    responses.save_answers(
        workshop.store, workshop.response_id, answers, {}, "Ana", workshop.at
    )


def test_the_scorecard_is_what_scoring_says_of_the_answers(workshop: Workshop) -> None:
    answer(workshop, ANSWERS)

    card = submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    rules = (1 / 2 + 1) / 2
    use = (25 / 100 + 1 / 2) / 2
    assert card is not None
    assert card.nodes["index"].score == pytest.approx((rules + use) / 2, abs=1e-12)
    direct = score_answers(workshop.instrument, ANSWERS)
    assert card.nodes["index"].score == direct.node("index")[0]


def test_the_scorecard_is_kept_with_its_fingerprints(workshop: Workshop) -> None:
    answer(workshop, ANSWERS)

    card = submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    kept = responses.load_scorecard(workshop.store, workshop.response_id)
    assert kept == card
    assert kept is not None
    assert kept.meaning == workshop.instrument.meaning
    assert kept.method_fingerprint == workshop.instrument.method_fingerprint()


def test_the_coded_answers_are_kept_packed(workshop: Workshop) -> None:
    answer(workshop, ANSWERS)

    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    with workshop.store.read() as connection:
        found = find_coded(connection, workshop.response_id)
    coded = pack(code_answers(workshop.instrument, [ANSWERS]))
    assert found == (coded, workshop.instrument.meaning)
    # One byte for each of law, site, note, since; eight for users and ways.
    assert len(coded) == 4 * 1 + 2 * 8


def test_a_submitted_response_says_when(workshop: Workshop) -> None:
    answer(workshop, ANSWERS)

    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    response = responses.get_response(workshop.store, workshop.response_id)
    assert response.state == "submitted"
    assert response.submitted_at == workshop.at


def test_a_required_item_has_to_be_answered(workshop: Workshop) -> None:
    answer(workshop, {"law": "full"})

    with pytest.raises(IncompleteError) as raised:
        submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    assert raised.value.items == ("site",)
    response = responses.get_response(workshop.store, workshop.response_id)
    assert response.submitted_at is None


def test_a_response_is_submitted_once(workshop: Workshop) -> None:
    answer(workshop, ANSWERS)
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    with pytest.raises(ResponseSubmittedError):
        submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)


def test_a_response_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        submit_response(workshop.store, 99, "Ana", workshop.at)


def test_a_draft_round_takes_no_submission(workshop: Workshop) -> None:
    draft = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "next",
        "Next",
        workshop.instrument,
        at=workshop.at,
    )
    invitation, _ = invitations.invite(
        workshop.store,
        draft.id,
        workshop.unit.id,
        "Ana",
        "ana@example.org",
        workshop.at,
    )

    with pytest.raises(RoundNotOpenError):
        submit_response(workshop.store, invitation.response_id, "Ana", workshop.at)


def test_a_response_without_an_answer_can_be_submitted_where_none_is_required(
    workshop: Workshop,
) -> None:
    document = workshop.instrument.to_document()
    del document["framework"], document["methods"]
    for item in document["sections"][0]["items"]:
        item.pop("required", None)
    unscored = Instrument.model_validate(document)
    asked = rounds.draft_round(
        workshop.store, workshop.owner.id, "talk", "Talk", unscored, at=workshop.at
    )
    rounds.open_round(workshop.store, asked.id, workshop.at)
    invitation, _ = invitations.invite(
        workshop.store,
        asked.id,
        workshop.unit.id,
        "Ana",
        "ana@example.org",
        workshop.at,
    )

    card = submit_response(workshop.store, invitation.response_id, "Ana", workshop.at)

    assert card is None
    assert responses.load_scorecard(workshop.store, invitation.response_id) is None


def test_an_item_that_is_not_asked_lacks_nothing(instrument: Instrument) -> None:
    document = instrument.to_document()
    document["sections"][0]["items"][2]["required"] = True
    strict = Instrument.model_validate(document)

    assert list_lacking(strict, {"site": "no"}) == []
    assert list_lacking(strict, {"site": "yes"}) == ["users"]
    assert list_lacking(strict, {"site": Missing.UNANSWERED}) == ["site"]
