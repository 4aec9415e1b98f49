"""What cities and organisers see alike: overview, directory, commitments, roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from meter.network.commitments import list_commitments
from meter.network.directory import Holder, Sought, find_own_entry, list_public
from meter.network.milestones import list_milestones
from webapp.current import store
from webapp.downloads import send_file, send_table
from webapp.languages import gettext as _
from webapp.network import directory_files, roadmap_files
from webapp.network.commitments_page import make_commitments_page
from webapp.network.directory_page import find_entries, make_directory_page
from webapp.network.overview_page import make_overview_page
from webapp.network.roadmap_page import make_roadmap_page
from webapp.network.theme_words import load_themes
from webapp.paging import read_page_number

if TYPE_CHECKING:
    from flask import Response

    from meter.network.records import Entry
    from webapp.network.places import Place

"""More pages than any list has."""


def show_overview(place: Place) -> str:
    """Show what there is in the network."""
    workshop = place.workshop.id
    page = make_overview_page(
        place,
        list_public(store(), workshop),
        list_commitments(store(), workshop),
        list_milestones(store(), workshop),
    )
    return render_template("network/overview.html", place=place, page=page)


def show_directory(place: Place) -> str:
    """Show who is who, or who was found."""
    page = make_directory_page(
        list_public(store(), place.workshop.id),
        read_sought(),
        load_themes(place.workshop),
        find_own(place),
        read_page_number(),
    )
    query = {name: value for name, value in request.args.items() if name != "page"}
    return render_template(
        "network/directory.html", place=place, page=page, query=query
    )


def send_directory_table(place: Place) -> Response:
    """Send who was found as CSV."""
    themes = load_themes(place.workshop)
    found = find_entries(list_public(store(), place.workshop.id), read_sought(), themes)
    text = directory_files.write_csv(found, themes)
    return send_table(text, f"{place.workshop.key}-directory.csv")


def send_directory_cards(place: Place) -> Response:
    """Send who was found as cards for an address book."""
    themes = load_themes(place.workshop)
    found = find_entries(list_public(store(), place.workshop.id), read_sought(), themes)
    text = directory_files.write_vcards(found, themes, _("Somebody"))
    return send_file(text, "text/vcard", f"{place.workshop.key}-directory.vcf")


def show_commitments(place: Place) -> str:
    """Show what was promised."""
    of, state = request.args.get("of", ""), request.args.get("state", "")
    page = make_commitments_page(
        list_commitments(store(), place.workshop.id),
        place,
        load_themes(place.workshop),
        of,
        state,
        number=read_page_number(),
    )
    return render_template(
        "network/commitments.html",
        place=place,
        page=page,
        query={"of": of, "state": state},
    )


def show_roadmap(place: Place) -> str:
    """Show the milestones by quarter."""
    plan = list_milestones(store(), place.workshop.id)
    page = make_roadmap_page(plan, place.today)
    return render_template("network/roadmap.html", place=place, page=page)


def send_roadmap_table(place: Place) -> Response:
    """Send the milestones as CSV."""
    text = roadmap_files.write_csv(list_milestones(store(), place.workshop.id))
    return send_table(text, f"{place.workshop.key}-roadmap.csv")


def send_roadmap_calendar(place: Place) -> Response:
    """Send the days on which milestones are due as a calendar."""
    plan = list_milestones(store(), place.workshop.id)
    address = place.url("roadmap", _external=True)
    content = roadmap_files.write_calendar(plan, place.workshop, address)
    return send_file(content, "text/calendar", f"{place.workshop.key}-roadmap.ics")


def find_own(place: Place) -> Entry | None:
    """Find the entry of the reader, who may have none."""
    holder = make_holder(place)
    return None if holder is None else find_own_entry(store(), holder)


def make_holder(place: Place) -> Holder | None:
    """Name the reader as somebody in the directory; an organiser is not in it."""
    if place.unit is None:
        return None
    return Holder(place.workshop.id, place.unit.id, place.person_id)


def read_sought() -> Sought:
    """Read what a reader of the directory looks for."""
    names = {"words": "q", "unit": "unit", "language": "language", "theme": "theme"}
    return Sought(**{name: request.args.get(key, "") for name, key in names.items()})
