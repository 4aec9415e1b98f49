"""A round reads back as codes and as the very scores that its units were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from meter.comparison.errors import LostScorecardError, StaleCodesError
from meter.comparison.frames import recall_results, round_answers, round_results
from meter.errors import NotFoundError
from meter.fieldwork import units
from meter.fieldwork.responses import list_responses, load_scorecard
from meter.storage.repository.responses import update_response
from scoring import make_scorecard
from scoring.kernel.engine import score_coded
from scoring.scorecard import NodeScore
from tests.meter.comparison.kept import keep, make_card, replace_codes, submit

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


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
    assert results.scored_otherwise == ()


def test_scores_of_a_round_are_those_on_the_scorecards(finished: Workshop) -> None:
    results = round_results(finished.store, finished.round.id)

    given = {
        one.unit_id: one.id for one in list_responses(finished.store, finished.round.id)
    }
    for row, unit in enumerate(results.units):
        card = load_scorecard(finished.store, given[unit.id])
        assert make_scorecard(results.plan, results.scores, row) == card


def test_a_kept_score_stands_though_its_answers_would_score_otherwise(
    finished: Workshop,
) -> None:
    replace_codes(finished, {"site": "yes", "users": 100.0})

    kept = round_results(finished.store, finished.round.id)
    coded = round_answers(finished.store, finished.round.id).coded
    again = score_coded(kept.plan, coded)

    # Of 100, 40 used it; the other half, the ways, has no answer and counts as zero.
    assert kept.units[0] == finished.unit
    assert kept.scores.node("use")[0] == (0.4 + 0) / 2
    assert again.node("use")[0] == (1 + 0) / 2


def test_another_method_behind_a_scorecard_is_told_and_its_scores_stay(
    finished: Workshop,
) -> None:
    nodes = make_card(finished).nodes | {"index": NodeScore(0.75, 0.5, None)}
    keep(finished, "Other", make_card(finished, nodes=nodes, method_fingerprint="0"))

    results = round_results(finished.store, finished.round.id)

    assert [unit.name for unit in results.units] == ["Marenda", "Other", "Zelen"]
    assert [unit.name for unit in results.scored_otherwise] == ["Other"]
    assert results.scores.node("index")[1] == 0.75
    assert results.scores.coverage_of("index")[1] == 0.5


def test_a_submitted_unit_without_a_scorecard_is_told(finished: Workshop) -> None:
    keep(finished, "Lost", None)

    with pytest.raises(LostScorecardError) as raised:
        round_results(finished.store, finished.round.id)

    assert (raised.value.key, raised.value.unit) == ("seoul", "Lost")


def test_a_scorecard_of_another_instrument_is_told(finished: Workshop) -> None:
    keep(finished, "Strange", make_card(finished, nodes={}))

    with pytest.raises(LostScorecardError, match="Strange"):
        round_results(finished.store, finished.round.id)


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


def test_codes_of_another_meaning_are_refused_and_kept_scores_are_not(
    finished: Workshop,
) -> None:
    stale = {"coded_meaning": "0" * 64}
    finished.store.write(
        lambda connection: update_response(connection, finished.response_id, stale)
    )

    with pytest.raises(StaleCodesError, match="meter db recode"):
        round_answers(finished.store, finished.round.id)
    assert len(round_results(finished.store, finished.round.id).scores) == 2


def test_a_round_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        round_results(workshop.store, 99)
    with pytest.raises(NotFoundError):
        round_answers(workshop.store, 99)


def test_recalled_results_are_those_that_were_read(workshop: Workshop) -> None:
    keep(workshop, "Belo", make_card(workshop))
    read = round_results(workshop.store, workshop.round.id)

    first, second = (
        recall_results(workshop.store, workshop.round.id) for _ in range(2)
    )

    assert first.units == read.units
    assert np.array_equal(first.scores.score, read.scores.score, equal_nan=True)
    assert second.scores is first.scores


def test_a_new_scorecard_and_a_new_profile_are_seen_at_once(
    workshop: Workshop,
) -> None:
    keep(workshop, "Belo", make_card(workshop))
    before = recall_results(workshop.store, workshop.round.id)

    keep(workshop, "Cori", make_card(workshop, method_fingerprint="0" * 64))
    facts = {"population": 7.0}
    units.save_unit(workshop.store, workshop.owner.id, "Belo", facts, workshop.at)
    after = recall_results(workshop.store, workshop.round.id)

    assert [unit.name for unit in before.units] == ["Belo"]
    assert [unit.name for unit in after.units] == ["Belo", "Cori"]
    assert after.units[0].profile == facts
    assert [unit.name for unit in after.scored_otherwise] == ["Cori"]


def test_a_lost_scorecard_is_not_recalled_either(workshop: Workshop) -> None:
    keep(workshop, "Belo", None)

    for _ in range(2):
        with pytest.raises(LostScorecardError):
            recall_results(workshop.store, workshop.round.id)
