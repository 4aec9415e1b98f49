"""The deadline as a calendar file."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from webapp.addresses import find_base, write_hub_address
from webapp.mails.letters import make_calendar
from webapp.respond.answering import current_answering
from webapp.security import policy, respondent

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/answer/<int:response>/deadline.ics")
@policy(respondent)
def deadline(response: int) -> Response:
    """Give the deadline to put into a calendar; there is none once it is over."""
    address = write_hub_address(find_base(), response)
    content = make_calendar(current_answering(), address)
    if not content:
        abort(404)
    sent = Response(content, mimetype="text/calendar")
    sent.headers.set("Content-Disposition", "attachment", filename="deadline.ics")
    return sent
