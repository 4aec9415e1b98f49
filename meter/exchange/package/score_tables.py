"""Tables of scores: of items, of nodes, and a row a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meter.exchange.package.columns import (
    UNIT,
    Column,
    Table,
    coded_column,
    cross,
    number_column,
    text_column,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from meter.exchange.package.snapshot import Results, Snapshot


def make_item_scores(snapshot: Snapshot, results: Results) -> Table:
    """List what each answer is worth."""
    keys = list(results.values)
    words = snapshot.terms.words
    told = words.titles.columns
    asks = {key: _ask(snapshot, key) for key in keys}
    stacked = [results.values[key] for key in keys]
    units, items = cross(len(snapshot.units), len(keys))
    return Table(
        "item_scores",
        words.titles.tables["item_scores"],
        (UNIT, "item"),
        (
            coded_column(UNIT, words.unit, snapshot.keys, units),
            coded_column("item", told["item"], keys, items, asks),
            number_column(
                "value", told["value"], np.concatenate(stacked or [np.empty(0)])
            ),
        ),
    )


def _ask(snapshot: Snapshot, key: str) -> str:
    """Write what an item asks; what is asked over a list is asked without an entry."""
    worded = snapshot.worded
    if key in worded.repeated:
        return worded.items[worded.repeated[key][0]].ask
    return snapshot.terms.words.ask_of(worded, key)


def make_node_scores(snapshot: Snapshot, results: Results) -> Table:
    """List scores, coverages and bounds of all nodes."""
    words, plan = snapshot.terms.words, results.plan
    units, nodes = cross(len(snapshot.units), len(plan.nodes))
    low, high = results.bounds
    titles, told = name_nodes(snapshot), words.titles.columns
    scores = results.scores
    return Table(
        "node_scores",
        words.titles.tables["node_scores"],
        (UNIT, "node"),
        (
            coded_column(UNIT, words.unit, snapshot.keys, units),
            coded_column("node", told["node"], list(plan.nodes), nodes, titles),
            number_column("score", told["score"], scores.score.T.ravel()),
            number_column("coverage", told["coverage"], scores.coverage.T.ravel()),
            number_column("low", told["low"], low.T.ravel()),
            number_column("high", told["high"], high.T.ravel()),
        ),
    )


def name_nodes(snapshot: Snapshot) -> dict[str, str]:
    """Name the nodes in the language of the package."""
    framework = snapshot.worded.framework
    if framework is None:
        return {}
    return {key: framework.nodes[key].title for key in framework.list_nodes()}


def make_wide_scores(snapshot: Snapshot, results: Results) -> Table:
    """List the scores of each unit, with its ranks in the indices."""
    words, titles, plan = snapshot.terms.words, name_nodes(snapshot), results.plan
    columns = [text_column(UNIT, words.unit, snapshot.keys)]
    for place, node in enumerate(plan.nodes):
        fact = {"title": titles[node]}
        columns.append(
            number_column(node, words.score % fact, results.scores.score[:, place])
        )
        coverage = results.scores.coverage[:, place]
        columns.append(
            number_column(f"{node}.coverage", words.coverage % fact, coverage)
        )
        if node in plan.indices:
            title = words.titles.rank % fact
            columns.append(_rank(node, title, results.scores.rank(node)))
    title = words.titles.tables["scores_wide"]
    return Table("scores_wide", title, (UNIT,), tuple(columns))


def _rank(node: str, title: str, ranks: NDArray[np.int64]) -> Column:
    import pyarrow as pa

    values = pa.array(ranks, mask=ranks == 0)
    return Column(f"{node}.rank", title, "whole", values, {})
