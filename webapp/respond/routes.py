"""Answering: invitation, hub, sections, check, submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.errors import StateError
from meter.fieldwork.apart import list_opened
from meter.fieldwork.delegates import ensure_focal, list_colleagues
from meter.fieldwork.errors import (
    IncompleteError,
    InvitationUnknownError,
    ResponseSubmittedError,
)
from meter.fieldwork.former import load_former
from meter.fieldwork.invitations import admit, ensure_admits, find_invitation_by_token
from meter.fieldwork.presence import list_present
from meter.fieldwork.responses import load_page
from meter.fieldwork.submission import submit_response
from meter.fieldwork.tokens import strip_unseen
from meter.workshops.access import takes_part
from webapp.current import now, settings, store
from webapp.forms.problems import ANCHOR
from webapp.languages import current_language, keep_language, suggest_language
from webapp.respond.admission import drop_invitation, ensure_invited, keep_invitation
from webapp.respond.answering import current_answering
from webapp.respond.asking import find_reopening
from webapp.respond.compiled_page import fill_page
from webapp.respond.confirming import CONFIRM, choose_confirmed, save_confirmed
from webapp.respond.offers import list_offers
from webapp.respond.pages import make_check_page, make_hub_page, make_join_page
from webapp.respond.refusals import explain_refusal
from webapp.respond.saving import Outcome, parse_seen, read_posted, save_reading
from webapp.respond.second_round import find_second_rounds
from webapp.respond.section_page import SectionPage, make_section_page
from webapp.security import anyone, policy, respondent
from webapp.statuses import CONFLICT, UNPROCESSABLE, find_status
from webapp.studying import study_later
from webapp.tokens import form_token

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from instruments.model.questionnaire import Section
    from meter.records import AnswerSheet, Invitation
    from webapp.respond.answering import Answering
    from webapp.respond.offers import Offer, Offers

blueprint = Blueprint("respond", __name__)

EVIDENCE = "evidence:"
"""With the key of an item, what its button asks for once the section is saved."""


@blueprint.get("/join/<token>")
@policy(anyone)
def join(token: str) -> ResponseReturnValue:
    """Show who is invited to what; opening is a click of its own."""
    if token != (clean := strip_unseen(token)):  # as it was copied, from a PDF or mail
        return redirect(url_for("respond.join", token=clean))
    invitation = find_invitation_by_token(store(), token)
    if invitation is None:
        raise InvitationUnknownError
    ensure_admits(invitation, now())
    _speak_first(invitation)
    sheet = load_page(store(), _list_opened(invitation)[0], invitation.id)
    page = make_join_page(token, sheet.invitation, sheet.round, sheet.unit, now())
    return render_template("respond/join.html", page=page)


@blueprint.post("/join/<token>")
@policy(anyone)
def enter(token: str) -> ResponseReturnValue:
    """Let the holder of the link in."""
    known = find_invitation_by_token(store(), token)
    is_suggested = known is not None and _speak_first(known)
    invitation = admit(store(), token, now(), current_language().code)
    opened = _list_opened(invitation)
    keep_invitation(invitation, opened)
    if is_suggested:
        keep_language()
    return redirect(url_for("respond.hub", response=opened[0]), 303)


def _speak_first(invitation: Invitation) -> bool:
    """Speak the language that was chosen at inviting, the first time; tell whether.

    Later it may be another device, which is asked what it reads.
    """
    return invitation.first_used_at is None and suggest_language(invitation.language)


@blueprint.post("/answer/<int:response>/leave")
@policy(respondent)
def leave(response: int) -> ResponseReturnValue:
    """Forget the invitation on this device."""
    drop_invitation(response)
    return redirect(url_for("home.home"), 303)


@blueprint.get("/answer/<int:response>/")
@policy(respondent)
def hub(response: int) -> str:
    """Show the sections as tasks."""
    answering = current_answering()
    people = list_colleagues(store(), response)
    sheet = answering.sheet
    opened = _list_opened(sheet.invitation) if sheet.round.apart else ()
    present = list_present(store(), sheet.invitation, answering.at)
    page = make_hub_page(answering, people, opened, present)
    if sheet.response.submitted_at is not None:  # its result is a press away
        study_later(answering)
    may_digest = settings().can_mail
    return render_template(
        "respond/hub.html",
        page=page,
        may_digest=may_digest,
        has_network=_has_network(sheet),
        asking=find_reopening(sheet, answering.at),
        second_rounds=find_second_rounds(sheet, answering.at),
    )


def _has_network(sheet: AnswerSheet) -> bool:
    """Tell whether the unit takes part in a workshop, and so in its network."""
    workshop = sheet.round.workshop_id
    return workshop is not None and takes_part(store(), workshop, sheet.unit.id)


@blueprint.get("/answer/<int:response>/sections/<key>")
@policy(respondent)
def section(response: int, key: str) -> str:
    """Show the items of a section."""
    del response
    answering = current_answering()
    part = _get_section(answering, key)
    offers = _find_offers(answering, part)
    if answering.may_change(part) and not request.args:
        return fill_page(answering, part, form_token(), offers)
    return _render_section(make_section_page(answering, part, offers=offers))


@blueprint.post("/answer/<int:response>/sections/<key>")
@policy(respondent)
def save_section(response: int, key: str) -> ResponseReturnValue:
    """Save a section by its button and go on; else show what needs a word."""
    answering = current_answering()
    part = _get_section(answering, key)
    reading = read_posted(answering, part.items, request.form)
    seen = parse_seen(request.form.get("seen", ""))
    try:
        outcome = save_reading(answering, reading, seen)
        confirmed = _confirm(part, outcome)
    except StateError as error:
        outcome = Outcome(reading, seen, None)
        page = make_section_page(answering, part, outcome, explain_refusal(error))
        return _render_section(page), find_status(error)
    former, answering = answering, _reload()
    if not outcome.is_clean:
        offers = _find_offers(answering, part)
        page = make_section_page(answering, part, outcome, offers=offers)
        status = UNPROCESSABLE if page.problems else CONFLICT
        return _render_section(page), status
    if request.form.get("go", "").startswith(EVIDENCE):
        return redirect(_show_evidence(response, answering), 303)
    if CONFIRM in request.form:
        return redirect(_stay(response, part, confirmed), 303)
    return redirect(_go_on(response, former, answering, part), 303)


@blueprint.get("/answer/<int:response>/check")
@policy(respondent)
def check(response: int) -> str:
    """Show what is open before submission."""
    del response
    answering = current_answering()
    if answering.is_open:  # whoever checks the answers may submit them next
        study_later(answering)
    page = make_check_page(answering)
    return render_template("respond/check.html", page=page, refusal="")


@blueprint.post("/answer/<int:response>/submit")
@policy(respondent)
def submit(response: int) -> ResponseReturnValue:
    """Make the response final and show its result."""
    answering = current_answering()
    if answering.sheet.response.is_apart:  # it is handed in instead
        return redirect(url_for("respond.check", response=response), 303)
    name = answering.sheet.invitation.person_name
    try:
        ensure_focal(answering.sheet.invitation)
        submit_response(store(), response, name, now())
    except ResponseSubmittedError:
        pass  # a second click; the result is what was asked for
    except StateError as error:
        incomplete = isinstance(error, IncompleteError)
        refusal = "" if incomplete else explain_refusal(error)
        page = make_check_page(answering)
        status = UNPROCESSABLE if incomplete else find_status(error)
        return render_template("respond/check.html", page=page, refusal=refusal), status
    study_later(answering)
    return redirect(url_for("results.result", response=response), 303)


def _list_opened(invitation: Invitation) -> list[int]:
    return list_opened(store(), invitation)


def _render_section(page: SectionPage) -> str:
    return render_template("respond/section.html", page=page, token=form_token())


def _get_section(answering: Answering, key: str) -> Section:
    found = answering.find_section(key)
    if found is None:
        abort(404)
    return found


def _reload() -> Answering:
    """Read the response again, after a save."""
    ensure_invited()
    return current_answering()


def _find_offers(answering: Answering, part: Section) -> Offers | None:
    """Read what a former round offers, where there was one and it may be taken."""
    if answering.sheet.former_round_id is None or not answering.may_change(part):
        return None
    return list_offers(answering, part, load_former(store(), answering.sheet))


def _confirm(part: Section, outcome: Outcome) -> list[Offer]:
    """Save what a button says is still true, after all that was typed."""
    if CONFIRM not in request.form:
        return []
    answering = _reload()
    offers = _find_offers(answering, part)
    refused = outcome.reading.errors
    confirmed = choose_confirmed(answering, offers, request.form, refused)
    if confirmed:
        save_confirmed(answering, confirmed)
    return confirmed


def _stay(response: int, part: Section, confirmed: list[Offer]) -> str:
    """Show the section again, at the first answer that was confirmed."""
    anchor = ANCHOR.format(confirmed[0].key) if confirmed else None
    return url_for("respond.section", response=response, key=part.key, _anchor=anchor)


def _show_evidence(response: int, answering: Answering) -> str:
    """Go to the evidence of the item whose button was pressed."""
    item = request.form["go"].removeprefix(EVIDENCE)
    if item not in answering.instrument.items:
        abort(404)
    return url_for("evidencing.evidence", response=response, item=item)


def _go_on(
    response: int, former: Answering, answering: Answering, part: Section
) -> str:
    """Choose the next page: questions that have come up, else the next section."""
    come_up = [
        item.key
        for item in answering.list_asked(part)
        if item.key not in former.asked and not answering.is_answered(item.key)
    ]
    if come_up:
        anchor = f"i-{come_up[0]}"
        return url_for(
            "respond.section", response=response, key=part.key, _anchor=anchor
        )
    if request.form.get("go") == "hub":
        return url_for("respond.hub", response=response)
    if request.form.get("go") == "next":
        return url_for("finding.next_open", response=response, section=part.key)
    sections = answering.instrument.sections
    place = sections.index(part) + 1
    if place < len(sections):
        return url_for("respond.section", response=response, key=sections[place].key)
    return url_for("respond.check", response=response)
