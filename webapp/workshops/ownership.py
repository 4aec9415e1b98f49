"""Whose workshops: organisers and co-organisers see them, nobody else a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from meter.workshops.workshops import find_role, find_workshop
from webapp.current import store
from webapp.staff.accounts import current_account_id

if TYPE_CHECKING:
    from meter.records import Workshop


def get_owned_workshop(key: str) -> Workshop:
    """Get a workshop that the signed-in account owns; any other answers 404."""
    found = find_workshop(store(), key)
    if found is None or found.owner_id != current_account_id():
        abort(404)
    return found


def get_own_workshop(key: str) -> Workshop:
    """Get a workshop that the signed-in account organises; any other answers 404."""
    found = find_workshop(store(), key)
    if found is None:
        abort(404)
    role = find_role(store(), found, current_account_id())
    if role not in {"organiser", "co_organiser"}:
        abort(404)
    return found
