"""The evidence of an answer: what stands, what was removed, and room for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.given.files import KINDS
from meter.fieldwork.given.links import name_host
from webapp.words import say_answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.records import Evidence
    from webapp.forms.problems import Problem
    from webapp.respond.answering import Answering


@dataclass(frozen=True)
class EvidenceLine:
    """A link or a file, and what became of it.

    `host` is where a link leads, as it is looked up; it is empty for a file. `size` is
    in bytes, 0 for a link.
    """

    id: int
    name: str
    host: str
    size: int
    added_at: dt.datetime
    added_by: str
    removed_at: dt.datetime | None
    removed_by: str | None

    @property
    def is_file(self) -> bool:
        """Tell whether it is a file."""
        return not self.host


@dataclass(frozen=True)
class Limits:
    """What may be sent; sizes are in bytes, `used` by all files of the response."""

    file: int
    quota: int
    used: int


@dataclass(frozen=True)
class Given:
    """What was sent and could not be taken: why, and the link to be mended."""

    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    link: str = ""

    def find(self, target: str) -> str:
        """Give the sentence about a field; nothing where it was not refused."""
        said = (one.message for one in self.problems if one.target == target)
        return next(said, "")


@dataclass(frozen=True)
class EvidencePage:
    """What stands beside an answer, and the forms that add to it.

    `wanted` is whether the instrument asks for evidence; `accept` lists the endings
    that a file may have.
    """

    response_id: int
    unit_name: str
    section: str
    key: str
    ask: str
    answer: str
    wanted: str
    standing: tuple[EvidenceLine, ...]
    removed: tuple[EvidenceLine, ...]
    may_change: bool
    limits: Limits
    given: Given
    words_language: str
    words_direction: str

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that a file may have."""
        return tuple(KINDS)


def make_evidence_page(
    answering: Answering,
    section: Section,
    item: Item,
    found: Sequence[Evidence],
    limits: Limits,
    given: Given = Given(),
) -> EvidencePage:
    """Make the page from what was ever added to an answer, in order."""
    answer = answering.answers.get(item.key, Missing.UNANSWERED)
    return EvidencePage(
        response_id=answering.sheet.response.id,
        unit_name=answering.sheet.unit.name,
        section=section.key,
        key=item.key,
        ask=item.ask,
        answer=say_answer(answering.instrument, item, answer),
        wanted=item.evidence,
        standing=tuple(view_evidence(one) for one in found if one.stands),
        removed=tuple(view_evidence(one) for one in found if not one.stands),
        may_change=answering.may_change_item(section, item),
        limits=limits,
        given=given,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def view_evidence(one: Evidence) -> EvidenceLine:
    """Prepare a link or a file for the page."""
    return EvidenceLine(
        id=one.id,
        name=one.file.name if one.file else one.url or "",
        host=name_host(one.url) if one.url else "",
        size=one.file.size if one.file else 0,
        added_at=one.added_at,
        added_by=one.added_by,
        removed_at=one.removed_at,
        removed_by=one.removed_by,
    )
