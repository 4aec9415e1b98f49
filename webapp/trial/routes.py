"""Trying an instrument of the library without an account; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from instruments import list_library
from scoring.kernel.coding import asked_items
from webapp.current import now
from webapp.forms.sections import Reading, read_answers
from webapp.languages import current_language
from webapp.papers import send_paper
from webapp.results.assessment import Assessment, assess
from webapp.results.numbers import make_numbers_page
from webapp.results.pages import make_result_page
from webapp.security import anyone, policy
from webapp.statuses import UNPROCESSABLE
from webapp.trial.pages import list_hidden_fields, make_trial_page
from webapp.wording import get_library_instrument, word_instrument

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from webapp.wording import Wording

blueprint = Blueprint("trial", __name__)


@blueprint.get("/try/")
@policy(anyone)
def choose() -> ResponseReturnValue:
    """Go to the list of instruments, which is on the first page."""
    return redirect(url_for("home.home", _anchor="try"))


@blueprint.get("/try/<key>/")
@policy(anyone)
def questionnaire(key: str) -> str:
    """Show the whole questionnaire on one page."""
    page = make_trial_page(_find_wording(key))
    return render_template("trial/questionnaire.html", page=page)


@blueprint.get("/try/<key>/questionnaire.pdf")
@policy(anyone)
def pdf(key: str) -> Response:
    """Send the blank questionnaire, to prepare with colleagues."""
    return send_paper(_find_wording(key))


@blueprint.post("/try/<key>/")
@policy(anyone)
def result(key: str) -> ResponseReturnValue:
    """Show the result of what was posted, or what needs a word."""
    wording = _find_wording(key)
    reading = _read(wording)
    if reading.errors or request.form.get("go") == "change":
        page = make_trial_page(wording, reading)
        status = UNPROCESSABLE if reading.errors else 200
        return render_template("trial/questionnaire.html", page=page), status
    return render_template(
        "trial/result.html",
        page=make_result_page(_assess(wording, reading), now()),
        key=key,
        fields=list_hidden_fields(reading),
    )


@blueprint.post("/try/<key>/numbers")
@policy(anyone)
def numbers(key: str) -> ResponseReturnValue:
    """Show every number behind the result of what was posted."""
    wording = _find_wording(key)
    reading = _read(wording)
    if reading.errors:
        page = make_trial_page(wording, reading)
        return render_template("trial/questionnaire.html", page=page), UNPROCESSABLE
    return render_template(
        "trial/numbers.html",
        page=make_numbers_page(_assess(wording, reading)),
        key=key,
        fields=list_hidden_fields(reading),
    )


def _find_wording(key: str) -> Wording:
    """Find a scored instrument of the library in the reader's words."""
    if key not in list_library():
        abort(404)
    source = get_library_instrument(key)
    if not source.methods:
        abort(404)
    return word_instrument(source)


def _read(wording: Wording) -> Reading:
    """Read what was posted; an item that does not apply cannot be wrong."""
    items = list(wording.instrument.items.values())
    language = current_language().code
    reading = read_answers(wording.instrument, items, request.form, language)
    asked = asked_items(wording.source, reading.answers)
    errors = {key: text for key, text in reading.errors.items() if key in asked}
    return Reading(reading.answers, errors, reading.given)


def _assess(wording: Wording, reading: Reading) -> Assessment:
    return assess(wording, reading.answers)
