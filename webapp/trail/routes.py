"""Reading the audit trail: of a workshop, of a round, and of a unit its own.

Reading is in no trail: it changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for

from meter.audit.records import ACTIONS, ON_ACCOUNTS, Scope
from meter.audit.trail import count_entries, list_entries, list_units
from meter.fieldwork.rounds import get_instrument
from meter.publication.parts import map_parts
from meter.workshops.workshops import list_rounds
from webapp.addresses import MOST_ID
from webapp.current import store
from webapp.downloads import send_table
from webapp.organise.ownership import get_own_round
from webapp.paging import open_page, read_page_number
from webapp.respond.admission import current_sheet
from webapp.security import focal_point, organiser, policy
from webapp.trail.pages import (
    LINES,
    Choice,
    Names,
    TrailPage,
    make_line,
    write_csv,
)
from webapp.trail.words import say_action
from webapp.wording import word_ask, word_instrument
from webapp.workshops.ownership import get_own_workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from flask import Response

    from meter.audit.records import Entry
    from meter.records import Response as Answered
    from meter.records import Round

blueprint = Blueprint("trail", __name__)

WORKSHOP, ROUND = "/workshops/<workshop_key>", "/organise/<round_key>"


@blueprint.get(f"{WORKSHOP}/trail")
@policy(organiser)
def of_workshop(workshop_key: str) -> str:
    """Show what was done on a workshop and its rounds."""
    workshop = get_own_workshop(workshop_key)
    scope = Scope(workshop_id=workshop.id)
    about: dict[str, Any] = {"title": workshop.title, "many": True}
    about["file"] = url_for("trail.workshop_file", workshop_key=workshop_key)
    about["back"] = url_for("workshops.desk", workshop_key=workshop_key)
    return _show(scope, list_rounds(store(), workshop), about)


@blueprint.get(f"{WORKSHOP}/trail.csv")
@policy(organiser)
def workshop_file(workshop_key: str) -> Response:
    """Send what was done on a workshop and its rounds, with the hashes."""
    workshop = get_own_workshop(workshop_key)
    scope = Scope(workshop_id=workshop.id)
    return _send(scope, list_rounds(store(), workshop), workshop_key)


@blueprint.get(f"{ROUND}/trail")
@policy(organiser)
def of_round(round_key: str) -> str:
    """Show what was done on a round."""
    asked = get_own_round(round_key)
    about: dict[str, Any] = {"title": asked.title, "many": True}
    about["file"] = url_for("trail.round_file", round_key=round_key)
    about["back"] = url_for("organise.round_page", round_key=round_key)
    return _show(Scope(round_id=asked.id), [asked], about)


@blueprint.get(f"{ROUND}/trail.csv")
@policy(organiser)
def round_file(round_key: str) -> Response:
    """Send what was done on a round, with the hashes."""
    asked = get_own_round(round_key)
    return _send(Scope(round_id=asked.id), [asked], round_key)


@blueprint.get("/answer/<int:response>/trail")
@policy(focal_point)
def of_unit(response: int) -> str:
    """Show a unit what was done on its own data in the round, or passed them on."""
    sheet = current_sheet()
    scope = Scope(round_id=sheet.round.id, unit_id=sheet.unit.id, touching=True)
    about = {"title": sheet.unit.name, "many": False, "response": response}
    return _show(scope, [sheet.round], about, sheet.response)


def _show(
    scope: Scope,
    rounds: Sequence[Round],
    about: Mapping[str, Any],
    response: Answered | None = None,
) -> str:
    choice = _read_choice()
    narrow = _narrow(scope, choice)
    pages = open_page(count_entries(store(), narrow), LINES, read_page_number())
    entries = list_entries(store(), narrow, limit=LINES, offset=pages.skipped)
    units = list_units(store(), scope)
    names = _name(rounds, units, entries)
    if response is not None:
        names = replace(names, parts=map_parts(store(), response, entries))
    page = TrailPage(
        tuple(make_line(one, names) for one in entries),
        choice,
        pages,
        tuple(units.items()),
        tuple((one, say_action(one)) for one in ACTIONS if one not in ON_ACCOUNTS),
    )
    return render_template("trail/trail.html", page=page, about=about)


def _send(scope: Scope, rounds: Sequence[Round], key: str) -> Response:
    entries = list_entries(store(), _narrow(scope, _read_choice()))
    names = _name(rounds, list_units(store(), scope), entries)
    return send_table(write_csv(entries, names), f"{key}-trail.csv")


def _read_choice() -> Choice:
    """Read what is asked for; what makes no sense asks for everything."""
    unit = request.args.get("unit", type=int)
    action = request.args.get("action", "")
    return Choice(
        unit if unit is not None and 0 < unit <= MOST_ID else None,
        next((one for one in ACTIONS if one == action), None),
    )


def _narrow(scope: Scope, choice: Choice) -> Scope:
    """Keep the entries that were asked for; a unit of its own scope stays that."""
    actions = None if choice.action is None else (choice.action,)
    return replace(scope, unit_id=scope.unit_id or choice.unit_id, actions=actions)


def _name(
    rounds: Sequence[Round], units: Mapping[int, str], entries: Iterable[Entry]
) -> Names:
    """Find the words for what entries refer to."""
    known = {one.id: one for one in rounds}
    pairs = {(one.round_id, one.item) for one in entries}
    asks = {
        (number, item): _ask(known[number], item)
        for number, item in pairs
        if item is not None and number in known
    }
    return Names(units, {one.id: one.title for one in rounds}, asks)


def _ask(asked: Round, item: str) -> str:
    worded = word_instrument(get_instrument(store(), asked)).instrument
    return word_ask(worded, item) if item in worded.items else item
