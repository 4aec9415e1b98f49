"""What holds for every instrument and every response: drawn at random, many times."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn import LEVELS, draw, ladder, options, score_all
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.model.answers import Answer, Missing

KEYS = ("a", "b", "c", "d", "e", "n", "s")
KINDS: dict[str, dict[str, Any]] = {
    "a": {},
    "b": {"reverse": True},
    "c": {"type": "yes_no"},
    "d": {"type": "single", "options": options(x=3, y=-1, z=1)},
    "e": {},
    "n": {"type": "number", "goalposts": {"low": 20, "high": -5}},
    "s": {"type": "multiple", "options": options(p=1, q=2, r=4), "full": 5},
}
RISING: dict[str, list[Any]] = {
    "a": list(LEVELS),
    "b": list(reversed(LEVELS)),
    "c": ["no", "yes"],
    "d": ["y", "z", "x"],
    "e": list(LEVELS),
    "n": [30.0, 20.0, 13.5, 0.0, -5.0, -9.0],
    "s": [(), ("p",), ("q",), ("p", "q"), ("r",), ("q", "r"), ("p", "q", "r")],
}
"""The answers to each item, from the lowest value to the highest."""

COMBINE = st.sampled_from(["arithmetic", "geometric", "minimum", "maximum"])
WEIGHT = st.sampled_from([0.1, 0.34, 1, 2, 7])
METHOD = st.fixed_dictionaries(
    {
        "combine": st.fixed_dictionaries(
            {"index": COMBINE, "x": COMBINE, "else": COMBINE}
        ),
        "floor": st.sampled_from([0, 0.01, 0.2]),
        "missing": st.fixed_dictionaries(
            {
                "unanswered": st.sampled_from(["zero", "leave_out"]),
                "refused": st.sampled_from(["zero", "leave_out"]),
                "least_coverage": st.sampled_from([0, 0.5]),
            }
        ),
    }
)
WEIGHTS = st.lists(WEIGHT, min_size=10, max_size=10)
RESPONSE = st.fixed_dictionaries(
    {key: st.sampled_from([*RISING[key], *Missing]) for key in KEYS}
)
RULE = ladder(0, 0.3, 0.6, gates={1: [{"node": "x", "at_least": 0.2}]})


def tree(weights: list[float], keys: tuple[str, ...] = KEYS) -> dict[str, Any]:
    """Draw two nodes of items and one of both, the last item of the first shared."""
    first, second = keys[:4], keys[3:]
    return {
        "index": {"of": {"x": weights[0], "y": weights[1]}},
        "x": {"items": dict(zip(first, weights[2:], strict=False))},
        "y": {"items": dict(zip(second, weights[6:], strict=False))},
    }


def instrument_of(weights: list[float], method: dict[str, Any], **fields: Any) -> Any:
    return draw(KINDS, tree(weights), stages={"rule": RULE}, **method, **fields)


@given(st.lists(RESPONSE, min_size=1, max_size=8), WEIGHTS, METHOD)
def test_scores_and_coverage_stay_between_0_and_1(
    batch: list[dict[str, Answer]], weights: list[float], method: dict[str, Any]
) -> None:
    found = score_all(instrument_of(weights, method), *batch)

    for values in (found.score, found.coverage):
        known = values[~np.isnan(values)]
        assert ((known >= 0) & (known <= 1)).all()


@given(RESPONSE, WEIGHTS, METHOD, st.sampled_from(KEYS))
def test_a_better_answer_never_lowers_a_score_or_a_stage(
    answers: dict[str, Answer],
    weights: list[float],
    method: dict[str, Any],
    item: str,
) -> None:
    batch = [{**answers, item: better} for better in RISING[item]]

    found = score_all(instrument_of(weights, method), *batch)

    assert np.diff(found.score, axis=0)[~np.isnan(found.score[1:])].min(initial=0) >= (
        -1e-12
    )
    assert np.diff(found.stage["rule"].astype(int)).min() >= 0


@given(st.lists(RESPONSE, min_size=2, max_size=6), WEIGHTS, METHOD, st.randoms())
def test_the_order_of_rows_changes_nothing(
    batch: list[dict[str, Answer]],
    weights: list[float],
    method: dict[str, Any],
    chance: Any,
) -> None:
    instrument = instrument_of(weights, method)
    order = list(range(len(batch)))
    chance.shuffle(order)

    found = score_all(instrument, *batch)
    shuffled = score_all(instrument, *(batch[place] for place in order))

    assert shuffled.score.tobytes() == found.score[order].tobytes()


@given(RESPONSE, WEIGHTS, METHOD, st.permutations(KEYS))
def test_the_order_of_items_changes_nothing(
    answers: dict[str, Answer],
    weights: list[float],
    method: dict[str, Any],
    order: list[str],
) -> None:
    nodes = tree(weights)
    turned = {
        key: {part: dict(reversed(of.items())) for part, of in node.items()}
        for key, node in nodes.items()
    }

    first = score_all(draw(KINDS, nodes, **method), answers)
    second = score_all(
        draw({key: KINDS[key] for key in order}, turned, **method), answers
    )

    for key in nodes:
        assert second.node(key)[0] == pytest.approx(
            first.node(key)[0], abs=1e-12, nan_ok=True
        )


@given(RESPONSE, WEIGHTS, METHOD, st.sampled_from(KEYS))
def test_what_does_not_apply_counts_as_if_it_were_not_there(
    answers: dict[str, Answer],
    weights: list[float],
    method: dict[str, Any],
    item: str,
) -> None:
    nodes = tree(weights)
    shorter = {
        key: {
            part: {child: w for child, w in of.items() if child != item}
            for part, of in node.items()
        }
        for key, node in nodes.items()
    }
    absent = {**answers, item: Missing.NOT_APPLICABLE}

    with_it = score_all(draw(KINDS, nodes, **method), absent)
    without = score_all(draw(KINDS, shorter, **method), answers)

    for key in nodes:
        assert with_it.node(key)[0] == pytest.approx(
            without.node(key)[0], abs=1e-12, nan_ok=True
        )
        assert with_it.coverage_of(key)[0] == pytest.approx(
            without.coverage_of(key)[0], abs=1e-12, nan_ok=True
        )


@given(RESPONSE, WEIGHTS, METHOD, st.sampled_from([0.001, 3, 250]))
def test_only_the_ratio_of_weights_counts(
    answers: dict[str, Answer],
    weights: list[float],
    method: dict[str, Any],
    factor: float,
) -> None:
    scaled = [weight * factor for weight in weights]

    first = score_all(instrument_of(weights, method), answers)
    second = score_all(instrument_of(scaled, method), answers)

    assert second.score == pytest.approx(first.score, abs=1e-12, nan_ok=True)


@settings(max_examples=50)
@given(st.lists(RESPONSE, min_size=1, max_size=40), WEIGHTS, METHOD)
def test_a_batch_is_its_rows_bit_for_bit(
    batch: list[dict[str, Answer]], weights: list[float], method: dict[str, Any]
) -> None:
    instrument = instrument_of(weights, method)

    together = score_all(instrument, *batch)
    alone = [score_all(instrument, answers) for answers in batch]

    assert together.score.tobytes() == b"".join(one.score.tobytes() for one in alone)
    assert together.coverage.tobytes() == b"".join(
        one.coverage.tobytes() for one in alone
    )
    assert together.stage_keys() == [one.stage_keys()[0] for one in alone]


@given(RESPONSE, WEIGHTS, st.sampled_from([0.01, 0.2]))
def test_the_minimum_is_below_the_geometric_mean_and_that_below_the_arithmetic(
    answers: dict[str, Answer], weights: list[float], floor: float
) -> None:
    kinds = ("minimum", "geometric", "arithmetic", "maximum")

    found = [
        score_all(
            instrument_of(weights, {"combine": {"index": how}, "floor": floor}), answers
        ).node("index")[0]
        for how in kinds
    ]

    if not np.isnan(found[0]):
        assert np.diff(found).min() >= -1e-12
