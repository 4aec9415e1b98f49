"""Presence: a page says that it is open, and hears who else is and what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, jsonify, request

from meter.fieldwork.presence import list_present, note_presence
from webapp.current import store
from webapp.respond.answering import Answering, current_answering
from webapp.respond.presence_lines import explain_standing, write_present
from webapp.respond.saving import parse_seen
from webapp.respond.section_page import name_queue
from webapp.respond.theirs import list_changes
from webapp.security import policy, respondent
from webapp.tokens import form_token

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from instruments.model.questionnaire import Section

blueprint = Blueprint("presence", __name__, url_prefix="/answer/<int:response>")

NO_CONTENT = 204


@blueprint.get("/now")
@policy(respondent)
def overview(response: int) -> Response:
    """Tell who is here, whose browser this is, and a token to send answers with."""
    del response  # the policy has loaded it
    answering = current_answering()
    whose = {"queue": name_queue(answering), "token": form_token()}
    return _reply({**_tell(answering), **whose})


@blueprint.get("/sections/<key>/now")
@policy(respondent)
def section(response: int, key: str) -> Response:
    """Tell who is here, and what is newer in a section than what the page shows."""
    del response
    answering = current_answering()
    part = _get_section(answering, key)
    changes = list_changes(answering, part, parse_seen(request.args.get("seen", "")))
    hidden = [item.key for item in part.items if not answering.applies(item)]
    return _reply({**_tell(answering, part), "changes": changes, "hidden": hidden})


@blueprint.post("/now")
@policy(respondent)
def be_at_overview(response: int) -> ResponseReturnValue:
    """Note that the reader has the overview open."""
    del response
    return _note("")


@blueprint.post("/sections/<key>/now")
@policy(respondent)
def be_at_section(response: int, key: str) -> ResponseReturnValue:
    """Note that the reader has a section open."""
    del response
    return _note(_get_section(current_answering(), key).key)


def _note(section: str) -> ResponseReturnValue:
    """Note where the reader is; who answers apart is not seen by the others."""
    answering = current_answering()
    sheet = answering.sheet
    if not sheet.response.is_apart:
        note_presence(store(), sheet.invitation, section, answering.at)
    return "", NO_CONTENT


def _tell(answering: Answering, part: Section | None = None) -> dict[str, Any]:
    others = list_present(store(), answering.sheet.invitation, answering.at)
    return {
        "here": write_present(answering, others, part),
        "standing": explain_standing(answering, part),
    }


def _get_section(answering: Answering, key: str) -> Section:
    found = answering.find_section(key)
    if found is None:
        abort(404)
    return found


def _reply(told: dict[str, Any]) -> Response:
    """Send what there is to tell; nothing but 304 to a page that knows it."""
    reply = jsonify(told)
    reply.add_etag()
    reply.make_conditional(request)
    return reply
