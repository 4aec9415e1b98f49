"""Registering: units ask to take part at an open address; the organiser decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)

from meter.errors import NotFoundError, StateError
from meter.workshops.registering import (
    admit_registration,
    decline_registration,
    find_alike,
    find_registering,
    list_registrations,
    register,
    switch_registration,
)
from meter.workshops.workshops import list_rounds
from webapp.addresses import find_base
from webapp.current import now, store
from webapp.forms.checked import explain
from webapp.forms.problems import list_form_problems
from webapp.languages import current_language
from webapp.languages import gettext as _
from webapp.security import anyone, organiser, policy
from webapp.staff.accounts import current_account
from webapp.staff.guesses import GuessLimit
from webapp.statuses import TOO_MANY, UNPROCESSABLE, find_status
from webapp.workshops.forms import make_participant_form, read_entry
from webapp.workshops.fresh import choose_language, show_fresh
from webapp.workshops.letters import say_days
from webapp.workshops.ownership import get_own_workshop
from webapp.workshops.profile import list_profile
from webapp.workshops.registrations import list_lines

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from instruments.model.questionnaire import ProfileField
    from meter.records import Workshop
    from meter.workshops.records import Registration
    from webapp.organise.forms import UnitForm

blueprint = Blueprint("registering", __name__)

MOST_FROM_ONE_PLACE = 30
"""Registrations in a quarter of an hour: a room full of people shares an address."""


def _find(register_key: str) -> Workshop:
    found = find_registering(store(), register_key)
    if found is None:
        abort(404)
    return found


@blueprint.get("/register/<register_key>")
@policy(anyone)
def form(register_key: str) -> str:
    """Show the form in which a unit asks to take part."""
    workshop = _find(register_key)
    facts = _list_facts(workshop)
    return _show(workshop, facts, make_participant_form(facts, None))


@blueprint.post("/register/<register_key>")
@policy(anyone)
def send(register_key: str) -> ResponseReturnValue:
    """Put a unit on the list of those who wait; the reply is the same for all."""
    workshop = _find(register_key)
    facts = _list_facts(workshop)
    filled = make_participant_form(facts, request.form)
    if not filled.validate():
        return _show(workshop, facts, filled), UNPROCESSABLE
    if not _find_limit().take(request.remote_addr or "", now()):
        refusal = _(
            "Nothing was sent: very many have registered from here just now. Keep this"
            " page, and send it again in a quarter of an hour."
        )
        return _show(workshop, facts, filled, refusal), TOO_MANY
    try:
        language = current_language().code
        register(store(), register_key, read_entry(filled, facts), now(), language)
    except StateError as error:
        return _show(workshop, facts, filled, explain(error)), find_status(error)
    return redirect(url_for("registering.done", register_key=register_key), 303)


@blueprint.get("/register/<register_key>/done")
@policy(anyone)
def done(register_key: str) -> str:
    """Say that the organiser has what was sent; the same to everybody."""
    return render_template("workshops/registered.html", workshop=_find(register_key))


def _show(
    workshop: Workshop,
    facts: tuple[ProfileField, ...],
    filled: UnitForm,
    refusal: str = "",
) -> str:
    return render_template(
        "workshops/register.html",
        workshop=workshop,
        days=say_days(workshop),
        form=filled,
        facts=facts,
        problems=list_form_problems(filled),
        refusal=refusal,
    )


def _list_facts(workshop: Workshop) -> tuple[ProfileField, ...]:
    return list_profile(list_rounds(store(), workshop))


def _find_limit() -> GuessLimit:
    """Find the count of who registers from where; it lives as long as the process."""
    limit = current_app.extensions.setdefault(
        "meter_registrations", GuessLimit(most=MOST_FROM_ONE_PLACE)
    )
    return cast("GuessLimit", limit)


@blueprint.get("/workshops/<workshop_key>/registrations")
@policy(organiser)
def registrations(workshop_key: str) -> str:
    """Show who asks to take part, and the address at which they do."""
    return _show_list(get_own_workshop(workshop_key))


def _show_list(workshop: Workshop, refusal: str = "") -> str:
    found = list_registrations(store(), workshop)
    waiting = [one for one in found if one.admitted is None]
    facts = _list_facts(workshop)
    return render_template(
        "workshops/registrations.html",
        workshop=workshop,
        address=_write_address(workshop),
        waiting=list_lines(waiting, facts, find_alike(store(), workshop, waiting)),
        decided=list_lines([one for one in found if one not in waiting], facts, {}),
        refusal=refusal,
    )


def _write_address(workshop: Workshop) -> str:
    """Write the whole address of the form; empty while there is none."""
    if workshop.register_key is None:
        return ""
    path = url_for("registering.form", register_key=workshop.register_key)
    return f"{find_base().rstrip('/')}{path}"


@blueprint.post("/workshops/<workshop_key>/registrations")
@policy(organiser)
def switch(workshop_key: str) -> ResponseReturnValue:
    """Open registration at a new address, or close it."""
    workshop = get_own_workshop(workshop_key)
    switch_registration(store(), workshop, on=request.form.get("on") == "yes")
    return _go_to_list(workshop)


@blueprint.post("/workshops/<workshop_key>/registrations/<int:registration>/admit")
@policy(organiser)
def admit(workshop_key: str, registration: int) -> ResponseReturnValue:
    """Let a registered unit take part, and show the links of its person."""
    workshop = get_own_workshop(workshop_key)
    asked = _get(workshop, registration)
    how = now(), choose_language((*asked.languages, asked.language or ""))
    by = current_account()
    try:
        fresh = admit_registration(store(), workshop, registration, by, how)
    except StateError as error:
        return _show_list(workshop, explain(error)), find_status(error)
    return show_fresh(workshop, fresh)


@blueprint.post("/workshops/<workshop_key>/registrations/<int:registration>/decline")
@policy(organiser)
def decline(workshop_key: str, registration: int) -> ResponseReturnValue:
    """Say that a registered unit does not take part."""
    workshop = get_own_workshop(workshop_key)
    _get(workshop, registration)
    by = current_account()
    try:
        decline_registration(store(), workshop, registration, by, now())
    except StateError as error:
        return _show_list(workshop, explain(error)), find_status(error)
    return _go_to_list(workshop)


def _get(workshop: Workshop, registration: int) -> Registration:
    """Get a registration of this workshop; one of any other answers 404."""
    for one in list_registrations(store(), workshop):
        if one.id == registration:
            return one
    kind = "registration"
    raise NotFoundError(kind, registration)


def _go_to_list(workshop: Workshop) -> ResponseReturnValue:
    page = url_for("registering.registrations", workshop_key=workshop.key)
    return redirect(page, 303)
