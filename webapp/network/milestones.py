"""The work plan: its organisers add and change milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request

from meter.errors import DataError, StateError
from meter.network.milestones import add_milestone, change_milestone, list_milestones
from meter.workshops.workshops import list_participants
from webapp.current import store
from webapp.forms.checked import explain
from webapp.forms.problems import list_form_problems
from webapp.network.milestone_form import MilestoneForm, fill_form
from webapp.network.places import current_desk
from webapp.network.roadmap_page import show_state
from webapp.security import organiser, policy
from webapp.statuses import UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.network.records import Milestone
    from webapp.network.places import Place

blueprint = Blueprint(
    "milestones", __name__, url_prefix="/workshops/<workshop_key>/network/roadmap"
)

MILESTONE = "/<int:milestone>"


@blueprint.get("/new")
@policy(organiser)
def new(workshop_key: str) -> str:
    """Show the form of a new milestone."""
    place = current_desk(workshop_key)
    return _render(place, _offer(place, MilestoneForm()))


@blueprint.post("/new")
@policy(organiser)
def add(workshop_key: str) -> ResponseReturnValue:
    """Add a milestone; what was typed stays if it is not taken."""
    place = current_desk(workshop_key)
    form = _offer(place, MilestoneForm(request.form))
    if not form.validate():
        return _render(place, form), UNPROCESSABLE
    try:
        add_milestone(store(), place.workshop.id, form.read(), place.name, place.at)
    except DataError as error:
        return _render(place, form, refusal=explain(error)), UNPROCESSABLE
    return redirect(place.url("roadmap"), 303)


@blueprint.get(MILESTONE)
@policy(organiser)
def milestone(workshop_key: str, milestone: int) -> str:
    """Show a milestone, to be changed."""
    place = current_desk(workshop_key)
    own = _get(place, milestone)
    return _render(place, _offer(place, fill_form(own), own), own)


@blueprint.post(MILESTONE)
@policy(organiser)
def change(workshop_key: str, milestone: int) -> ResponseReturnValue:
    """Change a milestone; a stale change is shown and not written."""
    place = current_desk(workshop_key)
    own = _get(place, milestone)
    form = _offer(place, MilestoneForm(request.form), own)
    if not form.validate():
        return _render(place, form, own), UNPROCESSABLE
    seen = request.form.get("seen", 0, type=int)
    given = place.workshop.id, own.id, form.read(), place.name, place.at
    try:
        change_milestone(store(), *given, seen=seen)
    except DataError as error:
        return _render(place, form, own, refusal=explain(error)), UNPROCESSABLE
    except StateError as error:
        own = _get(place, milestone)
        return _render(place, form, own, refusal=explain(error)), find_status(error)
    return redirect(place.url("roadmap"), 303)


def _get(place: Place, number: int) -> Milestone:
    plan = list_milestones(store(), place.workshop.id)
    return next((one for one in plan if one.id == number), None) or abort(404)


def _offer(
    place: Place, form: MilestoneForm, own: Milestone | None = None
) -> MilestoneForm:
    plan = list_milestones(store(), place.workshop.id)
    form.offer(list_participants(store(), place.workshop), plan, own)
    return form


def _render(
    place: Place,
    form: MilestoneForm,
    own: Milestone | None = None,
    refusal: str = "",
) -> str:
    return render_template(
        "network/milestone.html",
        place=place,
        form=form,
        own=own,
        state=show_state(own, place.today) if own else None,
        problems=list_form_problems(form),
        refusal=refusal,
    )
