"""Scorecards: one response's results with their fingerprints."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import draw, ladder, score_all

from instruments.model.answers import Missing
from scoring import Scorecard, make_scorecard
from scoring.scorecard import NodeScore, make_scores

if TYPE_CHECKING:
    from scoring import Scores

RULES = {"main": ladder(0, 0.5), "fine": ladder(0, 0.25), "law": ladder(0, 1, of="x")}
NODES = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]}
INSTRUMENT = draw(["a", "b"], NODES, stages=RULES)


def test_a_scorecard_holds_every_node_and_rule() -> None:
    scores = score_all(INSTRUMENT, {"a": "most", "b": Missing.NOT_APPLICABLE})

    card = make_scorecard(scores.plan, scores)

    assert card.nodes == {
        "index": NodeScore(3 / 4, 1, "s1"),
        "x": NodeScore(3 / 4, 1, "s0"),
        "y": NodeScore(None, None, None),
    }
    assert card.stages == {"main": "s1", "fine": "s1", "law": "s0"}


def test_without_score_there_is_no_stage() -> None:
    scores = score_all(INSTRUMENT, dict.fromkeys("ab", Missing.NOT_APPLICABLE))

    card = make_scorecard(scores.plan, scores)

    assert card.stages == {"main": None, "fine": None, "law": None}
    assert card.nodes["index"] == NodeScore(None, None, None)


def test_a_scorecard_says_what_it_was_computed_with() -> None:
    scores = score_all(INSTRUMENT, {"a": "full"})

    card = make_scorecard(scores.plan, scores)

    assert (card.instrument, card.version, card.method) == ("drawn", "1", "default")
    assert card.meaning == INSTRUMENT.meaning
    assert card.method_fingerprint == INSTRUMENT.method_fingerprint("default")


def test_any_row_of_a_batch_has_its_scorecard() -> None:
    scores = score_all(INSTRUMENT, {"a": "none"}, {"a": "full", "b": "full"})

    assert make_scorecard(scores.plan, scores, 1).nodes["index"].score == 1


def test_a_scorecard_survives_json() -> None:
    scores = score_all(INSTRUMENT, {"a": "little", "b": Missing.NOT_APPLICABLE})
    card = make_scorecard(scores.plan, scores)

    again = Scorecard.from_document(json.loads(json.dumps(card.to_document())))

    assert again == card


def make_cards(scores: Scores) -> list[Scorecard]:
    return [make_scorecard(scores.plan, scores, row) for row in range(len(scores))]


def test_scorecards_make_the_batch_that_they_were_taken_from() -> None:
    nothing = dict.fromkeys("ab", Missing.NOT_APPLICABLE)
    scores = score_all(INSTRUMENT, {"a": "most"}, nothing, {"a": "full", "b": "full"})

    again = make_scores(scores.plan, make_cards(scores))

    assert np.array_equal(again.score, scores.score, equal_nan=True)
    assert np.array_equal(again.coverage, scores.coverage, equal_nan=True)
    assert list(again.stage) == list(scores.stage)
    for rule, held in scores.stage.items():
        assert again.stage[rule].dtype == held.dtype
        assert again.stage[rule].tolist() == held.tolist()


def test_what_a_scorecard_says_is_not_computed_again() -> None:
    scores = score_all(INSTRUMENT, {"a": "full", "b": "full"})
    (card,) = make_cards(scores)
    said = replace(
        card,
        nodes=card.nodes | {"x": NodeScore(0.125, 0.5, "s0")},
        stages=card.stages | {"law": "s0"},
    )

    kept = make_scores(scores.plan, [said])

    assert (kept.node("x")[0], kept.coverage_of("x")[0]) == (0.125, 0.5)
    assert kept.stage_keys("law") == ["s0"]
    assert kept.node("index")[0] == 1


def test_no_scorecards_make_an_empty_batch() -> None:
    plan = score_all(INSTRUMENT, {"a": "full"}).plan

    none = make_scores(plan, [])

    assert none.score.shape == none.coverage.shape == (0, len(plan.nodes))
    assert none.stage_keys("main") == []


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": {}},
        {"nodes": {"index": NodeScore(1, 1, "s1")}},
        {"stages": {}},
        {"stages": {"main": "s1", "fine": "s1", "law": "gone"}},
        {"stages": {"main": "s1", "fine": "s1", "law": None, "more": None}},
    ],
)
def test_a_scorecard_with_other_nodes_or_stages_does_not_fit(
    change: dict[str, Any],
) -> None:
    scores = score_all(INSTRUMENT, {"a": "full"})
    (card,) = make_cards(scores)

    assert card.fits(scores.plan)
    assert not replace(card, **change).fits(scores.plan)


def test_a_scorecard_fits_whatever_method_made_it() -> None:
    scores = score_all(INSTRUMENT, {"a": "full"})
    (card,) = make_cards(scores)

    assert replace(card, method_fingerprint="0" * 64).fits(scores.plan)
