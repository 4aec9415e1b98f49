"""Receipts: the line beside each answer that tells what became of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from instruments import Missing
from webapp.filters import show_short_moment
from webapp.languages import gettext as _
from webapp.words import say_answer

if TYPE_CHECKING:
    import datetime as dt

    from instruments import Instrument
    from instruments.model.items import Item
    from meter.records import StoredAnswer


def write_receipt(at: dt.datetime, by: str, reader: str) -> Markup:
    """Tell when an answer was saved, and by whom if it was somebody else."""
    if by == reader:
        return Markup(_("Saved %(time)s")) % {"time": show_short_moment(at)}  # noqa: S704
    facts = {"time": show_short_moment(at), "name": by}
    return Markup(_("Saved by %(name)s, %(time)s")) % facts  # noqa: S704


def write_cleared(at: dt.datetime) -> Markup:
    """Tell when an answer was taken back."""
    return Markup(_("Cleared %(time)s")) % {"time": show_short_moment(at)}  # noqa: S704


def receipt_of(stored: StoredAnswer, reader: str, language: str) -> Markup:
    """Write the receipt of a stored answer; `language` is that of the page."""
    cleared = stored.answer is Missing.UNANSWERED
    return _write_stored(
        stored.changed_at, stored.changed_by, reader, cleared, language
    )


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
    value = say_answer(instrument, item, theirs.answer)
    return Markup(
        '<div class="notice caution conflict" role="group"><p><strong>{}</strong></p>'
        "<p>{} <bdi>{}</bdi></p><p>{}</p></div>"
    ).format(
        heading,
        _("Their answer:"),
        value,
        _("Yours is still below and not saved. Save again to put it in its place."),
    )
