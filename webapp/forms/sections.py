"""The form of a section: a WTForms class made from the items it asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from wtforms import Field, Form
from wtforms.fields.core import UnboundField

from instruments import MISSING_MARKS, AnswerError, Missing, parse_answer
from instruments.model.answers import AnswerFault
from instruments.model.items import TextItem
from meter.fieldwork.given.kinds import NOTE_MAX_CHARACTERS
from webapp.forms.given import NAME, NOTE_NAME, REASON_NAME, Given, picks_one
from webapp.forms.messages import explain, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments import Answer, Instrument
    from instruments.model.items import Item


NOTE = TextItem(
    key="note", ask="Note", type="text", lines=3, at_most=NOTE_MAX_CHARACTERS
)
"""What is said beside an answer is read as a text of several lines."""


class TwoAnswersError(ValueError):
    """An item was given both an answer and a reason why there is none."""


class AnswerField(Field):
    """One item: reads its answer and its reason, keeps what was typed.

    `data` is the answer, or None where the item was not posted at all or what was
    posted is no answer.
    """

    def __init__(self, instrument: Instrument, item: Item, **settings: Any) -> None:
        super().__init__(**settings)
        self.instrument = instrument
        self.item = item
        self.given: Given | None = None
        self.note: str | None = None

    @override
    def process(
        self, formdata: Any, data: Any = None, extra_filters: Any = None
    ) -> None:
        """Read what was posted; an item that was not posted stays as it is stored."""
        self.process_errors = []
        self.data = self.note = None
        self.given = _read_given(self.item, formdata) if formdata else None
        if self.given is not None:
            try:
                self.note = self._parse_note(formdata)
                if _is_posted(self.item, formdata):
                    self.data = self._parse(self.given)
            except AnswerError as error:
                message = explain(self.instrument, self.item, error)
                self.process_errors.append(message)
            except TwoAnswersError:
                self.process_errors.append(say("two_answers"))

    def _parse_note(self, formdata: Any) -> str | None:
        """Read the note; None where there was no control for one."""
        text = formdata.get(NOTE_NAME.format(self.item.key))
        if text is None:
            return None
        note = parse_answer(self.instrument, NOTE, text)
        return note if type(note) is str else ""

    def _parse(self, given: Given) -> Answer:
        if not given.reason:
            return parse_answer(self.instrument, self.item, given.texts)
        if any(text.strip() for text in given.texts):
            raise TwoAnswersError
        reason = parse_answer(self.instrument, self.item, given.reason)
        if not isinstance(reason, Missing):
            raise AnswerError(AnswerFault.NOT_ALLOWED, reason=given.reason)
        return reason


def _is_posted(item: Item, formdata: Any) -> bool:
    """Tell whether an answer was posted; a note may be posted without one."""
    names = NAME.format(item.key), REASON_NAME.format(item.key)
    return any(name in formdata for name in names)


def _read_given(item: Item, formdata: Any) -> Given | None:
    name, reason_name = NAME.format(item.key), REASON_NAME.format(item.key)
    note = formdata.get(NOTE_NAME.format(item.key))
    if note is None and not _is_posted(item, formdata):
        return None
    note = note or ""
    texts = tuple(text for text in formdata.getlist(name) if text)
    if picks_one(item):
        is_reason = len(texts) == 1 and texts[0] in MISSING_MARKS
        return Given((), texts[0], note) if is_reason else Given(texts, note=note)
    return Given(texts, formdata.get(reason_name, ""), note)


@dataclass(frozen=True)
class Reading:
    """What a post says: answers and notes to keep, and sentences about the rest.

    `given` holds everything as typed, so that a page can show it again.
    """

    answers: Mapping[str, Answer]
    errors: Mapping[str, str]
    given: Mapping[str, Given]
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FormSource:
    """Items of a worded instrument; told apart by what names them.

    `language` is that of the sentences about what cannot be taken.
    """

    fingerprint: str
    keys: tuple[str, ...]
    language: str
    instrument: Instrument = field(compare=False)


@lru_cache(maxsize=512)
def make_form_class(source: FormSource) -> type[Form]:
    """Make the form class of some items; once per instrument and language."""
    fields = {
        NAME.format(key): UnboundField(
            AnswerField, source.instrument, source.instrument.items[key]
        )
        for key in source.keys
    }
    return type("SectionForm", (Form,), fields)


def read_answers(
    instrument: Instrument, items: Sequence[Item], formdata: Any, language: str
) -> Reading:
    """Read posted answers to some items of a worded instrument."""
    keys = tuple(item.key for item in items)
    source = FormSource(instrument.fingerprint, keys, language, instrument)
    form = make_form_class(source)(formdata)
    form.validate()
    fields: list[Any] = [form[NAME.format(key)] for key in keys]
    posted = [one for one in fields if one.given is not None]
    taken = [one for one in posted if not one.errors]
    return Reading(
        {one.item.key: one.data for one in taken if one.data is not None},
        {one.item.key: one.errors[0] for one in posted if one.errors},
        {one.item.key: one.given for one in posted},
        {one.item.key: one.note for one in taken if one.note is not None},
    )
