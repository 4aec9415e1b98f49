"""The work plan of a report: the steps that were kept, else the suggested ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.filters import say_day
from webapp.results.plan import list_suggestions
from webapp.wording import word_ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.records import PlanStep
    from webapp.results.assessment import Assessment


@dataclass(frozen=True)
class PlannedStep:
    """A step, all of it in words; `is_kept` tells it from a suggestion."""

    words: str
    ask: str
    who: str = ""
    due: str = ""
    done: str = ""
    is_kept: bool = False


def plan_steps(
    assessment: Assessment, kept: Sequence[PlanStep]
) -> tuple[PlannedStep, ...]:
    """List the steps of a unit's plan; where it has none, what its result suggests."""
    if kept:
        return tuple(_word(assessment, one) for one in kept)
    suggested = list_suggestions(assessment)
    return tuple(PlannedStep(one.words, one.ask) for one in suggested)


def _word(assessment: Assessment, step: PlanStep) -> PlannedStep:
    return PlannedStep(
        words=step.words,
        ask="" if step.item is None else word_ask(assessment.instrument, step.item),
        who=step.who,
        due="" if step.due_on is None else say_day(step.due_on),
        done="" if step.done_at is None else say_day(step.done_at.date()),
        is_kept=True,
    )
