"""Workshops: the list, a new one with its rounds, its desk, where it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from meter.comparison.completion import completion
from meter.errors import DataError, StateError
from meter.fieldwork.rounds import draft_round, get_instrument
from meter.mailing.due import count_unrequested, list_unfinished
from meter.mailing.notices import read_news
from meter.mailing.outbox import list_mailings
from meter.workshops.inviting import list_focal_points
from meter.workshops.workshops import (
    change_workshop,
    draft_workshop,
    find_workshop,
    list_participants,
    list_rounds,
    list_time_zones,
    list_workshops,
)
from webapp.calendar_file import write_days
from webapp.current import now, settings, store
from webapp.downloads import send_file
from webapp.forms.checked import explain
from webapp.forms.problems import list_form_problems
from webapp.organise.keys import suggest_key
from webapp.organise.routes import is_taken
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account, current_account_id
from webapp.statuses import UNPROCESSABLE
from webapp.wording import (
    get_library_instrument,
    list_library_wordings,
    word_instrument,
)
from webapp.workshops.desk import Attendance, RoundAtDesk, make_desk_page
from webapp.workshops.forms import RoundAgainForm, VenueForm, WorkshopForm, find_end
from webapp.workshops.letters import say_days
from webapp.workshops.ownership import get_own_workshop
from webapp.workshops.profile import list_profile

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from meter.records import Round, Workshop
    from webapp.workshops.desk import DeskPage

blueprint = Blueprint("workshops", __name__, url_prefix="/workshops")


@blueprint.get("/")
@policy(organiser)
def workshops() -> str:
    """List the workshops that the account organises, alone or with others."""
    found = list_workshops(store(), current_account_id())
    return render_template(
        "workshops/workshops.html",
        workshops=[(one, say_days(one)) for one in found],
        who=current_account(),
    )


@blueprint.get("/new")
@policy(organiser)
def new() -> str:
    """Show the form of a new workshop."""
    return _show_new(_make_form())


@blueprint.post("/new")
@policy(organiser)
def create() -> ResponseReturnValue:
    """Make a workshop and draft its rounds."""
    form = _make_form()
    sound = [form.validate(), form.ensure_days(), form.ensure_later(now())]
    made = _draft(form) if all(sound) else None
    if made is None:
        return _show_new(form), UNPROCESSABLE
    return redirect(url_for("workshops.desk", workshop_key=made.key), 303)


def _make_form() -> WorkshopForm:
    form = WorkshopForm(request.form)
    form.offer_instruments(list_library_wordings())
    form.offer_peers()
    return form


def _show_new(form: WorkshopForm) -> str:
    return render_template(
        "workshops/new.html",
        form=form,
        problems=list_form_problems(form),
        time_zones=sorted(list_time_zones()),
    )


def _draft(form: WorkshopForm) -> Workshop | None:
    title, venue, at = form.title.data or "", form.venue, now()
    key = form.key.data or suggest_key(title, "workshop", at.year, _is_known)
    try:
        made = draft_workshop(
            store(),
            current_account_id(),
            key,
            title,
            at=at,
            place=venue.place,
            begins_on=venue.begins_on,
            ends_on=venue.ends_on,
            time_zone=venue.time_zone,
        )
    except (DataError, StateError) as error:
        form.key.errors = [explain(error)]
        return None
    _draft_rounds(made, form, at)
    return made


def _draft_rounds(workshop: Workshop, form: WorkshopForm, at: datetime) -> None:
    wordings = list_library_wordings()
    titles = {one.instrument.key: one.instrument.title for one in wordings}
    for instrument, title in form.list_rounds(titles):
        draft_round(
            store(),
            workshop.owner_id,
            suggest_key(title, instrument, at.year, is_taken),
            title,
            get_library_instrument(instrument),
            at=at,
            closes_at=find_end(form.closes_on.data, workshop.time_zone),
            reviewed=form.reviewed.data and instrument == form.scored.data,
            workshop_id=workshop.id,
            peers=form.peer_level,
        )


def _is_known(key: str) -> bool:
    return find_workshop(store(), key) is not None


@blueprint.get("/<workshop_key>/")
@policy(organiser)
def desk(workshop_key: str) -> str:
    """Show a workshop: what is next, its rounds, who takes part, how far they are."""
    return show_desk(get_own_workshop(workshop_key))


def show_desk(
    workshop: Workshop, refusal: str = "", again: RoundAgainForm | None = None
) -> str:
    """Show the desk, with why something was not done."""
    form = again or RoundAgainForm()
    return render_template(
        "workshops/desk.html",
        page=read_desk(workshop),
        refusal=refusal,
        again=form,
        problems=list_form_problems(form),
        can_mail=settings().can_mail,
    )


def read_desk(workshop: Workshop) -> DeskPage:
    """Read what stands on the desk of a workshop."""
    at, rounds = now(), list_rounds(store(), workshop)
    attendance = Attendance(
        list_participants(store(), workshop),
        list_focal_points(store(), workshop),
        list_profile(rounds),
    )
    at_desk = [_read_round(one, at) for one in rounds]
    news = read_news(store(), workshop)
    return make_desk_page(workshop, at_desk, attendance, news, at)


def _read_round(asked: Round, at: datetime) -> RoundAtDesk:
    people = list_unfinished(store(), asked, at) if asked.state(at) == "open" else []
    return RoundAtDesk(
        asked,
        word_instrument(get_instrument(store(), asked)).instrument.title,
        {one.unit.id: one for one in completion(store(), asked.id, at)},
        count_unrequested(store(), asked, people, at),
        list_mailings(store(), asked.id),
    )


@blueprint.get("/<workshop_key>/edit")
@policy(organiser)
def edit(workshop_key: str) -> str:
    """Show where and when a workshop meets, to be changed."""
    workshop = get_own_workshop(workshop_key)
    return _show_edit(workshop, VenueForm(data=_write_venue(workshop)))


@blueprint.post("/<workshop_key>/edit")
@policy(organiser)
def change(workshop_key: str) -> ResponseReturnValue:
    """Give a workshop another title, place or days."""
    workshop = get_own_workshop(workshop_key)
    form = VenueForm(request.form)
    if not all([form.validate(), form.ensure_days()]):
        return _show_edit(workshop, form), UNPROCESSABLE
    change_workshop(store(), workshop, form.title.data or "", form.venue)
    return redirect(url_for("workshops.desk", workshop_key=workshop_key), 303)


def _write_venue(workshop: Workshop) -> dict[str, object]:
    names = ("title", "place", "begins_on", "ends_on", "time_zone")
    return {name: getattr(workshop, name) for name in names}


def _show_edit(workshop: Workshop, form: VenueForm) -> str:
    return render_template(
        "workshops/edit.html",
        workshop=workshop,
        form=form,
        problems=list_form_problems(form),
        time_zones=sorted(list_time_zones()),
    )


@blueprint.get("/<workshop_key>/days.ics")
@policy(organiser)
def days(workshop_key: str) -> ResponseReturnValue:
    """Send the days of a workshop for a calendar; without days, go to the desk."""
    workshop = get_own_workshop(workshop_key)
    if workshop.begins_on is None:
        return redirect(url_for("workshops.desk", workshop_key=workshop_key))
    days_file = write_days(workshop, now())
    return send_file(days_file, "text/calendar", f"{workshop_key}.ics")
