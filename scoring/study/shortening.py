"""Shortening: from a way to a stage what is not needed for it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scoring.study.climb import Climb
    from scoring.study.rescoring import Answers


def shorten(
    climb: Climb,
    answers: Mapping[str, int],
    target: int,
    levels_of: Callable[[str], list[int]],
) -> Answers:
    """Take back what a way does not need, and lower the rest as far as it goes.

    What is left reaches the stage, and without any single answer it is lost, unless
    another one requires that answer.

    Args:
        climb: the response.
        answers: a way that reaches the stage, what is required first.
        target: place of the wanted band.
        levels_of: gives the better answers to an item, the least valuable first.
    """
    left = dict(answers)
    while _drop_one(climb, left, target) or _lower_one(climb, left, target, levels_of):
        pass
    return left


def _reaches(climb: Climb, sets: list[Answers], target: int) -> list[bool]:
    return [int(stage) >= target for stage in climb.run(sets).stage] if sets else []


def _drop_one(climb: Climb, left: Answers, target: int) -> bool:
    """Take the last answer back that is neither needed nor required."""
    needed = climb.requirements.required_by(left)
    free = [key for key in reversed(left) if not needed[key]]
    sets = [{k: b for k, b in left.items() if k != key} for key in free]
    held = _reaches(climb, sets, target)
    if True not in held:
        return False
    del left[free[held.index(True)]]
    return True


def _lower_one(
    climb: Climb, left: Answers, target: int, levels_of: Callable[[str], list[int]]
) -> bool:
    """Lower one answer as far as the stage, and what requires it, allow."""
    needed = climb.requirements.required_by(left)
    # All of them are scored together: a run takes about as long for one as for many.
    lower = [
        (key, bits)
        for key in reversed(left)
        for bits in _list_lower(climb, left, key, levels_of)
        if not needed[key] or climb.requirements.is_met(key, bits)
    ]
    held = _reaches(climb, [{**left, key: bits} for key, bits in lower], target)
    if True not in held:
        return False
    key, bits = lower[held.index(True)]
    left[key] = bits
    return True


def _list_lower(
    climb: Climb, left: Answers, key: str, levels_of: Callable[[str], list[int]]
) -> list[int]:
    """List the levels below an answer of the way, the least valuable first."""
    levels = _list_levels(climb, key, levels_of)
    return levels[: levels.index(left[key])] if left[key] in levels else []


def _list_levels(
    climb: Climb, key: str, levels_of: Callable[[str], list[int]]
) -> list[int]:
    """Give the levels of an item; one that is only required has its steps alone."""
    try:
        return levels_of(key)
    except KeyError:
        return climb.items[key].steps
