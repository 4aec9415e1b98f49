"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.home.pages import make_home_page
from webapp.respond.admission import list_held_responses
from webapp.security import anyone, policy
from webapp.wording import list_library_wordings

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@policy(anyone)
def home() -> str:
    """Say what this is and show the ways in."""
    page = make_home_page(list_library_wordings(), list_held_responses())
    return render_template("home/home.html", page=page)


@blueprint.get("/health")
@policy(anyone)
def health() -> dict[str, str]:
    """Tell a supervisor that the process answers."""
    return {"status": "ok"}
