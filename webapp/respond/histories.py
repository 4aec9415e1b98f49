"""The history of an answer: who gave what and when, and what may be restored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.respond.evidence_page import view_evidence
from webapp.words import say_answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.records import Change, Evidence
    from webapp.respond.answering import Answering
    from webapp.respond.evidence_page import EvidenceLine


@dataclass(frozen=True)
class ChangeLine:
    """One answer as it stood for a while; `is_current` is how it stands now."""

    revision: int
    at: dt.datetime
    by: str
    answer: str
    note: str
    is_current: bool
    may_restore: bool


@dataclass(frozen=True)
class HistoryPage:
    """All that an answer has been, and what stood beside it, the newest first."""

    response_id: int
    unit_name: str
    section: str
    key: str
    ask: str
    seen: int
    changes: tuple[ChangeLine, ...]
    evidence: tuple[EvidenceLine, ...]
    words_language: str
    words_direction: str


def make_history_page(
    answering: Answering,
    section: Section,
    item: Item,
    changes: Sequence[Change],
    evidence: Sequence[Evidence] = (),
) -> HistoryPage:
    """Make the page of an answer from its changes, the first one first.

    `evidence` is what was ever added to it, in order.
    """
    last = changes[-1] if changes else None
    return HistoryPage(
        response_id=answering.sheet.response.id,
        unit_name=answering.sheet.unit.name,
        section=section.key,
        key=item.key,
        ask=item.ask,
        seen=last.revision if last else 0,
        changes=tuple(
            _make_line(answering, section, item, one, last) for one in changes[::-1]
        ),
        evidence=tuple(view_evidence(one) for one in evidence[::-1]),
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _make_line(
    answering: Answering,
    section: Section,
    item: Item,
    one: Change,
    last: Change | None,
) -> ChangeLine:
    same = last is not None and (one.answer, one.note) == (last.answer, last.note)
    return ChangeLine(
        revision=one.revision,
        at=one.changed_at,
        by=one.changed_by,
        answer=say_answer(answering.instrument, item, one.answer),
        note=one.note,
        is_current=one is last,
        may_restore=answering.may_change(section) and not same,
    )
