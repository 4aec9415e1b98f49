"""The result of a submitted response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from webapp.filters import show_due
from webapp.knowledge.offers import find_offers
from webapp.respond.answering import current_answering
from webapp.respond.asking import find_reopening
from webapp.respond.second_round import find_second_rounds
from webapp.results.numbers import make_numbers_page
from webapp.results.reading import is_provisional, list_verified, read_result
from webapp.results.series import make_series
from webapp.results.submitted import assess_submitted, load_changes
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("results", __name__)


@blueprint.get("/answer/<int:response>/result")
@policy(respondent)
def result(response: int) -> ResponseReturnValue:
    """Show the result; before submission there is none, so go to the overview."""
    answering = current_answering()
    read = read_result(answering)
    if read is None:
        return redirect(url_for("respond.hub", response=response))
    found, page = read
    sheet = answering.sheet
    numbers = url_for("results.numbers", response=response)
    hub = url_for("respond.hub", response=response)
    asked = sheet.round
    is_late = asked.is_after_deadline(page.origin.at)
    late = asked.closes_at if is_late else None
    beside = url_for("peers.peers", response=response)
    return render_template(
        "results/result.html",
        page=page,
        numbers=numbers,
        hub=hub,
        deadline=late and show_due(late, asked.time_zone),
        response=response,
        has_former=sheet.compared_round_id is not None,
        offers=find_offers(
            answering,
            found,
            [one.item for one in page.roadmap.to_stage],
            [one.item for one in page.roadmap.further],
        ),
        peers=None if sheet.round.peers == "nothing" else beside,
        asking=find_reopening(sheet, answering.at),
        second_rounds=find_second_rounds(sheet, answering.at),
    )


@blueprint.get("/answer/<int:response>/result/numbers")
@policy(respondent)
def numbers(response: int) -> ResponseReturnValue:
    """Show every number down to the answers."""
    answering = current_answering()
    found = assess_submitted(answering, load_changes(answering))
    if found is None:
        return redirect(url_for("respond.hub", response=response))
    page = make_numbers_page(
        found,
        answering.sheet.unit.name,
        make_series(found, answering.sheet.evidence, list_verified(answering)),
        is_provisional=is_provisional(answering),
    )
    found.study.drop_workings()
    back = url_for("results.result", response=response)
    return render_template(
        "results/numbers.html", page=page, back=back, response=response
    )
