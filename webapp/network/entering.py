"""One's own entry in the directory: each person keeps theirs, and takes it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from meter.errors import StateError
from meter.network.directory import find_own_entry, save_entry, withdraw_entry
from webapp.current import store
from webapp.forms.checked import explain
from webapp.forms.problems import list_form_problems
from webapp.network.directory_page import describe, name_fields
from webapp.network.entry_form import (
    EntryForm,
    fill_form,
    read_draft,
    read_shown,
    read_ticked,
)
from webapp.network.places import current_city
from webapp.network.showing import make_holder
from webapp.network.theme_words import load_themes
from webapp.security import policy, respondent
from webapp.statuses import UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.network.directory import Holder
    from meter.network.records import Entry
    from webapp.network.places import Place

blueprint = Blueprint(
    "entering", __name__, url_prefix="/answer/<int:response>/network/entry"
)


@blueprint.get("")
@policy(respondent)
def entry(response: int) -> str:
    """Show one's own entry, to be changed."""
    del response  # the policy has loaded it
    place = current_city()
    own = find_own_entry(store(), _hold(place))
    form = fill_form(own, place.name, place.email)
    ticked = tuple(own.themes) if own else ()
    return _show(place, form, own, ticked, own.shown if own else frozenset())


@blueprint.post("")
@policy(respondent)
def save(response: int) -> ResponseReturnValue:
    """Keep one's own entry; what was typed stays if it is not taken."""
    del response
    place = current_city()
    form, themes = EntryForm(request.form), load_themes(place.workshop).titles
    if not form.validate():
        return _show_again(place, form), UNPROCESSABLE
    seen = request.form.get("seen", 0, type=int)
    draft = read_draft(form, request.form, themes)
    try:
        save_entry(store(), _hold(place), draft, seen, place.at, themes=themes)
    except StateError as error:
        return _show_again(place, form, explain(error)), find_status(error)
    return redirect(place.url("directory"), 303)


@blueprint.post("/withdraw")
@policy(respondent)
def withdraw(response: int) -> ResponseReturnValue:
    """Take oneself out of the directory."""
    del response
    place = current_city()
    withdraw_entry(store(), _hold(place))
    return redirect(place.url("directory"), 303)


def _hold(place: Place) -> Holder:
    holder = make_holder(place)
    assert holder is not None  # noqa: S101  (a city has a unit)
    return holder


def _show_again(place: Place, form: EntryForm, refusal: str = "") -> str:
    """Show what was typed, beside what stands."""
    own = find_own_entry(store(), _hold(place))
    ticked = read_ticked(request.form, load_themes(place.workshop).titles)
    return _show(place, form, own, ticked, read_shown(request.form), refusal)


def _show(
    place: Place,
    form: EntryForm,
    own: Entry | None,
    ticked: tuple[str, ...],
    shown: frozenset[str],
    refusal: str = "",
) -> str:
    themes = load_themes(place.workshop)
    public = own.publish() if own else None
    return render_template(
        "network/entry.html",
        place=place,
        form=form,
        themes=themes,
        names=name_fields(),
        ticked=ticked,
        shown=shown,
        seen=own.revision if own else 0,
        standing=describe(public, themes) if public else None,
        problems=list_form_problems(form),
        refusal=refusal,
    )
