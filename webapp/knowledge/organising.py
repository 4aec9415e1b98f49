"""The knowledge space as organisers see it: reviewed, added to, sent out and in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
)
from flask_login import current_user

from meter.errors import DataError
from meter.knowledge import steps
from meter.knowledge.errors import KnowledgeRowsError
from meter.knowledge.exchange import export_file, import_rows, read_file
from webapp.current import store
from webapp.downloads import send_file, send_table
from webapp.knowledge import reading, writing
from webapp.knowledge.desks import ORGANISERS, sit_as_organiser
from webapp.knowledge.kinds import name_field
from webapp.knowledge.problems import explain
from webapp.languages import gettext as _
from webapp.security import organiser, policy
from webapp.statuses import UNPROCESSABLE

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from webapp.knowledge.desks import Desk

blueprint = Blueprint(
    ORGANISERS, __name__, url_prefix="/workshops/<workshop_key>/knowledge"
)

FILE_ENDPOINTS = {f"{ORGANISERS}.{name}" for name in ("add_file", "take_in")}
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}
"""At the beginning of a CSV file it tells spreadsheets how to read it."""

PROBLEMS_MOST = 200
"""Problems of a file that are shown at once."""


@blueprint.url_value_preprocessor
def take_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let those who are signed in send more than a form holds."""
    is_staff = current_user.is_authenticated  # type: ignore[attr-defined]
    if endpoint in FILE_ENDPOINTS and is_staff:
        request.max_content_length = current_app.config["MAX_UPLOAD_LENGTH"]


@blueprint.get("/")
@policy(organiser)
def index(workshop_key: str) -> str:
    """Show what waits for review, and search what is published."""
    return reading.show_index(sit_as_organiser(workshop_key))


@blueprint.get("/new")
@policy(organiser)
def new(workshop_key: str) -> str:
    """Show the form of a new contribution."""
    return writing.show_new(sit_as_organiser(workshop_key))


@blueprint.post("/new")
@policy(organiser)
def create(workshop_key: str) -> ResponseReturnValue:
    """Keep a new draft of the organisers'."""
    return writing.draft(sit_as_organiser(workshop_key))


@blueprint.get("/<int:contribution>/")
@policy(organiser)
def contribution(workshop_key: str, contribution: int) -> str:
    """Show a contribution, and what can be decided about it."""
    return reading.show_contribution(sit_as_organiser(workshop_key), contribution)


@blueprint.get("/<int:contribution>/files/<int:file>")
@policy(organiser)
def download(workshop_key: str, contribution: int, file: int) -> Response:
    """Send a file of a contribution to be saved."""
    return reading.send_file(sit_as_organiser(workshop_key), contribution, file)


@blueprint.get("/<int:own>/edit")
@policy(organiser)
def edit(workshop_key: str, own: int) -> str:
    """Show the form of a contribution of the organisers' own."""
    return writing.show_edit(sit_as_organiser(workshop_key), own)


@blueprint.post("/<int:own>/edit")
@policy(organiser)
def save(workshop_key: str, own: int) -> ResponseReturnValue:
    """Save a contribution of the organisers' own."""
    return writing.save(sit_as_organiser(workshop_key), own)


@blueprint.post("/<int:own>/files")
@policy(organiser)
def add_file(workshop_key: str, own: int) -> ResponseReturnValue:
    """Put a file beside a contribution of the organisers'."""
    return writing.add_file(sit_as_organiser(workshop_key), own)


@blueprint.post("/<int:own>/files/remove")
@policy(organiser)
def remove_file(workshop_key: str, own: int) -> ResponseReturnValue:
    """Take a file away from a contribution of the organisers'."""
    return writing.remove_file(sit_as_organiser(workshop_key), own)


@blueprint.post("/<int:contribution>/publish")
@policy(organiser)
def publish(workshop_key: str, contribution: int) -> ResponseReturnValue:
    """Let all cities read what is offered, or what is the organisers' own."""
    desk, seen = sit_as_organiser(workshop_key), writing.read_seen()
    return writing.take_step(
        desk,
        contribution,
        lambda: steps.publish(store(), desk.by, contribution, seen, desk.at),
    )


@blueprint.post("/<int:contribution>/return")
@policy(organiser)
def return_(workshop_key: str, contribution: int) -> ResponseReturnValue:
    """Return what is offered, with a question."""
    desk, seen = sit_as_organiser(workshop_key), writing.read_seen()
    words = request.form.get("words", "")
    return writing.take_step(
        desk,
        contribution,
        lambda: steps.send_back(store(), desk.by, contribution, seen, words, desk.at),
        stays=False,
    )


@blueprint.post("/<int:contribution>/withdraw")
@policy(organiser)
def withdraw(workshop_key: str, contribution: int) -> ResponseReturnValue:
    """Take back what is published, or what is the organisers' own."""
    desk, words = sit_as_organiser(workshop_key), request.form.get("words", "")
    return writing.take_step(
        desk,
        contribution,
        lambda: steps.withdraw(store(), desk.by, contribution, words, desk.at),
        stays=False,
    )


@blueprint.get("/export.<kind>")
@policy(organiser)
def export(workshop_key: str, kind: str) -> Response:
    """Send what is published as a file."""
    desk = sit_as_organiser(workshop_key)
    if kind not in MEDIA_TYPES:
        abort(404)
    text = export_file(store(), desk.workshop, kind)
    name = f"{workshop_key}-knowledge.{kind}"
    if kind == "csv":
        return send_table(text, name)
    return send_file(text, "application/json", name)


@blueprint.get("/import")
@policy(organiser)
def import_page(workshop_key: str) -> str:
    """Show where to send a file, and what it has to hold."""
    return _show_import(sit_as_organiser(workshop_key))


@blueprint.post("/import")
@policy(organiser)
def take_in(workshop_key: str) -> ResponseReturnValue:
    """Publish what a file holds, or name every row that cannot be taken."""
    desk = sit_as_organiser(workshop_key)
    sent = request.files.get("file")
    content = sent.read() if sent else b""
    if not content.strip():
        return _show_import(desk, _("Choose a CSV or JSON file first.")), UNPROCESSABLE
    try:
        rows = read_file(content)
        by = desk.by
        import_rows(store(), desk.workshop, rows, by.name, desk.at, account=by.account)
    except KnowledgeRowsError as error:
        return _show_import(desk, problems=_list_problems(error)), UNPROCESSABLE
    except DataError as error:
        return _show_import(desk, explain(error)), UNPROCESSABLE
    return redirect(desk.home, 303)


def _list_problems(error: KnowledgeRowsError) -> list[tuple[int, str, str]]:
    return [
        (row, name_field(field), explain(problem))
        for row, field, problem in error.problems
    ]


def _show_import(
    desk: Desk, wrong: str = "", problems: list[tuple[int, str, str]] | None = None
) -> str:
    found = problems or []
    return render_template(
        "knowledge/import.html",
        desk=desk,
        wrong=wrong,
        problems=found[:PROBLEMS_MOST],
        more=max(0, len(found) - PROBLEMS_MOST),
    )
