"""Finding the way: search in the questionnaire, and the next open question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from webapp.respond.answering import current_answering
from webapp.respond.open_items import find_next_open
from webapp.respond.searching import make_search_page
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("finding", __name__, url_prefix="/answer/<int:response>")


@blueprint.get("/search")
@policy(respondent)
def search(response: int) -> str:
    """Show the items in which the words of a query stand."""
    del response  # the policy has loaded it
    page = make_search_page(current_answering(), request.args.get("q", ""))
    return render_template("respond/search.html", page=page)


@blueprint.get("/next")
@policy(respondent)
def next_open(response: int) -> ResponseReturnValue:
    """Go to the next open question, from a section on if one is named."""
    answering = current_answering()
    found = find_next_open(answering, request.args.get("section"))
    if found is not None:
        part, anchor = found.section, found.target
        page = url_for("respond.section", response=response, key=part, _anchor=anchor)
        return redirect(page)
    ending = "respond.check" if answering.is_open else "respond.hub"
    return redirect(url_for(ending, response=response))
