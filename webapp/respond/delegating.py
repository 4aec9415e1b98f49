"""Delegating: a focal point invites colleagues, gives them sections, withdraws links.

A link is shown in the reply that makes it and never again: only its digest is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import Form, StringField

from meter.errors import StateError
from meter.fieldwork.apart import load_collected
from meter.fieldwork.delegates import (
    assign_sections,
    invite_delegate,
    list_colleagues,
    renew_delegate,
    withdraw_delegate,
)
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.invitations import count_days
from webapp.addresses import write_join_address
from webapp.current import now, settings, store
from webapp.forms.checked import Given, Parsed, explain
from webapp.forms.problems import list_form_problems
from webapp.languages import mark
from webapp.mails.links import InvitationLink, mail_links
from webapp.mails.phrases import Asker
from webapp.respond.answering import current_answering
from webapp.respond.colleagues import make_colleagues_page
from webapp.security import focal_point, policy
from webapp.statuses import UNPROCESSABLE, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.records import Invitation
    from webapp.respond.answering import Answering
    from webapp.respond.colleagues import ColleaguesPage

blueprint = Blueprint(
    "delegating", __name__, url_prefix="/answer/<int:response>/colleagues"
)


class DelegateForm(Form):
    """A colleague to invite."""

    name = StringField(
        validators=[Given(mark("Name the person to invite.")), Parsed(parse_title)]
    )
    email = StringField(
        validators=[
            Given(mark("Give the person's e-mail address.")),
            Parsed(parse_email),
        ]
    )


@blueprint.get("")
@policy(focal_point)
def colleagues(response: int) -> ResponseReturnValue:
    """Show who answers, and the form to invite one more."""
    del response  # the policy has loaded it
    return _show(current_answering(), DelegateForm())


@blueprint.post("")
@policy(focal_point)
def invite(response: int) -> ResponseReturnValue:
    """Invite a colleague and show the link."""
    del response
    answering = current_answering()
    form = DelegateForm(request.form)
    if not form.validate():
        return _show(answering, form), UNPROCESSABLE
    try:
        made, token = invite_delegate(
            store(),
            answering.sheet.invitation,
            form.name.data or "",
            form.email.data or "",
            _read_sections(answering),
            now(),
            days=_count_days(answering),
        )
    except StateError as error:
        return _show(answering, form, explain(error)), find_status(error)
    return _show_link(answering, made, token)


@blueprint.post("/<int:delegate>/sections")
@policy(focal_point)
def assign(response: int, delegate: int) -> ResponseReturnValue:
    """Give a delegate other sections."""
    answering = current_answering()
    host = answering.sheet.invitation
    assign_sections(store(), host, delegate, _read_sections(answering))
    return redirect(url_for("delegating.colleagues", response=response), 303)


@blueprint.post("/<int:delegate>/renew")
@policy(focal_point)
def renew(response: int, delegate: int) -> ResponseReturnValue:
    """Replace a delegate's link by a new one and show it."""
    del response
    answering = current_answering()
    host, days = answering.sheet.invitation, _count_days(answering)
    made = renew_delegate(store(), host, delegate, now(), days=days)
    return _show_link(answering, *made)


@blueprint.post("/<int:delegate>/withdraw")
@policy(focal_point)
def withdraw(response: int, delegate: int) -> ResponseReturnValue:
    """Withdraw a delegate's link; whoever came in by it is out."""
    host = current_answering().sheet.invitation
    withdraw_delegate(store(), host, delegate, now())
    return redirect(url_for("delegating.colleagues", response=response), 303)


def _count_days(answering: Answering) -> float:
    return count_days(answering.sheet.round.ends_at, answering.at)


def _read_sections(answering: Answering) -> list[str]:
    """Read the sections that were ticked; others than there are count for nothing."""
    ticked = request.form.getlist("sections")
    return [one.key for one in answering.instrument.sections if one.key in ticked]


def _make_page(answering: Answering) -> ColleaguesPage:
    people = list_colleagues(store(), answering.sheet.response.id)
    if not answering.sheet.round.apart:
        return make_colleagues_page(answering, people)
    collected = load_collected(store(), answering.sheet.invitation)
    sheets = {one.response.person_id or 0: one for one in collected.people}
    return make_colleagues_page(answering, people, sheets)


def _show(answering: Answering, form: DelegateForm, refusal: str = "") -> str:
    return render_template(
        "respond/colleagues.html",
        page=_make_page(answering),
        form=form,
        ticked=frozenset(request.form.getlist("sections")),
        problems=list_form_problems(form),
        refusal=refusal,
        can_mail=settings().can_mail,
        ticked_mail=request.form.get("mail"),
    )


def _show_link(answering: Answering, made: Invitation, token: str) -> str:
    """Show a fresh link; mail it first where that is ticked."""
    address, mailed = write_join_address(token), None
    if request.form.get("mail") and settings().can_mail:
        sheet, host = answering.sheet, answering.sheet.invitation
        asker = Asker(host.person_name, host.person_email)
        link = InvitationLink(sheet.round, sheet.unit.name, made, address)
        (mailed,) = (one.mailed for one in mail_links(asker, [link]))
    return render_template(
        "respond/colleague_link.html",
        page=_make_page(answering),
        name=made.person_name,
        email=made.person_email,
        address=address,
        mailed=mailed,
    )
