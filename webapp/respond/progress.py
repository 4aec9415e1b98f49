"""Progress: how far each section is, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.respond.colleagues import find_last_touch, name_assigned
from webapp.respond.open_items import list_open
from webapp.timing import estimate_minutes
from webapp.wording import word_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments.model.questionnaire import Section
    from meter.records import Invitation
    from webapp.respond.answering import Answering
    from webapp.respond.colleagues import Touch


@dataclass(frozen=True)
class SectionProgress:
    """A section as a task: what is asked, what is answered, the minutes left.

    Optional remarks are counted apart. `first_open` is the item to go on with; None
    where all is answered, and where it is the first of the section. `is_theirs` is
    whether the reader may change it, `assigned` names delegates whom it was given to,
    `last` is its last change.
    """

    key: str
    title: str
    asked: int
    answered: int
    remarks_open: int = 0
    first_open: str | None = None
    is_theirs: bool = True
    assigned: tuple[str, ...] = ()
    last: Touch | None = None

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


def measure_progress(
    answering: Answering, people: Sequence[Invitation] = ()
) -> list[SectionProgress]:
    """Measure every section, in the order of asking; `people` have links to it."""
    return [
        _measure(answering, section, people)
        for section in answering.instrument.sections
    ]


def _measure(
    answering: Answering, section: Section, people: Sequence[Invitation]
) -> SectionProgress:
    here, stored = answering.list_asked(section), answering.sheet.answers
    remarks = [item for item in here if answering.is_remark(item)]
    asked = len(here) - len(remarks)
    left = [item.key for item in list_open(answering, section)]
    return SectionProgress(
        key=section.key,
        title=word_heading(section),
        asked=asked,
        answered=asked - len(left),
        remarks_open=sum(not answering.is_answered(one.key) for one in remarks),
        first_open=left[0] if left and left[0] != here[0].key else None,
        is_theirs=answering.sheet.invitation.covers(section.key),
        assigned=name_assigned(people, section, answering.at),
        last=find_last_touch(
            stored[item.key] for item in section.items if item.key in stored
        ),
    )
