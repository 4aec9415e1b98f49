"""Comparing: the page of a round, and the figures that it draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, jsonify, render_template, request

from meter.comparison.completion import count_results
from meter.comparison.frames import round_results
from meter.comparison.movement import compare_rounds, list_former_rounds
from meter.comparison.restated import list_other_methods, restate_round
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.units import list_units
from scoring.errors import ScoringError
from webapp.charts.chart import Look
from webapp.charts.script import load_script
from webapp.compare.drawing import Drawing, draw_chart
from webapp.compare.movement import make_movement_page
from webapp.compare.pages import make_comparison_page, write_caption
from webapp.compare.restated import PARAMETER, make_restated_page
from webapp.compare.room import list_tops, make_room
from webapp.compare.selection import Selection, parse_selection
from webapp.current import now, store
from webapp.filters import say_points
from webapp.languages import current_language
from webapp.organise.ownership import get_own_round
from webapp.security import organiser, policy
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from instruments.model.instrument import Instrument
    from meter.records import Round

blueprint = Blueprint("compare", __name__, url_prefix="/organise/<round_key>/compare")


@blueprint.get("")
@policy(organiser)
def compare(round_key: str) -> ResponseReturnValue:
    """Show the submitted units of a round side by side."""
    asked = get_own_round(round_key)
    worded = _word(asked)
    if worded.framework is None or asked.method is None:
        return render_template("compare/unscored.html", asked=asked, worded=worded)
    selection = _read_selection()
    drawing = _draw(asked, worded, selection)
    page = make_comparison_page(asked, worded, drawing, selection)
    return render_template(
        "compare/compare.html",
        page=page,
        has_former=bool(list_former_rounds(store(), asked)),
        script=load_script(),
        say_points=say_points,
    )


@blueprint.get("/movement")
@policy(organiser)
def movement(round_key: str) -> ResponseReturnValue:
    """Show a round beside an earlier one of the same instrument."""
    asked = get_own_round(round_key)
    worded = _word(asked)
    if worded.framework is None or asked.method is None:
        return render_template("compare/unscored.html", asked=asked, worded=worded)
    rounds = {one.key: one for one in list_former_rounds(store(), asked)}
    if not rounds:
        return render_template("compare/movement.html", asked=asked, page=None)
    former = rounds.get(request.args.get("from", next(iter(rounds))))
    if former is None:
        abort(404)
    page = make_movement_page(
        asked,
        list(rounds.values()),
        compare_rounds(store(), former.id, asked.id),
        (_word(former), worded),
        (former.key, request.args.get("node")),
    )
    return render_template("compare/movement.html", asked=asked, page=page)


@blueprint.get("/restated")
@policy(organiser)
def restated(round_key: str) -> ResponseReturnValue:
    """Show the published results of a round beside those of another method."""
    asked = get_own_round(round_key)
    source = get_instrument(store(), asked)
    wording = word_instrument(source)
    worded = wording.instrument
    if worded.framework is None or asked.method is None:
        return render_template("compare/unscored.html", asked=asked, worded=worded)
    other = request.args.get(PARAMETER, "")
    is_known = other in list_other_methods(source, asked.method)
    found, is_refused = None, False
    try:
        found = restate_round(store(), asked.id, other) if is_known else None
    except ScoringError:  # too few units, or units too alike, for what it learns
        is_refused = True
    submitted = len(found.units) if found else count_results(store(), asked.id)
    page = make_restated_page(asked, worded, _write_caption(asked, submitted), found)
    return render_template(
        "compare/restated.html", page=page, wording=wording, is_refused=is_refused
    )


@blueprint.get("/<chart>.json")
@policy(organiser)
def figure(round_key: str, chart: str) -> Response:
    """Send one figure of the page with the same query."""
    asked = get_own_round(round_key)
    worded = _word(asked)
    if worded.framework is None or asked.method is None:
        abort(404)
    drawn = draw_chart(_draw(asked, worded, _read_selection()), chart)
    if drawn is None:
        abort(404)
    return jsonify(drawn.figure)


def _word(asked: Round) -> Instrument:
    return word_instrument(get_instrument(store(), asked)).instrument


def _read_selection() -> Selection:
    return parse_selection(request.args.getlist("units"), request.args)


def _draw(asked: Round, worded: Instrument, selection: Selection) -> Drawing:
    results = round_results(store(), asked.id)
    tops = list_tops(worded.framework) if worded.framework else []
    top = selection.node if selection.node in tops else tops[0]
    room = make_room(results, worded, top, selection.units)
    return Drawing(
        room=room,
        caption=_write_caption(asked, room.size),
        look=Look(current_language().direction == "rtl", selection.room),
        sort=selection.sort,
        scored_otherwise=len(results.scored_otherwise),
    )


def _write_caption(asked: Round, submitted: int) -> str:
    """Write how many units a page rests on, and of which day."""
    ends = (asked.closed_at, asked.frozen_at, asked.ends_at, now())
    at = min(filter(None, ends))
    invited = len(list_units(store(), asked.id))
    return write_caption(
        submitted,
        invited,
        at,
        is_reviewed=asked.reviewed,
        is_frozen=asked.frozen_at == at,
    )
