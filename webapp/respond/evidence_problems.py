"""What cannot be taken as evidence, and what to do, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.errors import (
    LargeArchiveError,
    MacroArchiveError,
    UnreadableArchiveError,
)
from meter.fieldwork.errors import EvidenceCountError, FileQuotaError
from meter.fieldwork.given.errors import (
    EmptyFileError,
    EvidenceLinkError,
    FileSizeError,
    FileTypeError,
)
from webapp.filters import show_size
from webapp.forms.facts import word_facts
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.respond.refusals import explain_refusal

if TYPE_CHECKING:
    from meter.errors import DataError, StateError

SENTENCES: dict[type[DataError | StateError], str] = {
    EvidenceLinkError: mark(
        "Write the whole web address, beginning with https://, without spaces and"
        " without a user's name."
    ),
    EmptyFileError: mark("Choose a file that holds something."),
    FileSizeError: mark(
        "The file has %(size)s, and up to %(most)s are taken. Make it smaller, or add a"
        " link to it instead."
    ),
    FileTypeError: mark(
        "“%(name)s” cannot be taken: its ending, or what is in it, is none of"
        " %(endings)s. Save it as PDF and send that."
    ),
    UnreadableArchiveError: mark(
        "The file is damaged or locked. Save it anew, or as PDF, and send that."
    ),
    LargeArchiveError: mark(
        "The file unpacks to too much, or packs unusually tightly. Save it as PDF and"
        " send that."
    ),
    MacroArchiveError: mark(
        "The file holds macros. Save it without them, or as PDF, and send that."
    ),
    FileQuotaError: mark(
        "The file was not saved: %(used)s of %(most)s are used, and it has %(size)s."
        " Remove a file that is not needed, or add a link instead."
    ),
    EvidenceCountError: mark(
        "Nothing was added: %(most)s links and files stand here already. Remove one"
        " first."
    ),
}
"""By what is wrong, in the source language."""

SIZES = {"most", "size", "used"}


def explain_evidence(error: DataError | StateError) -> str:
    """Write why something was not added or removed, and what to do."""
    sentence = SENTENCES.get(type(error))
    if sentence is None:
        return explain_refusal(error)  # type: ignore[arg-type]
    facts = word_facts(error)
    if isinstance(error, FileSizeError | FileQuotaError):
        sizes = vars(error).items()
        facts |= {name: show_size(value) for name, value in sizes if name in SIZES}
    return _(sentence) % facts
