"""Evidence of an answer: see it, add a link or a file, save a file, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import RequestEntityTooLarge

from meter.errors import DataError, StateError
from meter.fieldwork.evidence import (
    add_file,
    add_link,
    list_evidence,
    load_file,
    measure_files,
    remove_evidence,
)
from meter.fieldwork.given.files import parse_file
from meter.settings import MEGABYTE
from webapp.attachments import send_attachment
from webapp.current import settings, store
from webapp.errors import show_error
from webapp.filters import show_size
from webapp.forms.problems import Problem
from webapp.languages import gettext as _
from webapp.respond.admission import list_held_responses
from webapp.respond.answering import current_answering
from webapp.respond.evidence_page import Given, Limits, make_evidence_page
from webapp.respond.evidence_problems import explain_evidence
from webapp.security import policy, respondent
from webapp.statuses import TOO_LARGE, UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from webapp.respond.answering import Answering

blueprint = Blueprint("evidencing", __name__, url_prefix="/answer/<int:response>")

FILE_ENDPOINT = "evidencing.file"


@blueprint.url_value_preprocessor
def take_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let those who hold the invitation send more than a form holds.

    This is asked before anything is read, so that a stranger's body is turned away.
    """
    held = list_held_responses()
    if endpoint == FILE_ENDPOINT and (values or {}).get("response") in held:
        request.max_content_length = current_app.config["MAX_UPLOAD_LENGTH"]


@blueprint.errorhandler(RequestEntityTooLarge)
def show_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say how large a file may be, where one was too large to be read."""
    most = show_size(settings().evidence_file_mb * MEGABYTE)
    heading = _("What you sent is too large")
    advice = _(
        "Files of up to %(most)s are taken. Go back, and make it smaller or add a link"
        " to it instead."
    )
    return show_error(TOO_LARGE, (heading, advice % {"most": most}))


@blueprint.get("/items/<item>/evidence")
@policy(respondent)
def evidence(response: int, item: str) -> str:
    """Show what stands beside an answer, and what was removed."""
    del response  # the policy has loaded it
    return _show(current_answering(), item)


@blueprint.post("/items/<item>/evidence/link")
@policy(respondent)
def link(response: int, item: str) -> ResponseReturnValue:
    """Add a link to an answer."""
    answering = current_answering()
    _ensure_asked(answering, item)
    given = request.form.get("link", "")
    invitation, at = answering.sheet.invitation, answering.at
    try:
        add_link(store(), invitation, item, given, at)
    except (DataError, StateError) as error:
        return _refuse(answering, item, error, Problem("link", "", ""), given)
    return _go_back(response, item)


@blueprint.post("/items/<item>/evidence/file")
@policy(respondent)
def file(response: int, item: str) -> ResponseReturnValue:
    """Add a file to an answer."""
    answering = current_answering()
    _ensure_asked(answering, item)
    sent = request.files.get("file")
    limits = _find_limits(answering)
    invitation, at = answering.sheet.invitation, answering.at
    try:
        content = sent.read() if sent else b""
        name = (sent.filename if sent else None) or ""
        given = parse_file(name, content, limits.file)
        add_file(store(), invitation, item, given, at, quota=limits.quota)
    except (DataError, StateError) as error:
        return _refuse(answering, item, error, Problem("file", "", ""))
    return _go_back(response, item)


@blueprint.get("/evidence/<int:evidence>")
@policy(respondent)
def download(response: int, evidence: int) -> Response:
    """Send a file to be saved."""
    return send_attachment(*load_file(store(), response, evidence))


@blueprint.post("/evidence/<int:evidence>/remove")
@policy(respondent)
def remove(response: int, evidence: int) -> ResponseReturnValue:
    """Remove a link or a file from an answer; the history keeps that it was there."""
    answering = current_answering()
    invitation, at = answering.sheet.invitation, answering.at
    try:
        removed = remove_evidence(store(), invitation, evidence, at)
    except StateError as error:
        item = request.form.get("item", "")
        _ensure_asked(answering, item)
        return _refuse(answering, item, error, Problem("", "", ""))
    return _go_back(response, removed.item)


def _ensure_asked(answering: Answering, item: str) -> None:
    if item not in answering.instrument.items:
        abort(404)


def _find_limits(answering: Answering) -> Limits:
    return Limits(
        file=settings().evidence_file_mb * MEGABYTE,
        quota=settings().evidence_quota_mb * MEGABYTE,
        used=measure_files(store(), answering.sheet.response.id),
    )


def _go_back(response: int, item: str) -> ResponseReturnValue:
    page = url_for("evidencing.evidence", response=response, item=item)
    return redirect(page, 303)


def _refuse(
    answering: Answering,
    item: str,
    error: DataError | StateError,
    field: Problem,
    link: str = "",
) -> ResponseReturnValue:
    """Show the page with why nothing was done, and what was typed."""
    message = explain_evidence(error)
    if isinstance(error, DataError):
        problem = Problem(field.target, "", message)
        return _show(answering, item, Given((problem,), link=link)), UNPROCESSABLE
    return _show(answering, item, Given(refusal=message, link=link)), find_status(error)


def _show(answering: Answering, key: str, given: Given | None = None) -> str:
    _ensure_asked(answering, key)
    page = make_evidence_page(
        answering,
        answering.instrument.section_of[key],
        answering.instrument.items[key],
        list_evidence(store(), answering.sheet.response.id, key),
        _find_limits(answering),
        given or Given(),
    )
    return render_template("respond/evidence.html", page=page)
