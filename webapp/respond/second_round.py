"""The second round, as its first one leads to it: what is open, and the way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from meter.errors import NotFoundError
from meter.fieldwork.apart import list_opened
from meter.fieldwork.asked_again import enter_second_round, list_asked_again
from webapp.current import now, store
from webapp.deadlines import make_deadline
from webapp.languages import current_language
from webapp.respond.admission import (
    current_sheet,
    find_held_response,
    keep_invitation,
)
from webapp.security import focal_point, policy

if TYPE_CHECKING:
    import datetime as dt

    from flask.typing import ResponseReturnValue

    from meter.fieldwork.asked_again import AskedAgain
    from meter.records import AnswerSheet
    from webapp.deadlines import Deadline

blueprint = Blueprint("second_round", __name__)


@dataclass(frozen=True)
class SecondRound:
    """A second round of the reader's unit.

    `held_id` names the response that this browser opens already; `may_enter` is
    whether it may by what it holds of the first round. Else `link_at` is when the
    reader's link was made or, where `is_mailed`, sent, and `asker` sends a new one.
    """

    id: int
    title: str
    deadline: Deadline | None
    submitted_at: dt.datetime | None
    held_id: int | None
    may_enter: bool
    link_at: dt.datetime | None
    is_mailed: bool
    asker: str
    is_delegate: bool


@blueprint.post("/answer/<int:response>/second-round")
@policy(focal_point)
def enter(response: int) -> ResponseReturnValue:
    """Let a focal point of the first round into the second, by an invitation there.

    Where there is none any more, the overview says what to do.
    """
    chosen = request.form.get("round", 0, type=int)
    held, language = current_sheet().invitation, current_language().code
    try:
        invitation = enter_second_round(store(), held, chosen, now(), language)
    except NotFoundError:
        return redirect(url_for("respond.hub", response=response), 303)
    opened = list_opened(store(), invitation)
    keep_invitation(invitation, opened)
    return redirect(url_for("respond.hub", response=opened[0]), 303)


def find_second_rounds(sheet: AnswerSheet, at: dt.datetime) -> tuple[SecondRound, ...]:
    """Find what a page of a first round tells of second ones.

    Beside the answers that a focal point gives apart it tells nothing: the overview of
    the unit does.
    """
    if sheet.response.is_apart and not sheet.invitation.is_delegate:
        return ()
    found = list_asked_again(store(), sheet, at)
    return tuple(_describe(sheet, one, at) for one in found)


def _describe(sheet: AnswerSheet, again: AskedAgain, at: dt.datetime) -> SecondRound:
    own = again.invitation if again.invitation and again.invitation.admits(at) else None
    made_at = again.invitation.created_at if again.invitation else None
    return SecondRound(
        id=again.round.id,
        title=again.round.title,
        deadline=make_deadline(again.round, at),
        submitted_at=again.response.submitted_at,
        held_id=find_held_response(own.id) if own else None,
        may_enter=again.may_enter,
        link_at=again.mailed_at or made_at,
        is_mailed=again.mailed_at is not None,
        asker=again.asker,
        is_delegate=sheet.invitation.is_delegate,
    )
