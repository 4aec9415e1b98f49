"""The facilitator's pack of a workshop, or of a round by itself: slides and a PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)

from meter.comparison.masking import list_named_units
from meter.comparison.occasions import read_round, read_workshop
from meter.peers.levels import list_peer_nodes
from meter.reports.typesetting import typeset_pack
from meter.workshops.workshops import find_workshop_of
from webapp.current import now, store
from webapp.downloads import send_file
from webapp.organise.ownership import get_own_round
from webapp.pack.pages import make_pack
from webapp.pack.scale import anchor_points, place_points, stretch_points
from webapp.pack.slides import cut_slides
from webapp.papers import PDF, offers_pdf
from webapp.security import organiser, policy
from webapp.workshops.ownership import get_own_workshop

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from meter.comparison.occasions import Occasion

blueprint = Blueprint("pack", __name__)

AGREED = "agreed"
"""In the query: only those are named that agreed to it, as on a projector."""

MOST_UNITS = 24
"""Units that have a slide of their own in one address; the next ones have the next."""


@blueprint.get("/organise/<round_key>/pack")
@policy(organiser)
def of_round(round_key: str) -> ResponseReturnValue:
    """Show the pack of a round, or lead to that of its workshop."""
    asked = get_own_round(round_key)
    workshop = find_workshop_of(store(), asked)
    if workshop is not None:
        return redirect(url_for("pack.of_workshop", workshop_key=workshop.key))
    return _show(
        read_round(store(), asked, now()),
        back=url_for("organise.round_page", round_key=round_key),
        pdf=url_for("pack.round_pdf", round_key=round_key),
    )


@blueprint.get("/organise/<round_key>/pack.pdf")
@policy(organiser)
def round_pdf(round_key: str) -> ResponseReturnValue:
    """Send the pack of a round, or lead to that of its workshop."""
    asked = get_own_round(round_key)
    workshop = find_workshop_of(store(), asked)
    if workshop is not None:
        return redirect(url_for("pack.workshop_pdf", workshop_key=workshop.key))
    return _send(read_round(store(), asked, now()), asked.key)


@blueprint.get("/workshops/<workshop_key>/pack")
@policy(organiser)
def of_workshop(workshop_key: str) -> ResponseReturnValue:
    """Show the pack of a workshop."""
    workshop = get_own_workshop(workshop_key)
    return _show(
        read_workshop(store(), workshop, now()),
        back=url_for("workshops.desk", workshop_key=workshop_key),
        pdf=url_for("pack.workshop_pdf", workshop_key=workshop_key),
    )


@blueprint.get("/workshops/<workshop_key>/pack.pdf")
@policy(organiser)
def workshop_pdf(workshop_key: str) -> ResponseReturnValue:
    """Send the pack of a workshop."""
    workshop = get_own_workshop(workshop_key)
    return _send(read_workshop(store(), workshop, now()), workshop.key)


def _show(occasion: Occasion, *, back: str, pdf: str) -> str:
    """Show slides; those of single units by MOST_UNITS in an address."""
    units = occasion.units
    first = request.args.get("units", 0, type=int)
    starts = range(0, len(units), MOST_UNITS)
    if first not in (0, *starts):
        abort(404)
    pack = make_pack(
        occasion,
        now(),
        named=_map_named(occasion),
        units=units[first : first + MOST_UNITS],
    )
    if first:
        own = tuple(one for one in pack.sections if one.owns_title)
        pack = replace(pack, sections=own)
    return render_template(
        "pack/pack.html",
        pack=pack,
        slides=cut_slides(pack),
        back=back,
        pdf=_name_query(pdf) if offers_pdf() else None,
        first=first,
        names=AGREED if is_for_room() else None,
        pack_anchor=anchor_points,
        pack_place=place_points,
        pack_stretch=stretch_points,
        parts=[(start, units[start].name) for start in starts if len(starts) > 1],
    )


def is_for_room() -> bool:
    """Tell whether the pack is asked for as the room may see it."""
    return request.args.get("names") == AGREED


def _name_query(address: str) -> str:
    return f"{address}?names={AGREED}" if is_for_room() else address


def _map_named(occasion: Occasion) -> dict[int, set[int]] | None:
    """List by round the units that agreed to be named with all results of it.

    None for all. In a round that is not scored nobody can agree.
    """
    if not is_for_room():
        return None
    named = {}
    for fielded in occasion.rounds:
        framework = fielded.answers.instrument.framework
        nodes = list_peer_nodes(framework) if framework else ()
        named[fielded.round.id] = list_named_units(store(), fielded.round, nodes)
    return named


def _send(occasion: Occasion, key: str) -> Response:
    if not offers_pdf():
        abort(404)
    pack = make_pack(occasion, now(), named=_map_named(occasion))
    whose = "-room" if is_for_room() else ""
    name = f"{key}-pack{whose}-{pack.spoken.tag}.pdf"
    return send_file(typeset_pack(pack), PDF, name)
