"""Values: answers in, indices and stages out; no I/O and no framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.errors import ScoringError
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.kernel.results import Scores
from scoring.scorecard import Scorecard, make_scorecard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument

__all__ = [
    "Scorecard",
    "Scores",
    "ScoringError",
    "compile_plan",
    "make_scorecard",
    "score_answers",
]


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
