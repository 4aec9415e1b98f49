"""What the public sees of a unit: its focal point decides, and may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for

from meter.publication.agreements import agree, list_agreements
from meter.publication.editions import list_editions
from meter.publication.errors import AgreementChangedError
from meter.publication.records import LEVELS
from meter.storage.errors import NotSavedError
from webapp.current import store
from webapp.filters import say_moment
from webapp.forms.checked import explain
from webapp.forms.seen import read_seen
from webapp.languages import gettext as _
from webapp.public.words import name_level, say_level
from webapp.respond.answering import current_answering
from webapp.security import focal_point, policy
from webapp.statuses import CONFLICT, NO_ROOM

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.publication.records import PublicLevel
    from webapp.respond.answering import Answering

blueprint = Blueprint("agreeing", __name__)


@blueprint.get("/answer/<int:response>/public")
@policy(focal_point)
def public(response: int) -> ResponseReturnValue:
    """Show what the public sees of the unit; nothing is published without scores."""
    answering = current_answering()
    if answering.sheet.round.method is None:
        return redirect(url_for("respond.hub", response=response))
    return _show(answering)


@blueprint.post("/answer/<int:response>/public")
@policy(focal_point)
def choose(response: int) -> ResponseReturnValue:
    """Keep what the public may see from the next request on."""
    answering = current_answering()
    given = request.form.get("level")
    level = next((one for one in LEVELS if one == given), None)
    if level is None:
        abort(400)
    invitation = answering.sheet.invitation
    try:
        agree(store(), invitation, level, read_seen(), answering.at)
    except AgreementChangedError as error:
        return _show(answering, level, _tell_change(error)), CONFLICT
    except NotSavedError as error:
        return _show(answering, level, explain(error)), NO_ROOM
    return redirect(url_for("agreeing.public", response=response), 303)


def _show(
    answering: Answering, chosen: PublicLevel | None = None, refusal: str = ""
) -> str:
    sheet = answering.sheet
    history = list_agreements(store(), sheet.response.id)
    last = history[-1] if history else None
    holds = last.level if last else "nothing"
    choices = [
        (level, name_level(level), say_level(level), level == (chosen or holds))
        for level in LEVELS
    ]
    return render_template(
        "public/agree.html",
        sheet=sheet,
        last=last,
        holds=name_level(holds),
        choices=choices,
        refusal=refusal,
        editions=list_editions(store(), sheet.round.id),
    )


def _tell_change(error: AgreementChangedError) -> str:
    return _(
        "Nothing was kept: %(person)s decided otherwise at %(time)s. What you chose is"
        " below; look at what holds now, and keep yours if it is still right."
    ) % {"person": error.who, "time": say_moment(error.at)}
