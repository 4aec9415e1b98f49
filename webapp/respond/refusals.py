"""Why nothing could be saved, as a page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.errors import (
    DelegateError,
    HandedInError,
    NoQuestionError,
    NotAssignedError,
    NotReturnedError,
    OpenQuestionsError,
    ResponseSubmittedError,
    RoundClosedError,
    RoundFrozenError,
    RoundNotOpenError,
)
from meter.storage.errors import NotSavedError
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from meter.errors import StateError

WORDS = {
    RoundClosedError: mark(
        "Nothing was saved: the round has closed and cannot be opened again. What you"
        " typed is still below; copy it if you want to keep it."
    ),
    RoundFrozenError: mark(
        "Nothing was saved: the organiser has frozen the answers, so that all look at"
        " the same numbers. What you typed is still below; copy it, and ask the"
        " organiser whether answers will be taken again."
    ),
    RoundNotOpenError: mark(
        "Nothing was saved: the round has not opened yet. Keep this page and save it"
        " again when it has."
    ),
    ResponseSubmittedError: mark(
        "Nothing was saved: these answers have been submitted in the meantime."
    ),
    HandedInError: mark(
        "Nothing was saved: your answers are handed in. What you typed is still below;"
        " copy it, and ask your focal point to give them back."
    ),
    NotAssignedError: mark(
        "Nothing was saved: this section is not yours to answer any more. What you"
        " typed is still below; copy it, and ask your focal point."
    ),
    NotReturnedError: mark(
        "Nothing was saved: only the answers that came back with a question can be"
        " changed. What you typed is still below; copy it if you want to keep it."
    ),
    NoQuestionError: mark(
        "Nothing was saved: the reviewer has no question about this answer any more."
    ),
    OpenQuestionsError: mark(
        "Nothing was submitted: questions of the reviewer wait for a reply. They stand"
        " under “Review” on the overview."
    ),
    DelegateError: mark(
        "Nothing was submitted: only the focal point, whom the organiser invited, can"
        " do that."
    ),
    NotSavedError: mark(
        "Nothing was saved: the server could not write just now. What you typed is"
        " still below; save it again in a minute."
    ),
}

OTHERWISE = mark("Nothing was saved. Load the page again to see what has changed.")


def explain_refusal(error: StateError) -> str:
    """Write the sentence for an error that let nothing be saved."""
    return _(WORDS.get(type(error), OTHERWISE))
