"""What is wrong in the rows of a list, and what to do, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.fieldwork.errors import LongRowError, RepeatedRowError, StrangeColumnError
from meter.fieldwork.given.errors import (
    EmailError,
    LanguagesError,
    ProfileError,
    TitleError,
)
from webapp.forms.facts import word_fact, word_facts
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments.model.questionnaire import ProfileField
    from meter.errors import DataError
    from meter.fieldwork.unit_lists import UnitProblem

SENTENCES: dict[type[DataError], str] = {
    EmailError: mark(
        "“%(email)s” is not an e-mail address. Write it like name@example.org."
    ),
    TitleError: mark(
        "“%(text)s” cannot be a name. Use 1 to %(most)s characters on one line."
    ),
    LanguagesError: mark(
        "“%(given)s” cannot be read as a language. Write tags such as fr or zh-Hant,"
        " with semicolons between."
    ),
    StrangeColumnError: mark(
        "Column “%(column)s” is ignored. Known columns: %(known)s."
    ),
    LongRowError: mark(
        "It has more cells than the first row. Put quotes around text with a comma in"
        " it."
    ),
    RepeatedRowError: mark(
        "%(name)s with %(email)s is in row %(first)s too. Remove one."
    ),
}
"""By what is wrong, in the source language; facts about units say it themselves."""


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in a row, counted from 1."""

    row: int
    message: str


def explain_row(problem: UnitProblem, profile: Sequence[ProfileField]) -> RowProblem:
    """Write what to do about a row."""
    error = problem.error
    if isinstance(error, ProfileError):
        field = next(one for one in profile if one.key == error.field)
        return RowProblem(problem.row, explain_fact(field, error))
    sentence = SENTENCES.get(type(error))
    message = _(sentence) % word_facts(error) if sentence else str(error)
    return RowProblem(problem.row, message)


def explain_fact(field: ProfileField, error: ProfileError) -> str:
    """Write what a column about units takes instead of what was given."""
    facts = {
        **word_facts(error),
        "choices": word_fact(tuple(option.code for option in field.options or ())),
        "least": word_fact(field.at_least),
        "most": word_fact(field.at_most),
    }
    return _find_sentence(field) % facts


def _find_sentence(field: ProfileField) -> str:
    if field.type == "single":
        return _("%(field)s cannot be “%(given)s”. Use one of: %(choices)s.")
    if field.type == "text":
        return _("%(field)s takes one line of 200 characters at most.")
    low, high = field.at_least is not None, field.at_most is not None
    if low and high:
        return _(
            "%(field)s takes a number from %(least)s to %(most)s, not “%(given)s”."
        )
    if low:
        return _("%(field)s takes a number of at least %(least)s, not “%(given)s”.")
    if high:
        return _("%(field)s takes a number of at most %(most)s, not “%(given)s”.")
    return _("%(field)s takes a number, not “%(given)s”.")
