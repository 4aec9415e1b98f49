"""Combined draws: nodes scored under the weights of many draws at a time.

Everything is (draws, units), or (1, units) where no weight has moved yet. It equals, to
rounding, what the kernel gives for each draw's method by itself. Why it stands beside
the kernel: docs/decisions/0016-draws-beside-the-kernel.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.means import (
    combine_rows,
    find_unscored,
    lies_below,
    pick_child,
    share_known,
    take_mean,
)
from scoring.uncertainty.sheets import sum_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scoring.uncertainty.draws import Draws
    from scoring.uncertainty.prepared import Prepared, PreparedNode

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Found = dict[int, Values]


def score_draws(prepared: Prepared, draws: Draws) -> list[Values]:
    """Score all units under each draw, which all take the same ways.

    Returns:
        By the place of the node the printed scores, (draws, units); NaN where there is
        none. The arrays may be views that must not be written to.
    """
    score: Found = {}
    cover: Found = {}
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for node in prepared.nodes:
            _score_node(prepared, node, draws, score, cover)
    return list(_print_scores(prepared, score, cover, len(draws)))


def _print_scores(
    prepared: Prepared, score: Found, cover: Found, draws: int
) -> Iterator[Values]:
    by_place = {node.step.place: node.step for node in prepared.nodes}
    for place in sorted(score):
        printed = score[place]
        if prepared.dropped is not None:
            printed = np.where(prepared.dropped, np.nan, printed)
        least = by_place[place].missing.policy.least_coverage
        if least > 0:
            printed = np.where(lies_below(cover[place], least), np.nan, printed)
        yield np.broadcast_to(printed, (draws, printed.shape[1]))


def _score_node(
    prepared: Prepared, node: PreparedNode, draws: Draws, score: Found, cover: Found
) -> None:
    """Fill score and coverage of one node, after its children."""
    step = node.step
    found, coverage = _combine(prepared, node, draws, score, cover)
    if (least := step.missing.policy.least_share) > 0:
        share = coverage
        if step.children:
            share = _know_share(node, draws, score, cover)
        found = np.where(lies_below(share, least), np.nan, found)
    if step.transform is not None:
        if step.transform.declared.is_relative:
            rows = [step.transform.fit(one[prepared.kept]).apply(one) for one in found]
            found = np.array(rows)
        else:
            found = step.transform.apply(found)
    for closed, becomes_zero in node.closed:
        shut = closed & ~np.isnan(found)
        found = np.where(shut, 0.0 if becomes_zero else np.nan, found)
    score[step.place] = found
    if prepared.covers:
        cover[step.place] = coverage


def _combine(
    prepared: Prepared, node: PreparedNode, draws: Draws, score: Found, cover: Found
) -> tuple[Values, Values]:
    """Combine the children of a node: score, and coverage where it is asked for."""
    if node.fixed is not None:
        return node.fixed[:1], node.fixed[1:]
    if node.step.members:
        return _combine_items(prepared, node, draws)
    if node.step.children:
        return _combine_nodes(prepared, node, draws, score, cover)
    nothing = np.full((1, prepared.units), np.nan)
    return nothing, nothing


def _combine_items(
    prepared: Prepared, node: PreparedNode, draws: Draws
) -> tuple[Values, Values]:
    sheet, step = node.sheet, node.step
    assert sheet is not None  # noqa: S101 (a node of items has one)
    values = list(sheet.values[:, None, :])
    weights = _find_weights(prepared, node, draws, values)
    mapped = sheet.values if node.mapped is None else node.mapped
    if node.mapped is None:
        mapped = np.nan_to_num(sheet.values)
    sums = sum_sheet(
        sheet,
        mapped,
        weights,
        step,
        prepared.product,
        covers=prepared.covers,
    )
    coverage = np.empty(0)
    if sums.answered is not None and sums.applicable is not None:
        coverage = sums.answered / sums.applicable
    if node.mapped is not None:
        return step.aggregation.inverse(sums.total / sums.counted), coverage
    return _combine_values(prepared, node, draws, weights, values), coverage


def _combine_nodes(
    prepared: Prepared, node: PreparedNode, draws: Draws, score: Found, cover: Found
) -> tuple[Values, Values]:
    step = node.step
    places = [place for place, _ in step.children]
    policy = step.missing.policy.without_score
    raw = [score[place] for place in places]
    values = raw
    covers = [cover[place] for place in places] if prepared.covers else []
    if policy == "zero":
        pairs = zip(raw, covers, strict=True)
        values = [np.where(np.isnan(v) & ~np.isnan(c), 0.0, v) for v, c in pairs]
    weights = _find_weights(prepared, node, draws, values)
    coverage = np.empty(0)
    if prepared.covers:
        coverage = _mean(prepared, weights, covers)
    found = _combine_values(prepared, node, draws, weights, values)
    if policy != "leave_out":
        left_out = node.find_left_out(draws)
        absent = [np.isnan(one) & (policy == "drop") for one in covers]
        if left_out is not None:
            out = left_out.T[:, :, None]
            absent = [idle | one for idle, one in zip(absent, out, strict=True)]
        unscored = find_unscored(raw, absent, every=policy == "zero")
        found = np.where(unscored, np.nan, found)
    return found, coverage


def _know_share(node: PreparedNode, draws: Draws, score: Found, cover: Found) -> Values:
    places = [place for place, _ in node.step.children]
    weights = list(node.weigh(draws).T[:, :, None])
    scores, covers = [score[k] for k in places], [cover[k] for k in places]
    return share_known(weights, scores, covers)


def _find_weights(
    prepared: Prepared, node: PreparedNode, draws: Draws, values: Sequence[Values]
) -> Values:
    """Give the weights of each draw; a rule learns them from the children's values."""
    weights = node.weigh(draws)
    rule = node.step.weighting
    if not node.learns or rule is None:
        return weights
    from scoring.kernel.weighing import find_weights

    left_out = node.find_left_out(draws)
    many = max(len(weights), *(len(value) for value in values))
    learned = np.zeros((many, len(node.children)))
    for draw in range(many):
        kept = [
            place
            for place in range(len(node.children))
            if left_out is None or not left_out[draw, place]
        ]
        names = {node.children[place]: 1.0 for place in kept}
        rows = np.array([_row(values[place], draw)[prepared.kept] for place in kept])
        found = find_weights(rule, names, rows.T)
        learned[draw, kept] = [found[name] for name in names]
    return learned


def _row(value: Values, draw: int) -> Values:
    row: Values = value[draw if len(value) > 1 else 0]
    return row


def _combine_values(
    prepared: Prepared,
    node: PreparedNode,
    draws: Draws,
    weights: Values,
    values: list[Values],
) -> Values:
    """Combine the values of children, each (draws or 1, units); NaN is left out."""
    aggregation = node.step.aggregation
    if aggregation.is_mean:
        mapped = [aggregation.forward(value) for value in values]
        return aggregation.inverse(_mean(prepared, weights, mapped))
    left_out = node.find_left_out(draws)
    if aggregation.is_pick:
        if left_out is not None:
            absent = left_out.T[:, :, None]
            pairs = zip(values, absent, strict=True)
            values = [np.where(out, np.nan, value) for value, out in pairs]
        return pick_child(aggregation, values)
    many = max(len(weights), *(len(value) for value in values))
    rows = []
    for draw in range(many):
        kept = [
            k for k in range(len(values)) if left_out is None or not left_out[draw, k]
        ]
        block = np.array([_row(values[k], draw) for k in kept])
        rows.append(_order(prepared, node, _row(weights, draw)[kept], block))
    return np.array(rows)


def _order(
    prepared: Prepared, node: PreparedNode, weights: Values, values: Values
) -> Values:
    """Combine under one draw's weights what has to be sorted or ranked in each draw."""
    aggregation = node.step.aggregation
    ordering = None
    if aggregation.is_ranking:
        from scoring.kernel.ordering import fit_ordering

        population = values[:, prepared.kept]
        ordering = fit_ordering(node.step.combination, weights, population.T)
    return combine_rows(aggregation, weights, values, ordering)


def _mean(prepared: Prepared, weights: Values, values: list[Values]) -> Values:
    """Give sum w x / sum w over the children that are known: (draws or 1, units)."""
    if all(len(value) == 1 for value in values):
        block = np.concatenate(values)
        known = ~np.isnan(block)
        total = prepared.product(weights, np.where(known, block, 0.0))
        return total / prepared.product(weights, known.astype(np.float64))
    pairs = list(zip(values, weights.T[:, :, None], strict=True))
    return take_mean(pairs, (max(len(weights), *map(len, values)), prepared.units))
