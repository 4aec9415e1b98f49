"""Who is let in: the invitation that a session holds for a response."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import abort, g, request, session

from meter.fieldwork.responses import load_page
from webapp.current import now, store

if TYPE_CHECKING:
    from meter.records import AnswerSheet, Invitation

HELD = "invitations"
"""Session key: invitation ids by response id."""


def keep_invitation(invitation: Invitation) -> None:
    """Let this session answer for the response of an invitation."""
    held = session.get(HELD, {})
    session[HELD] = {**held, str(invitation.response_id): invitation.id}
    session.permanent = True


def list_held_responses() -> list[int]:
    """Name the responses that this session may open, in the order of joining."""
    return [int(key) for key in session.get(HELD, {})]


def ensure_invited() -> None:
    """Load the response that the address names, or refuse as if it did not exist.

    Whether the invitation still stands is asked of the store on every request, so
    that withdrawing it takes effect at once.
    """
    response_id = cast("int", (request.view_args or {})["response"])
    invitation_id = session.get(HELD, {}).get(str(response_id))
    if invitation_id is None:
        abort(404)
    g.sheet = load_page(store(), response_id, invitation_id)


def current_sheet() -> AnswerSheet:
    """Get the response under way, with its round, unit and answers."""
    return cast("AnswerSheet", g.sheet)


def answering_is_open() -> bool:
    """Tell whether the holder of the invitation may change answers now."""
    return current_sheet().is_open(now())
