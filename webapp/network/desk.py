"""The network as organisers read it, and the links by which cities come to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template

from meter.network.links import count_links, extend_links
from webapp.current import now, store
from webapp.network import showing
from webapp.network.places import DESK, current_desk
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

blueprint = Blueprint(DESK, __name__, url_prefix="/workshops/<workshop_key>/network")


@blueprint.get("/")
@policy(organiser)
def overview(workshop_key: str) -> str:
    """Show what there is in the network."""
    return showing.show_overview(current_desk(workshop_key))


@blueprint.get("/directory")
@policy(organiser)
def directory(workshop_key: str) -> str:
    """Show who is who."""
    return showing.show_directory(current_desk(workshop_key))


@blueprint.get("/directory.csv")
@policy(organiser)
def directory_table(workshop_key: str) -> Response:
    """Send who is who as CSV."""
    return showing.send_directory_table(current_desk(workshop_key))


@blueprint.get("/directory.vcf")
@policy(organiser)
def directory_cards(workshop_key: str) -> Response:
    """Send who is who as cards for an address book."""
    return showing.send_directory_cards(current_desk(workshop_key))


@blueprint.get("/commitments")
@policy(organiser)
def commitments(workshop_key: str) -> str:
    """Show what was promised."""
    return showing.show_commitments(current_desk(workshop_key))


@blueprint.get("/roadmap")
@policy(organiser)
def roadmap(workshop_key: str) -> str:
    """Show the milestones by quarter."""
    return showing.show_roadmap(current_desk(workshop_key))


@blueprint.get("/roadmap.csv")
@policy(organiser)
def roadmap_table(workshop_key: str) -> Response:
    """Send the milestones as CSV."""
    return showing.send_roadmap_table(current_desk(workshop_key))


@blueprint.get("/roadmap.ics")
@policy(organiser)
def roadmap_calendar(workshop_key: str) -> Response:
    """Send the days of the milestones as a calendar."""
    return showing.send_roadmap_calendar(current_desk(workshop_key))


@blueprint.get("/links")
@policy(organiser)
def links(workshop_key: str) -> str:
    """Show how long the links of the cities work."""
    place = current_desk(workshop_key)
    found = count_links(store(), place.workshop.id, now())
    return render_template("network/links.html", place=place, links=found)


@blueprint.post("/links")
@policy(organiser)
def extend(workshop_key: str) -> ResponseReturnValue:
    """Let the links that work now work a year on."""
    place = current_desk(workshop_key)
    extend_links(store(), place.workshop, now(), by=current_account())
    return redirect(place.url("links"), 303)
