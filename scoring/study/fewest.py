"""The fewest answers: whether a smaller set than the one found would reach a stage.

All smaller sets are scored where there are few of them; where every score in question
is a sum over answers, an integer programme asks instead.
"""

from __future__ import annotations

from itertools import combinations, product
from math import comb, prod
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.conditions import list_comparisons
from scoring.kernel.codes import NOT_APPLICABLE, state_of
from scoring.kernel.stages import NodeMinimum
from scoring.study.additivity import is_additive
from scoring.study.rescoring import change_rows, rescore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.study.search import Search

    Set = dict[str, int]
    """New answers by item, as bits."""

MOST_SETS = 3000
"""How many sets of one size are scored; with more of them nothing is proved."""

_SLACK = 1e-9


def find_fewer(search: Search, changes: Mapping[str, int]) -> tuple[Set | None, bool]:
    """Look for a smaller set of answers that reaches the stage of a search.

    Args:
        search: the search that has ended.
        changes: what it found.

    Returns:
        A smaller set, each answer as high as it may be, or None; and whether it is
        proved that no set is smaller than that, or than `changes`.
    """
    if len(changes) <= 1:
        return None, True
    options = _list_options(search)
    found, proved = _score_sets(search, options, len(changes))
    if proved or not all(len(levels) == 1 for levels in options.values()):
        return found, proved
    return _solve(search, options, len(changes))


def _list_options(search: Search) -> dict[str, list[int]]:
    """List per item the answers of which one at least does what any other would."""
    instrument = search.trials.plan.instrument
    asking = {
        comparison.item
        for item in instrument.items.values()
        if item.when is not None
        for comparison in list_comparisons(item.when)
    }
    options: dict[str, list[int]] = {}
    for key, candidate in search.candidates.items():
        levels = search.levels_of(key)
        if not levels or state_of(search.base[key])[0] == NOT_APPLICABLE:
            continue
        free = candidate.stands_in_table or key in asking
        options[key] = levels if free else _list_best(search, key, levels)
    return options


def _list_best(search: Search, key: str, levels: list[int]) -> list[int]:
    """Keep the most valuable answer if it passes all gates that any other passes."""
    gates = search.candidates[key].gates
    if not gates:
        return levels[-1:]
    rows = search.trials.change(search.base, [(key, bits) for bits in levels])
    passed = np.all([gate.holds({key: rows[key]}) for gate in gates], axis=0)
    if search.worths[key] is None:
        return [levels[int(np.flatnonzero(passed)[-1])]] if passed.any() else levels
    return levels[-1:] if passed[-1] or not passed.any() else levels


def _score_sets(
    search: Search, options: Mapping[str, Sequence[int]], size: int
) -> tuple[Set | None, bool]:
    """Score all sets smaller than `size`, the smallest first."""
    needed = _find_needed(search, options)
    rest = {key: levels for key, levels in options.items() if key not in needed}
    for fewer in range(max(len(needed), 1), size):
        extra = fewer - len(needed)
        most = max((len(levels) for levels in options.values()), default=1)
        if comb(len(rest), extra) * (1 if most == 1 else most**fewer) > MOST_SETS:
            return None, False
        sets = [
            dict(zip(items, levels, strict=True))
            for chosen in combinations(rest, extra)
            for items in [[*needed, *chosen]]
            for levels in product(*(options[item] for item in items))
        ]
        if (found := _find_reaching(search, sets)) is not None:
            return found, True
    return None, True


def _find_needed(search: Search, options: Mapping[str, Sequence[int]]) -> list[str]:
    """List the items without which even the best answers to all others miss."""
    if prod(len(levels) for levels in options.values()) > 1:
        return []
    best = {key: levels[0] for key, levels in options.items()}
    missed = ~_reaches(
        search, [{k: b for k, b in best.items() if k != key} for key in best]
    )
    return [key for key, alone in zip(best, missed.tolist(), strict=True) if alone]


def _find_reaching(search: Search, sets: Sequence[Set]) -> Set | None:
    if not sets:
        return None
    reached = _reaches(search, sets)
    return sets[int(reached.argmax())] if reached.any() else None


def _reaches(search: Search, sets: Sequence[Set]) -> NDArray[np.bool_]:
    """Tell which sets of answers reach the stage of a search."""
    rows = change_rows(search.trials.plan, search.base, sets)
    return search.trials.run(rows).reached


def _solve(
    search: Search, options: Mapping[str, Sequence[int]], size: int
) -> tuple[Set | None, bool]:
    """Ask an integer programme for the fewest answers, where gains add up."""
    bounds = list(_list_bounds(search))
    plan, keys = search.trials.plan, list(options)
    places = [place for place, _ in bounds]
    whole = all(is_additive(plan, search.base, plan.nodes[place]) for place in places)
    if not whole or any(search.trials.least_coverage(place) for place in places):
        return None, False
    chosen = _cover(search, bounds, [(key, options[key][0]) for key in keys])
    if chosen is None:
        return None, False
    found = {key: options[key][0] for key in keys if key in chosen}
    if not _reaches(search, [found])[0]:
        return None, False
    return (found if len(found) < size else None), True


def _list_bounds(search: Search) -> Iterator[tuple[int, float]]:
    """List the columns of nodes with the scores that they have to reach."""
    rule, target = search.trials.rule, search.trials.target
    step = rule.declared.round_to or 0.0
    yield rule.place, rule.bands[target].lower - step / 2
    for gate in search.trials.minima:
        if isinstance(gate, NodeMinimum):
            yield gate.place, gate.at_least


def _cover(
    search: Search,
    bounds: Sequence[tuple[int, float]],
    moves: Sequence[tuple[str, int]],
) -> set[str] | None:
    """Choose the fewest moves whose gains reach every bound and every gate."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    plan, sets = search.trials.plan, [{}, *(dict([move]) for move in moves)]
    scores = rescore(plan, change_rows(plan, search.base, sets)).raw
    gates = [g for g in search.trials.minima if not isinstance(g, NodeMinimum)]
    unmet = {
        g.item for g in gates if not g.met({g.item: search.base[g.item]}, scores)[0]
    }
    forced: NDArray[np.float64] = np.array([float(key in unmet) for key, _ in moves])
    gains = np.array([scores[place, 1:] - scores[place, 0] for place, _ in bounds])
    least = [bound - scores[place, 0] - _SLACK for place, bound in bounds]
    found = milp(
        np.ones(len(moves)),
        constraints=LinearConstraint(gains, lb=least),
        bounds=Bounds(forced, np.ones(len(moves))),
        integrality=np.ones(len(moves)),
        # Without presolve, which now and then writes a line to standard output.
        options={"presolve": False},
    )
    if found.x is None:
        return None
    return {key for (key, _), take in zip(moves, found.x, strict=True) if take > 0.5}  # noqa: PLR2004
