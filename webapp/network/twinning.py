"""Twinning as a city does it: it takes part or not, proposes, agrees, declines, ends.

Whoever speaks for the city decides; colleagues of theirs read along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Blueprint, abort, redirect, render_template, request

from meter.errors import DataError, StateError
from meter.network import twinnings
from meter.network.consents import leave as leave_twinning
from meter.network.consents import take_part as save_consent
from meter.network.matching import load_board
from meter.network.records import ConsentDraft
from webapp.current import store
from webapp.forms.checked import explain
from webapp.network.places import current_city
from webapp.network.theme_words import load_themes
from webapp.network.twinning_page import list_theme_lines, make_twinning_page
from webapp.security import focal_point, policy, respondent
from webapp.statuses import UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask.typing import ResponseReturnValue

    from meter.network.records import TopicKind, Twinning
    from meter.records import Unit
    from webapp.network.places import Place

blueprint = Blueprint(
    "twinning", __name__, url_prefix="/answer/<int:response>/network/twinning"
)

TWINNING = "/<int:twinning>"

THEME = "theme-"
"""What a theme is to a city is asked under its key behind this."""

KINDS = ("offer", "need")


@blueprint.get("")
@policy(respondent)
def overview(response: int) -> str:
    """Show who could be a twin, and how far twinnings are."""
    del response  # the policy has loaded it
    return _show(current_city())


@blueprint.post("")
@policy(focal_point)
def take_part(response: int) -> ResponseReturnValue:
    """Take part in twinning, or change what was agreed to."""
    del response
    place, themes = current_city(), load_themes(current_city().workshop).titles
    draft = _read_draft(themes)
    seen = request.form.get("seen", 0, type=int)
    of = place.workshop.id, _get_unit(place).id, draft, place.name, place.at
    try:
        save_consent(store(), *of, seen=seen, themes=themes)
    except DataError as error:
        return _show(place, explain(error), draft), UNPROCESSABLE
    except StateError as error:
        return _show(place, explain(error), draft), find_status(error)
    return redirect(place.url("twinning.overview"), 303)


@blueprint.post("/leave")
@policy(focal_point)
def leave(response: int) -> ResponseReturnValue:
    """Take part no longer."""
    del response
    place = current_city()
    leave_twinning(store(), place.workshop.id, _get_unit(place).id, place.at)
    return redirect(place.url("twinning.overview"), 303)


@blueprint.post("/propose")
@policy(focal_point)
def propose(response: int) -> ResponseReturnValue:
    """Propose a twinning to a city that has something for this one."""
    del response
    place, own = current_city(), _get_unit(current_city())
    other = request.form.get("unit", 0, type=int)
    board = load_board(store(), place.workshop)
    reasons = board.match(own.id, other)
    pair = own.id, other
    try:
        twinnings.propose(
            store(), place.workshop.id, pair, reasons, place.at, by=own.id
        )
    except StateError as error:
        return _show(place, explain(error)), find_status(error)
    return redirect(place.url("twinning.overview"), 303)


@blueprint.post(f"{TWINNING}/agree")
@policy(focal_point)
def agree(response: int, twinning: int) -> ResponseReturnValue:
    """Agree to a twinning for this side; with the other's word it is active."""
    del response
    return _act(twinning, twinnings.agree)


@blueprint.post(f"{TWINNING}/decline")
@policy(focal_point)
def decline(response: int, twinning: int) -> ResponseReturnValue:
    """Decline a twinning; nobody is told why."""
    del response
    return _act(twinning, twinnings.decline)


@blueprint.post(f"{TWINNING}/end")
@policy(focal_point)
def end(response: int, twinning: int) -> ResponseReturnValue:
    """End a twinning, with what came of it."""
    del response
    place, own = current_city(), _get_unit(current_city())
    outcome = request.form.get("outcome", "")
    one = _get(place, twinning)
    try:
        twinnings.end(store(), one, own.id, outcome, place.at)
    except DataError as error:
        page = _show(place, explain(error), typed=(one.id, outcome))
        return page, UNPROCESSABLE
    except StateError as error:
        return _show(place, explain(error), typed=(one.id, outcome)), find_status(error)
    return redirect(place.url("twinning.overview"), 303)


def _act(number: int, do: Callable[..., Twinning]) -> ResponseReturnValue:
    place = current_city()
    try:
        do(store(), _get(place, number), _get_unit(place).id, place.at)
    except StateError as error:
        return _show(place, explain(error)), find_status(error)
    return redirect(place.url("twinning.overview"), 303)


def _get_unit(place: Place) -> Unit:
    unit = place.unit
    return unit if unit is not None else abort(404)


def _get(place: Place, number: int) -> Twinning:
    """Get a twinning of the city; one of others answers 404."""
    own = twinnings.list_twinnings(store(), place.workshop.id, _get_unit(place).id)
    return next((one for one in own if one.id == number), None) or abort(404)


def _read_draft(themes: Iterable[str]) -> ConsentDraft:
    chosen = {key: request.form.get(THEME + key, "") for key in themes}
    topics = {key: kind for key, kind in chosen.items() if kind in KINDS}
    return ConsentDraft(
        bool(request.form.get("draws")),
        bool(request.form.get("names_levels")),
        request.form.get("words", ""),
        cast("dict[str, TopicKind]", topics),
    )


def _show(
    place: Place,
    refusal: str = "",
    draft: ConsentDraft | None = None,
    typed: tuple[int, str] = (0, ""),
) -> str:
    """Show twinning; `draft` is what was typed and could not be kept."""
    own, themes = _get_unit(place), load_themes(place.workshop)
    board = load_board(store(), place.workshop)
    known = twinnings.list_twinnings(store(), place.workshop.id, own.id)
    page = make_twinning_page(own, board, known, themes)
    lines = page.themes
    if draft is not None:
        lines = list_theme_lines(own.id, board, themes, draft.topics)
    return render_template(
        "network/twinning.html",
        place=place,
        page=page,
        given=draft or page.consent,
        lines=lines,
        themes=themes,
        refusal=refusal,
        typed=typed,
    )
