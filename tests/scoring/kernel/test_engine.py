"""The engine: the score of whole trees, with gates, tables and coverage."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import LEVELS, draw, ladder, score_all

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.errors import PackedAnswersError
from scoring.kernel.blocks import ROWS
from scoring.kernel.codes import GIVEN
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_blocks, score_coded

if TYPE_CHECKING:
    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument

NA = Missing.NOT_APPLICABLE

TREE: dict[str, Any] = {
    "index": {"of": {"law": 2, "tech": 1}},
    "law": {"items": {"a": 2, "b": 1}},
    "tech": ["c"],
}


def test_a_drawn_tree_is_scored() -> None:
    # index = (2 law + 1 tech) / 3; law = (2 a + 1 b) / 3
    #   law:  a half 2/4, b full 4/4
    #   tech: c most 3/4
    found = score_all(
        draw(["a", "b", "c"], TREE), {"a": "half", "b": "full", "c": "most"}
    )

    law = (2 * 2 / 4 + 1 * 4 / 4) / 3
    assert found.node("law")[0] == law
    assert found.node("tech")[0] == 3 / 4
    assert found.node("index")[0] == pytest.approx((2 * law + 1 * 3 / 4) / 3, abs=1e-15)


def test_a_node_without_any_counted_item_leaves_its_weight_to_the_others() -> None:
    found = score_all(draw(["a", "b", "c"], TREE), {"a": NA, "b": NA, "c": "most"})

    assert np.isnan(found.node("law")[0])
    assert np.isnan(found.coverage_of("law")[0])
    assert found.node("index")[0] == 3 / 4
    assert found.coverage_of("index")[0] == 1


def test_where_nothing_applies_there_is_neither_score_nor_coverage() -> None:
    found = score_all(draw(["a", "b", "c"], TREE), dict.fromkeys("abc", NA))

    assert np.isnan(found.score).all()
    assert np.isnan(found.coverage).all()


def test_coverage_is_the_answered_share_of_the_weight_that_applies() -> None:
    answers: dict[str, Answer] = {"a": "full", "c": Missing.DONT_KNOW}

    found = score_all(draw(["a", "b", "c"], TREE), answers)

    law = 2 / (2 + 1)
    assert found.coverage_of("law")[0] == law
    assert found.coverage_of("index")[0] == pytest.approx((2 * law + 1 * 0) / 3)


def test_a_score_below_the_least_coverage_is_blank_but_counts_above() -> None:
    instrument = draw(["a", "b", "c"], TREE, missing={"least_coverage": 0.67})

    found = score_all(instrument, {"a": "full", "c": "full"})

    assert found.coverage_of("law")[0] == 2 / 3  # below 0.67
    assert np.isnan(found.node("law")[0])
    covered = (2 * 2 / 3 + 1 * 1) / 3
    assert found.coverage_of("index")[0] == pytest.approx(covered)
    assert found.node("index")[0] == pytest.approx((2 * 2 / 3 + 1 * 1) / 3)


def test_exactly_the_least_coverage_is_enough() -> None:
    tenths = draw([f"i{k}" for k in range(10)], missing={"least_coverage": 0.7})

    found = score_all(tenths, {f"i{k}": "full" for k in range(7)})

    assert found.node("index")[0] == 7 / 10


GATE: dict[str, Any] = {"node": "law", "when": {"item": "a", "equals": "none"}}


@pytest.mark.parametrize(
    ("becomes", "law", "index"),
    [("zero", 0, (2 * 0 + 1 * 1) / 3), ("no_score", np.nan, 1 / 1)],
)
def test_a_gate_makes_a_node_zero_or_takes_its_score(
    becomes: str, law: float, index: float
) -> None:
    instrument = draw(["a", "b", "c"], TREE, gates=[{**GATE, "becomes": becomes}])

    found = score_all(
        instrument,
        {"a": "none", "b": "full", "c": "full"},
        {"a": "little", "b": "full", "c": "full"},
    )

    assert found.node("law")[0] == pytest.approx(law, nan_ok=True)
    assert found.node("index")[0] == pytest.approx(index)
    assert found.node("law")[1] == pytest.approx((2 * 1 / 4 + 1 * 1) / 3)


def test_a_gate_gives_no_score_to_a_node_that_has_none() -> None:
    gate = {"node": "law", "when": {"not": {"item": "a", "answered": True}}}
    instrument = draw(["a", "b", "c"], TREE, gates=[{**gate, "becomes": "zero"}])

    found = score_all(instrument, {"a": NA, "b": NA, "c": "full"})

    assert np.isnan(found.node("law")[0])


FULL_AND_HALF = [{"item": "a", "equals": "full"}, {"item": "b", "at_least": "half"}]

TABLE: dict[str, Any] = {
    "index": {
        "table": [
            {"when": {"all": FULL_AND_HALF}, "score": 1},
            {"when": {"item": "a", "equals": "full"}, "score": 0.75},
            {"when": {"item": "a", "at_least": "half"}, "score": 0.25},
        ],
        "else": 0.1,
    }
}


@pytest.mark.parametrize(
    ("a", "b", "score", "coverage"),
    [
        ("full", "most", 1, 1),
        ("full", "little", 0.75, 1),
        ("half", "full", 0.25, 1),
        ("none", "full", 0.1, 1),
        ("full", Missing.UNANSWERED, 0.75, 1 / 2),
        ("full", NA, 0.75, 1),
        (Missing.UNANSWERED, Missing.UNANSWERED, 0.1, 0),
        (NA, NA, np.nan, np.nan),
    ],
)
def test_a_table_gives_the_score_of_the_first_row_that_holds(
    a: Answer, b: Answer, score: float, coverage: float
) -> None:
    found = score_all(draw(["a", "b"], TABLE), {"a": a, "b": b})

    assert found.node("index")[0] == pytest.approx(score, nan_ok=True)
    assert found.coverage_of("index")[0] == pytest.approx(coverage, nan_ok=True)


def test_a_table_of_answers_that_are_left_out_has_no_score() -> None:
    instrument = draw(["a", "b"], TABLE, missing={"unanswered": "leave_out"})

    found = score_all(instrument, {}, {"a": "none"})

    assert np.isnan(found.node("index")[0])
    assert found.node("index")[1] == 0.1


def test_items_that_are_never_scored_count_for_nothing() -> None:
    items: dict[str, Any] = {"a": {}, "note": {"type": "text"}, "n": {"type": "number"}}

    found = score_all(draw(items), {"a": "half"})

    assert found.node("index")[0] == 2 / 4
    assert found.coverage_of("index")[0] == 1


def make_mixed() -> Instrument:
    """Draw every way of scoring in one tree."""
    items: dict[str, Any] = {f"i{k}": {} for k in range(7)}
    items["n"] = {"type": "number", "goalposts": {"low": 3, "high": -4}}
    items["i6"] = {"when": {"item": "i0", "at_least": "half"}}
    nodes: dict[str, Any] = {
        "index": {"of": {"x": 0.34, "y": 0.33, "z": 0.33, "t": 0.1, "m": 1}},
        "x": {"items": {"i0": 0.1, "i1": 0.2, "i2": 0.7, "i6": 0.3}},
        "y": {"items": {"i3": 3, "n": 1.5}},
        "z": {"items": ["i4", "i5"]},
        "t": {"table": [{"when": {"item": "i5", "at_least": "most"}, "score": 0.7}]},
        "m": {"of": ["x", "y"]},
    }
    gate = {"node": "y", "when": {"item": "i3", "equals": "none"}, "becomes": "zero"}
    gates = {2: [{"node": "x", "at_least": 0.5}]}
    return draw(
        items,
        nodes,
        combine={"index": "geometric", "z": "geometric", "m": "minimum"},
        missing={"least_coverage": 0.5, "unanswered": "leave_out"},
        stages={"rule": ladder(0, 0.3, 0.6, gates=gates)},
        gates=[gate],
    )


def make_batch(instrument: Instrument, rows: int) -> list[dict[str, Answer]]:
    chance = random.Random(7)
    reasons = [NA, Missing.UNANSWERED, Missing.DONT_KNOW, Missing.REFUSED]
    return [
        {
            key: chance.choice(reasons)
            if chance.random() < 0.2
            else chance.uniform(-5, 4)
            if key == "n"
            else chance.choice(LEVELS)
            for key in instrument.items
        }
        for _ in range(rows)
    ]


def test_a_response_scores_the_same_bit_for_bit_alone_and_in_any_batch() -> None:
    instrument = make_mixed()
    plan = compile_plan(instrument)
    coded = code_answers(instrument, make_batch(instrument, 1500))

    together = score_coded(plan, np.resize(coded, ROWS + 1700))
    mixed = np.random.default_rng(3).permutation(len(coded))
    shuffled = score_coded(plan, coded[mixed])
    alone = [score_coded(plan, coded[row : row + 1]) for row in range(len(coded))]

    expected = np.concatenate([one.score for one in alone])
    assert np.unique(expected[~np.isnan(expected)]).size > 1000
    assert together.score[: len(coded)].tobytes() == expected.tobytes()
    assert together.score[len(coded) : 2 * len(coded)].tobytes() == expected.tobytes()
    assert shuffled.score.tobytes() == expected[mixed].tobytes()
    covered = np.concatenate([one.coverage for one in alone])
    assert together.coverage[: len(coded)].tobytes() == covered.tobytes()
    stages = np.concatenate([one.stage["rule"] for one in alone])
    assert (together.stage["rule"][: len(coded)] == stages).all()
    assert set(stages.tolist()) == {-1, 0, 1, 2}


def test_blocks_threads_and_columns_score_as_rows_at_once_do() -> None:
    instrument = make_mixed()
    plan = compile_plan(instrument)
    rows = code_answers(instrument, make_batch(instrument, 300))
    coded = np.resize(rows, 3 * ROWS + 17)
    columns = {key: np.ascontiguousarray(coded[key]) for key in instrument.items}

    expected = score_coded(plan, coded).score.tobytes()

    blocks = [block.score for block in score_blocks(plan, coded, 1000)]
    assert np.concatenate(blocks).tobytes() == expected
    assert score_coded(plan, coded, threads=2).score.tobytes() == expected
    assert score_coded(plan, columns).score.tobytes() == expected
    parts = [block.score for block in score_blocks(plan, columns, 9000, threads=2)]
    assert np.concatenate(parts).tobytes() == expected


def test_no_responses_have_no_scores() -> None:
    instrument = make_mixed()

    found = score_coded(compile_plan(instrument), code_answers(instrument, []))

    assert len(found) == 0
    assert found.score.shape == (0, 6)


@pytest.mark.parametrize("as_columns", [False, True])
def test_a_code_that_its_item_does_not_have_is_refused(as_columns: bool) -> None:
    instrument = draw(["a", "b"])
    coded = code_answers(instrument, [{"a": "full"}, {"a": "none"}])
    coded["b"][1] = GIVEN + len(LEVELS)
    columns = {key: coded[key] for key in "ab"}

    with pytest.raises(PackedAnswersError, match="'b' has no code 13"):
        score_coded(compile_plan(instrument), columns if as_columns else coded)
