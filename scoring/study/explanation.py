"""The explanation of one unit's score: where it comes from, and what comes next."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.errors import UnknownUnitError
from scoring.kernel.codes import GIVEN, NOT_ASKED, REASONS, state_of
from scoring.kernel.compiling import framework_of
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_plan
from scoring.study.blocking import describe_blocking
from scoring.study.diagnostics import diagnose
from scoring.study.dividing import divide_scores
from scoring.study.next_stage import search_next_stage
from scoring.study.roadmap import BUDGET, Move, find_ladder, make_roadmap
from scoring.study.weights import compare_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from instruments.model.instrument import Instrument
    from instruments.model.stages import StageRule
    from scoring.kernel.coding import Coded
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.study.blocking import Blocking
    from scoring.study.diagnostics import Diagnosis
    from scoring.study.next_stage import NextStage
    from scoring.study.roadmap import Roadmap
    from scoring.study.weights import Weight


@dataclass(frozen=True)
class Branch:
    """A node or an item in the tree of a score.

    Attributes:
        weight: its nominal and effective weight, and what the data of all units make
            of them.
        value: its score or worth in this response; None where it does not count.
        contribution: what it adds to the score of the node explained.
        lost: what it keeps that score from 1.
    """

    weight: Weight
    value: float | None
    contribution: float
    lost: float


@dataclass(frozen=True)
class Standing:
    """The stage held on one ladder, and what blocks the next.

    Attributes:
        rule: key of the stage rule.
        ladder: its declaration.
        blocking: the stages held and next, gates and answers.
    """

    rule: str
    ladder: StageRule
    blocking: Blocking


@dataclass(frozen=True)
class MissingAnswer:
    """An answer that is not there.

    Attributes:
        node: the node that asks it.
        reason: why: unanswered, not_applicable, dont_know, refused, not_asked.
        treatment: what it did there: leave_out, zero, one, mean, drop; `asks` in a
            table or a ratio, where no comparison with it holds.
    """

    item: str
    node: str
    reason: str
    treatment: str


@dataclass(frozen=True)
class Explanation:
    """All there is to say about one unit's score of one node.

    Attributes:
        score: mostly 0..1; None where there is none.
        coverage: 0..1; None where nothing applies.
        bounds: lowest and highest score that open answers allow; None unless the
            method declares them.
        branches: the tree, top down.
        standings: one a stage rule of the method.
        diagnoses: those that the instrument declares.
        missing: the answers missing below the node.
        units: how many units were read; a relative method was fitted on them.
        instrument, version, meaning: key, version and fingerprint of the instrument.
        method, method_version, method_fingerprint: of the method.
    """

    unit: str
    node: str
    title: str
    score: float | None
    coverage: float | None
    bounds: tuple[float, float] | None
    branches: tuple[Branch, ...]
    standings: tuple[Standing, ...]
    roadmap: Roadmap
    diagnoses: tuple[Diagnosis, ...]
    missing: tuple[MissingAnswer, ...]
    units: int
    is_relative: bool
    instrument: str
    version: str
    meaning: str
    method: str
    method_version: str
    method_fingerprint: str

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Write the tree and the moves of the roadmap as frames: tree, roadmap."""
        import pandas as pd

        tree = [
            asdict(one.weight)
            | {"value": one.value, "contribution": one.contribution, "lost": one.lost}
            for one in self.branches
        ]
        names = ["list", "place", *Move.__dataclass_fields__]
        roadmap = pd.DataFrame(self.roadmap.to_rows(), columns=names)
        return {"tree": pd.DataFrame(tree), "roadmap": roadmap}


def explain(  # noqa: PLR0913, PLR0917 (what may be left out comes last)
    instrument: Instrument,
    frame: pd.DataFrame,
    unit: str,
    method: str | None = None,
    column: str | None = None,
    node: str | None = None,
    budget: int = BUDGET,
) -> Explanation:
    """Explain the score of one unit, as `meter explain` does.

    A relative method is fitted on all rows of the frame first.

    Args:
        instrument: what was asked and how it counts.
        frame: the answers of all units, as `scoring.score` takes them.
        unit: the name of the unit.
        method: key of a method; None takes the instrument's default.
        column: the column that names the units; None takes the first.
        node: what to explain; None takes the first index.
        budget: effort that the best plan of the roadmap may cost.

    Raises:
        UnknownUnitError: no row has that name.
        UnknownNodeError: the method scores no such node.
        ScoringError: the frame is no table of answers, or nothing is scored.
    """
    from scoring.frames import read_frame

    read = read_frame(instrument, frame, column)
    plan = compile_plan(instrument, method)
    return explain_coded(plan, read.coded, read.units, unit, node, budget)


def explain_coded(
    plan: Plan,
    coded: Coded,
    units: list[str],
    unit: str,
    node: str | None = None,
    budget: int = BUDGET,
) -> Explanation:
    """Explain the score of one unit among coded responses.

    Args:
        plan: a compiled instrument and method; fitted on the responses if need be.
        coded: the responses of all units.
        units: their names.
        unit: the name of the one to explain.
        node: what to explain; None takes the first index.
        budget: effort that the best plan of the roadmap may cost.

    Raises:
        UnknownUnitError: no row has that name.
        UnknownNodeError: the method scores no such node.
    """
    if unit not in units:
        raise UnknownUnitError(unit, units)
    plan = fit_plan(plan, coded)
    top = node or plan.indices[0]
    place = plan.place_of(top)
    row = coded[[units.index(unit)]]
    scores = score_coded(plan, row)
    searched = [search_next_stage(plan, row, rule, scores) for rule in plan.rules]
    ladder = find_ladder(plan, top)
    found = next((one for one in searched if one.rule is ladder), None)
    instrument = plan.instrument
    return Explanation(
        unit,
        top,
        framework_of(instrument).nodes[top].title,
        _number(scores.score[0, place]),
        _number(scores.coverage[0, place]),
        _find_bounds(scores, place),
        tuple(_list_branches(plan, coded, row, scores, top)),
        tuple(map(_stand, searched)),
        make_roadmap(plan, row, top, budget=budget, found=found),
        tuple(diagnose(plan, row)),
        tuple(_list_missing(plan, row, top)),
        len(units),
        plan.is_relative,
        instrument.key,
        instrument.version,
        instrument.meaning,
        plan.method_key,
        plan.method.version,
        plan.method_fingerprint,
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _find_bounds(scores: Scores, place: int) -> tuple[float, float] | None:
    if scores.bounds is None:
        return None
    low, high = (float(bound[0, place]) for bound in scores.bounds)
    return None if np.isnan(low) or np.isnan(high) else (low, high)


def _list_branches(
    plan: Plan, coded: Coded, row: Coded, scores: Scores, top: str
) -> Iterator[Branch]:
    """List the tree with what each branch adds; two ways to one child add up."""
    sums: dict[tuple[str | None, str], list[float]] = {}
    values: dict[tuple[str | None, str], float] = {}
    for part in divide_scores(plan, row, top):
        if not part.counts[0]:
            continue
        ways = [*zip((None, *part.path), (*part.path, part.item), strict=True)]
        values[ways[-1]] = float(part.value[0])
        for way in ways:
            total = sums.setdefault(way, [0.0, 0.0])
            total[0] += float(part.contribution[0])
            total[1] += float(part.lost[0])
    for weight in compare_weights(plan, coded, top).weights:
        way = weight.parent, weight.key
        added, lost = sums.get(way, [0.0, 0.0])
        value = values.get(way)
        if not weight.is_item:
            value = _number(scores.node(weight.key)[0])
        yield Branch(weight, value, added, lost)


def _stand(found: NextStage) -> Standing:
    return Standing(found.rule.key, found.rule.declared, describe_blocking(found))


def _list_missing(plan: Plan, row: Coded, top: str) -> Iterator[MissingAnswer]:
    """List what is missing below a node, and what the method does about it."""
    for step in plan.walk(top):
        for item in dict.fromkeys(step.items):
            state = int(state_of(row[item])[0])
            if state != GIVEN:
                reason = REASONS[state].value
                yield MissingAnswer(item, step.key, reason, _treat(step, state))


def _treat(step: NodePlan, state: int) -> str:
    if not step.members:
        return "asks"
    if state == NOT_ASKED:
        return "leave_out"
    treatment: str = getattr(step.missing.policy, REASONS[state].value)
    return treatment
