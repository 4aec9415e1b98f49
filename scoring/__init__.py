"""Values: answers in, indices and stages out; no I/O and no framework."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from scoring.errors import ScoringError
from scoring.frames import read_frame
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.kernel.results import Scores
from scoring.reading import UnknownColumnWarning
from scoring.scorecard import Scorecard, make_scorecard

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument

__all__ = [
    "Scorecard",
    "Scores",
    "ScoringError",
    "UnknownColumnWarning",
    "compile_plan",
    "make_scorecard",
    "score",
    "score_answers",
]


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
    are ignored with an UnknownColumnWarning.

    Args:
        instrument: what was asked and how it counts.
        frame: the answers; columns are item keys, and one names the units.
        method: key of a method; None takes the instrument's default.
        unit: the column that names the units; None takes the first.

    Returns:
        Per unit and node the score (0..1), coverage, stage and rank, in the columns
        that `Scores.to_frame` describes.

    Raises:
        ScoringError: the frame is no table of answers, or nothing is scored.
    """
    plan = compile_plan(instrument, method)
    read = read_frame(instrument, frame, unit)
    for warning in read.unknown:
        warnings.warn(warning, stacklevel=2)
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
