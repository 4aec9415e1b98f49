"""A round reads back as codes and as the very scores that its units were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from meter.comparison.frames import round_answers, round_results
from meter.errors import NotFoundError, StaleCodesError
from meter.fieldwork import responses
from meter.storage.repository.responses import update_response
from meter.storage.repository.scorecards import load_scorecards

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop


def submit(workshop: Workshop, response_id: int, answers: dict[str, Answer]) -> None:
    store, at = workshop.store, workshop.at
    responses.save_answers(store, response_id, answers, {}, "Ana", at)
    responses.submit_response(store, response_id, "Ana", at)


@pytest.fixture
def finished(workshop: Workshop) -> Workshop:
    """Three units: one has not submitted; names are not in order of submission."""
    zelen, _ = workshop.invite_unit("Zelen"), workshop.invite_unit("Draft")
    submit(workshop, zelen.response_id, {"site": "no", "law": "full"})
    submit(workshop, workshop.response_id, {"site": "yes", "users": 40.0})
    return workshop


def test_only_submitted_units_have_results_by_name(finished: Workshop) -> None:
    results = round_results(finished.store, finished.round.id)

    assert [unit.name for unit in results.units] == ["Marenda", "Zelen"]
    assert results.units[0] == finished.unit
    assert len(results.scores) == 2


def test_scores_of_a_round_are_those_on_the_scorecards(finished: Workshop) -> None:
    results = round_results(finished.store, finished.round.id)

    with finished.store.read() as connection:
        cards = load_scorecards(connection, finished.round.id)
    for row, unit in enumerate(results.units):
        shown = dict(
            zip(results.plan.nodes, results.scores.score[row].tolist(), strict=True)
        )
        kept = {key: node.score for key, node in cards[unit.id].nodes.items()}
        assert shown == kept


def test_the_codes_come_as_a_frame(finished: Workshop) -> None:
    frame = round_answers(finished.store, finished.round.id).to_frame()

    assert list(frame["unit"]) == ["Marenda", "Zelen"]
    assert list(frame.columns) == ["unit", *finished.instrument.items]
    # Options are 8 and up in their order; 0 is unanswered, 1 not asked.
    assert frame["law"].tolist() == [0, 10]
    assert frame["site"].tolist() == [8, 9]
    assert frame["users"][0] == 40.0
    assert np.isnan(frame["users"][1])


def test_a_round_without_a_submission_is_empty(workshop: Workshop) -> None:
    results = round_results(workshop.store, workshop.round.id)

    assert results.units == []
    assert len(results.scores) == 0


def test_codes_of_another_meaning_are_refused(finished: Workshop) -> None:
    stale = {"coded_meaning": "0" * 64}
    finished.store.write(
        lambda connection: update_response(connection, finished.response_id, stale)
    )

    with pytest.raises(StaleCodesError):
        round_answers(finished.store, finished.round.id)


def test_a_round_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        round_results(workshop.store, 99)
