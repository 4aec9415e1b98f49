"""Queues: where a browser keeps what one person gave and could not send yet."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request, session

from meter.fieldwork.invitations import find_invitation
from webapp.current import store
from webapp.respond.admission import HELD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meter.records import Invitation


def name_queue(invitation: Invitation) -> str:
    """Name the queue of a person at a response.

    A new link of the same person leads to the same queue; colleagues who share a
    browser have one each.
    """
    person = hashlib.sha256(invitation.person_email.encode()).hexdigest()[:12]
    return f"meter-{invitation.response_id}-{person}"


def name_queues(invitation: Invitation, opened: Iterable[int]) -> tuple[str, ...]:
    """Name the queues of a person at all responses that an invitation opens."""
    others = (replace(invitation, response_id=one) for one in opened)
    return tuple(dict.fromkeys(map(name_queue, (invitation, *others))))


def find_lost_queue() -> str:
    """Name the queue of a reader whom a link no longer lets in; "" if it never did."""
    response_id = (request.view_args or {}).get("response")
    held = session.get(HELD, {}).get(str(response_id))
    found = find_invitation(store(), held) if held else None
    if found is None:
        return ""
    # Who answers apart came by the link to the unit's response to one of their own.
    return name_queue(replace(found, response_id=int(str(response_id))))
