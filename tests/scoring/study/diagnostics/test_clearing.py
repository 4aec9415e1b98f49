"""What clears a level: enough, nothing idle in it, and against trying every way."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import LEVELS, draw
from patterned import OPEN, diagnose_one, with_diagnostics

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics import Raise, diagnose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from scoring.study.diagnostics import Diagnosis

KINDS: dict[str, dict[str, Any]] = {
    "competition": {"visible": "ahead", "foundation": "behind"},
    "digitalization": {"node": "t", "others": ["x", "y", "z"]},
    "even": {"node": "t", "others": ["x", "y"]},
    "integration": {"front": "ahead", "back": "behind"},
    "toolkitization": {"tool": "ahead", "glue": "behind", "themes": ["x", "y", "z"]},
}

ITEMS: dict[str, dict[str, Any]] = {
    "a1": {"tags": ["ahead"], "requires": ["b1"]},
    "a2": {"tags": ["ahead"], "requires": ["b1", "b2"]},
    "a3": {"tags": ["ahead"], "requires": ["b3"]},
    "a4": {"tags": ["ahead"], "requires": ["b4"]},
    "b1": {"tags": ["behind"]},
    "b2": {"tags": ["behind"]},
    "b3": {"tags": ["behind"]},
    "b4": {"tags": ["behind"]},
}

NODES = {
    "index": {"of": {"t": 1, "x": 1, "y": 1, "z": 1}},
    "t": ["a1", "a2", "a3", "a4"],
    "x": ["b1", "b2"],
    "y": ["b3"],
    "z": ["b4"],
}

INSTRUMENT = draw(ITEMS, NODES)

REPORTED = {"strong", "finding", "watch"}


def declare(name: str) -> dict[str, Any]:
    kind = "digitalization" if name == "even" else name
    return {"kind": kind, "title": "It", **KINDS[name]}


def draw_answers(seed: int) -> dict[str, Answer]:
    rng = np.random.default_rng(seed)
    high = {key: int(rng.integers(2, 5)) for key in ITEMS if key.startswith("a")}
    low = {key: int(rng.integers(0, 4)) for key in ITEMS if key.startswith("b")}
    return {key: LEVELS[level] for key, level in (high | low).items()}


def list_better(answers: Mapping[str, Answer]) -> Iterator[dict[str, Answer]]:
    """List every way to raise the items behind, the fewest steps first."""
    behind = [key for key in ITEMS if key.startswith("b")]
    now = [LEVELS.index(str(answers[key])) for key in behind]
    ways = itertools.product(*(range(5 - level) for level in now))
    for way in sorted(ways, key=sum):
        raised = (LEVELS[k + up] for k, up in zip(now, way, strict=True))
        yield {**answers, **dict(zip(behind, raised, strict=True))}


def count_steps(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> int:
    return sum(
        LEVELS.index(str(after[key])) - LEVELS.index(str(before[key])) for key in before
    )


def is_cleared(before: str, after: str) -> bool:
    """A finding is cleared by a watch, a watch by nothing at all."""
    return after not in (
        {"watch"} | REPORTED if before == "watch" else REPORTED - {"watch"}
    )


def fewest_steps(
    instrument: Instrument, level: str, answers: Mapping[str, Answer]
) -> int | None:
    plan, ways = compile_plan(instrument), list(list_better(answers))
    for way in ways:
        (found,) = diagnose(plan, code_answers(instrument, [way]))
        if is_cleared(level, found.level):
            return count_steps(answers, way)
    return None


def apply(found: Diagnosis, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    assert found.clearing is not None
    needed = {one.item: one.needed for one in found.clearing.raises}
    return {**answers, **{key: to for key, to in needed.items() if to is not None}}


CASES = [(name, seed) for name in KINDS for seed in range(6)]


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_no_fewer_steps_clear_a_level(name: str, seed: int) -> None:
    instrument = with_diagnostics(INSTRUMENT, {"it": {**declare(name), "guards": OPEN}})
    answers = draw_answers(seed)
    (found,) = diagnose(compile_plan(instrument), code_answers(instrument, [answers]))

    if found.level not in REPORTED:
        assert found.clearing is None
        return
    fewest = fewest_steps(instrument, found.level, answers)
    if fewest is None:
        assert found.clearing is None
        return
    assert found.clearing is not None
    # Where patches hold a finding, no steps are sought that make themes more alike.
    exact = (found.kind, found.level) != ("toolkitization", "finding")
    assert found.clearing.steps == fewest if exact else found.clearing.steps >= fewest
    after = diagnose_one(INSTRUMENT, declare(name), apply(found, answers))
    assert is_cleared(found.level, after.level)


def test_enough_of_the_cases_are_reported() -> None:
    reported = [
        diagnose_one(INSTRUMENT, declare(name), draw_answers(seed)).level in REPORTED
        for name, seed in CASES
    ]
    assert sum(reported) >= len(reported) / 2


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_without_any_one_rise_the_level_stays(name: str, seed: int) -> None:
    answers = draw_answers(seed)
    found = diagnose_one(INSTRUMENT, declare(name), answers)
    if found.clearing is None:
        return
    after = apply(found, answers)
    for one in found.clearing.raises:
        again = diagnose_one(
            INSTRUMENT, declare(name), {**after, one.item: answers[one.item]}
        )
        assert not is_cleared(found.level, again.level)


def test_a_rise_tells_its_answers_values_and_steps() -> None:
    answers: dict[str, Answer] = {key: LEVELS[3] for key in ITEMS if key[0] == "a"}
    answers |= {"b1": LEVELS[2], "b2": LEVELS[2], "b3": LEVELS[2], "b4": LEVELS[0]}

    found = diagnose_one(INSTRUMENT, declare("competition"), answers)

    # V = 12/16 - 6/16 = 0.375; three steps leave 12/16 - 9/16 = 0.1875 under 0.2. The
    # lowest rises first, and of equals the one that is asked first.
    assert found.clearing is not None
    assert found.clearing.raises == (
        Raise("b4", "none", "half", 0, 0.5, 2),
        Raise("b1", "half", "most", 0.5, 0.75, 1),
    )
    assert str(found.clearing.sentence) == (
        "It clears when answers to b4, b1 rise; steps in all: 3."
    )


CONDITIONED: dict[str, dict[str, Any]] = {
    "v": {"tags": ["visible"]},
    "f": {"tags": ["foundation"]},
    "g": {"tags": ["foundation"], "when": {"item": "f", "at_least": "most"}},
}

VISIBLE = {
    "kind": "competition",
    "title": "It",
    "visible": "visible",
    "foundation": "foundation",
}


def test_a_rise_may_cause_an_item_to_be_asked() -> None:
    answers: dict[str, Answer] = {"v": "full", "f": "half"}

    found = diagnose_one(draw(CONDITIONED), {**VISIBLE, "finding": 0.5}, answers)

    # V = 1 - 2/4. With f at 3/4, g is asked too and has no answer: V = 1 - 3/8; with f
    # full V = 1 - 4/8, which still is a finding.
    assert found.level == "finding"
    assert found.clearing is None


def test_what_is_not_asked_clears_nothing() -> None:
    answers: dict[str, Answer] = {"v": "full", "f": "little"}

    found = diagnose_one(draw(CONDITIONED), {**VISIBLE, "finding": 0.6}, answers)

    # V = 1 - 1/4; one step leaves 1 - 2/4, and g stays away.
    assert found.clearing is not None
    assert found.clearing.raises == (Raise("f", "little", "half", 0.25, 0.5, 1),)


def test_what_no_answers_would_clear_has_no_clearing() -> None:
    found = diagnose_one(
        draw(CONDITIONED),
        {**VISIBLE, "finding": 0, "watch": 0},
        {"v": "full", "f": "half"},
    )
    assert found.level == "finding"
    assert found.clearing is None
    assert "clears" not in str(found)
