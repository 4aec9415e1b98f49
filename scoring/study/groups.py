"""Working groups: alike in need, mixed in strength.

A group works on one sub-theme s. What a unit brings is its need there, w_s (1 - b_s),
which is what the sub-theme keeps its index from 1 under arithmetic means. Each group
has at least one unit that is strong in s, as far as there are enough of those.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.errors import ScoringError
from scoring.study.twinning import TERMS, ThemeWeightsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Rows = NDArray[np.intp]

_EDGE = 1e-9
"""Levels this close to a bound are on it: binary sums miss decimal bounds."""


class GroupSizesError(ScoringError):
    """Groups of such sizes cannot hold any number of units."""

    def __init__(self, least: int, usual: int, most: int) -> None:
        self.least = least
        self.usual = usual
        self.most = most
        super().__init__(
            f"Groups of {least} to {most} units, mostly {usual}, cannot hold every"
            " number of units. Let `most` be at least 2 `least` - 1, and `usual` lie"
            " between them."
        )


@dataclass(frozen=True)
class Sizes:
    """How units are divided.

    Attributes:
        least: units that a group has at least; fewer than that are one group.
        most: units that it has at most; twice as many, or one less than that.
        usual: for so many units there is one group.
        strong: score from which a unit is strong in a sub-theme.

    Raises:
        GroupSizesError: some numbers of units could not be divided.
    """

    least: int = 4
    most: int = 8
    usual: int = 6
    strong: float = TERMS.least_level

    def __post_init__(self) -> None:
        """See that any number of units can be divided."""
        if not 1 <= self.least <= self.usual <= self.most:
            raise GroupSizesError(self.least, self.usual, self.most)
        if self.most < 2 * self.least - 1:
            raise GroupSizesError(self.least, self.usual, self.most)

    def count(self, units: int) -> int:
        """Count the groups of some units."""
        fewest, highest = math.ceil(units / self.most), max(1, units // self.least)
        return min(max(fewest, math.floor(units / self.usual + 0.5)), highest)

    def bound(self, units: int) -> tuple[int, int]:
        """Bound the size of a group: it lies at most one beside the mean."""
        mean = units / self.count(units)
        least = max(min(self.least, units), math.floor(mean) - 1)
        return least, min(self.most, math.ceil(mean) + 1)


SIZES = Sizes()


@dataclass(frozen=True)
class WorkingGroup:
    """Units that work on one sub-theme.

    Attributes:
        theme: its key.
        learning: its units that are not strong in it, those in greatest need first.
        strong: those that are, the strongest first; empty where there were not enough.
    """

    theme: str
    learning: tuple[str, ...]
    strong: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """All its units."""
        return (*self.learning, *self.strong)


def form_groups(
    scores: Mapping[str, Mapping[str, float | None]],
    weights: Mapping[str, float],
    sizes: Sizes = SIZES,
) -> tuple[WorkingGroup, ...]:
    """Divide units into working groups, each unit in one.

    As few groups as can be lack a strong unit; among all such divisions the sum of
    w_s (1 - b_s) over the units, s being the sub-theme of their group, is highest. The
    number of groups follows from that of the units, and no sub-theme has a second
    group before there are as many groups as sub-themes. It is an assignment problem
    with bounds on the groups, solved exactly as an integer programme, and does not
    depend on the order of the units. The objective is ours, as docs/methods.md says.

    Args:
        scores: by unit and sub-theme, 0..1; where there is none a unit has no need.
        weights: by sub-theme, 0 or more; they are taken as shares.
        sizes: how many units a group has, and from where one is strong.

    Returns:
        The groups, that with the greatest need on the whole first.

    Raises:
        ThemeWeightsError: a weight is below 0, or none is above.
    """
    themes = [theme for theme, weight in weights.items() if weight > 0]
    if not themes or min(weights.values()) < 0:
        raise ThemeWeightsError(weights)
    if not scores:
        return ()
    units = sorted(scores)
    level = np.array([[_level(scores[u].get(t)) for t in themes] for u in units])
    share = np.array([weights[theme] for theme in themes])
    need = np.nan_to_num((1 - level) * share / share.sum())
    strong = np.nan_to_num(level) >= sizes.strong - _EDGE
    chosen, groups = _divide(need, strong, sizes)
    found = [
        (theme, rows)
        for theme, count in enumerate(groups)
        for rows in _deal(
            np.flatnonzero(chosen == theme), need[:, theme], strong[:, theme], count
        )
    ]
    found.sort(key=lambda one: (-need[one[1], one[0]].sum(), one[0], one[1]))
    return tuple(
        _describe(themes[theme], units, rows, strong[:, theme]) for theme, rows in found
    )


def _level(score: float | None) -> float:
    return math.nan if score is None else score


def _deal(rows: Rows, need: Values, strong: Truth, groups: int) -> list[list[int]]:
    """Deal the units of a sub-theme to its groups, to and fro from the strongest.

    So each group has a strong one, where there are as many.
    """
    order = sorted(rows.tolist(), key=lambda row: (not strong[row], need[row], row))
    dealt: list[list[int]] = [[] for _ in range(groups)]
    for place, row in enumerate(order):
        turn, seat = divmod(place, groups)
        dealt[seat if turn % 2 == 0 else groups - 1 - seat].append(row)
    return dealt


def _describe(
    theme: str, units: Sequence[str], rows: list[int], strong: Truth
) -> WorkingGroup:
    """Tell who learns and who is strong; rows come with the strongest first."""
    return WorkingGroup(
        theme,
        tuple(units[row] for row in reversed(rows) if not strong[row]),
        tuple(units[row] for row in rows if strong[row]),
    )


def _divide(need: Values, strong: Truth, sizes: Sizes) -> tuple[Rows, list[int]]:
    """Give the sub-theme of each unit, and how many groups each sub-theme has.

    The unknowns are x (whether a unit is in a sub-theme), g (its groups) and z (those
    of them without a strong unit).
    """
    from scipy.optimize import Bounds, milp

    units, themes = need.shape
    groups = sizes.count(units)
    # One group less without a strong unit is worth more than all needs together.
    lacking = np.full(themes, 1 + need.max(axis=1).sum())
    most_groups = np.full(2 * themes, math.ceil(groups / themes))
    solved = milp(
        np.concatenate([-need.ravel(), np.zeros(themes), lacking]),
        integrality=np.ones(need.size + 2 * themes),
        bounds=Bounds(0, np.concatenate([np.ones(need.size), most_groups])),
        constraints=_constrain(strong, groups, sizes),
        options={"mip_rel_gap": 0.0},
    )
    found = np.rint(solved.x).astype(np.intp)
    chosen = found[: need.size].reshape(units, themes).argmax(axis=1)
    return chosen, found[need.size : need.size + themes].tolist()


def _constrain(strong: Truth, groups: int, sizes: Sizes) -> list[Any]:
    """Write what holds of x, g and z."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import coo_array, eye_array, hstack, kron

    units, themes = strong.shape
    least, most = sizes.bound(units)
    each, every = eye_array(themes), np.ones((1, themes))
    members = kron(np.ones((1, units)), each)
    able = members.multiply(strong.reshape(1, -1))
    once = kron(eye_array(units), every)
    return [
        LinearConstraint(hstack([once, coo_array((units, 2 * themes))]), 1, 1),
        LinearConstraint(hstack([members, -least * each, 0 * each]), 0, np.inf),
        LinearConstraint(hstack([members, -most * each, 0 * each]), -np.inf, 0),
        LinearConstraint(hstack([able, -each, each]), 0, np.inf),
        LinearConstraint(
            hstack([coo_array((1, units * themes)), every, 0 * every]), groups, groups
        ),
    ]
