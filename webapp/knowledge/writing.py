"""Writing: drafts and changes of what is one's own, its files, and its steps.

A form that is refused comes back with everything that was typed. One that somebody
else was faster with shows what stands now beside it, and replaces that only when it is
sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from meter.errors import DataError, NotFoundError, StateError
from meter.fieldwork.errors import InvitationError
from meter.fieldwork.given.files import parse_file
from meter.knowledge.contributions import (
    draft_contribution,
    find_own,
    make_key,
    save_contribution,
)
from meter.knowledge.entries import GivenEntry, give_entry
from meter.knowledge.errors import ContributionChangedError, ContributionKeyError
from meter.knowledge.files import add_shared, remove_shared
from meter.knowledge.indicators import find_instrument, list_indicators
from meter.settings import MEGABYTE
from meter.storage.errors import NotSavedError
from webapp.addresses import MOST_ID
from webapp.current import settings, store
from webapp.forms.problems import list_form_problems
from webapp.knowledge.form_page import make_form_page
from webapp.knowledge.forms import EntryForm, fill_form, make_form
from webapp.knowledge.problems import explain, explain_step
from webapp.knowledge.reading import find_quota, show_contribution, show_index
from webapp.statuses import CONFLICT, NO_ROOM, UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from meter.knowledge.records import Contribution, Entry
    from webapp.knowledge.desks import Desk

MOST_REVISIONS = 9
"""Digits of a revision that is read."""


def show_new(desk: Desk) -> str:
    """Show the empty form of a resource, or of a case."""
    kind = "case" if request.args.get("kind") == "case" else "guide"
    form = fill_form(GivenEntry(kind=kind, country=desk.country), make_key())
    return _show_form(desk, form, None)


def draft(desk: Desk) -> ResponseReturnValue:
    """Keep what was typed as a draft."""
    form = make_form(request.form)
    entry = form.read(_list_known(desk))
    if entry is None:
        return _show_form(desk, form, None), UNPROCESSABLE
    try:
        made = _draft(desk, form.key.data or "", entry)
    except NotSavedError as error:
        return _show_form(desk, form, None, explain(error)), NO_ROOM
    return redirect(desk.url("contribution", contribution=made.id), 303)


def _draft(desk: Desk, key: str, entry: Entry) -> Contribution:
    """Keep a draft under the key of its form, or a new one where that is none."""
    try:
        return draft_contribution(store(), desk.by, key, entry, desk.at)
    except ContributionKeyError:
        return draft_contribution(store(), desk.by, make_key(), entry, desk.at)


def show_edit(desk: Desk, number: int) -> str:
    """Show the form of what stands."""
    found = find_own(store(), desk.by, number)
    form = fill_form(give_entry(found.entry), seen=found.revision)
    return _show_form(desk, form, number)


def save(desk: Desk, number: int) -> ResponseReturnValue:
    """Save what was typed, unless somebody else was faster."""
    stands = find_own(store(), desk.by, number)
    form = make_form(request.form)
    entry = form.read(_list_known(desk).union(stands.entry.indicators))
    if entry is None:
        return _show_form(desk, form, number), UNPROCESSABLE
    seen = read_seen()
    try:
        save_contribution(store(), desk.by, number, entry, seen, desk.at)
    except InvitationError:
        raise
    except ContributionChangedError as error:
        theirs = find_own(store(), desk.by, number)
        form.seen.data = str(theirs.revision)
        return _show_form(desk, form, number, explain(error), theirs), CONFLICT
    except StateError as error:
        return _show_form(desk, form, number, explain(error)), find_status(error)
    return redirect(desk.url("contribution", contribution=number), 303)


def add_file(desk: Desk, number: int) -> ResponseReturnValue:
    """Add a file to what is one's own."""
    find_own(store(), desk.by, number)
    sent = request.files.get("file")
    try:
        content = sent.read() if sent else b""
        name = (sent.filename if sent else None) or ""
        most = settings().evidence_file_mb * MEGABYTE
        given = parse_file(name, content, most)
        add_shared(store(), desk.by, number, given, desk.at, quota=find_quota())
    except InvitationError:
        raise
    except DataError as error:
        return show_contribution(desk, number, wrong=explain(error)), UNPROCESSABLE
    except StateError as error:
        return _refuse(desk, number, error)
    return redirect(desk.url("contribution", contribution=number), 303)


def remove_file(desk: Desk, number: int) -> ResponseReturnValue:
    """Remove a file from what is one's own."""
    file = request.form.get("file", "")
    file_id = int(file) if file.isascii() and file.isdigit() else 0

    def step() -> None:
        remove_shared(store(), desk.by, number, min(file_id, MOST_ID), desk.at)

    return take_step(desk, number, step)


def take_step(
    desk: Desk, number: int, step: Callable[[], object], *, stays: bool = True
) -> ResponseReturnValue:
    """Do something with a contribution, and show it, or why it was not done.

    `stays`: whether its reader may still read it after that.
    """
    try:
        step()
    except InvitationError:
        raise
    except (DataError, StateError) as error:
        return _refuse(desk, number, error)
    if not stays:
        return redirect(desk.home, 303)
    return redirect(desk.url("contribution", contribution=number), 303)


def _refuse(
    desk: Desk, number: int, error: DataError | StateError
) -> ResponseReturnValue:
    """Show a contribution with why nothing was done, and what was said to it.

    What has been taken back is not shown to organisers any more: they see the others.
    """
    words, why = request.form.get("words", ""), explain_step(error)
    try:
        page = show_contribution(desk, number, refusal=why, words=words)
    except NotFoundError:
        page = show_index(desk, refusal=why, words=words)
    return page, find_status(error)


def _show_form(
    desk: Desk,
    form: EntryForm,
    number: int | None,
    refusal: str = "",
    theirs: Contribution | None = None,
) -> str:
    return render_template(
        "knowledge/form.html",
        page=make_form_page(desk, form, number, theirs),
        form=form,
        desk=desk,
        problems=list_form_problems(form),
        refusal=refusal,
    )


def _list_known(desk: Desk) -> frozenset[str]:
    return list_indicators(find_instrument(store(), desk.workshop))


def read_seen() -> int:
    """Read which revision the sender of a form has read."""
    seen = request.form.get("seen", "")
    is_number = seen.isascii() and seen.isdigit() and len(seen) <= MOST_REVISIONS
    return int(seen) if is_number else 0
