"""Kept scorecards are held against what the kept answers score."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.comparison.drift import MOST_NAMES, check_scores, list_score_drift
from meter.comparison.errors import LostScorecardError
from meter.errors import NotFoundError
from meter.fieldwork import rounds
from meter.storage.repository.responses import update_response
from scoring.scorecard import NodeScore
from tests.meter.comparison.kept import keep, make_card, replace_codes, submit

if TYPE_CHECKING:
    from scoring import Scorecard
    from tests.meter.conftest import Workshop


@pytest.fixture
def finished(workshop: Workshop) -> Workshop:
    submit(workshop, workshop.response_id, {"site": "yes", "users": 40.0})
    keep(workshop, "Blank", make_card(workshop))
    return workshop


def change(card: Scorecard, node: str, score: float, coverage: float) -> Scorecard:
    nodes = card.nodes | {node: NodeScore(score, coverage, None)}
    return replace(card, nodes=nodes)


def list_names(workshop: Workshop) -> list[str]:
    drift = list_score_drift(workshop.store, workshop.round.id)
    return [unit.name for unit in drift]


def test_scorecards_that_agree_with_their_answers_have_no_drift(
    finished: Workshop,
) -> None:
    assert list_names(finished) == []
    assert list(check_scores(finished.store)) == []


def test_answers_that_score_otherwise_are_drift(finished: Workshop) -> None:
    replace_codes(finished, {"site": "yes", "users": 40.001})

    assert list_names(finished) == ["Marenda"]


@pytest.mark.parametrize(
    ("score", "coverage", "names"),
    [
        (1e-13, 0.0, []),
        (1e-11, 0.0, ["Moved"]),
        (0.0, 1e-11, ["Moved"]),
    ],
)
def test_a_billionth_of_a_point_is_drift_and_the_noise_of_sums_is_not(
    finished: Workshop, score: float, coverage: float, names: list[str]
) -> None:
    before = make_card(finished).nodes["rules"]
    moved = (before.score or 0) + score, (before.coverage or 0) + coverage
    keep(finished, "Moved", change(make_card(finished), "rules", *moved))

    assert list_names(finished) == names


def test_a_score_where_there_is_none_is_drift(finished: Workshop) -> None:
    nodes = make_card(finished).nodes
    nodes["index"] = NodeScore(None, None, None)
    keep(finished, "Gone", make_card(finished, nodes=nodes))

    assert list_names(finished) == ["Gone"]


def test_a_scorecard_of_another_method_is_drift(finished: Workshop) -> None:
    keep(finished, "Other", make_card(finished, method_fingerprint="0" * 64))

    assert list_names(finished) == ["Other"]


def test_a_round_with_drift_is_said_in_a_sentence(finished: Workshop) -> None:
    replace_codes(finished, {"site": "no"})

    (sentence,) = check_scores(finished.store)

    assert '"seoul"' in sentence
    assert "Marenda" in sentence
    assert "Blank" not in sentence


def test_many_units_are_counted_after_the_first(finished: Workshop) -> None:
    for number in range(MOST_NAMES + 2):
        other = make_card(finished, method_fingerprint="0" * 64)
        keep(finished, f"Other {number:02}", other)

    (sentence,) = check_scores(finished.store)

    assert f"Other {MOST_NAMES - 1:02} and 2 more" in sentence


def test_a_lost_scorecard_is_said_in_a_sentence(finished: Workshop) -> None:
    keep(finished, "Lost", None)

    with pytest.raises(LostScorecardError):
        list_score_drift(finished.store, finished.round.id)
    (sentence,) = check_scores(finished.store)
    assert "Lost" in sentence


def test_codes_of_another_meaning_are_said_with_what_to_run(
    finished: Workshop,
) -> None:
    stale = {"coded_meaning": "0" * 64}
    finished.store.write(
        lambda connection: update_response(connection, finished.response_id, stale)
    )

    (sentence,) = check_scores(finished.store)

    assert "meter db recode" in sentence


def test_a_round_that_is_not_scored_has_nothing_to_check(workshop: Workshop) -> None:
    asked = workshop.instrument.model_copy(update={"framework": None})
    bare = type(asked).model_validate({**asked.to_document(), "methods": {}})
    store, at = workshop.store, workshop.at
    rounds.draft_round(store, workshop.owner.id, "bare", "Bare", bare, at=at)

    assert list(check_scores(store)) == []


def test_a_round_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        list_score_drift(workshop.store, 99)
