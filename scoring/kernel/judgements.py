"""Judgements: weights from comparing children two at a time (AHP).

The analytic hierarchy process asks how many times as important one child is as another.
The weights are the principal eigenvector of the table of all answers; its eigenvalue
tells how far the answers contradict each other. Source: T. L. Saaty, The Analytic
Hierarchy Process (1980); OECD/JRC Handbook (2008), step 6, Table 20.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.consistency import rate_consistency
from scoring.errors import PairsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.weighting import Weighting

    Values = NDArray[np.float64]
    Compared = Mapping[str, Mapping[str, float]]

_SAME = 1e-9
"""Judgements both ways whose product is as close to 1 agree."""


@dataclass(frozen=True)
class Consistency:
    """How far judgements contradict each other; a ratio up to 0.1 is accepted.

    Attributes:
        largest: the principal eigenvalue; the number of children if none contradicts.
        index: (largest - n) / (n - 1).
        ratio: the index over that of random judgements.
    """

    largest: float
    index: float
    ratio: float


def consistency_of(rule: Weighting, children: Sequence[str]) -> Consistency:
    """Tell how consistent the comparisons of an `ahp` rule are.

    Raises:
        PairsError: comparisons leave a pair open or contradict.
    """
    largest, _ = _find_principal(tabulate_pairs(rule.compare or {}, children))
    index, ratio = rate_consistency(largest, len(children))
    return Consistency(largest, index, ratio)


def weigh_judgements(compared: Compared, children: Sequence[str]) -> Values:
    """Find the principal eigenvector of the judgements: (children,) with a sum of 1.

    Raises:
        PairsError: comparisons leave a pair open or contradict.
    """
    _, weights = _find_principal(tabulate_pairs(compared, children))
    return weights


def tabulate_pairs(compared: Compared, children: Sequence[str]) -> Values:
    """Write judgements as a table (children, children) with its reciprocals.

    `{a: {b: 3}}` says that a is three times as important as b; that b is a third as
    important as a follows.

    Raises:
        PairsError: a pair is judged neither way, or both ways and not as reciprocals.
    """
    names = {*compared, *(name for row in compared.values() for name in row)}
    unknown = sorted(names - set(children))
    missing, contrary = [], []
    table = np.ones((len(children), len(children)))
    for (i, first), (j, second) in combinations(enumerate(children), 2):
        there = compared.get(first, {}).get(second)
        back = compared.get(second, {}).get(first)
        if there is None and back is None:
            missing.append((first, second))
        elif there and back and abs(there * back - 1) > _SAME:
            contrary.append((first, second))
        else:
            table[i, j] = there or 1 / (back or 1.0)
            table[j, i] = 1 / table[i, j]
    if missing or contrary or unknown:
        raise PairsError(missing, contrary, unknown)
    return table


def _find_principal(table: Values) -> tuple[float, Values]:
    """Find the highest eigenvalue, and its vector scaled to a sum of 1."""
    values, vectors = np.linalg.eig(table)
    place = int(np.argmax(values.real))
    vector = np.abs(vectors[:, place].real)
    return float(values[place].real), vector / vector.sum()
