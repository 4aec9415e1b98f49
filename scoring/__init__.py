"""Values: answers in, indices and stages out; no I/O and no framework.

What goes beyond scoring is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from scoring.errors import ScoringError
from scoring.frames import read_frame
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_plan
from scoring.kernel.results import Scores
from scoring.scorecard import Scorecard, make_scorecard
from scoring.table_warnings import NoColumnWarning, UnknownColumnWarning

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from scoring.method_table import methods
    from scoring.quality.agreement import Agreement, agreement
    from scoring.quality.reliability import Reliability, reliability
    from scoring.quality.response_styles import ResponseStyles, response_styles
    from scoring.restatement import restate
    from scoring.study.chaining import Chain, Fielding, chain_scores
    from scoring.study.contributions import Contribution, contributions
    from scoring.study.diagnostics.diagnose import diagnose
    from scoring.study.diagnostics.diagnosis import Diagnosis
    from scoring.study.diagnostics.earlier import Earlier
    from scoring.study.explanation import Explanation, explain
    from scoring.study.roadmap import Roadmap, make_roadmap
    from scoring.study.twinning import Candidate, Terms, Twinning, find_twins
    from scoring.study.weights import WeightTable, compare_weights
    from scoring.uncertainty.sensitivity import Sensitivity, sensitivity
    from scoring.uncertainty.sobol import SobolIndices, sobol

__all__ = [
    "Agreement",
    "Candidate",
    "Chain",
    "Contribution",
    "Diagnosis",
    "Earlier",
    "Explanation",
    "Fielding",
    "NoColumnWarning",
    "Reliability",
    "ResponseStyles",
    "Roadmap",
    "Scorecard",
    "Scores",
    "ScoringError",
    "Sensitivity",
    "SobolIndices",
    "Terms",
    "Twinning",
    "UnknownColumnWarning",
    "WeightTable",
    "agreement",
    "chain_scores",
    "code_answers",
    "compare_weights",
    "compile_plan",
    "contributions",
    "diagnose",
    "explain",
    "find_twins",
    "fit_plan",
    "make_roadmap",
    "make_scorecard",
    "methods",
    "read_frame",
    "reliability",
    "response_styles",
    "restate",
    "score",
    "score_answers",
    "score_coded",
    "sensitivity",
    "sobol",
]

_HOMES = {
    "method_table": ("methods",),
    "quality.agreement": ("Agreement", "agreement"),
    "quality.reliability": ("Reliability", "reliability"),
    "quality.response_styles": ("ResponseStyles", "response_styles"),
    "restatement": ("restate",),
    "study.chaining": ("Chain", "Fielding", "chain_scores"),
    "study.contributions": ("Contribution", "contributions"),
    "study.diagnostics": ("Diagnosis", "Earlier", "diagnose"),
    "study.explanation": ("Explanation", "explain"),
    "study.roadmap": ("Roadmap", "make_roadmap"),
    "study.twinning": ("Candidate", "Terms", "Twinning", "find_twins"),
    "study.weights": ("WeightTable", "compare_weights"),
    "uncertainty.sensitivity": ("Sensitivity", "sensitivity"),
    "uncertainty.sobol": ("SobolIndices", "sobol"),
}
"""Where the names live that are imported when they are first asked for."""


def __getattr__(name: str) -> object:
    """Import what is asked for by name for the first time."""
    for home, names in _HOMES.items():
        if name in names:
            found: object = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = found
            return found
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List all names, imported or not."""
    return sorted({*globals(), *__all__})


def score(
    instrument: Instrument,
    frame: pd.DataFrame,
    method: str | None = None,
    unit: str | None = None,
) -> pd.DataFrame:
    """Score a table of answers, one row a unit, as `meter score` does.

    Cells are what files hold: option codes, numbers, `a;b` for several options, blank
    for unanswered, and the marks NA, DK and RF. Read CSV files with
    `keep_default_na=False`, or pandas turns NA into a blank. Columns that are no items
    are ignored with an UnknownColumnWarning; a NoColumnWarning names scored items that
    have no column.

    Where a method says nothing else, score = sum w I / sum w over the children that
    count, with weights w and values I from 0 to 1, and coverage = weight of the given
    answers / weight of those that apply. A stage is the highest band whose bound and
    gates are met; ranks are 1, 2, 2, 4. Source: OECD/JRC Handbook on Constructing
    Composite Indicators (2008), steps 5 to 7; each formula with its own source is in
    docs/methods.md.

    Args:
        instrument: what was asked and how it counts.
        frame: the answers, one row a unit; columns are item keys, and one names the
            units.
        method: key of a method; None takes the instrument's default.
        unit: the column that names the units; None takes the first.

    Returns:
        One row a unit, in the order of the frame; per node the score (0..1, beyond
        only where the method leaves that range; NaN for none), its coverage (0..1), and
        stage and rank (1 is best) where it has them, in the columns that
        `Scores.to_frame` describes. Its `attrs["made_by"]` names instrument and method,
        with their versions and fingerprints.

    Raises:
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
    return score_coded(plan, read.coded).to_frame(read.units)


def score_answers(
    instrument: Instrument, answers: Mapping[str, Answer], method: str | None = None
) -> Scores:
    """Score one response: a batch of one.

    Raises:
        UnknownAnswerError: a value is no answer to its item.
        NotScoredError: the instrument has no framework or no method.
        UnknownMethodError: it has no method of that name.
    """
    plan = compile_plan(instrument, method)
    return score_coded(plan, code_answers(instrument, [answers]))
