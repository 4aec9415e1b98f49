"""Progress: how far each section is, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.timing import estimate_minutes

if TYPE_CHECKING:
    from instruments.model.questionnaire import Section
    from webapp.respond.answering import Answering


@dataclass(frozen=True)
class SectionProgress:
    """A section as a task: what is asked, what is answered, the minutes left."""

    key: str
    title: str
    asked: int
    answered: int

    @property
    def state(self) -> str:
        """One of `none`, `some`, `done`."""
        if self.answered >= self.asked:
            return "done"
        return "some" if self.answered else "none"

    @property
    def minutes_left(self) -> int:
        """Estimate the minutes that the open items take."""
        return estimate_minutes(self.asked - self.answered)


def measure_progress(answering: Answering) -> list[SectionProgress]:
    """Measure every section, in the order of asking."""
    return [_measure(answering, section) for section in answering.instrument.sections]


def _measure(answering: Answering, section: Section) -> SectionProgress:
    asked = answering.list_asked(section)
    answered = sum(answering.is_answered(item.key) for item in asked)
    return SectionProgress(section.key, section.title, len(asked), answered)
