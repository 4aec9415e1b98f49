"""Comparing: the page of a round, and the figures that it draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, jsonify, render_template, request

from meter.comparison.frames import round_results
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.units import list_units
from webapp.charts.chart import Look
from webapp.charts.script import load_script
from webapp.compare.drawing import Drawing, draw_chart
from webapp.compare.pages import make_comparison_page, write_caption
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
        script=load_script(),
        say_points=say_points,
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
    at = min(filter(None, (asked.closed_at, asked.closes_at, now())))
    invited = len(list_units(store(), asked.id))
    return Drawing(
        room=room,
        caption=write_caption(room.size, invited, at),
        look=Look(current_language().direction == "rtl", selection.room),
        sort=selection.sort,
        scored_otherwise=len(results.scored_otherwise),
    )
