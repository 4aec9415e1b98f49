"""Restatements: what was published under one method beside what another would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.frames import read_frame
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.provenance import MADE_BY, RestatedProvenance

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from instruments.model.instrument import Instrument
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.kernel.stages import Rule


def restate(
    instrument: Instrument,
    frame: pd.DataFrame,
    method: str | None,
    other: str,
    unit: str | None = None,
) -> pd.DataFrame:
    """Score a table of answers under two methods, as `meter restate` does.

    Both sides are scored by the same answers, and change = restated - published. Ranks
    are taken among these units on either side; a relative method is fitted on them.
    Source: OECD/JRC Handbook (2008), step 7, which asks what another choice would
    have said; the formulas are those of the methods, in docs/methods.md.

    Args:
        instrument: what was asked; it has both methods.
        frame: the answers, as `scoring.score` takes them, one row a unit.
        method: key of the method that was published; None takes the default.
        other: key of the method under which the answers are restated.
        unit: the column that names the units; None takes the first.

    Returns:
        One row a unit, in the order of the frame; per node that both methods score the
        two scores (0..1; NaN for none), the change (-1..1), and ranks and stages where
        it has them, in the columns that `set_side_by_side` describes.

    Raises:
        NotScoredError: the instrument has no framework or no method.
        UnknownMethodError: it has no method of one of the names.
        NoUnitColumnError: no column names the units.
        NoItemColumnError: no column is an item.
        BadCellsError: cells hold no answer to their item; the first are named.
        ScoringError: it is no table of answers otherwise, or a relative method cannot
            learn from these units.
    """
    plans = compile_plan(instrument, method), compile_plan(instrument, other)
    read = read_frame(instrument, frame, unit)
    published, restated = (score_coded(plan, read.coded) for plan in plans)
    return set_side_by_side(published, restated, read.units)


def set_side_by_side(
    published: Scores, restated: Scores, units: Sequence[str]
) -> pd.DataFrame:
    """Write two results of the same units as one frame, a row a unit.

    Columns: unit, then per node that both methods score, top down,
    `<node>.published`, `<node>.restated` and `<node>.change` (restated less published;
    blank where one has no score); for an index `<node>.rank.published` and
    `<node>.rank.restated`; for a node that either method places on a ladder
    `<node>.stage.published` and `<node>.stage.restated`, by the first ladder that both
    use for it, or by the first of each where they have none in common.
    """
    import pandas as pd

    columns: dict[str, object] = {"unit": list(units)}
    for node in published.plan.nodes:
        if node in restated.plan.nodes:
            columns |= _write_node(published, restated, node)
    frame = pd.DataFrame(columns)
    facts = RestatedProvenance.of_both(published.plan, restated.plan)
    frame.attrs[MADE_BY] = facts.to_mapping()
    return frame


def _write_node(published: Scores, restated: Scores, node: str) -> dict[str, object]:
    import pandas as pd

    sides = {"published": published, "restated": restated}
    columns: dict[str, object] = {
        f"{node}.{side}": scores.node(node) for side, scores in sides.items()
    }
    columns[f"{node}.change"] = find_change(published, restated, node)
    if node in published.plan.indices:
        for side, scores in sides.items():
            ranks = pd.Series(scores.rank(node), dtype="Int64")
            columns[f"{node}.rank.{side}"] = ranks.mask(ranks == 0)
    ladders = pick_ladders(published.plan, restated.plan, node)
    stages = {
        side: list_stages(scores, ladder)
        for (side, scores), ladder in zip(sides.items(), ladders, strict=True)
    }
    if any(stages.values()):
        for side, held in stages.items():
            places = held or [None] * len(published)
            columns[f"{node}.stage.{side}"] = pd.Series(places, dtype="str")
    return columns


def find_change(
    published: Scores, restated: Scores, node: str
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Give what a node gains, by response; NaN where either has no score."""
    return np.subtract(restated.node(node), published.node(node))


def pick_ladders(one: Plan, other: Plan, node: str) -> tuple[Rule | None, Rule | None]:
    """Pick the ladders by which two methods place a node: one that both use, if any.

    Else it is the first of each; None for a method that does not place the node.
    """
    first, second = ({r.key: r for r in _list_rules(p, node)} for p in (one, other))
    key = next((key for key in first if key in second), None)
    if key is not None:
        return first[key], second[key]
    return next(iter(first.values()), None), next(iter(second.values()), None)


def _list_rules(plan: Plan, node: str) -> list[Rule]:
    place = plan.place_of(node)
    return [rule for rule in plan.rules if rule.place == place]


def list_stages(scores: Scores, ladder: Rule | None) -> list[str | None]:
    """Name the stages on a ladder; nothing without one."""
    return [] if ladder is None else scores.stage_keys(ladder.key)
