"""Weights side by side: what is declared, what that comes to, what the data do with it.

Three readings: nominal, w / sum w among siblings; effective, the product of these over
all ancestors (OECD/JRC Handbook, step 6; COINr); and the variance share,
v_i = cov(c_i, C) / var(C), where c_i is what the child contributes to the index C.
Under arithmetic means c_i = w_i I_i, so that v_i = w_i cov(I_i, C) / var(C).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.compiling import framework_of
from scoring.kernel.fitting import fit_plan
from scoring.study.dividing import divide_scores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

    Path = tuple[str, ...]
    Values = NDArray[np.float64]


_NEARLY = 1e-12
"""Relative distance up to which scores are the same but for rounding."""


@dataclass(frozen=True)
class Weight:
    """The weights of one child, a node or an item, below one parent.

    Attributes:
        key: the child; what is asked over a list stands under its common key.
        title: of a node what it is called, of an item what is asked.
        parent: the node that weighs it; None for the node that is looked at.
        depth: 0 for the node that is looked at.
        is_item: whether it is an item.
        nominal: its share among its siblings; items of a decision table and of a
            ratio have none and count alike.
        effective: its share of the node that is looked at, by the ways through
            `parent`. Under a minimum, a maximum and most rankings the score does not
            follow it.
        variance_share: the share of the variance of the scores that comes from it; all
            children of a level add up to 1. It may be below 0: the child is high where
            the score is low. None where fewer than two units have a score, or all have
            the same.
    """

    key: str
    title: str
    parent: str | None
    depth: int
    is_item: bool
    nominal: float
    effective: float
    variance_share: float | None


@dataclass(frozen=True)
class WeightTable:
    """The weights of all that is below a node, top down.

    Attributes:
        node: the node that is looked at.
        units: how many units have a score there.
    """

    node: str
    units: int
    weights: tuple[Weight, ...]

    def to_frame(self) -> pd.DataFrame:
        """Write one row a node and item, in columns named as in `Weight`."""
        import pandas as pd

        names = list(Weight.__dataclass_fields__)
        return pd.DataFrame([asdict(one) for one in self.weights], columns=names)


def compare_weights(
    plan: Plan, coded: Coded | Columns, node: str | None = None
) -> WeightTable:
    """Set nominal and effective weights and variance shares side by side.

    A plan that is not fitted is fitted on these responses.

    Args:
        plan: a compiled instrument and method.
        coded: the responses of the units.
        node: what to look at; None takes the first index.

    Raises:
        UnknownNodeError: the plan scores no such node.
    """
    plan = fit_plan(plan, coded)
    top = node or plan.indices[0]
    plan.place_of(top)
    shares, units = _share_variance(plan, coded, top)
    merged: dict[tuple[str | None, str], Weight] = {}
    for one in _walk(plan, (top,), shares):
        edge = one.parent, one.key
        merged[edge] = _join(merged[edge], one) if edge in merged else one
    return WeightTable(top, units, tuple(merged.values()))


def _share_variance(
    plan: Plan, coded: Coded | Columns, top: str
) -> tuple[Mapping[Path, float] | None, int]:
    """Share the variance of the scores out among all ways down; None without any."""
    parts = divide_scores(plan, coded, top)
    added: dict[Path, Values] = {}
    for part in parts:
        for depth in range(1, len(part.path) + 1):
            way = part.path[:depth]
            added[way] = added.get(way, 0) + part.contribution
        way = (*part.path, part.item)
        added[way] = added.get(way, 0) + part.contribution
    scored = ~np.isnan(added[top,]) if parts else np.zeros(0, dtype=np.bool_)
    units = int(scored.sum())
    whole = added[top,][scored] if parts else np.zeros(0)
    if units < 2 or np.ptp(whole) <= _NEARLY * np.abs(whole).max():  # noqa: PLR2004 (a variance needs two)
        return None, units
    away = whole - whole.mean()
    moved = {way: float(away @ one[scored]) for way, one in added.items()}
    return {way: one / moved[top,] for way, one in moved.items()}, units


def _walk(
    plan: Plan,
    path: Path,
    shares: Mapping[Path, float] | None,
    nominal: float = 1.0,
    effective: float = 1.0,
) -> Iterator[Weight]:
    """Walk all ways down from a node, parents before children."""
    key, step = path[-1], plan.step_of(path[-1])
    parent = path[-2] if len(path) > 1 else None
    share = None if shares is None else shares.get(path, 0.0)
    title = framework_of(plan.instrument).nodes[key].title
    depth = len(path) - 1
    yield Weight(key, title, parent, depth, False, nominal, effective, share)  # noqa: FBT003
    for child, part in share_nominal(plan, key).items():
        way = (*path, child)
        if step.children:
            yield from _walk(plan, way, shares, part, effective * part)
        else:
            ask, own = ask_of(plan, child), effective * part
            share = None if shares is None else shares.get(way, 0.0)
            yield Weight(child, ask, key, depth + 1, True, part, own, share)  # noqa: FBT003


def share_nominal(plan: Plan, node: str) -> dict[str, float]:
    """Divide 1 among a node's children by their weights.

    Raises:
        UnknownNodeError: the plan scores no such node.
    """
    step = plan.step_of(node)
    weights: dict[str, float] = {
        child if isinstance(child, str) else plan.nodes[child]: weight
        for child, weight in step.weighed
    }
    weights = weights or dict.fromkeys(step.items, 1.0)
    total = sum(weights.values())
    return {child: weight / total for child, weight in weights.items()}


def effective_weights(plan: Plan, node: str) -> dict[str, float]:
    """Give each item's share of a node: its shares multiplied up the tree.

    The shares add up to 1 if no node below is a table or a ratio, whose items have
    none.

    Raises:
        UnknownNodeError: the plan scores no such node.
    """
    step = plan.step_of(node)
    found: dict[str, float] = {}
    for child, share in share_nominal(plan, node).items() if step.weighed else ():
        below = effective_weights(plan, child) if step.children else {child: 1.0}
        for item, part in below.items():
            found[item] = found.get(item, 0.0) + share * part
    return found


def ask_of(plan: Plan, key: str) -> str:
    """Give what an item asks, or what the first one asks of those over a list."""
    instrument = plan.instrument
    return instrument.items[instrument.repeated.get(key, (key,))[0]].ask


def _join(one: Weight, other: Weight) -> Weight:
    """Add up two ways from the top through the same parent."""
    shares = [one.variance_share, other.variance_share]
    known = [share for share in shares if share is not None]
    return Weight(
        one.key,
        one.title,
        one.parent,
        one.depth,
        one.is_item,
        one.nominal,
        one.effective + other.effective,
        sum(known) if known else None,
    )
