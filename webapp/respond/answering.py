"""A response under way: its answers, worded questionnaire and what applies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.open_items import list_remarks, list_scored
from meter.fieldwork.reviewed import find_state, load_steps
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.starting import find_origin
from scoring.kernel.coding import asked_items
from webapp.current import now, store
from webapp.languages import gettext as _
from webapp.respond.admission import current_sheet
from webapp.wording import word_instrument

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from instruments import Answer, Instrument
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.records import AnswerSheet, AnswerState, ReviewStep
    from webapp.wording import Wording


@dataclass(frozen=True)
class Answering:
    """What a page about a response works on.

    On the page of a section the answers are those that the section needs. `steps` are
    those of the review by item, none where nothing is reviewed yet; `evidenced` says
    by item when evidence was last added or removed. `origin` is the title of the round
    from whose answers the response started; empty where it started from none.
    """

    sheet: AnswerSheet
    wording: Wording
    at: dt.datetime
    steps: Mapping[str, tuple[ReviewStep, ...]] = field(default_factory=dict)
    evidenced: Mapping[str, dt.datetime] = field(default_factory=dict)
    origin: str = ""

    @property
    def instrument(self) -> Instrument:
        """The questionnaire in the reader's words."""
        return self.wording.instrument

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The stored answers by item."""
        return {key: one.answer for key, one in self.sheet.answers.items()}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The items that apply with the stored answers."""
        return asked_items(self.wording.source, self.answers)

    @cached_property
    def scored(self) -> frozenset[str]:
        """The items that the round's method scores; none without a method."""
        return list_scored(self.wording.source, self.sheet.round.method)

    @cached_property
    def states(self) -> Mapping[str, AnswerState]:
        """What the review of answers has come to, by item."""
        stored = self.sheet.answers
        return {
            key: find_state(
                steps,
                stored[key].revision if key in stored else 0,
                self.evidenced.get(key),
            )
            for key, steps in self.steps.items()
        }

    @property
    def title(self) -> str:
        """Name whose answers these are: the unit's, or the reader's own apart."""
        name = self.sheet.unit.name
        if not self.sheet.response.is_apart:
            return name
        return _("%(unit)s: your own answers") % {"unit": name}

    @property
    def is_open(self) -> bool:
        """Tell whether answers are taken now."""
        return self.sheet.is_open(self.at)

    def may_change(self, section: Section) -> bool:
        """Tell whether the reader may change all answers of a section now."""
        is_whole = self.sheet.response.returned is None
        return is_whole and self.is_open and self.sheet.invitation.covers(section.key)

    def may_change_item(self, section: Section, item: Item) -> bool:
        """Tell whether the reader may change one answer of a section now."""
        is_theirs = self.sheet.invitation.covers(section.key)
        return (
            is_theirs and self.is_open and self.sheet.response.lets_change([item.key])
        )

    def applies(self, item: Item) -> bool:
        """Tell whether an item applies; one without a condition always does."""
        return item.when is None or item.key in self.asked

    def list_asked(self, section: Section) -> list[Item]:
        """List the items of a section that apply."""
        return [item for item in section.items if self.applies(item)]

    def is_remark(self, item: Item) -> bool:
        """Tell whether an item is a text that a scored response does without."""
        return item.key in self._remarks

    @cached_property
    def _remarks(self) -> frozenset[str]:
        return list_remarks(self.wording.source, self.sheet.round.method)

    def is_answered(self, key: str) -> bool:
        """Tell whether an item has an answer or a reason."""
        return self.answers.get(key, Missing.UNANSWERED) is not Missing.UNANSWERED

    def find_section(self, key: str) -> Section | None:
        """Find a section by its key."""
        return next((one for one in self.instrument.sections if one.key == key), None)


def current_answering() -> Answering:
    """Get the response that the request is about, in the reader's language."""
    return open_answering(current_sheet())


def open_answering(sheet: AnswerSheet) -> Answering:
    """Read what else a page of a response works on, in the language that is spoken."""
    wording = word_instrument(get_instrument(store(), sheet.round))
    is_reviewed = sheet.round.reviewed and sheet.response.was_submitted
    former = find_origin(store(), sheet.round)
    origin = former.title if former and not sheet.response.is_apart else ""
    if not is_reviewed:
        return Answering(sheet, wording, now(), origin=origin)
    steps, evidenced = load_steps(store(), sheet.response.id)
    return Answering(sheet, wording, now(), steps, evidenced, origin)
