"""Sensitivity: how far scores, ranks and stages rest on choices of the method."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scoring.frames import read_frame
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_plan
from scoring.progress import tell_nobody
from scoring.uncertainty.draws import draw_blocks
from scoring.uncertainty.ends import find_ends
from scoring.uncertainty.runs import Runs
from scoring.uncertainty.space import find_alternatives, find_space
from scoring.uncertainty.spread import NodeSpread, StageSpread
from scoring.uncertainty.tally import NodeTally, StageTally, count_kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from instruments.model.instrument import Instrument
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.progress import Tell
    from scoring.uncertainty.ends import Ends
    from scoring.uncertainty.runs import Scored


@dataclass(frozen=True)
class Sensitivity:
    """How sure the scores of some units are.

    Attributes:
        units: the names of the units, in the order of the answers.
        draws: how often all was drawn.
        seed: where chance began; the same seed gives the same result.
        kept: on how many draws, the first ones, bands and chances rest: all of them
            but for very many units.
        varied: what was varied, a line each.
        published: the scores by the method as it is.
        nodes: the spread of each index and of each node that is staged, top down.
        stages: the spread of each stage rule.
        coded: the answers.
    """

    units: tuple[str, ...]
    draws: int
    seed: int
    kept: int
    varied: tuple[str, ...]
    published: Scores
    nodes: Mapping[str, NodeSpread]
    stages: Mapping[str, StageSpread]
    coded: Coded

    @cached_property
    def ends(self) -> Ends:
        """The scores and stages that open answers could lead to, worst and best."""
        return find_ends(self.published.plan, self.coded)

    def to_frame(self) -> pd.DataFrame:
        """Write all figures of the units as a frame, see `write_units`."""
        from scoring.uncertainty.tables import write_units

        return write_units(self)


def sensitivity(
    instrument: Instrument,
    frame: pd.DataFrame,
    method: str | None = None,
    unit: str | None = None,
    draws: int | None = None,
    seed: int | None = None,
) -> Sensitivity:
    """Tell how far scores, ranks and stages rest on choices that a method made.

    Every draw takes weights from a Dirichlet distribution around the declared ones,
    with alpha = concentration times share, and one of each list that the method's
    `alternatives` declare, and scores all units again. Source: OECD/JRC Handbook
    (2008), step 7; docs/methods.md says how bands and chances are read.

    Args:
        instrument: what was asked; the method declares its alternatives.
        frame: the answers, as `scoring.score` takes them, one row a unit.
        method: key of a method; None takes the instrument's default.
        unit: the column that names the units; None takes the first.
        draws: how often all is drawn; None takes what the method declares.
        seed: where chance begins; None takes what the method declares.

    Returns:
        Bands of scores (0..1) and ranks (from 1) that hold 90 % of the draws, chances
        (0..1) of stages, by node and stage rule one a unit in the order of the frame,
        and the scores if all open answers were worst, and best. Of any two units
        `nodes[key].above(unit, other)` gives the chance that the one stands above.

    Raises:
        NoAlternativesError: the method declares no alternatives.
        NotScoredError: the instrument has no framework or no method.
        UnknownMethodError: it has no method of that name.
        NoUnitColumnError: no column names the units.
        NoItemColumnError: no column is an item.
        BadCellsError: cells hold no answer to their item; the first are named.
        ScoringError: it is no table of answers otherwise, or a relative method cannot
            learn from these units.
    """
    plan = compile_plan(instrument, method)
    read = read_frame(instrument, frame, unit)
    return vary(plan, read.coded, read.units, draws, seed)


def vary(
    plan: Plan,
    coded: Coded,
    units: Sequence[str],
    draws: int | None = None,
    seed: int | None = None,
    tell: Tell = tell_nobody,
) -> Sensitivity:
    """Do for coded answers what `sensitivity` does for a frame.

    Args:
        plan: compiled; its method declares its alternatives.
        coded: the answers.
        units: their names.
        draws: how often all is drawn; None takes what the method declares.
        seed: where chance begins; None takes what the method declares.
        tell: is told how much of the work is done, 0..1.

    Raises:
        NoAlternativesError: the method declares no alternatives.
    """
    declared = find_alternatives(plan)
    many = declared.draws if draws is None else draws
    begin = declared.seed if seed is None else seed
    plan = fit_plan(plan, coded)
    space = find_space(plan)
    ledger = Ledger.start(score_coded(plan, coded), many)
    runs = Runs.over(plan, space, coded)
    start = 0
    for block in draw_blocks(space, many, begin):
        for scored in runs.score(block):
            ledger.add(scored, start)
        start += len(block)
        tell(start / many)
    return Sensitivity(
        tuple(units),
        many,
        begin,
        count_kept(many, len(units)),
        tuple(space.describe()),
        ledger.published,
        ledger.spread_nodes(tuple(units)),
        ledger.spread_stages(),
        coded,
    )


@dataclass(frozen=True)
class Ledger:
    """What is counted of all nodes and stage rules while draws are scored."""

    published: Scores
    nodes: Mapping[str, NodeTally]
    stages: Mapping[str, StageTally]

    @classmethod
    def start(cls, published: Scores, draws: int) -> Ledger:
        """Begin to count some draws."""
        plan = published.plan
        decimals = plan.method.rank_decimals
        nodes = {
            node: NodeTally.start(
                plan.place_of(node),
                published.rank(node).astype(np.int32),
                decimals,
                draws,
            )
            for node in list_reported(plan)
        }
        units = len(published)
        stages = {r.key: StageTally.start(units, len(r.bands)) for r in plan.rules}
        return cls(published, nodes, stages)

    def add(self, scored: Scored, start: int) -> None:
        """Take some draws in; the first of all the draws they belong to is `start`."""
        for node in self.nodes.values():
            node.add(scored, start)
        for rule, stage in self.stages.items():
            stage.add(scored.stage[rule])

    def spread_nodes(self, units: tuple[str, ...]) -> dict[str, NodeSpread]:
        """Sum up what was kept of the nodes."""
        return {
            node: NodeSpread.of(node, units, self.published.node(node), tally)
            for node, tally in self.nodes.items()
        }

    def spread_stages(self) -> dict[str, StageSpread]:
        """Sum up what was counted of the stage rules."""
        plan, found = self.published.plan, self.published.stage
        return {
            rule.key: StageSpread.of(
                rule.key,
                plan.nodes[rule.place],
                rule.bands,
                found[rule.key],
                self.stages[rule.key],
            )
            for rule in plan.rules
        }


def list_reported(plan: Plan) -> list[str]:
    """Name the nodes of which something is reported: indices and staged nodes."""
    staged = {rule.place for rule in plan.rules}
    return [
        node
        for place, node in enumerate(plan.nodes)
        if node in plan.indices or place in staged
    ]
