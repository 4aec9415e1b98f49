"""Inviting units: one by a form, many by a file; new links, withdrawn links.

Links are shown in the reply that makes them and never again: only digests are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.fieldwork.access import say_closed
from meter.fieldwork.holders import list_held
from meter.fieldwork.invitations import find_invitation, revoke
from meter.fieldwork.rounds import get_instrument
from webapp.current import now, settings, store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.organise.checked_rows import check_rows
from webapp.organise.forms import make_unit_form, read_facts
from webapp.organise.invite import invite_rows, invite_unit, renew_link
from webapp.organise.invite_lists import read_invite_list
from webapp.organise.links import LinksPage
from webapp.organise.ownership import get_own_round
from webapp.organise.routes import show_round
from webapp.organise.sent import mail_if_ticked, read_ending, read_language, read_list
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import CONFLICT, UNPROCESSABLE
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from instruments.model.questionnaire import ProfileField
    from meter.records import Invitation, Round
    from webapp.mails.links import InvitationLink

blueprint = Blueprint("inviting", __name__, url_prefix="/organise/<round_key>")

NUMBER = "int:number"
"""Ids that a database can hold; there is nothing at a larger one."""


@blueprint.post("/invite")
@policy(organiser)
def invite_one(round_key: str) -> ResponseReturnValue:
    """Invite one unit and show its link."""
    asked = get_own_round(round_key)
    profile = _get_profile(asked)
    form = make_unit_form(profile, request.form)
    if asked.state(now()) == "closed":
        return show_round(asked, form, explain(say_closed(asked))), CONFLICT
    if not form.validate():
        return show_round(asked, form), UNPROCESSABLE
    link = invite_unit(
        asked,
        form.name.data or "",
        read_facts(form, profile),
        form.contact.data or "",
        form.email.data or "",
        read_language(),
    )
    return _show_links(asked, [link])


@blueprint.post("/invite-file")
@policy(organiser)
def invite_file(round_key: str) -> ResponseReturnValue:
    """Read a file or a mended list; invite its good rows only when told to."""
    asked = get_own_round(round_key)
    content = read_list()
    if not content.strip():
        refusal = _("Choose a CSV or XLSX file first.")
        return show_round(asked, refusal=refusal), UNPROCESSABLE
    found = read_invite_list(content, _get_profile(asked))
    if asked.state(now()) == "closed":
        return show_round(asked, refusal=explain(say_closed(asked))), CONFLICT
    held = list_held(store(), [asked.id], now())
    rows = check_rows(found.units, held, [asked.id])
    wants = request.form.get("go") == "invite" and bool(found.units)
    if wants and (chosen := rows.choose(read_ending())):
        units = [row.unit for row in chosen]
        return _show_links(asked, invite_rows(asked, units, read_language()))
    status = UNPROCESSABLE if wants or found.problems or found.refusal else 200
    page = render_template(
        "organise/invite_list.html",
        asked=asked,
        found=found,
        rows=rows,
        is_idle=wants,
        can_mail=settings().can_mail,
        chosen=request.form,
    )
    return page, status


@blueprint.post(f"/invitations/<{NUMBER}>/reissue")
@policy(organiser)
def reissue(round_key: str, number: int) -> ResponseReturnValue:
    """Replace a link by a new one and show it."""
    asked = get_own_round(round_key)
    return _show_links(asked, [renew_link(asked, _get_invitation(asked, number))])


@blueprint.post(f"/invitations/<{NUMBER}>/revoke")
@policy(organiser)
def withdraw(round_key: str, number: int) -> ResponseReturnValue:
    """Withdraw a link; whoever came in by it is out."""
    asked = get_own_round(round_key)
    sent = _get_invitation(asked, number)
    revoke(store(), sent.id, now(), by=current_account())
    page = url_for("organise.round_page", round_key=round_key, _anchor="invitations")
    return redirect(page, 303)


def _get_profile(asked: Round) -> tuple[ProfileField, ...]:
    return word_instrument(get_instrument(store(), asked)).instrument.profile


def _get_invitation(asked: Round, number: int) -> Invitation:
    """Get an invitation of this round; one of any other answers 404."""
    found = find_invitation(store(), number)
    if found is None or found.round_id != asked.id:
        abort(404)
    return found


def _show_links(asked: Round, links: Sequence[InvitationLink]) -> str:
    """Show fresh links; mail them first where that is ticked."""
    page = LinksPage(mail_if_ticked(links))
    return render_template("organise/links.html", asked=asked, page=page)
