"""Clustering: an order in which rows that score alike stand side by side.

Rows are joined from the nearest on, by the mean distance between their members
(average linkage), and the branches of the tree are turned so that neighbours are as
near as the tree allows. Sources: Gower (1971) for the distance, Sokal and Michener
(1958) for the linkage, Bar-Joseph, Gifford and Jaakkola (2001) for the order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

_FEWEST = 3
"""Fewer rows have no order to find."""


def order_alike(scores: Values) -> list[int]:
    """Order rows so that those with like scores are neighbours.

    The distance of two rows is the mean difference of the scores that both have. Two
    that share no score are as far from each other as the farthest two that do. Rows
    without any score come last, as they stand.

    Args:
        scores: (rows, columns); NaN where there is no score.

    Returns:
        The places of the rows. The end with the higher mean comes first.
    """
    kept = np.ascontiguousarray(scores, dtype=np.float64)
    return list(_order(kept.tobytes(), kept.shape))


@lru_cache(maxsize=64)
def _order(content: bytes, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Order the same scores once: a page asks for its drawing and its numbers."""
    scores = np.frombuffer(content, dtype=np.float64).reshape(shape)
    scored = np.flatnonzero(~np.isnan(scores).all(axis=1))
    bare = [int(row) for row in range(len(scores)) if row not in set(scored.tolist())]
    if len(scored) < _FEWEST:
        return (*scored.tolist(), *bare)
    order = scored[_order_scored(scores[scored])]
    half = len(order) // 2
    if np.nanmean(scores[order[:half]]) < np.nanmean(scores[order[-half:]]):
        order = order[::-1]
    return (*order.tolist(), *bare)


def _order_scored(scores: Values) -> NDArray[np.intp]:
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    near = squareform(measure_distances(scores), checks=False)
    tree = linkage(near, method="average", optimal_ordering=True)
    order: NDArray[np.intp] = leaves_list(tree).astype(np.intp)
    return order


def measure_distances(scores: Values) -> Values:
    """Give the mean difference of any two rows over the columns that both know."""
    known = ~np.isnan(scores)
    filled = np.where(known, scores, 0.0)
    total, both = np.zeros((len(scores),) * 2), np.zeros((len(scores),) * 2)
    for value, here in zip(filled.T, known.T, strict=True):
        pairs = here[:, None] & here[None, :]
        total += np.where(pairs, np.abs(value[:, None] - value[None, :]), 0.0)
        both += pairs
    mean: Values = total / np.maximum(both, 1)
    return np.where(both > 0, mean, mean.max(initial=0.0))
