"""Tables of stages, and of how far scores and ranks rest on the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.package.columns import (
    UNIT,
    Table,
    coded_column,
    cross,
    number_column,
    text_column,
)
from meter.exchange.package.score_tables import name_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from meter.exchange.package.snapshot import Results, Snapshot

    Values = NDArray[np.float64]

FIGURES = {
    "score_low": ("score", "low"),
    "score_median": ("score", "median"),
    "score_high": ("score", "high"),
    "rank_low": ("rank", "low"),
    "rank_high": ("rank", "high"),
}
"""The columns of intervals: of what each is, and which end."""


def make_stages(snapshot: Snapshot, results: Results) -> Table:
    """List where each unit stands on each ladder, and how sure that is."""
    words, plan = snapshot.terms.words, results.plan
    units, rules = cross(len(snapshot.units), len(plan.rules))
    stages = [key for rule in plan.rules for key in results.scores.stage_keys(rule.key)]
    declared, told = snapshot.worded.stages, words.titles.columns
    keys = [rule.key for rule in plan.rules]
    titles = {key: declared[key].title for key in keys}
    nodes = [plan.nodes[rule.place] for rule in plan.rules]
    return Table(
        "stages",
        words.titles.tables["stages"],
        (UNIT, "ladder"),
        (
            coded_column(UNIT, words.unit, snapshot.keys, units),
            coded_column("ladder", told["ladder"], keys, rules, titles),
            coded_column("node", told["node"], nodes, rules, name_nodes(snapshot)),
            text_column("stage", told["stage"], stages, name_bands(snapshot, keys)),
            number_column("holds", told["holds"], _holds(results)),
        ),
    )


def name_bands(snapshot: Snapshot, ladders: Iterable[str]) -> dict[str, str]:
    """Name the stages by key; where ladders differ over one, each with its ladder."""
    said: dict[str, dict[str, list[str]]] = {}
    for ladder in ladders:
        declared = snapshot.worded.stages[ladder]
        for band in declared.bands:
            said.setdefault(band.key, {}).setdefault(band.title, []).append(
                declared.title
            )
    return {
        key: next(iter(titles))
        if len(titles) == 1
        else "; ".join(
            f"{title} ({', '.join(where)})" for title, where in titles.items()
        )
        for key, titles in said.items()
    }


def _holds(results: Results) -> Values:
    found, rows = results.drawn, len(results.scores)
    if found is None:
        return np.full(rows * len(results.plan.rules), np.nan)
    return np.concatenate([found.stages[rule.key].holds for rule in results.plan.rules])


def make_intervals(snapshot: Snapshot, results: Results) -> Table:
    """List the intervals of scores and ranks that were drawn."""
    spreads = list(results.drawn.nodes.values()) if results.drawn else []
    keys = [one.key for one in spreads]
    units, nodes = cross(len(snapshot.units), len(keys))
    words = snapshot.terms.words
    told = words.titles.columns
    return Table(
        "intervals",
        words.titles.tables["intervals"],
        (UNIT, "node"),
        (
            coded_column(UNIT, words.unit, snapshot.keys, units),
            coded_column("node", told["node"], keys, nodes, name_nodes(snapshot)),
            *(
                number_column(
                    name, told[name], np.concatenate([_pick(s, *at) for s in spreads])
                )
                for name, at in FIGURES.items()
            ),
        ),
    )


def _pick(spread: Any, band: str, end: str) -> Values:
    values: Values = np.asarray(getattr(getattr(spread, band), end), dtype=np.float64)
    return values
