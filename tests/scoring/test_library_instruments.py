"""Every library instrument can be scored, explained and improved, by every method."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from instruments import Missing, list_library, load_instrument
from instruments.model.items import MultipleItem, NumberItem
from scoring import compile_plan, make_scorecard, score_answers
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.study.blocking import blocking_list
from scoring.study.contributions import contributions

if TYPE_CHECKING:
    from instruments import Instrument
    from instruments.model.answers import Answer
    from instruments.model.items import Item

CASES = [
    (key, method) for key in list_library() for method in load_instrument(key).methods
]


def answer(chance: random.Random, instrument: Instrument, item: Item) -> Answer:
    """Give some answer, or a reason that the item allows."""
    reasons = [Missing.UNANSWERED, *instrument.allowed_of(item)]
    codes = [option.code for option in instrument.options_of(item)]
    if chance.random() < 0.15 or not (codes or isinstance(item, NumberItem)):
        return chance.choice(reasons)
    if isinstance(item, NumberItem):
        return chance.uniform(item.at_least or 0, item.at_most or 1)
    if isinstance(item, MultipleItem):
        return tuple(chance.sample(codes, 1))
    return chance.choice(codes)


@pytest.mark.parametrize(("key", "method"), CASES)
def test_a_library_instrument_scores_explains_and_improves(
    key: str, method: str
) -> None:
    instrument = load_instrument(key)
    chance = random.Random(5)
    batch = [
        {
            name: answer(chance, instrument, item)
            for name, item in instrument.items.items()
        }
        for _ in range(20)
    ]
    coded = code_answers(instrument, batch)
    plan = fit_plan(compile_plan(instrument, method), coded)

    scores = score_coded(plan, coded)

    for row in range(len(batch)):
        for index in plan.indices:
            value = float(scores.node(index)[row])
            parts = contributions(plan, coded[row], index)
            assert sum(one.contribution for one in parts) == pytest.approx(
                0 if np.isnan(value) else value, abs=1e-12
            )
        for rule in plan.rules:
            found = blocking_list(plan, coded[row], rule.key)
            assert found.current == scores.stage_keys(rule.key)[row]
            if found.next and found.reachable:
                changes = {step.item: step.needed for step in found.steps}
                changed: dict[str, Any] = {**batch[row], **changes}
                better = score_coded(plan, code_answers(instrument, [changed]))
                assert better.stage[rule.key][0] > scores.stage[rule.key][row]
    assert make_scorecard(plan, scores).method == method


@pytest.mark.parametrize("key", [key for key, _ in dict(CASES).items()])
def test_no_answers_at_all_are_a_response_too(key: str) -> None:
    scores = score_answers(load_instrument(key), {})

    assert np.nan_to_num(scores.coverage, nan=0).max() == 0
