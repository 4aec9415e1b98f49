"""Receipts: the line beside each answer that tells what became of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from instruments import Missing
from webapp.filters import show_short_moment
from webapp.languages import gettext as _
from webapp.states import show_answer
from webapp.words import say_answer

if TYPE_CHECKING:
    import datetime as dt

    from instruments import Instrument
    from instruments.model.items import Item
    from meter.records import AnswerState, StoredAnswer

KEEP_NAME = "k-{}"
"""Field name of the wish to keep somebody else's answer as a note."""


def write_receipt(at: dt.datetime, by: str, reader: str) -> Markup:
    """Tell when an answer was saved, and by whom if it was somebody else."""
    if by == reader:
        return Markup(_("Saved %(time)s")) % {"time": show_short_moment(at)}  # noqa: S704
    facts = {"time": show_short_moment(at), "name": by}
    return Markup(_("Saved by %(name)s, %(time)s")) % facts  # noqa: S704


def write_cleared(at: dt.datetime) -> Markup:
    """Tell when an answer was taken back."""
    return Markup(_("Cleared %(time)s")) % {"time": show_short_moment(at)}  # noqa: S704


def write_start(at: dt.datetime, origin: str) -> Markup:
    """Tell that an answer is still the one of the round that this one started from."""
    facts = {"round": origin, "time": show_short_moment(at)}
    return Markup(_("From %(round)s, %(time)s")) % facts  # noqa: S704


def receipt_of(
    stored: StoredAnswer, reader: str, language: str, origin: str = ""
) -> Markup:
    """Write the receipt of a stored answer; `language` is that of the page.

    `origin` is the title of the round from whose answers the response started.
    """
    if origin and stored.revision == 1 and stored.changed_by == origin:
        return write_start(stored.changed_at, origin)
    cleared = stored.answer is Missing.UNANSWERED
    line = _write_stored(
        stored.changed_at, stored.changed_by, reader, cleared, language
    )
    return line + link_history(stored.item, stored.revision)


def link_history(key: str, revision: int) -> Markup:
    """Lead from the page of a section to what an answer has been before, if it has."""
    if revision == 1:
        return Markup()
    link = Markup(' <a href="../items/{}/history">{}</a>')
    return link.format(key, _("Earlier answers"))


def link_evidence(key: str, count: int) -> Markup:
    """Lead to the links and files beside an answer, if there are any.

    Where the answer may be changed a button of the form does (items/_frame.html).
    """
    if not count:
        return Markup()
    link = Markup(' <a href="../items/{}/evidence">{} ({})</a>')
    return link.format(key, _("Evidence"), count)


def link_review(key: str, state: AnswerState | None) -> Markup:
    """Tell what the review of an answer has come to, and lead to what was said."""
    if state is None or state == "open":
        return Markup()
    shown = show_answer(state)
    link = Markup(' <a class="state {}" href="../items/{}/question">{}</a>')
    return link.format(shown.mark, key, shown.word)


@lru_cache(maxsize=8192)
def _write_stored(
    at: dt.datetime,
    by: str,
    reader: str,
    cleared: bool,  # noqa: FBT001  (a key of the cache)
    language: str,
) -> Markup:
    """Write a receipt once; a page shows twenty, and each is read many times."""
    del language  # the words are in the language of the request
    return write_cleared(at) if cleared else write_receipt(at, by, reader)


def write_conflict(instrument: Instrument, item: Item, theirs: StoredAnswer) -> Markup:
    """Tell what somebody else answered while this page was open."""
    heading = Markup(_("Changed by %(name)s, %(time)s")) % {  # noqa: S704
        "name": theirs.changed_by,
        "time": show_short_moment(theirs.changed_at),
    }
    return Markup(
        '<div class="notice caution conflict" role="group"><p><strong>{}</strong></p>'
        "<p>{} <bdi>{}</bdi></p>{}<p>{}</p>"
        '<p class="keep"><label class="pick">'
        '<input type="checkbox" name="{}" value="1"> {}</label></p></div>'
    ).format(
        heading,
        _("Their answer:"),
        say_answer(instrument, item, theirs.answer),
        _write_note(theirs.note),
        _("Yours is still below and not saved. Save again to put it in its place."),
        KEEP_NAME.format(item.key),
        _("Keep their answer as a note beside mine"),
    )


def _write_note(note: str) -> Markup:
    if not note:
        return Markup()
    return Markup("<p>{} <bdi>{}</bdi></p>").format(_("Their note:"), note)


def say_kept(instrument: Instrument, item: Item, theirs: StoredAnswer) -> str:
    """Write what somebody else answered as a line of a note."""
    return _("%(name)s answered: %(answer)s") % {
        "name": theirs.changed_by,
        "answer": say_answer(instrument, item, theirs.answer),
    }
