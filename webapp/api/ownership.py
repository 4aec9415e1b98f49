"""Whose things: a token sees what its account organises, and no trace of others'.

Of a round that it studies as a researcher it reads what the pages show a researcher.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meter.fieldwork.responses import get_response
from meter.fieldwork.roles import may_organise, may_read
from meter.fieldwork.rounds import find_round
from meter.workshops.workshops import find_role, find_workshop
from webapp.api.problems import refuse
from webapp.api.tokens import current_caller
from webapp.current import store

if TYPE_CHECKING:
    from meter.records import Response, Round, Workshop

KEY = re.compile(r"[a-z][a-z0-9_-]{0,99}")
"""As keys are written; nothing else is looked for."""


def get_round(key: str) -> Round:
    """Get a round that the account of the token organises, or reply 404."""
    found = find_round(store(), key) if KEY.fullmatch(key) else None
    if found is None or not may_organise(store(), found, current_caller().account.id):
        refuse(404)
    return found


def get_read_round(key: str) -> Round:
    """Get a round that the account of the token organises or studies, or reply 404."""
    found = find_round(store(), key) if KEY.fullmatch(key) else None
    if found is None or not may_read(store(), found, current_caller().account.id):
        refuse(404)
    return found


def get_own_response(asked: Round, response_id: int) -> Response:
    """Get a unit's response in a round, or reply 404."""
    found = get_response(store(), response_id)
    if found.round_id != asked.id or found.is_apart:
        refuse(404)
    return found


def get_workshop(key: str) -> Workshop:
    """Get a workshop that the account of the token organises, or reply 404."""
    found = find_workshop(store(), key) if KEY.fullmatch(key) else None
    if found is None:
        refuse(404)
    role = find_role(store(), found, current_caller().account.id)
    if role not in {"organiser", "co_organiser"}:
        refuse(404)
    return found
