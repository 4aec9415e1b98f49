"""How often a focal point is told by mail what colleagues changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for

from meter.fieldwork.invitations import choose_digest
from webapp.current import store
from webapp.respond.admission import current_sheet
from webapp.security import focal_point, policy

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import Rhythm

blueprint = Blueprint("digests", __name__)

RHYTHMS: dict[str, Rhythm] = {"weekly": "weekly", "daily": "daily", "none": "none"}


@blueprint.post("/answer/<int:response>/digest")
@policy(focal_point)
def choose(response: int) -> ResponseReturnValue:
    """Keep how often a digest comes; it holds from the next one on."""
    rhythm = RHYTHMS.get(request.form.get("rhythm", ""))
    if rhythm is None:
        abort(400)
    choose_digest(store(), current_sheet().invitation.id, rhythm)
    return redirect(url_for("respond.hub", response=response, _anchor="digest"), 303)
