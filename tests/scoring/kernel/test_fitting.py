"""Fitting: a relative method learns from a population once."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import draw, score_all
from hypothesis import given
from hypothesis import strategies as st

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_blocks, score_coded
from scoring.kernel.fitting import fit_plan, fit_to_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from scoring.kernel.population import Block

NUMBER = {"type": "number"}
UNITS: list[dict[str, Any]] = [
    {"a": 1.0, "b": 10.0},
    {"a": 2.0, "b": 40.0},
    {"a": 4.0, "b": 20.0},
]


def relative(**method: Any) -> Any:
    return draw({"a": NUMBER, "b": NUMBER}, **method)


def test_a_plan_that_is_not_relative_learns_nothing() -> None:
    plan = compile_plan(draw(["a"]))
    assert fit_plan(plan, code_answers(plan.instrument, [{}])) is plan


def test_standardised_items_are_averaged_and_rescaled_at_the_node() -> None:
    ours = relative(normalise={"else": "z_score", "index": "min_max"})

    found = score_all(ours, *UNITS).node("index")

    a, b = np.array([1, 2, 4.0]), np.array([10, 40, 20.0])
    z = ((a - a.mean()) / a.std(ddof=1) + (b - b.mean()) / b.std(ddof=1)) / 2
    expected = (z - z.min()) / (z.max() - z.min())
    np.testing.assert_allclose(found, expected, atol=1e-15)


def test_a_fitted_plan_scores_alone_as_in_any_batch() -> None:
    ours = relative(normalise={"else": "percent_rank"}, combine={"index": "geometric"})
    coded = code_answers(ours, UNITS)
    fitted = fit_plan(compile_plan(ours), coded)

    together = score_coded(fitted, coded).score
    alone = np.concatenate(
        [score_coded(fitted, coded[[row]]).score for row in range(3)]
    )

    np.testing.assert_array_equal(together, alone)


def test_who_joins_later_moves_nobody() -> None:
    ours = relative(normalise={"else": "min_max"})
    fitted = fit_plan(compile_plan(ours), code_answers(ours, UNITS))
    before = score_coded(fitted, code_answers(ours, UNITS)).node("index")

    joined = [*UNITS, {"a": 1000.0, "b": -1000.0}]
    after = score_coded(fitted, code_answers(ours, joined)).node("index")

    np.testing.assert_array_equal(after[:3], before)


def test_a_missing_answer_may_count_as_the_mean_of_those_given() -> None:
    ours = draw(["a", "b"], missing={"unanswered": "mean"})

    answers = [{"a": "full", "b": "full"}, {"a": "half", "b": "full"}, {"b": "none"}]
    found = score_all(ours, *answers).node("index")

    assert found.tolist() == [1, 0.75, ((1 + 0.5) / 2 + 0) / 2]


def test_who_is_dropped_is_no_part_of_the_population() -> None:
    ours = relative(normalise={"else": "min_max"}, missing={"unanswered": "drop"})

    found = score_all(ours, *UNITS, {"a": 1000.0}).node("index")

    assert found[:3].tolist() == [0, (1 / 3 + 1) / 2, (1 + 1 / 3) / 2]
    assert np.isnan(found[3])


@pytest.mark.parametrize("combine", ["borda", "copeland", "kemeny"])
def test_a_ranking_combination_places_units_among_each_other(combine: str) -> None:
    ours = relative(
        normalise={"else": "raw"},
        combine={"index": combine},
        weights={"index": {"a": 2, "b": 1}},
    )

    found = score_all(ours, *UNITS).node("index")

    assert np.argsort(found).tolist() == [0, 1, 2]
    assert 0 <= found.min() <= found.max() <= 1


@pytest.mark.parametrize("by", ["entropy", "critic"])
def test_weights_may_be_found_in_the_population(by: str) -> None:
    ours = relative(normalise={"else": "min_max"}, weighting={"index": by})
    coded = code_answers(ours, [*UNITS, {"a": 3.9, "b": 12.0}])

    step = fit_plan(compile_plan(ours), coded).step_of("index")

    assert sum(step.weights.values()) == pytest.approx(1)
    assert [member.weight for member in step.members] == list(step.weights.values())
    assert len(set(step.weights.values())) == 2


def test_weights_of_nodes_may_be_found_too() -> None:
    nodes = {"index": {"of": {"x": 1, "y": 1}}, "x": ["a"], "y": ["b"]}
    ours = draw(
        {"a": NUMBER, "b": NUMBER},
        nodes,
        normalise={"else": "min_max"},
        weighting={"index": "entropy"},
    )
    plan = fit_plan(compile_plan(ours), code_answers(ours, UNITS))

    step = plan.step_of("index")
    weights = np.array([weight for _, weight in step.children])
    scores = score_coded(plan, code_answers(ours, UNITS))

    both = np.array([scores.node("x"), scores.node("y")])
    np.testing.assert_allclose(scores.node("index"), weights @ both, atol=1e-15)


def test_judgements_need_no_population() -> None:
    judged = {"by": "ahp", "compare": {"a": {"b": 3}}}
    ours = draw(["a", "b"], weighting={"index": judged})
    plan = compile_plan(ours)

    assert plan.is_fitted
    assert score_all(ours, {"a": "full", "b": "none"}).node("index")[
        0
    ] == pytest.approx(3 / 4)


@pytest.mark.parametrize("is_fitted", [True, False])
def test_blocks_are_those_of_the_whole(is_fitted: bool) -> None:
    ours = relative(normalise={"else": "z_score"})
    coded, plan = code_answers(ours, UNITS), compile_plan(ours)
    expected = score_coded(plan, coded).score

    given_plan = fit_plan(plan, coded) if is_fitted else plan
    parts = [block.score for block in score_blocks(given_plan, coded, rows=2)]

    assert not np.isnan(expected).any()
    np.testing.assert_array_equal(np.concatenate(parts), expected)


@given(st.permutations(range(3)))
def test_the_order_of_the_units_changes_nothing(order: list[int]) -> None:
    ours = relative(normalise={"else": "z_score", "index": "percentile"})
    found = score_all(ours, *[UNITS[place] for place in order]).node("index")
    np.testing.assert_array_equal(found, score_all(ours, *UNITS).node("index")[order])


def test_found_weights_go_to_the_children_that_they_were_found_for() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]}
    wide = [{"a": 0.0, "b": 0.4}, {"a": 1.0, "b": 0.5}, {"a": 0.1, "b": 0.6}]
    items = {
        key: {"type": "number", "goalposts": {"low": 0, "high": 1}} for key in "ab"
    }
    ours = draw(
        items,
        nodes,
        weights={"index": {"y": 1, "x": 1}},
        weighting={"index": "entropy"},
    )

    step = fit_plan(compile_plan(ours), code_answers(ours, wide)).step_of("index")

    assert step.weights["x"] > 0.9  # what differs most weighs most
    assert [weight for _, weight in step.children] == [step.weights[k] for k in "xy"]


def test_items_that_cannot_be_scored_get_no_found_weight() -> None:
    items = {"a": NUMBER, "b": NUMBER, "c": {"type": "text"}}
    ours = draw(
        items,
        {"index": ["c", "a", "b"]},
        normalise={"else": "min_max"},
        weighting={"index": "entropy"},
    )
    units = [*UNITS, {"a": 3.9, "b": 12.0}]

    step = fit_plan(compile_plan(ours), code_answers(ours, units)).step_of("index")

    assert [member.key for member in step.members] == ["a", "b"]
    assert sum(member.weight for member in step.members) == pytest.approx(1)


class Stream:
    """Answers to numbers that are made anew, some rows at a time."""

    def __init__(self, rows: int, most: int) -> None:
        self.starts = range(0, rows, most)
        self.rows, self.most = rows, most

    def read_items(self, keys: Collection[str]) -> Iterator[Block]:
        for start in self.starts:
            rows = np.arange(start, min(start + self.most, self.rows))
            yield {key: np.sin(rows * (1.0 + ord(key))) + 2 for key in keys}


TREE = {"index": {"of": ["x", "y"]}, "x": ["a", "b", "c"], "y": ["d", "e"]}
LEARNING: dict[str, dict[str, Any]] = {
    "bounds of items and nodes": {"normalise": {"else": "min_max", "x": "z_score"}},
    "ranks": {"normalise": {"else": "percentile", "y": "borda", "index": "min_max"}},
    "outliers": {"normalise": {"else": {"by": "min_max", "winsorise": 3}}},
    "means": {"normalise": {"else": "z_score"}, "missing": {"unanswered": "mean"}},
    "weights": {
        "normalise": {"else": "min_max"},
        "weighting": {"index": "entropy", "x": "critic"},
    },
    "order": {"normalise": {"else": "min_max"}, "combine": {"index": "borda"}},
}


@pytest.mark.parametrize("learning", LEARNING)
@pytest.mark.parametrize("most", [7, 100])
def test_what_is_learned_in_parts_is_what_the_whole_teaches_bit_for_bit(
    learning: str, most: int
) -> None:
    ours = draw(dict.fromkeys("abcde", NUMBER), TREE, **LEARNING[learning])
    plan, stream = compile_plan(ours), Stream(200, most)
    (whole,) = Stream(200, 200).read_items("abcde")

    found = fit_to_source(plan, stream)

    one, other = (score_coded(by, whole) for by in (found, fit_plan(plan, whole)))
    assert found.is_fitted
    assert not np.isnan(one.score).any()
    assert one.score.tobytes() == other.score.tobytes()


def test_a_fit_holds_a_few_numbers_a_row_however_many_items_there_are() -> None:
    keys = [chr(97 + place) for place in range(24)]
    nodes = {f"n{start}": keys[start : start + 3] for start in range(0, 24, 3)}
    ours = draw(
        dict.fromkeys(keys, NUMBER),
        {"index": {"of": list(nodes)}, **nodes},
        normalise={"else": "z_score", "index": "min_max", "n3": "min_max"},
        missing={"unanswered": "mean"},
    )
    plan, rows = compile_plan(ours), 100_000

    tracemalloc.start()
    fit_to_source(plan, Stream(rows, 1000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 64 * rows  # all answers alone are 24 x 8 bytes a row
