"""Whose rounds: staff see those they have a role in, and no trace of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from meter.fieldwork.roles import may_organise, may_read
from meter.fieldwork.rounds import find_round
from webapp.current import store
from webapp.staff.accounts import current_account_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.records import Round
    from meter.storage import Store


def get_own_round(key: str) -> Round:
    """Get a round that the signed-in account organises; any other answers 404."""
    return _get_round(key, may_organise)


def get_read_round(key: str) -> Round:
    """Get a round whose comparison the signed-in account may read, or answer 404."""
    return _get_round(key, may_read)


def _get_round(key: str, rule: Callable[[Store, Round, int], bool]) -> Round:
    found = find_round(store(), key)
    if found is None or not rule(store(), found, current_account_id()):
        abort(404)
    return found
