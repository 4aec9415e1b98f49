"""What blocks the next stage: the few answers that, changed, would reach it.

The answers are found by scoring again, not by derivatives: one by one the item that
closes most of what is missing, gates before scores. What turns out not to be needed is
taken back. Where all smaller sets can be scored, or gains add up and an integer
programme tells, the smallest set is taken. At last every level is lowered as far as
the stage allows, so that without any one of the steps the stage is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.coding import decode_item
from scoring.study.levels import points_of
from scoring.study.next_stage import search_next_stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from instruments.model.stages import Gate
    from scoring.kernel.codes import Column
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.study.next_stage import NextStage


@dataclass(frozen=True)
class Step:
    """One answer that would have to change.

    Attributes:
        item: its key.
        now: the answer as it is.
        needed: the least answer that suffices together with the other steps.
        points_now: points of the answer as it is; None without points.
        points_needed: points of the needed answer; a number is its own points.
    """

    item: str
    now: Answer | None
    needed: Answer | None
    points_now: float | None
    points_needed: float | None


@dataclass(frozen=True)
class Blocking:
    """What stands between a response and its next stage.

    Attributes:
        current: key of the stage held; None for none.
        next: key of the next stage; None where the highest is held.
        steps: changes that together reach the next stage, none of them idle; empty
            where it is out of reach.
        gates_unmet: gates of the next stage that are not met as things are.
        gates_out_of_reach: those that no answers to the items asked would meet.
        index_now: score of the staged node; None for no score.
        index_needed: lower bound of the next stage; None where there is none.
        reachable: whether the steps reach the next stage.
        is_fewest: whether it is proved that no fewer answers would; otherwise none of
            the steps can be left out, and another choice may still be shorter.
    """

    current: str | None
    next: str | None
    steps: tuple[Step, ...]
    gates_unmet: tuple[Gate, ...]
    gates_out_of_reach: tuple[Gate, ...]
    index_now: float | None
    index_needed: float | None
    reachable: bool
    is_fewest: bool = True


def blocking_list(
    plan: Plan, row: np.void | Coded, rule: str | None = None
) -> Blocking:
    """Find a few answers that block the next stage of a response.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: one coded response.
        rule: key of a stage rule; None takes the method's first.

    Raises:
        UnknownRuleError: the method uses no such rule.
    """
    coded = np.atleast_1d(np.asarray(row))
    return describe_blocking(search_next_stage(plan, coded, plan.rule_of(rule)))


def describe_blocking(found: NextStage) -> Blocking:
    """Describe what the search for the next stage of a response has found."""
    ladder, target = found.rule, found.held + 1
    keys = [band.key for band in ladder.bands]
    held = keys[found.held] if target else None
    now = None if np.isnan(found.index) else found.index
    search, changes = found.search, found.changes
    if search is None:
        return Blocking(held, None, (), (), (), now, None, reachable=True)
    unmet = [gate.gate for gate in search.trials.find_unmet(search.base)]
    beyond = [gate.gate for gate in search.trials.find_unmet(search.row)]
    return Blocking(
        held,
        found.name,
        _describe(found.plan, found.row, changes or {}),
        tuple(unmet),
        tuple(beyond) if changes is None else (),
        now,
        ladder.bands[target].lower,
        reachable=changes is not None,
        is_fewest=search.is_fewest,
    )


def _describe(plan: Plan, row: Coded, changes: Mapping[str, int]) -> tuple[Step, ...]:
    return tuple(
        _describe_step(plan, item, row[item], answer)
        for item, answer in changes.items()
    )


def _describe_step(plan: Plan, key: str, now: Column, answer: int) -> Step:
    instrument = plan.instrument
    item = instrument.items[key]
    bits = np.dtype(f"<u{now.dtype.itemsize}")
    needed = np.array([answer], dtype=bits).view(now.dtype)
    return Step(
        key,
        decode_item(instrument, item, now),
        decode_item(instrument, item, needed),
        points_of(instrument, key, now),
        points_of(instrument, key, needed),
    )
