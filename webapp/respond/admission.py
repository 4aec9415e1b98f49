"""Who is let in: the invitation that a session holds for a response."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import abort, g, request, session

from meter.fieldwork.invitations import ensure_admits
from meter.fieldwork.responses import load_page
from webapp.current import now, store
from webapp.respond.needs import pick_items

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meter.records import AnswerSheet, Invitation

HELD = "invitations"
"""Session key: the id of the invitation by response id."""


def keep_invitation(invitation: Invitation, opened: Iterable[int]) -> None:
    """Let this session come to the responses that an invitation opens."""
    held = session.get(HELD, {})
    session[HELD] = {**held, **{str(one): invitation.id for one in opened}}
    session.permanent = True


def drop_invitation(response_id: int) -> None:
    """Let this session no longer come to what the invitation to a response opens."""
    held = session.get(HELD, {})
    dropped = held.get(str(response_id))
    session[HELD] = {key: one for key, one in held.items() if one != dropped}


def list_held_responses() -> list[int]:
    """Name the responses that this session may open, in the order of joining."""
    return [int(key) for key in session.get(HELD, {})]


def find_held_response(invitation_id: int) -> int | None:
    """Find the response that this session opens by an invitation, the first of them."""
    held = session.get(HELD, {})
    return next((int(key) for key, one in held.items() if one == invitation_id), None)


def ensure_invited() -> None:
    """Load the response that the address names, or refuse as if it did not exist.

    Whether the invitation still stands is asked of the store on every request, so
    that withdrawing or replacing it takes effect at once.

    Raises:
        InvitationError: the invitation was withdrawn, replaced, or has expired.
        NotFoundError: it was deleted.
    """
    response_id = cast("int", (request.view_args or {})["response"])
    invitation_id = session.get(HELD, {}).get(str(response_id))
    if invitation_id is None:
        abort(404)
    sheet = load_page(store(), response_id, invitation_id, pick_items)
    ensure_admits(sheet.invitation, now())
    g.sheet = sheet


def current_sheet() -> AnswerSheet:
    """Get the response under way, with its round, unit and the answers it needs."""
    return cast("AnswerSheet", g.sheet)
