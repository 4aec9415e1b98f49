"""The questionnaire to print, and to read on the screen."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from webapp.respond.answering import current_answering
from webapp.respond.print_page import make_print_page
from webapp.security import policy, respondent

blueprint = Blueprint("printing", __name__)


@blueprint.get("/answer/<int:response>/print")
@policy(respondent)
def questionnaire(response: int) -> str:
    """Show all questions on one page; with `answers`, what has been answered too."""
    del response  # the policy has loaded it
    has_answers = "answers" in request.args
    page = make_print_page(current_answering(), has_answers=has_answers)
    return render_template("respond/print.html", page=page)
