"""Running a workshop: open, freeze, thaw, remind, and ask a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, request, url_for

from meter.errors import StateError
from meter.fieldwork.freezing import freeze_rounds, thaw_rounds
from meter.mailing.outbox import request_reminders
from meter.workshops.second_round import draft_second_round, open_workshop_round
from meter.workshops.workshops import list_rounds
from webapp.current import now, settings, store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.organise.keys import suggest_key
from webapp.organise.routes import is_taken
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import CONFLICT, UNPROCESSABLE, find_status
from webapp.workshops.forms import RoundAgainForm, find_end
from webapp.workshops.fresh import show_fresh
from webapp.workshops.ownership import get_own_workshop
from webapp.workshops.routes import show_desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import Round, Workshop

blueprint = Blueprint(
    "running_workshop", __name__, url_prefix="/workshops/<workshop_key>"
)


def choose_rounds(workshop: Workshop) -> list[Round]:
    """List the round that the form names, or all of the workshop."""
    key = request.form.get("round", "")
    found = list_rounds(store(), workshop)
    if not key:
        return found
    chosen = [one for one in found if one.key == key]
    if not chosen:
        abort(404)
    return chosen


def _go_to_desk(workshop: Workshop, part: str) -> ResponseReturnValue:
    page = url_for("workshops.desk", workshop_key=workshop.key, _anchor=part)
    return redirect(page, 303)


@blueprint.post("/open")
@policy(organiser)
def open_(workshop_key: str) -> ResponseReturnValue:
    """Open a round, or all first ones; a second one invites the participants again."""
    workshop = get_own_workshop(workshop_key)
    chosen = choose_rounds(workshop)
    is_named = bool(request.form.get("round"))
    drafts = [
        one
        for one in chosen
        if one.opened_at is None
        and one.closed_at is None
        and (is_named or one.former_round_id is None)
    ]
    fresh = [
        link
        for one in drafts
        for link in open_workshop_round(
            store(), workshop, one, now(), by=current_account()
        )
    ]
    if fresh:
        return show_fresh(workshop, fresh)
    return _go_to_desk(workshop, "rounds")


@blueprint.post("/freeze")
@policy(organiser)
def freeze(workshop_key: str) -> ResponseReturnValue:
    """Freeze a round, or all that have opened."""
    workshop = get_own_workshop(workshop_key)
    chosen = [one.id for one in choose_rounds(workshop)]
    freeze_rounds(store(), chosen, now(), by=current_account())
    return _go_to_desk(workshop, "rounds")


@blueprint.post("/thaw")
@policy(organiser)
def thaw(workshop_key: str) -> ResponseReturnValue:
    """Let answers of a frozen round change again, or of all."""
    workshop = get_own_workshop(workshop_key)
    chosen = [one.id for one in choose_rounds(workshop)]
    thaw_rounds(store(), chosen, now(), by=current_account())
    return _go_to_desk(workshop, "rounds")


@blueprint.post("/remind")
@policy(organiser)
def remind(workshop_key: str) -> ResponseReturnValue:
    """Put a reminder for everybody who has not submitted into the outbox."""
    workshop = get_own_workshop(workshop_key)
    if not settings().can_mail:
        refusal = _(
            "This server sends no mails. Copy the addresses and write yourself."
        )
        return show_desk(workshop, refusal), CONFLICT
    at = now()
    for one in choose_rounds(workshop):
        if one.state(at) == "open":
            request_reminders(store(), one.id, at, by=current_account())
    return _go_to_desk(workshop, "mails")


@blueprint.post("/second-round")
@policy(organiser)
def second_round(workshop_key: str) -> ResponseReturnValue:
    """Draft a round that starts from the answers of one of the workshop."""
    workshop = get_own_workshop(workshop_key)
    chosen = choose_rounds(workshop)
    form = RoundAgainForm(request.form)
    if len(chosen) != 1 or not form.validate():
        return show_desk(workshop, again=form), UNPROCESSABLE
    (former,), title, at = chosen, form.title.data or "", now()
    try:
        draft_second_round(
            store(),
            former,
            suggest_key(title, former.instrument_key, at.year, is_taken),
            title,
            at=at,
            closes_at=find_end(form.closes_on.data, workshop.time_zone),
        )
    except StateError as error:
        return show_desk(workshop, explain(error), form), find_status(error)
    return _go_to_desk(workshop, "rounds")
