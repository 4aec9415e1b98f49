"""The form of a contribution: what was typed, and what of it does not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, Form, SelectMultipleField, StringField

from meter.knowledge.entries import GivenEntry, parse_entry
from meter.knowledge.errors import EntryError
from webapp.knowledge.problems import explain
from webapp.languages import list_languages

if TYPE_CHECKING:
    from collections.abc import Collection

    from meter.knowledge.records import Entry

LINES = (
    "kind", "title", "summary", "country", "year", "licence", "link", "problem",
    "solution", "technology", "cost", "currency", "cost_year", "results", "lessons",
    "contact",
)  # fmt: skip
"""Fields that hold a text."""

_BETWEEN = re.compile(r"[\s,;]+")


class EntryForm(Form):
    """What is typed of a contribution; `key` and `seen` say which one it is.

    Languages of this site are ticked, others are written as codes.
    """

    key = StringField()
    seen = StringField()
    kind = StringField()
    title = StringField()
    summary = StringField()
    languages = SelectMultipleField(validate_choice=False)
    others = StringField()
    country = StringField()
    year = StringField()
    licence = StringField()
    link = StringField()
    indicators = SelectMultipleField(validate_choice=False)
    credited = BooleanField()
    problem = StringField()
    solution = StringField()
    technology = StringField()
    cost = StringField()
    currency = StringField()
    cost_year = StringField()
    results = StringField()
    lessons = StringField()
    contact = StringField()

    @property
    def is_case(self) -> bool:
        """Tell whether it is about a case."""
        return self.kind.data == "case"

    @property
    def given(self) -> GivenEntry:
        """What was typed, unread."""
        texts: dict[str, Any] = {name: self[name].data or "" for name in LINES}
        others = [one for one in _BETWEEN.split(self.others.data or "") if one]
        return GivenEntry(
            **texts,
            languages=(*(self.languages.data or ()), *others),
            indicators=tuple(self.indicators.data or ()),
            credited=bool(self.credited.data),
        )

    def read(self, indicators: Collection[str]) -> Entry | None:
        """Read the entry; None where something does not fit: its field says so."""
        try:
            return parse_entry(self.given, indicators)
        except EntryError as error:
            for name, problem in error.problems.items():
                self[name].errors = [explain(problem)]
            return None


def make_form(posted: Any) -> EntryForm:
    """Make the form from what was sent."""
    return EntryForm(posted)


def fill_form(given: GivenEntry, key: str = "", seen: int = 0) -> EntryForm:
    """Make the form of what stands."""
    form = EntryForm()
    for name in LINES:
        form[name].data = getattr(given, name)
    known = list_languages()
    form.languages.data = [one for one in given.languages if one in known]
    form.others.data = ", ".join(one for one in given.languages if one not in known)
    form.indicators.data = list(given.indicators)
    form.credited.data = given.credited
    form.key.data, form.seen.data = key, str(seen)
    return form
