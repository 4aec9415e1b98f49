"""Staged ladders after the rule of C2M2, on cases written by hand.

A stage is held only if every practice of its level and of all lower levels is at least
largely (0.75) in place, whatever the mean says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from drawn import draw, ladder, score_all

from instruments.model.answers import Answer, Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.blocking import blocking_list

CASES = json.loads((Path(__file__).parent / "gated_stages.json").read_text())

SCALE = {
    "allow": ["not_applicable"],
    "options": [
        {"code": f"p{points}", "say": str(points), "points": points}
        for points in (0, 25, 50, 75, 100)
    ],
}


def read_case(levels: list[list[Any]]) -> tuple[Any, dict[str, Answer]]:
    """Draw a ladder of three gated stages, and the answers of the case."""
    answers: dict[str, Answer] = {
        f"l{level}_{place}": Missing(given)
        if isinstance(given, str)
        else f"p{round(given * 100)}"
        for level, practices in enumerate(levels, 1)
        for place, given in enumerate(practices)
    }
    gates = {
        level: [
            {"item": key, "at_least": "p75"}
            for key in answers
            if key.startswith(f"l{level}_")
        ]
        for level in range(1, 4)
    }
    instrument = draw(
        {key: {"scale": "extent"} for key in answers},
        scales={"extent": SCALE},
        stages={"rule": ladder(0, 0, 0, 0, gates=gates)},
    )
    return instrument, answers


@pytest.mark.parametrize("case", CASES)
def test_a_stage_needs_every_practice_up_to_its_level(case: dict[str, Any]) -> None:
    instrument, answers = read_case(case["levels"])

    assert score_all(instrument, answers).stage_keys() == [f"s{case['stage']}"]


@pytest.mark.parametrize("case", CASES)
def test_the_practices_that_block_are_found(case: dict[str, Any]) -> None:
    instrument, answers = read_case(case["levels"])
    row = code_answers(instrument, [answers])

    found = blocking_list(compile_plan(instrument), row)

    assert [step.item for step in found.steps] == case["blocking"]
    assert all(step.needed == "p75" for step in found.steps)


def test_a_mean_of_nine_tenths_can_be_stage_nothing() -> None:
    instrument, answers = read_case(CASES[1]["levels"])

    found = score_all(instrument, answers)

    assert found.node("index")[0] == pytest.approx((1 + 0.5 + 4 * 1) / 6)
    assert found.stage_keys() == ["s0"]
