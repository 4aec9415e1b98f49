"""The result of a submitted response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from meter.peers.seeing import look_at_spreads
from webapp.current import store
from webapp.filters import show_due
from webapp.knowledge.offers import find_offers
from webapp.peers.pages import make_peer_band
from webapp.respond.answering import current_answering
from webapp.results.numbers import make_numbers_page
from webapp.results.pages import make_result_page
from webapp.results.series import make_series
from webapp.results.since import make_since
from webapp.results.submitted import (
    assess_submitted,
    find_former_id,
    load_changes,
)
from webapp.results.teachers import find_teachers
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from webapp.peers.pages import PeerBand
    from webapp.respond.answering import Answering

blueprint = Blueprint("results", __name__)


@blueprint.get("/answer/<int:response>/result")
@policy(respondent)
def result(response: int) -> ResponseReturnValue:
    """Show the result; before submission there is none, so go to the overview."""
    answering = current_answering()
    changes = load_changes(answering)
    found = assess_submitted(answering, changes)
    at = answering.sheet.response.submitted_at
    if found is None or at is None:
        return redirect(url_for("respond.hub", response=response))
    sheet = answering.sheet
    page = make_result_page(
        found,
        at,
        sheet.unit.name,
        sheet.round.title,
        make_series(found, sheet.evidence, _list_verified(answering)),
        is_provisional=_is_provisional(answering),
        peers=_find_peers(answering),
        teachers=find_teachers(answering, found.scorecard),
        since=None if changes is None else make_since(changes, found),
    )
    numbers = url_for("results.numbers", response=response)
    hub = url_for("respond.hub", response=response)
    asked = sheet.round
    late = asked.closes_at if asked.is_after_deadline(at) else None
    beside = url_for("peers.peers", response=response)
    return render_template(
        "results/result.html",
        page=page,
        numbers=numbers,
        hub=hub,
        deadline=late and show_due(late, asked.time_zone),
        response=response,
        has_former=find_former_id(sheet) is not None,
        offers=find_offers(
            answering,
            found,
            [one.item for one in page.roadmap.to_stage],
            [one.item for one in page.roadmap.further],
        ),
        peers=None if sheet.round.peers == "nothing" else beside,
    )


@blueprint.get("/answer/<int:response>/result/numbers")
@policy(respondent)
def numbers(response: int) -> ResponseReturnValue:
    """Show every number down to the answers."""
    answering = current_answering()
    found = assess_submitted(answering)
    if found is None:
        return redirect(url_for("respond.hub", response=response))
    page = make_numbers_page(
        found,
        answering.sheet.unit.name,
        make_series(found, answering.sheet.evidence, _list_verified(answering)),
        is_provisional=_is_provisional(answering),
    )
    back = url_for("results.result", response=response)
    return render_template("results/numbers.html", page=page, back=back)


def _find_peers(answering: Answering) -> dict[str, PeerBand]:
    """Find the spreads of the unit's peers, by node, as far as it sees them."""
    found = look_at_spreads(store(), answering.sheet)
    bands = {node: make_peer_band(spread) for node, spread in found.items()}
    return {node: band for node, band in bands.items() if band is not None}


def _list_verified(answering: Answering) -> list[str] | None:
    """List the items that a reviewer has verified; None where nothing is reviewed."""
    if not answering.sheet.round.reviewed:
        return None
    return [key for key, state in answering.states.items() if state == "verified"]


def _is_provisional(answering: Answering) -> bool:
    """Tell whether a review of the answers has not come to its end."""
    sheet = answering.sheet
    return sheet.round.reviewed and sheet.response.accepted_at is None
