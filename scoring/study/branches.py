"""The branches of a score: what each node and item adds, and what is missing there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import GIVEN, NOT_ASKED, REASONS, state_of
from scoring.study.dividing import divide_scores
from scoring.study.weights import compare_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.kernel.coding import Coded
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.study.weights import Weight


@dataclass(frozen=True)
class Branch:
    """A node or an item in the tree of a score.

    Attributes:
        weight: its nominal and effective weight, and what the data of all units make
            of them.
        value: its score or worth in this response; None where it does not count.
        contribution: what it adds to the score of the node explained.
        lost: what it keeps that score from 1.
    """

    weight: Weight
    value: float | None
    contribution: float
    lost: float


@dataclass(frozen=True)
class MissingAnswer:
    """An answer that is not there.

    Attributes:
        node: the node that asks it.
        reason: why: unanswered, not_applicable, dont_know, refused, not_asked.
        treatment: what it did there: leave_out, zero, one, mean, drop; `asks` in a
            table or a ratio, where no comparison with it holds.
    """

    item: str
    node: str
    reason: str
    treatment: str


def list_branches(
    plan: Plan, coded: Coded, row: Coded, scores: Scores, top: str
) -> Iterator[Branch]:
    """List the tree with what each branch adds; two ways to one child add up."""
    sums: dict[tuple[str | None, str], list[float]] = {}
    values: dict[tuple[str | None, str], float] = {}
    for part in divide_scores(plan, row, top):
        if not part.counts[0]:
            continue
        ways = [*zip((None, *part.path), (*part.path, part.item), strict=True)]
        values[ways[-1]] = float(part.value[0])
        for way in ways:
            total = sums.setdefault(way, [0.0, 0.0])
            total[0] += float(part.contribution[0])
            total[1] += float(part.lost[0])
    for weight in compare_weights(plan, coded, top).weights:
        way = weight.parent, weight.key
        added, lost = sums.get(way, [0.0, 0.0])
        value = values.get(way)
        if not weight.is_item:
            value = to_number(scores.node(weight.key)[0])
        yield Branch(weight, value, added, lost)


def list_missing(plan: Plan, row: Coded, top: str) -> Iterator[MissingAnswer]:
    """List what is missing below a node, and what the method does about it."""
    for step in plan.walk(top):
        for item in dict.fromkeys(step.items):
            state = int(state_of(row[item])[0])
            if state != GIVEN:
                reason = REASONS[state].value
                yield MissingAnswer(item, step.key, reason, _treat(step, state))


def _treat(step: NodePlan, state: int) -> str:
    if not step.members:
        return "asks"
    if state == NOT_ASKED:
        return "leave_out"
    treatment: str = getattr(step.missing.policy, REASONS[state].value)
    return treatment


def to_number(value: float) -> float | None:
    """Give a score as a number; None for NaN."""
    return None if np.isnan(value) else float(value)
