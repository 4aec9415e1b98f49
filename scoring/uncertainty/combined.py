"""Combined draws: nodes scored under the weights of many draws at a time.

Everything is (draws, units), or (1, units) where no weight has moved yet. It equals, to
rounding, what the kernel gives for each draw's method by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.aggregation import take_median
from scoring.uncertainty.sheets import sum_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scoring.uncertainty.draws import Draws
    from scoring.uncertainty.prepared import Prepared, PreparedNode

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Found = dict[int, Values]

_EDGE = 1e-12
"""Coverage this close below the least one is enough."""


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
            printed = np.where(cover[place] < least - _EDGE, np.nan, printed)
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
        found = np.where(share < least - _EDGE, np.nan, found)
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
    if policy == "zero":
        values = [np.where(np.isnan(value), 0.0, value) for value in raw]
    weights = _find_weights(prepared, node, draws, values)
    coverage = np.empty(0)
    if prepared.covers:
        coverage = _mean(prepared, weights, [cover[place] for place in places])
    found = _combine_values(prepared, node, draws, weights, values)
    if policy != "leave_out":
        gone = _find_unknown(raw, node.leave_out(draws), every=policy == "zero")
        found = np.where(gone, np.nan, found)
    return found, coverage


def _find_unknown(values: list[Values], out: Truth | None, *, every: bool) -> Truth:
    """Tell where every, or any, child that is not left out has no score."""
    found = np.full((1, 1), every)
    for place, value in enumerate(values):
        unknown = np.isnan(value)
        absent = np.zeros((1, 1), np.bool_) if out is None else out[:, place, None]
        found = found & (unknown | absent) if every else found | (unknown & ~absent)
    return found


def _know_share(node: PreparedNode, draws: Draws, score: Found, cover: Found) -> Values:
    """Give the share of the weight of children that apply whose score is known."""
    weights = node.weigh(draws)
    known, applies = np.zeros((2, 1, 1))
    for weight, (place, _) in zip(
        weights.T[:, :, None], node.step.children, strict=True
    ):
        known = known + weight * ~np.isnan(score[place])
        applies = applies + weight * ~np.isnan(cover[place])
    share: Values = known / applies
    return share


def _find_weights(
    prepared: Prepared, node: PreparedNode, draws: Draws, values: Sequence[Values]
) -> Values:
    """Give the weights of each draw; a rule learns them from the children's values."""
    weights = node.weigh(draws)
    rule = node.step.weighting
    if not node.learns or rule is None:
        return weights
    from scoring.kernel.weighing import find_weights

    out = node.leave_out(draws)
    many = max(len(weights), *(len(value) for value in values))
    learned = np.zeros((many, len(node.children)))
    for draw in range(many):
        kept = [
            place
            for place in range(len(node.children))
            if out is None or not out[draw, place]
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
    out = node.leave_out(draws)
    if aggregation.is_pick:
        if out is not None:
            absent = out.T[:, :, None]
            pairs = zip(values, absent, strict=True)
            values = [np.where(gone, np.nan, value) for value, gone in pairs]
        picked = values[0]
        for value in values[1:]:
            picked = aggregation.pick(picked, value)
        return picked
    many = max(len(weights), *(len(value) for value in values))
    rows = []
    for draw in range(many):
        kept = [k for k in range(len(values)) if out is None or not out[draw, k]]
        block = np.array([_row(values[k], draw) for k in kept])
        rows.append(_order(prepared, node, _row(weights, draw)[kept], block))
    return np.array(rows)


def _order(
    prepared: Prepared, node: PreparedNode, weights: Values, values: Values
) -> Values:
    """Take the median, or rank the units, under one draw's weights."""
    if not node.step.aggregation.is_ranking:
        return take_median(values, weights)
    from scoring.kernel.ordering import fit_ordering

    population = values[:, prepared.kept]
    ordering = fit_ordering(node.step.combination, weights, population.T)
    return ordering.score(values.T)


def _mean(prepared: Prepared, weights: Values, values: list[Values]) -> Values:
    """Give sum w x / sum w over the children that are known: (draws or 1, units)."""
    if all(len(value) == 1 for value in values):
        block = np.concatenate(values)
        known = ~np.isnan(block)
        total = prepared.product(weights, np.where(known, block, 0.0))
        return total / prepared.product(weights, known.astype(np.float64))
    pairs = list(zip(weights.T[:, :, None], values, strict=True))
    rows = (max(len(weights), *map(len, values)), values[0].shape[1])
    total, part = np.zeros(rows), np.empty(rows)
    for w, value in pairs:  # mostly every child is known, so this is tried first
        total += np.multiply(w, value, out=part)
    if np.isfinite(total).all():
        total /= weights.sum(axis=1, keepdims=True)
        return total
    return _mean_of_known(pairs, rows)


def _mean_of_known(pairs: list[tuple[Values, Values]], rows: tuple[int, int]) -> Values:
    total, weight = np.zeros((2, *rows))
    for w, value in pairs:
        known = ~np.isnan(value)
        total += np.where(known & (w > 0), w * value, 0.0)
        weight += w * known
    mean: Values = total / weight
    return mean
