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
from webapp.forms.given import NAME, REASON_NAME, Given, picks_one
from webapp.forms.messages import explain, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments import Answer, Instrument
    from instruments.model.items import Item


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

    @override
    def process(
        self, formdata: Any, data: Any = None, extra_filters: Any = None
    ) -> None:
        """Read what was posted; an item that was not posted stays as it is stored."""
        self.process_errors = []
        self.data = None
        self.given = _read_given(self.item, formdata) if formdata else None
        if self.given is not None:
            try:
                self.data = self._parse(self.given)
            except AnswerError as error:
                message = explain(self.instrument, self.item, error)
                self.process_errors.append(message)
            except TwoAnswersError:
                self.process_errors.append(say("two_answers"))

    def _parse(self, given: Given) -> Answer:
        if not given.reason:
            return parse_answer(self.instrument, self.item, given.texts)
        if any(text.strip() for text in given.texts):
            raise TwoAnswersError
        reason = parse_answer(self.instrument, self.item, given.reason)
        if not isinstance(reason, Missing):
            raise AnswerError(AnswerFault.NOT_ALLOWED, reason=given.reason)
        return reason


def _read_given(item: Item, formdata: Any) -> Given | None:
    name, reason_name = NAME.format(item.key), REASON_NAME.format(item.key)
    if name not in formdata and reason_name not in formdata:
        return None
    texts = tuple(text for text in formdata.getlist(name) if text)
    if picks_one(item):
        is_reason = len(texts) == 1 and texts[0] in MISSING_MARKS
        return Given((), texts[0]) if is_reason else Given(texts)
    return Given(texts, formdata.get(reason_name, ""))


@dataclass(frozen=True)
class Reading:
    """What a post says: answers to keep, and sentences about the rest.

    `given` holds everything as typed, so that a page can show it again.
    """

    answers: Mapping[str, Answer]
    errors: Mapping[str, str]
    given: Mapping[str, Given]


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
    return Reading(
        {one.item.key: one.data for one in posted if not one.errors},
        {one.item.key: one.errors[0] for one in posted if one.errors},
        {one.item.key: one.given for one in posted},
    )
