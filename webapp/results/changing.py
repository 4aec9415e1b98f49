"""What changed since the former round: answers and scores side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from meter.comparison.changes import find_changes
from webapp.current import store
from webapp.respond.answering import current_answering
from webapp.results.changes import make_changes_page
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("changing", __name__)


@blueprint.get("/answer/<int:response>/changes")
@policy(respondent)
def changes(response: int) -> ResponseReturnValue:
    """Set what was submitted beside the former round; else say what is lacking."""
    answering = current_answering()
    sheet = answering.sheet
    found = find_changes(store(), sheet.response, sheet.compared_round_id)
    page = None if found is None else make_changes_page(found, answering)
    return render_template(
        "results/changes.html",
        page=page,
        unit=sheet.unit.name,
        round_title=sheet.round.title,
        response=response,
        is_submitted=sheet.response.submitted_at is not None,
    )
