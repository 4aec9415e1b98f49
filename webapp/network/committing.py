"""The commitments of a city: its focal point makes and changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from webapp.network import commitment_form
from webapp.network.places import current_city
from webapp.security import focal_point, policy

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint(
    "committing", __name__, url_prefix="/answer/<int:response>/network/commitments"
)

COMMITMENT = "/<int:commitment>"


@blueprint.get("/new")
@policy(focal_point)
def new(response: int) -> str:
    """Show the form of a new commitment."""
    del response  # the policy has loaded it
    return commitment_form.show_new(current_city())


@blueprint.post("/new")
@policy(focal_point)
def make(response: int) -> ResponseReturnValue:
    """Make a commitment of the city."""
    del response
    return commitment_form.make(current_city())


@blueprint.get(COMMITMENT)
@policy(focal_point)
def commitment(response: int, commitment: int) -> str:
    """Show a commitment of the city, to be changed."""
    del response
    return commitment_form.show_own(current_city(), commitment)


@blueprint.post(COMMITMENT)
@policy(focal_point)
def change(response: int, commitment: int) -> ResponseReturnValue:
    """Change a commitment of the city."""
    del response
    return commitment_form.change(current_city(), commitment)
