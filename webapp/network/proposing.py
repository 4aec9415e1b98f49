"""Twinning as organisers do it: they see how far each is, and propose matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request

from meter.errors import StateError
from meter.network.matching import load_board, suggest
from meter.network.twinnings import list_twinnings, propose
from webapp.current import store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.network.places import current_desk
from webapp.network.theme_words import load_themes
from webapp.network.twinning_page import list_suggestions, make_desk_lines
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import CONFLICT

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.network.matching import Board, Match
    from webapp.network.places import Place

blueprint = Blueprint(
    "proposing", __name__, url_prefix="/workshops/<workshop_key>/network/twinning"
)

SUGGESTIONS_MOST = 100
"""Matches on one page; what is proposed of them makes room for others."""


@blueprint.get("")
@policy(organiser)
def overview(workshop_key: str) -> str:
    """Show how far the twinnings of a workshop are."""
    place = current_desk(workshop_key)
    board = load_board(store(), place.workshop)
    known = list_twinnings(store(), place.workshop.id)
    return render_template(
        "network/twinnings.html",
        place=place,
        lines=make_desk_lines(known, board, load_themes(place.workshop)),
        taking_part=len(board.consents),
    )


@blueprint.get("/matches")
@policy(organiser)
def matches(workshop_key: str) -> str:
    """Show who could be twinned with whom."""
    place = current_desk(workshop_key)
    return _show(place, load_board(store(), place.workshop))


@blueprint.post("/matches")
@policy(organiser)
def send(workshop_key: str) -> ResponseReturnValue:
    """Propose the matches that were ticked, as they stand now."""
    place = current_desk(workshop_key)
    board = load_board(store(), place.workshop)
    ticked = dict.fromkeys(request.form.getlist("pairs"))
    found = {"{}-{}".format(*sorted(one.pair)): one for one in suggest(board)}
    refusals = [
        refusal
        for code in ticked
        if code in found and (refusal := _propose(place, board, found[code]))
    ]
    if not found.keys() >= ticked.keys():
        refusals.append(
            _("Some that you ticked fit no more: what they offer or need has changed.")
        )
    if refusals:
        page = _show(place, load_board(store(), place.workshop), " ".join(refusals))
        return page, CONFLICT
    return redirect(place.url("proposing.overview"), 303)


def _propose(place: Place, board: Board, match: Match) -> str:
    """Propose a match; give why it cannot be, or nothing."""
    names = [board.consents[one].unit.name for one in sorted(match.pair)]
    try:
        propose(
            store(),
            place.workshop.id,
            match.pair,
            match.reasons,
            place.at,
            account=current_account(),
        )
    except StateError as error:
        facts = {"first": names[0], "second": names[1], "why": explain(error)}
        return _("%(first)s and %(second)s: %(why)s") % facts
    return ""


def _show(place: Place, board: Board, refusal: str = "") -> str:
    lines = list_suggestions(
        suggest(board),
        list_twinnings(store(), place.workshop.id),
        board,
        load_themes(place.workshop),
    )
    return render_template(
        "network/matches.html",
        place=place,
        lines=lines[:SUGGESTIONS_MOST],
        found=len(lines),
        refusal=refusal,
    )
