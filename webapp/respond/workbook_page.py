"""The page of the workbook: get it, send it, and what became of what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from webapp.forms.given import NAME, NOTE_NAME, REASON_NAME, picks_one, show_answer
from webapp.forms.problems import ANCHOR
from webapp.languages import gettext as _
from webapp.respond.receipts import KEEP_NAME
from webapp.respond.saving import write_seen
from webapp.respond.workbook_problems import NOT_YOURS, explain_cell, explain_item
from webapp.words import say_answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from instruments import Answer
    from instruments.model.items import Item
    from meter.exchange.fill_in.reading import ReadWorkbook
    from meter.fieldwork.merging import Merge
    from meter.records import StoredAnswer
    from webapp.respond.answering import Answering
    from webapp.respond.saving import Outcome
    from webapp.respond.workbook_problems import WorkbookProblem

CHOICE_NAME = "c-{}"
"""Field name of what is chosen where two answers stand against each other."""

MINE, BOTH = "mine", "both"


@dataclass(frozen=True)
class ConflictView:
    """Two answers to one item: the workbook's, and what somebody gave since.

    `answer` or `note` is None where the workbook left it as it was. `fields` are what
    a form posts to give the workbook's once more.
    """

    key: str
    section: str
    anchor: str
    ask: str
    answer: str | None
    note: str | None
    their_answer: str
    their_note: str
    by: str
    at: dt.datetime
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WorkbookReport:
    """What became of a workbook; `seen` tells the revisions that the page shows."""

    saved: int
    unchanged: int
    conflicts: tuple[ConflictView, ...]
    problems: tuple[WorkbookProblem, ...]
    seen: str


@dataclass(frozen=True)
class WorkbookPage:
    """What the template shows; `refusal` is why nothing could be taken."""

    response_id: int
    unit_name: str
    is_open: bool
    report: WorkbookReport | None
    refusal: str
    words_language: str
    words_direction: str


def make_workbook_page(
    answering: Answering, report: WorkbookReport | None = None, refusal: str = ""
) -> WorkbookPage:
    """Make the page, after an upload with what became of it."""
    return WorkbookPage(
        response_id=answering.sheet.response.id,
        unit_name=answering.sheet.unit.name,
        is_open=answering.is_open,
        report=report,
        refusal=refusal,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def report_merge(
    answering: Answering, read: ReadWorkbook, merge: Merge
) -> WorkbookReport:
    """Tell what became of a workbook that was read."""
    problems = [explain_cell(answering.instrument, one) for one in read.problems]
    problems += [
        explain_item(answering.instrument, key, _(NOT_YOURS))
        for key in merge.not_assigned
    ]
    changed = merge.changed
    return _report(
        answering,
        (len(merge.saved), len(merge.unchanged)),
        merge.conflicts,
        (changed.answers, changed.notes),
        problems,
    )


def report_choices(answering: Answering, outcome: Outcome) -> WorkbookReport:
    """Tell what became of choices between two answers."""
    reading = outcome.reading
    problems = [
        explain_item(answering.instrument, key, message)
        for key, message in reading.errors.items()
    ]
    saved = len(outcome.receipt.saved) if outcome.receipt else 0
    given = (reading.answers, reading.notes)
    return _report(answering, (saved, 0), outcome.conflicts, given, problems)


def _report(
    answering: Answering,
    counts: tuple[int, int],
    conflicts: Mapping[str, StoredAnswer],
    given: tuple[Mapping[str, Answer], Mapping[str, str]],
    problems: Collection[WorkbookProblem],
) -> WorkbookReport:
    answers, notes = given
    return WorkbookReport(
        *counts,
        conflicts=tuple(
            _view_conflict(answering, theirs, answers.get(key), notes.get(key))
            for key, theirs in conflicts.items()
        ),
        problems=tuple(problems),
        seen=write_seen({key: one.revision for key, one in conflicts.items()}),
    )


def _view_conflict(
    answering: Answering, theirs: StoredAnswer, answer: Answer | None, note: str | None
) -> ConflictView:
    instrument, key = answering.instrument, theirs.item
    item = instrument.items[key]
    return ConflictView(
        key=key,
        section=instrument.section_of[key].key,
        anchor=ANCHOR.format(key),
        ask=item.ask,
        answer=None if answer is None else say_answer(instrument, item, answer),
        note=note,
        their_answer=say_answer(instrument, item, theirs.answer),
        their_note=theirs.note,
        by=theirs.changed_by,
        at=theirs.changed_at,
        fields=tuple(list_fields(item, answer, note)),
    )


def list_fields(
    item: Item, answer: Answer | None, note: str | None
) -> list[tuple[str, str]]:
    """List the fields with which a form gives an answer, a note, or both."""
    fields = []
    if answer is not None:
        given = show_answer(item, answer)
        texts = given.texts or ((given.reason,) if picks_one(item) else ("",))
        fields += [(NAME.format(item.key), text) for text in texts]
        if given.reason and not picks_one(item):
            fields.append((REASON_NAME.format(item.key), given.reason))
    if note is not None:
        fields.append((NOTE_NAME.format(item.key), note))
    return fields


def list_chosen(answering: Answering, posted: MultiDict[str, str]) -> list[Item]:
    """List the items of which the workbook's answer was chosen."""
    return [
        item
        for key, item in answering.instrument.items.items()
        if posted.get(CHOICE_NAME.format(key)) in {MINE, BOTH}
    ]


def keep_as_notes(posted: MultiDict[str, str]) -> MultiDict[str, str]:
    """Ask for the other answer as a note where both were chosen."""
    form = MultiDict(posted)
    before = CHOICE_NAME.format("")
    for name, choice in posted.items():
        if name.startswith(before) and choice == BOTH:
            form.add(KEEP_NAME.format(name.removeprefix(before)), "1")
    return form
