"""The knowledge space as a city sees it: it reads, contributes and offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from meter.knowledge import steps
from webapp.current import store
from webapp.knowledge import reading, writing
from webapp.knowledge.desks import CITY, sit_as_city
from webapp.respond.admission import list_held_responses
from webapp.respond.evidencing import show_too_large
from webapp.security import focal_point, policy, respondent

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint(CITY, __name__, url_prefix="/answer/<int:response>/knowledge")

FILE_ENDPOINT = f"{CITY}.add_file"

blueprint.register_error_handler(RequestEntityTooLarge, show_too_large)


@blueprint.url_value_preprocessor
def take_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let those who hold the invitation send more than a form holds."""
    held = list_held_responses()
    if endpoint == FILE_ENDPOINT and (values or {}).get("response") in held:
        request.max_content_length = current_app.config["MAX_UPLOAD_LENGTH"]


@blueprint.get("/")
@policy(respondent)
def index(response: int) -> str:
    """Search what is published, and show what is the city's own."""
    return reading.show_index(sit_as_city(response))


@blueprint.get("/new")
@policy(focal_point)
def new(response: int) -> str:
    """Show the form of a new contribution."""
    return writing.show_new(sit_as_city(response))


@blueprint.post("/new")
@policy(focal_point)
def create(response: int) -> ResponseReturnValue:
    """Keep a new draft."""
    return writing.draft(sit_as_city(response))


@blueprint.get("/<int:contribution>/")
@policy(respondent)
def contribution(response: int, contribution: int) -> str:
    """Show a contribution."""
    return reading.show_contribution(sit_as_city(response), contribution)


@blueprint.get("/<int:contribution>/files/<int:file>")
@policy(respondent)
def download(response: int, contribution: int, file: int) -> Response:
    """Send a file of a contribution to be saved."""
    return reading.send_file(sit_as_city(response), contribution, file)


@blueprint.get("/<int:own>/edit")
@policy(focal_point)
def edit(response: int, own: int) -> str:
    """Show the form of a contribution of the city's own."""
    return writing.show_edit(sit_as_city(response), own)


@blueprint.post("/<int:own>/edit")
@policy(focal_point)
def save(response: int, own: int) -> ResponseReturnValue:
    """Save a contribution of the city's own."""
    return writing.save(sit_as_city(response), own)


@blueprint.post("/<int:own>/files")
@policy(focal_point)
def add_file(response: int, own: int) -> ResponseReturnValue:
    """Put a file beside a contribution of the city's own."""
    return writing.add_file(sit_as_city(response), own)


@blueprint.post("/<int:own>/files/remove")
@policy(focal_point)
def remove_file(response: int, own: int) -> ResponseReturnValue:
    """Take a file away from a contribution of the city's own."""
    return writing.remove_file(sit_as_city(response), own)


@blueprint.post("/<int:own>/offer")
@policy(focal_point)
def offer(response: int, own: int) -> ResponseReturnValue:
    """Send a contribution to the organiser."""
    desk, seen = sit_as_city(response), writing.read_seen()
    return writing.take_step(
        desk, own, lambda: steps.offer(store(), desk.by, own, seen, desk.at)
    )


@blueprint.post("/<int:own>/withdraw")
@policy(focal_point)
def withdraw(response: int, own: int) -> ResponseReturnValue:
    """Take a contribution back."""
    desk, words = sit_as_city(response), request.form.get("words", "")
    return writing.take_step(
        desk, own, lambda: steps.withdraw(store(), desk.by, own, words, desk.at)
    )
