"""Whose rounds: an organiser sees their own, and no trace of the others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from meter.fieldwork.rounds import find_round
from webapp.current import store
from webapp.staff.accounts import current_account_id

if TYPE_CHECKING:
    from meter.records import Round


def get_own_round(key: str) -> Round:
    """Get the signed-in organiser's round; any other answers 404."""
    found = find_round(store(), key)
    if found is None or found.owner_id != current_account_id():
        abort(404)
    return found
