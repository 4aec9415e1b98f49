"""The deadline as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for

from webapp.addresses import find_base, write_hub_address
from webapp.downloads import send_file
from webapp.mails.letters import make_calendar
from webapp.respond.answering import current_answering
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/answer/<int:response>/deadline.ics")
@policy(respondent)
def deadline(response: int) -> ResponseReturnValue:
    """Give the deadline for a calendar; where none is to come, go to the overview."""
    address = write_hub_address(find_base(), response)
    content = make_calendar(current_answering(), address)
    if not content:
        return redirect(url_for("respond.hub", response=response))
    return send_file(content, "text/calendar", "deadline.ics")
