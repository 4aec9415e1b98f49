"""The questionnaire to print, to read on the screen, and as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from webapp.papers import send_paper
from webapp.respond.answering import current_answering
from webapp.respond.print_page import make_print_page
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("printing", __name__)


@blueprint.get("/answer/<int:response>/print")
@policy(respondent)
def questionnaire(response: int) -> str:
    """Show all questions on one page; with `answers`, what has been answered too."""
    del response  # the policy has loaded it
    has_answers = "answers" in request.args
    page = make_print_page(current_answering(), has_answers=has_answers)
    return render_template("respond/print.html", page=page)


@blueprint.get("/answer/<int:response>/questionnaire.pdf")
@policy(respondent)
def pdf(response: int) -> Response:
    """Send the blank questionnaire, to prepare with colleagues."""
    del response  # the policy has loaded it
    return send_paper(current_answering().wording)
