"""Comparing: the pages of a round, and the figures and files that belong to them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for

from meter.comparison.completion import count_results
from meter.comparison.restated import list_other_methods, restate_round
from meter.comparison.tallies import FEWEST
from meter.fieldwork.rounds import get_instrument
from scoring.errors import ScoringError
from webapp.charts.chart import Look
from webapp.charts.csv_tables import write_csv
from webapp.charts.markup import write_body, write_foot
from webapp.charts.script import load_script
from webapp.compare.axes_page import make_axis_choices
from webapp.compare.figures import (
    PAGES,
    draw_figure,
    draw_page,
    find_axes,
    find_field,
    name_axes,
)
from webapp.compare.movement import make_movement_page
from webapp.compare.pages import Link, make_chart_page, make_comparison_page
from webapp.compare.restated import make_restated_page
from webapp.compare.selection import parse_selection
from webapp.compare.view import View, word_round, write_round_caption
from webapp.current import store
from webapp.languages import current_language
from webapp.masking import reads_numbers
from webapp.organise.ownership import get_own_round, get_read_round
from webapp.security import organiser, policy, researcher
from webapp.wording import word_ask, word_instrument

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from meter.records import Round
    from webapp.charts.chart import Chart

    Draw = Callable[[View], ResponseReturnValue]
    Page = Callable[[str], ResponseReturnValue]

EVERY_ROW = 10**9
"""A file holds all rows, whatever a page shows."""

PLACES = {"published": "publishing.published"}
"""The routes of pages that stand in other modules."""

blueprint = Blueprint("compare", __name__, url_prefix="/organise/<round_key>/compare")


def looks_at(find: Callable[[str], Round]) -> Callable[[Draw], Page]:
    """Give a page the view of its round; a round without scores says so instead.

    Args:
        find: loads the round of a key, or refuses whoever may not read it.
    """

    def wrap(draw: Draw) -> Page:
        @wraps(draw)
        def page(round_key: str) -> ResponseReturnValue:
            asked = find(round_key)
            view = look_at(asked)
            return say_unscored(asked) if view is None else draw(view)

        return page

    return wrap


def look_at(asked: Round, *, is_whole: bool = False) -> View | None:
    """Read how a round is to be looked at; None where it has no scores."""
    worded = word_round(asked)
    if worded.framework is None or asked.method is None:
        return None
    selection = parse_selection(request.args.getlist("units"), request.args)
    rtl = current_language().direction == "rtl"
    look = Look(rtl, selection.room, selection.first)
    if is_whole:
        look = Look(rtl, selection.room, 0, EVERY_ROW)
    return View(asked, worded, selection, look)


def say_unscored(asked: Round) -> str:
    """Say that a round has no scores to compare."""
    worded = word_round(asked)
    return render_template("compare/unscored.html", asked=asked, worded=worded)


@blueprint.get("")
@policy(researcher)
@looks_at(get_read_round)
def compare(view: View) -> ResponseReturnValue:
    """Show the submitted units of a round side by side."""
    page = make_comparison_page(view.asked, view.worded, view.drawing, view.selection)
    return render_view("compare", view, page=page)


@blueprint.get("/answers")
@policy(organiser)
@looks_at(get_own_round)
def answers(view: View) -> ResponseReturnValue:
    """Show where the room is divided, and where it agrees."""
    sparse = [word_ask(view.worded, key) for key in view.tally.sparse]
    return render_view("answers", view, sparse=sparse, fewest=FEWEST)


@blueprint.get("/groups")
@policy(organiser)
@looks_at(get_own_round)
def groups(view: View) -> ResponseReturnValue:
    """Show the room by a fact about its units."""
    chosen = find_field(view)
    fields = [
        Link(one.title, view.selection.link(by=one.key), one == chosen)
        for one in view.worded.profile
    ]
    return render_view("groups", view, fields=fields)


@blueprint.get("/plane")
@policy(organiser)
@looks_at(get_own_round)
def plane(view: View) -> ResponseReturnValue:
    """Show two measures against each other."""
    shown = find_axes(view)
    choices = make_axis_choices(view.sides, name_axes(view), shown, view.selection)
    return render_view("plane", view, choices=choices)


@blueprint.get("/ranks")
@policy(organiser)
@looks_at(get_own_round)
def ranks(view: View) -> ResponseReturnValue:
    """Show how sure each unit's rank is."""
    declared = view.results.plan.method.alternatives
    found, is_refused = None, False
    try:
        found = view.sureness
    except ScoringError:  # too few units, or units too alike, for what it learns
        is_refused = True
    return render_view(
        "ranks",
        view,
        found=found,
        is_refused=is_refused,
        has_alternatives=declared is not None,
    )


@blueprint.get("/movement")
@policy(organiser)
@looks_at(get_own_round)
def movement(view: View) -> ResponseReturnValue:
    """Show a round beside an earlier one of the same instrument."""
    if not view.former_rounds:
        return render_template("compare/first_round.html", asked=view.asked)
    if view.former is None or view.movement is None or view.former_worded is None:
        abort(404)
    moved = make_movement_page(
        view.asked,
        list(view.former_rounds.values()),
        view.movement,
        (view.former_worded, view.worded),
        (view.former.key, view.selection.node),
    )
    return render_view("movement", view, moved=moved)


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
    selection = parse_selection((), request.args)
    other = selection.method or ""
    is_known = other in list_other_methods(source, asked.method)
    found, is_refused = None, False
    try:
        found = restate_round(store(), asked.id, other) if is_known else None
    except ScoringError:  # too few units, or units too alike, for what it learns
        is_refused = True
    submitted = len(found.units) if found else count_results(store(), asked.id)
    caption = write_round_caption(asked, submitted)
    page = make_restated_page(asked, worded, caption, found, selection.first)
    return render_template(
        "compare/restated.html", page=page, wording=wording, is_refused=is_refused
    )


@blueprint.get("/<chart>.json")
@policy(researcher)
def figure(round_key: str, chart: str) -> Response:
    """Send one figure of the page with the same query."""
    view = look_at(get_read_round(round_key))
    drawn = _draw(view, chart) if view else None
    if drawn is None:
        abort(404)
    return jsonify(drawn.figure)


@blueprint.get("/<chart>.csv")
@policy(researcher)
def numbers(round_key: str, chart: str) -> Response:
    """Send the table beside a figure, with all its rows, as a file."""
    view = look_at(get_read_round(round_key), is_whole=True)
    drawn = _draw(view, chart) if view else None
    if drawn is None:
        abort(404)
    # The mark at the start tells spreadsheets how letters are written.
    sent = Response(f"\ufeff{write_csv(drawn.table)}", mimetype="text/csv")
    name = f"{round_key}-{chart}.csv"
    sent.headers.set("Content-Disposition", "attachment", filename=name)
    return sent


def _draw(view: View, chart: str) -> Chart | None:
    """Draw a chart; whoever sees numbers in place of units has those of one page."""
    if reads_numbers(view.asked) and chart not in PAGES["compare"]:
        return None
    return draw_figure(view, chart)


def render_view(name: str, view: View, **values: object) -> str:
    """Draw a page and its charts; a page that was made already comes as `page`."""
    if "page" not in values:
        drawn = draw_page(view, name)
        values["page"] = make_chart_page(
            view.asked, view.worded, view.drawing, view.selection, drawn, name
        )
    place = PLACES.get(name, f"compare.{name}")
    here = url_for(place, round_key=view.asked.key, _external=True)
    return render_template(
        f"compare/{name}.html",
        **values,
        has_former=bool(view.former_rounds),
        address=(here + view.selection.link()).rstrip("?"),
        script=load_script(),
        reads_numbers=reads_numbers(view.asked),
        write_body=write_body,
        write_foot=write_foot,
    )
