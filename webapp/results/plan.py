"""The page of a work plan: its steps, and what the result suggests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from wtforms import BooleanField, Form, StringField
from wtforms.validators import Optional

from meter.exchange.csv_texts import write_csv
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.fieldwork.planning import Wanted
from webapp.calendar_file import DayEntry
from webapp.forms.checked import Given, Parsed
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.organise.forms import DayField
from webapp.results.answer_words import say_given
from webapp.results.ladders import find_main, make_ladders
from webapp.results.roadmap import RoadmapStep, make_roadmap
from webapp.wording import word_ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from meter.records import PlanStep
    from webapp.respond.answering import Answering
    from webapp.results.assessment import Assessment
    from webapp.results.ladders import NeededAnswer
    from webapp.results.roadmap import Roadmap

MOST_BESIDE = 10
"""Answers that are suggested beside those of the next stage."""

HEADINGS = ("step", "question", "who", "due", "done")


class PlanForm(Form):
    """A step: what is to be done, by whom, until when."""

    words = StringField(
        validators=[Given(mark("Say what is to be done.")), Parsed(parse_words)]
    )
    who = StringField(validators=[Optional(), Parsed(parse_title)])
    due_on = DayField(validators=[Optional()])
    done = BooleanField()

    @property
    def wanted(self) -> Wanted:
        """What the step says, once the form is sound."""
        return Wanted(self.words.data or "", self.who.data or "", self.due_on.data)


@dataclass(frozen=True)
class Suggestion:
    """A step that the result suggests about an answer.

    `words` are those of the step; `leads_on` is whether it is one of the answers that
    together lead to the next stage, `begin` why to begin with it; empty for all others.
    """

    item: str
    ask: str
    words: str
    leads_on: bool
    begin: str = ""


@dataclass(frozen=True)
class StepLine:
    """A step with the question that it is about, and the form that changes it."""

    id: int
    seen: int
    ask: str
    words: str
    who: str
    due_on: date | None
    done_at: datetime | None
    changed_by: str
    form: PlanForm
    is_open: bool


@dataclass(frozen=True)
class PlanPage:
    """The plan of a unit; `may_write` is whether the reader is its focal point."""

    response_id: int
    unit: str
    round_title: str
    steps: tuple[StepLine, ...]
    suggestions: tuple[Suggestion, ...]
    form: PlanForm
    may_write: bool
    words_language: str
    words_direction: str

    @property
    def done(self) -> int:
        """Count the steps that are done."""
        return sum(one.done_at is not None for one in self.steps)


def make_plan_page(
    answering: Answering,
    steps: Sequence[PlanStep],
    suggestions: Iterable[Suggestion],
    form: PlanForm | None = None,
    typed_for: int | None = None,
) -> PlanPage:
    """Lay out a plan; what was typed stays with the step that it was typed for."""
    sheet = answering.sheet
    planned = {one.item for one in steps}
    new = form if form is not None and typed_for is None else None
    return PlanPage(
        response_id=sheet.response.id,
        unit=sheet.unit.name,
        round_title=sheet.round.title,
        steps=tuple(
            _make_line(answering, one, form if one.id == typed_for else None)
            for one in steps
        ),
        suggestions=tuple(one for one in suggestions if one.item not in planned),
        form=new or PlanForm(),
        may_write=not sheet.invitation.is_delegate,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _make_line(answering: Answering, step: PlanStep, form: PlanForm | None) -> StepLine:
    stored = {
        "words": step.words,
        "who": step.who,
        "due_on": step.due_on,
        "done": step.done_at is not None,
    }
    return StepLine(
        id=step.id,
        seen=step.revision,
        ask=_ask(answering, step),
        words=step.words,
        who=step.who,
        due_on=step.due_on,
        done_at=step.done_at,
        changed_by=step.changed_by,
        form=form or PlanForm(data=stored),
        is_open=form is not None,
    )


def _ask(answering: Answering, step: PlanStep) -> str:
    return "" if step.item is None else word_ask(answering.instrument, step.item)


def list_suggestions(assessment: Assessment) -> list[Suggestion]:
    """List the steps of the result in its order, then the answers that cost most."""
    road = make_roadmap(assessment)
    leading = [_suggest(one, leads_on=True) for one in _list_leading(assessment, road)]
    others = {one.item: _suggest(one, leads_on=False) for one in road.further}
    for cost in sorted(assessment.study.contributions, key=lambda part: -part.lost):
        if cost.lost > 0 and cost.item in assessment.instrument.items:
            others.setdefault(cost.item, _suggest_low(assessment, cost.item))
    taken = {one.item for one in leading}
    beside = (one for one in others.values() if one.item not in taken)
    return [*leading, *islice(beside, MOST_BESIDE)]


def _list_leading(
    assessment: Assessment, road: Roadmap
) -> Sequence[RoadmapStep | NeededAnswer]:
    """List the steps to the next stage; without an index what leads to one."""
    if road.to_stage:
        return road.to_stage
    ladder = find_main(make_ladders(assessment), assessment.plan.indices[0])
    return () if ladder is None else ladder.needed


def _suggest(one: RoadmapStep | NeededAnswer, *, leads_on: bool) -> Suggestion:
    words = _("From “%(now)s” to “%(needed)s”") % {
        "now": one.now,
        "needed": one.needed,
    }
    begin = one.begin if isinstance(one, RoadmapStep) else ""
    return Suggestion(one.item, one.ask, words, leads_on=leads_on, begin=begin)


def _suggest_low(assessment: Assessment, item: str) -> Suggestion:
    words = _("Raise it from “%(now)s”") % {"now": say_given(assessment, item)}
    ask = word_ask(assessment.instrument, item)
    return Suggestion(item, ask, words, leads_on=False)


def write_plan(answering: Answering, steps: Iterable[PlanStep]) -> str:
    """Write the plan as CSV, harmless in a spreadsheet."""
    rows = (
        (
            *(one.words, _ask(answering, one), one.who, one.due_on),
            one.done_at.date() if one.done_at else "",
        )
        for one in steps
    )
    return write_csv([HEADINGS, *rows])


def list_due_days(
    answering: Answering, steps: Iterable[PlanStep], address: str
) -> Iterator[DayEntry]:
    """List what is due on a day and not done, to be put into a calendar."""
    for one in steps:
        if one.due_on is not None and one.done_at is None:
            ask = _ask(answering, one)
            words = "\n".join(text for text in (ask, one.who, address) if text)
            name = f"{address}plan/{one.id}"
            title = one.words.splitlines()[0]
            yield DayEntry(name, title, words, one.due_on)
