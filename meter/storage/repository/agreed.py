"""Which responses of a round count: those that hold what each unit agreed on.

Every list of a round's responses asks here, so that no answer which somebody gave apart
is ever counted, compared or scored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_

from meter.storage.tables import responses

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def is_agreed_in(round_id: int) -> ColumnElement[bool]:
    """Choose the units' own responses of a round, one a unit."""
    return and_(responses.c.round_id == round_id, responses.c.person_id.is_(None))
