"""What cannot be taken or done in the knowledge space, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.knowledge.errors import (
    CityUnknownError,
    ContributionChangedError,
    ContributionKeyError,
    ContributionStateError,
    CostError,
    DiffersError,
    FieldShapeError,
    IncompleteEntryError,
    IndicatorError,
    KindError,
    KnowledgeFileError,
    LanguageError,
    RepeatedKeyError,
    SharedCountError,
    SharedQuotaError,
    YearError,
    YesNoError,
)
from meter.storage.errors import NotSavedError
from webapp.filters import show_size
from webapp.forms import checked
from webapp.forms.facts import word_facts
from webapp.knowledge.kinds import name_field
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.organise import row_problems
from webapp.respond import evidence_problems

if TYPE_CHECKING:
    from meter.errors import DataError, StateError

STATES = {
    "offered": mark(
        "Nothing was changed: it is offered to the organiser. Take it back first."
    ),
    "published": mark("Nothing was changed: it is published. Take it back first."),
    "returned": mark("Nothing was changed: it was returned to its contributor."),
    "withdrawn": mark("Nothing was changed: it was withdrawn meanwhile."),
    "draft": mark("Nothing was changed: it is a draft."),
}
"""Why something cannot be done as a contribution stands."""

SENTENCES: dict[type[DataError | StateError], str] = {
    **row_problems.SENTENCES,  # type: ignore[dict-item]
    **evidence_problems.SENTENCES,
    **checked.SENTENCES,  # type: ignore[dict-item]
    KindError: mark("Choose one of the kinds."),
    LanguageError: mark("Write languages as codes such as en, pt-BR or zh."),
    YearError: mark("Write a year from %(least)s to %(most)s."),
    CostError: mark(
        "Give the cost as digits such as 125000.50, its currency as three letters such"
        " as KRW, and the year; or leave all three empty."
    ),
    IndicatorError: mark(
        "The questionnaire has no %(unknown)s. Use keys of its sub-themes and"
        " questions."
    ),
    ContributionKeyError: mark(
        "Write the key in small letters, digits and -, or leave it empty."
    ),
    CityUnknownError: mark(
        "%(city)s does not take part in the workshop. Name a participant, or leave it"
        " empty."
    ),
    DiffersError: mark(
        "%(key)s is here already and says something else. Leave the key empty to add"
        " this as another one."
    ),
    RepeatedKeyError: mark("Row %(first)s has this key too. Remove one of them."),
    YesNoError: mark("Write yes or no."),
    FieldShapeError: mark(
        "It is missing, unknown, or of another kind than in an export of ours."
    ),
    KnowledgeFileError: mark(
        "The file cannot be read: it is neither CSV nor JSON as exported here."
    ),
    SharedCountError: mark(
        "Nothing was added: %(most)s files stand here already. Remove one first."
    ),
    SharedQuotaError: mark(
        "The file was not saved: %(used)s of %(most)s are used, and it has %(size)s."
        " Remove a file that is not needed, or give a link instead."
    ),
    ContributionChangedError: mark(
        "Nothing was saved yet: %(by)s has changed it meanwhile. What stands now is"
        " shown below; what you typed is in the form. Saving it replaces what stands."
    ),
    NotSavedError: mark(
        "Nothing was saved: the server could not write just now. What you typed is"
        " still below; save it again in a minute."
    ),
}


def explain(error: DataError | StateError) -> str:
    """Write what to do about an error, in the language of the reader."""
    if isinstance(error, ContributionStateError):
        return _(STATES[error.state])
    if isinstance(error, IncompleteEntryError):
        return say_incomplete(error)
    sentence = SENTENCES.get(type(error))
    if sentence is None:
        return str(error)
    facts = word_facts(error)
    if isinstance(error, SharedQuotaError):
        facts |= {name: show_size(value) for name, value in vars(error).items()}
    if type(error) in evidence_problems.SENTENCES:
        return evidence_problems.explain_evidence(error)
    return _(sentence) % facts


def explain_step(error: DataError | StateError) -> str:
    """Write why a step was not taken: there is no form that would replace anything."""
    if isinstance(error, ContributionChangedError):
        sentence = _(
            "Nothing was done: %(by)s has changed it meanwhile. Read it as it stands"
            " now."
        )
        return sentence % word_facts(error)
    return explain(error)


def say_incomplete(error: IncompleteEntryError) -> str:
    """Name what has to be filled in first."""
    names = _(", ").join(name_field(field) for field in error.fields)
    if "link" in error.fields:
        return _("Fill in first: %(fields)s (or add a file).") % {"fields": names}
    return _("Fill in first: %(fields)s.") % {"fields": names}
