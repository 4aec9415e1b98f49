"""Publishing a round: what the next edition would tell, and the editions made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.errors import NotFoundError, StateError
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.units import list_units
from meter.publication.editions import look_ahead, publish, withdraw_edition
from meter.publication.records import LEVELS, LICENCES, Edition
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.organise.ownership import get_own_round
from webapp.public.pages import make_edition_page
from webapp.public.words import name_level, name_licence
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import find_status
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.publication.editions import Prospect
    from meter.records import Round
    from webapp.public.pages import EditionPage

blueprint = Blueprint(
    "publishing_editions", __name__, url_prefix="/organise/<round_key>/editions"
)


@blueprint.get("")
@policy(organiser)
def editions(round_key: str) -> str:
    """Show what would be published, and what is."""
    return _show(get_own_round(round_key))


@blueprint.post("")
@policy(organiser)
def add(round_key: str) -> ResponseReturnValue:
    """Publish the next edition."""
    asked = get_own_round(round_key)
    chosen = request.form.get("licence")
    licence = next((one for one in LICENCES if one == chosen), None)
    if licence is None:
        abort(400)
    try:
        publish(store(), asked.id, licence, now(), by=current_account())
    except StateError as error:
        return _show(asked, explain(error)), find_status(error)
    return _go_back(round_key)


@blueprint.post("/<int:edition>/withdraw")
@policy(organiser)
def withdraw(round_key: str, edition: int) -> ResponseReturnValue:
    """Show an edition no more."""
    asked = get_own_round(round_key)
    try:
        withdraw_edition(store(), asked.id, edition, now(), by=current_account())
    except NotFoundError:
        abort(404)
    return _go_back(round_key)


def _go_back(round_key: str) -> ResponseReturnValue:
    page = url_for("publishing_editions.editions", round_key=round_key)
    return redirect(page, 303)


def _show(asked: Round, refusal: str = "") -> str:
    found = look_ahead(store(), asked)
    units = len(list_units(store(), asked.id))
    undecided = units - sum(found.levels.values())
    counts = {level: found.levels.get(level, 0) for level in LEVELS}
    counts["nothing"] += undecided
    return render_template(
        "organise/editions.html",
        asked=asked,
        refusal=refusal,
        counts=[(name_level(level), counts[level]) for level in reversed(LEVELS)],
        ahead=_preview(asked, found),
        unnamed=found.unnamed,
        held=found.held,
        editions=found.editions,
        licences=[(key, name_licence(key)) for key in LICENCES],
    )


def _preview(asked: Round, found: Prospect) -> EditionPage | None:
    """Word what the next edition would tell, as its page would."""
    if found.figures is None:
        return None
    number = max((one.number for one in found.editions), default=0) + 1
    last = next(iter(found.editions), None)
    licence = last.licence if last else next(iter(LICENCES))
    who = current_account().name
    made = Edition(0, asked.id, number, now(), who, licence, found.figures)
    wording = word_instrument(get_instrument(store(), asked))
    return make_edition_page(asked, wording, made, [number])
