"""The network as a city reads it: the focal point, and colleagues who answer too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from webapp.network import showing
from webapp.network.places import CITY, current_city
from webapp.security import policy, respondent

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint(CITY, __name__, url_prefix="/answer/<int:response>/network")


@blueprint.get("/")
@policy(respondent)
def overview(response: int) -> str:
    """Show what there is in the network."""
    del response  # the policy has loaded it
    return showing.show_overview(current_city())


@blueprint.get("/directory")
@policy(respondent)
def directory(response: int) -> str:
    """Show who is who."""
    del response
    return showing.show_directory(current_city())


@blueprint.get("/directory.csv")
@policy(respondent)
def directory_table(response: int) -> Response:
    """Send who is who as CSV."""
    del response
    return showing.send_directory_table(current_city())


@blueprint.get("/directory.vcf")
@policy(respondent)
def directory_cards(response: int) -> Response:
    """Send who is who as cards for an address book."""
    del response
    return showing.send_directory_cards(current_city())


@blueprint.get("/commitments")
@policy(respondent)
def commitments(response: int) -> str:
    """Show what was promised."""
    del response
    return showing.show_commitments(current_city())


@blueprint.get("/roadmap")
@policy(respondent)
def roadmap(response: int) -> str:
    """Show the milestones by quarter."""
    del response
    return showing.show_roadmap(current_city())


@blueprint.get("/roadmap.csv")
@policy(respondent)
def roadmap_table(response: int) -> Response:
    """Send the milestones as CSV."""
    del response
    return showing.send_roadmap_table(current_city())


@blueprint.get("/roadmap.ics")
@policy(respondent)
def roadmap_calendar(response: int) -> Response:
    """Send the days of the milestones as a calendar."""
    del response
    return showing.send_roadmap_calendar(current_city())
