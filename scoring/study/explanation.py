"""The explanation of one unit's score: where it comes from, and what comes next."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.errors import UnknownUnitError
from scoring.kernel.compiling import framework_of
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_plan
from scoring.progress import tell_nobody
from scoring.study.blocking import describe_blocking
from scoring.study.branches import list_branches, list_missing, to_number
from scoring.study.diagnostics import diagnose
from scoring.study.next_stage import search_next_stage
from scoring.study.roadmap import BUDGET, Move, find_ladder, make_roadmap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from instruments.model.instrument import Instrument
    from instruments.model.stages import StageRule
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.progress import Tell
    from scoring.study.blocking import Blocking
    from scoring.study.branches import Branch, MissingAnswer
    from scoring.study.diagnostics import Diagnosis, Earlier
    from scoring.study.next_stage import NextStage
    from scoring.study.roadmap import Roadmap


@dataclass(frozen=True)
class Question:
    """What is to be explained.

    Attributes:
        unit: the name of the unit.
        node: None asks for the first index.
        budget: effort that the best plan of the roadmap may cost.
        earlier: the unit in an earlier round, for the diagnostics.
    """

    unit: str
    node: str | None = None
    budget: int = BUDGET
    earlier: Earlier | None = None


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
        is_averaged: whether the node and all below are arithmetic means of what they
            weigh.
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
    is_averaged: bool
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
    earlier: Earlier | None = None,
) -> Explanation:
    """Explain the score of one unit, as `meter explain` does.

    A relative method is fitted on all rows of the frame first. What the items add makes
    the score and what they lose makes the gap, exactly: contribution = effective weight
    - lost. What blocks a stage, the roadmap and what would clear a diagnosis are found
    by scoring again with other answers: arithmetic of the questionnaire, no effects.
    Sources: OECD/JRC Handbook (2008), step 6, and COINr for the weights; the rest is
    ours. Formulas and proofs are in docs/methods.md.

    Args:
        instrument: what was asked and how it counts.
        frame: the answers of all units, as `scoring.score` takes them, one row a unit.
        unit: the name of the unit.
        method: key of a method; None takes the instrument's default.
        column: the column that names the units; None takes the first.
        node: what to explain; None takes the first index.
        budget: effort that the best plan of the roadmap may cost.
        earlier: the unit in an earlier round, for the diagnostics; see `Earlier.read`.

    Returns:
        The score, coverage and bounds of one node (0..1), a branch for each node and
        item below it, a standing for each stage rule, the roadmap, the diagnoses in the
        order declared, and what is missing.

    Raises:
        UnknownUnitError: no row has that name.
        UnknownNodeError: the method scores no such node.
        NotScoredError: the instrument has no framework or no method.
        UnknownMethodError: it has no method of that name.
        NoUnitColumnError: no column names the units.
        NoItemColumnError: no column is an item.
        BadCellsError: cells hold no answer to their item; the first are named.
        ScoringError: it is no table of answers otherwise, or a relative method cannot
            learn from these units.
    """
    from scoring.frames import read_frame

    read = read_frame(instrument, frame, column)
    plan = compile_plan(instrument, method)
    question = Question(unit, node, budget, earlier)
    return explain_coded(plan, read.coded, read.units, question)


def explain_coded(
    plan: Plan,
    coded: Coded,
    units: Sequence[str],
    question: Question,
    tell: Tell = tell_nobody,
) -> Explanation:
    """Explain the score of one unit among coded responses.

    Args:
        plan: a compiled instrument and method; fitted on the responses if need be.
        coded: the responses of all units.
        units: their names.
        question: whose score of which node, and what the roadmap may cost.
        tell: is told how much of the work is done, 0..1.

    Raises:
        UnknownUnitError: no row has that name.
        UnknownNodeError: the method scores no such node.
    """
    unit = question.unit
    if unit not in units:
        raise UnknownUnitError(unit, units)
    plan = fit_plan(plan, coded)
    top = question.node or plan.indices[0]
    place = plan.place_of(top)
    row = coded[[units.index(unit)]]
    scores = score_coded(plan, row)
    parts = 3 + len(plan.rules)
    branches = tuple(list_branches(plan, coded, row, scores, top))
    tell(1 / parts)
    searched = []
    for rule in plan.rules:
        searched.append(search_next_stage(plan, row, rule, scores))
        tell((1 + len(searched)) / parts)
    ladder = find_ladder(plan, top)
    found = next((one for one in searched if one.rule is ladder), None)
    roadmap = make_roadmap(plan, row, top, budget=question.budget, found=found)
    tell((parts - 1) / parts)
    diagnoses = tuple(diagnose(plan, row, earlier=question.earlier))
    tell(1)
    instrument = plan.instrument
    return Explanation(
        unit,
        top,
        framework_of(instrument).nodes[top].title,
        to_number(scores.score[0, place]),
        to_number(scores.coverage[0, place]),
        _find_bounds(scores, place),
        branches,
        tuple(map(_stand, searched)),
        roadmap,
        diagnoses,
        tuple(list_missing(plan, row, top)),
        len(units),
        _is_averaged(plan, top),
        plan.is_relative,
        instrument.key,
        instrument.version,
        instrument.meaning,
        plan.method_key,
        plan.method.version,
        plan.method_fingerprint,
    )


def _is_averaged(plan: Plan, top: str) -> bool:
    weighed = (step for step in plan.walk(top) if step.weighed)
    return all(step.aggregation.exponent == 1 for step in weighed)


def _find_bounds(scores: Scores, place: int) -> tuple[float, float] | None:
    if scores.bounds is None:
        return None
    low, high = (float(bound[0, place]) for bound in scores.bounds)
    return None if np.isnan(low) or np.isnan(high) else (low, high)


def _stand(found: NextStage) -> Standing:
    return Standing(found.rule.key, found.rule.declared, describe_blocking(found))
