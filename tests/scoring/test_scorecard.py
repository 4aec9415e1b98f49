"""Scorecards: one response's results with their fingerprints."""

from __future__ import annotations

import json

from drawn import draw, ladder, score_all

from instruments.model.answers import Missing
from scoring import Scorecard, make_scorecard
from scoring.scorecard import NodeScore

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
