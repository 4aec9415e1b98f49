"""The commitments of the network: its organisers make and change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from webapp.network import commitment_form
from webapp.network.places import current_desk
from webapp.security import organiser, policy

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint(
    "promising", __name__, url_prefix="/workshops/<workshop_key>/network/commitments"
)

COMMITMENT = "/<int:commitment>"


@blueprint.get("/new")
@policy(organiser)
def new(workshop_key: str) -> str:
    """Show the form of a new commitment."""
    return commitment_form.show_new(current_desk(workshop_key))


@blueprint.post("/new")
@policy(organiser)
def make(workshop_key: str) -> ResponseReturnValue:
    """Make a commitment of the network."""
    return commitment_form.make(current_desk(workshop_key))


@blueprint.get(COMMITMENT)
@policy(organiser)
def commitment(workshop_key: str, commitment: int) -> str:
    """Show a commitment of the network, to be changed."""
    return commitment_form.show_own(current_desk(workshop_key), commitment)


@blueprint.post(COMMITMENT)
@policy(organiser)
def change(workshop_key: str, commitment: int) -> ResponseReturnValue:
    """Change a commitment of the network."""
    return commitment_form.change(current_desk(workshop_key), commitment)
