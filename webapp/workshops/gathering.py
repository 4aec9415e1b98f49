"""Gathering participants: by a form, by a file, with links and letters.

Links are told in the reply that makes them and never again: only digests are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from meter.fieldwork.holders import list_held
from meter.fieldwork.unit_lists import LANGUAGES
from meter.workshops.inviting import issue_links, list_focal_points, takes_people
from meter.workshops.participants import add_participant
from meter.workshops.records import Entry
from meter.workshops.workshops import list_participants, list_rounds
from webapp.current import now, settings, store
from webapp.forms.problems import list_form_problems
from webapp.languages import gettext as _
from webapp.organise.checked_rows import check_rows
from webapp.organise.invite_lists import read_invite_list, write_headings
from webapp.organise.links import make_data_address
from webapp.organise.sent import read_ending, read_language, read_list
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import UNPROCESSABLE
from webapp.workshops.forms import make_participant_form, read_entry
from webapp.workshops.fresh import (
    choose_language,
    offers_letters,
    send_letters,
    show_fresh,
)
from webapp.workshops.ownership import get_own_workshop
from webapp.workshops.people import list_people
from webapp.workshops.profile import list_profile
from webapp.workshops.running import choose_rounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from instruments.model.questionnaire import ProfileField
    from meter.fieldwork.unit_lists import UnitRow
    from meter.records import Workshop
    from meter.workshops.records import FreshLink
    from webapp.organise.checked_rows import CheckedRow, CheckedRows
    from webapp.organise.forms import UnitForm

blueprint = Blueprint(
    "gathering", __name__, url_prefix="/workshops/<workshop_key>/participants"
)


@blueprint.get("/")
@policy(organiser)
def participants(workshop_key: str) -> str:
    """Show the ways to add participants, and those who have links."""
    return _show(get_own_workshop(workshop_key))


def _show(workshop: Workshop, form: UnitForm | None = None, refusal: str = "") -> str:
    at, rounds = now(), list_rounds(store(), workshop)
    facts = list_profile(rounds)
    form = form or make_participant_form(facts, None)
    return render_template(
        "workshops/participants.html",
        workshop=workshop,
        form=form,
        facts=facts,
        problems=list_form_problems(form),
        refusal=refusal,
        rounds=[one for one in rounds if takes_people(one, at)],
        people=list_people(
            list_participants(store(), workshop),
            list_focal_points(store(), workshop),
        ),
        can_mail=settings().can_mail,
        offers_letters=offers_letters(),
        chosen=request.form,
        empty_list=make_data_address(write_headings(facts, LANGUAGES)),
    )


@blueprint.post("/")
@policy(organiser)
def add(workshop_key: str) -> ResponseReturnValue:
    """Let one unit take part, and show the links of its person."""
    workshop = get_own_workshop(workshop_key)
    facts = list_profile(list_rounds(store(), workshop))
    form = make_participant_form(facts, request.form)
    if not form.validate():
        return _show(workshop, form), UNPROCESSABLE
    return _tell(workshop, _add(workshop, read_entry(form, facts)))


def _add(workshop: Workshop, entry: Entry, ending: int = 0) -> list[FreshLink]:
    language = choose_language(entry.languages, read_language())
    by = current_account()
    return add_participant(
        store(), workshop, entry, now(), language, by=by, ending=ending
    )


def _tell(
    workshop: Workshop, fresh: list[FreshLink], kept: int = 0
) -> ResponseReturnValue:
    """Tell fresh links in the way that was chosen; `kept` hold theirs already."""
    if fresh and request.form.get("way") == "letters" and offers_letters():
        return send_letters(workshop, fresh)
    return show_fresh(workshop, fresh, kept)


@blueprint.post("/file")
@policy(organiser)
def add_file(workshop_key: str) -> ResponseReturnValue:
    """Read a file or a mended list; take its good rows only when told to."""
    workshop = get_own_workshop(workshop_key)
    content = read_list()
    if not content.strip():
        refusal = _("Choose a CSV or XLSX file first.")
        return _show(workshop, refusal=refusal), UNPROCESSABLE
    found = read_invite_list(content, _list_facts(workshop), takes_languages=True)
    rows, ending = _check(workshop, found.units), read_ending()
    wants = request.form.get("go") == "invite" and bool(found.units)
    if wants and (chosen := rows.choose(ending)):
        fresh = _add_rows(workshop, chosen, ending)
        return _tell(workshop, fresh, len(found.units) - len(chosen))
    status = UNPROCESSABLE if wants or found.problems or found.refusal else 200
    page = render_template(
        "workshops/list.html",
        workshop=workshop,
        found=found,
        rows=rows,
        is_idle=wants,
        can_mail=settings().can_mail,
        offers_letters=offers_letters(),
        chosen=request.form,
    )
    return page, status


def _list_facts(workshop: Workshop) -> tuple[ProfileField, ...]:
    return list_profile(list_rounds(store(), workshop))


def _check(workshop: Workshop, units: Iterable[UnitRow]) -> CheckedRows:
    at, rounds = now(), list_rounds(store(), workshop)
    asked = [one.id for one in rounds if takes_people(one, at)]
    return check_rows(units, list_held(store(), asked, at), asked)


def _add_rows(
    workshop: Workshop, rows: Iterable[CheckedRow], ending: int
) -> list[FreshLink]:
    return [
        link for row in rows for link in _add(workshop, _make_entry(row.unit), ending)
    ]


def _make_entry(row: UnitRow) -> Entry:
    who = (row.contact or row.email, row.email)
    return Entry(row.name, *who, row.profile, row.languages)


@blueprint.post("/links")
@policy(organiser)
def links(workshop_key: str) -> ResponseReturnValue:
    """Make links anew: for units that are ticked, else for who has not come in."""
    workshop = get_own_workshop(workshop_key)
    ticked = {int(one) for one in request.form.getlist("unit") if one.isdecimal()}
    chosen = ticked or None
    some, by = choose_rounds(workshop), current_account()
    fresh = issue_links(store(), workshop, some, chosen, now(), by=by)
    if not fresh:
        refusal = _("Everybody has come in already. Tick who is to get a new link.")
        return _show(workshop, refusal=refusal), UNPROCESSABLE
    return _tell(workshop, fresh)
