"""Reminding: an organiser asks for reminders; the outbox takes them, and no page waits.

`meter remind` sends what is in the outbox.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for

from meter.errors import StateError
from meter.mailing.outbox import request_reminders
from webapp.current import now, settings, store
from webapp.forms.checked import explain
from webapp.languages import gettext as _
from webapp.organise.ownership import get_own_round
from webapp.organise.routes import show_round
from webapp.security import organiser, policy
from webapp.staff.accounts import current_account
from webapp.statuses import CONFLICT, find_status

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("reminding", __name__, url_prefix="/organise/<round_key>")


@blueprint.post("/remind")
@policy(organiser)
def remind(round_key: str) -> ResponseReturnValue:
    """Put a reminder for everybody who is not finished into the outbox."""
    asked = get_own_round(round_key)
    if not settings().can_mail:
        refusal = _("This server sends no mails. Copy the list and write yourself.")
        return show_round(asked, refusal=refusal), CONFLICT
    try:
        request_reminders(store(), asked.id, now(), by=current_account())
    except StateError as error:
        return show_round(asked, refusal=explain(error)), find_status(error)
    page = url_for("organise.round_page", round_key=round_key, _anchor="reminders")
    return redirect(page, 303)
