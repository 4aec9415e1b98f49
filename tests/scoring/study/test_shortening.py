"""Shortening: what a way does not need goes, what is required stays."""

from __future__ import annotations

from typing import Any

from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.climb import Climb
from scoring.study.shortening import shorten


def shortened(items: Any, made: dict[str, str], bound: float) -> dict[str, Any]:
    """Shorten a way from nothing to a bound of the mean of all items."""
    instrument = draw(items, stages={"rule": ladder(0, bound)})
    plan = compile_plan(instrument)
    row = code_answers(instrument, [dict.fromkeys(items, "none")])
    climb = Climb(plan, row, "index", plan.rule_of())
    bits = {
        key: next(
            b for b in climb.items[key].steps if climb.items[key].decode(b) == answer
        )
        for key, answer in made.items()
    }
    left = shorten(climb, bits, 1, lambda key: climb.items[key].steps)
    return {key: climb.items[key].decode(bits) for key, bits in left.items()}


def test_the_last_idle_answer_is_taken_back() -> None:
    found = shortened({"a": {}, "b": {}}, {"a": "full", "b": "little"}, 0.5)

    assert found == {"a": "full"}


def test_levels_are_lowered_as_far_as_the_stage_allows() -> None:
    # the mean of two has to be 0.6: 1 and 1/4 give 0.625
    found = shortened({"a": {}, "b": {}}, {"a": "full", "b": "full"}, 0.6)

    assert found == {"a": "full", "b": "little"}


def test_what_another_answer_requires_stays_in_place() -> None:
    items = {"a": {"requires": ["b"]}, "b": {}, "c": {}}

    found = shortened(items, {"b": "full", "a": "full"}, 1 / 3)

    # b at full alone would do: a goes first, then nothing requires b
    assert found == {"b": "full"}
    both = shortened(items, {"b": "half", "a": "full"}, 0.5)
    assert both == {"b": "half", "a": "full"}  # no less of b is in place for a
