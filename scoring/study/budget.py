"""The best plan within a budget of effort, with what it requires.

Where gains add up an integer programme finds it; where there are few plans all are
scored; otherwise the best gain per effort is taken again and again (greedy), by exact
re-scoring.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from scoring.study.additivity import is_additive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.study.climb import Climb
    from scoring.study.rescoring import Answers

MOST_PLANS = 5000
"""How many plans are scored, all of them, where gains do not add up."""

_GAIN = 1e-12

_SCALE = 1e6
"""What gains are multiplied by: solvers stop at an absolute gap of a millionth."""

_THRIFT = 0.1
"""What a unit of effort then costs, so that of equal plans the least is taken."""


def plan_budget(climb: Climb, budget: int) -> tuple[Answers, bool]:
    """Find the answers that raise a score most within a budget of effort.

    Args:
        climb: the response.
        budget: highest effort.

    Returns:
        The answers, what is required first, and whether it is certain that no others
        within the budget raise the score more.
    """
    if np.isnan(climb.run([{}]).index[0]) or not climb.rungs:
        return {}, False
    if is_additive(climb.plan, climb.row, climb.node):
        found = solve_budget(climb, budget)
        if found is not None:
            return found, True
    if prod(len(rungs) + 1 for rungs in climb.rungs.values()) <= MOST_PLANS:
        return score_all_plans(climb, budget), True
    return plan_greedily(climb, budget), False


def solve_budget(climb: Climb, budget: int) -> Answers | None:
    """Solve it as an integer programme; None where the solver fails.

    One truth a step count of an item: each item takes one at most, all efforts stay
    within the budget, and an item is taken only if what it requires is in place.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    choices = [(k, bits) for k, rungs in climb.rungs.items() for bits in rungs]
    index = climb.run([{}, *(dict([one]) for one in choices)]).index
    gains = index[1:] - index[0]
    efforts = np.array([climb.sum_effort(dict([one])) for one in choices], dtype=float)
    rows, most = [efforts], [float(budget)]
    for key in climb.rungs:
        own = np.array([float(item == key) for item, _ in choices])
        rows.append(own)
        most.append(1.0)
        for needed in climb.requirements.unmet(key):
            enough = [
                float(item == needed and climb.requirements.is_met(item, bits))
                for item, bits in choices
            ]
            rows.append(own - np.array(enough))
            most.append(0.0)
    found = milp(
        _THRIFT * efforts - _SCALE * gains,
        constraints=LinearConstraint(np.array(rows), ub=np.array(most)),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(choices)),
        # Without presolve, which now and then writes a line to standard output.
        options={"mip_rel_gap": 0.0, "presolve": False},
    )
    if found.x is None:
        return None
    taken = dict(one for one, x in zip(choices, found.x, strict=True) if x > 0.5)  # noqa: PLR2004
    return climb.requirements.close(taken)


def score_all_plans(climb: Climb, budget: int) -> Answers:
    """Score every plan within the budget that brings all it requires."""
    plans = list(_list_plans(climb, budget))
    outcome = climb.run(plans)
    efforts = np.array([climb.sum_effort(plan) for plan in plans])
    order = np.lexsort((efforts, -np.round(outcome.index, 12)))
    return climb.requirements.close(plans[int(order[0])]) or {}


def _list_plans(climb: Climb, budget: int) -> Iterator[Answers]:
    items = list(climb.rungs)
    efforts = {
        key: {bits: climb.items[key].effort(bits) for bits in rungs}
        for key, rungs in climb.rungs.items()
    }
    needs = {key: climb.requirements.unmet(key) for key in items}
    for chosen in product(*([None, *climb.rungs[key]] for key in items)):
        plan = {k: b for k, b in zip(items, chosen, strict=True) if b is not None}
        within = sum(efforts[key][bits] for key, bits in plan.items()) <= budget
        if within and all(
            n in plan and climb.requirements.is_met(n, plan[n])
            for key in plan
            for n in needs[key]
        ):
            yield plan


def plan_greedily(climb: Climb, budget: int) -> Answers:
    """Take what gains most per effort, or most, again and again; keep the better plan.

    Where nothing gains, as under a minimum with several weakest children, what raises
    the scores below is taken; what stays idle is given back.
    """
    plans = [_grow(climb, budget, per_effort=by) for by in (True, False)]
    index = climb.run(plans).index
    return plans[0] if index[0] >= index[1] - _GAIN else plans[1]


def _grow(climb: Climb, budget: int, *, per_effort: bool) -> Answers:
    made: Answers = {}
    while True:
        spent = climb.sum_effort(made)
        proposals = list(_propose(climb, made, budget))
        if not proposals:
            break
        outcome = climb.run([made, *proposals])
        costs = np.array([climb.sum_effort(one) - spent for one in proposals])
        costs = np.maximum(costs, 1) if per_effort else np.ones(len(costs))
        gain = np.round((outcome.index[1:] - outcome.index[0]) / costs, 12)
        growth = np.round((outcome.total[1:] - outcome.total[0]) / costs, 12)
        best = int(np.lexsort((growth, gain))[-1])
        if (gain[best], growth[best]) <= (0.0, 0.0):
            break
        made = proposals[best]
    return _give_back(climb, made)


def _propose(climb: Climb, made: Answers, budget: int) -> Iterator[Answers]:
    """Propose every higher answer to each item, with what it requires."""
    for key, rungs in climb.rungs.items():
        start = rungs.index(made[key]) + 1 if key in made else 0
        for bits in rungs[start:]:
            closed = climb.requirements.close({**made, key: bits})
            if closed is None or climb.sum_effort(closed) > budget:
                break
            yield closed


def _give_back(climb: Climb, made: Answers) -> Answers:
    """Give back answers without which the score is as high."""
    while made:
        needed = climb.requirements.required_by(made)
        free = [key for key in reversed(made) if not needed[key]]
        fewer = [{k: b for k, b in made.items() if k != key} for key in free]
        index = climb.run([made, *fewer]).index
        idle = np.flatnonzero(index[1:] >= index[0] - _GAIN)
        if not idle.size:
            return made
        made = fewer[int(idle[0])]
    return made
