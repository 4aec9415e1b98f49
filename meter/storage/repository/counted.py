"""Rows of answers in the responses of a round that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from meter.records import Unit
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.repository.responses import counts
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import answers, responses, units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def list_texts(
    connection: Connection, round_id: int, items: Iterable[str]
) -> list[tuple[str, Unit, str]]:
    """Read what was written to some items, as item, unit and words.

    They come by name of the unit. An item that does not apply may have words too, from
    the time when it did.
    """
    query = (
        select(answers.c.item, answers.c.text, *UNIT_COLUMNS)
        .join(responses, responses.c.id == answers.c.response_id)
        .join(units, units.c.id == responses.c.unit_id)
        .where(
            is_agreed_in(round_id),
            counts(round_id),
            answers.c.item.in_(list(items)),
            answers.c.text.is_not(None),
        )
        .order_by(units.c.name, units.c.id, answers.c.item)
    )
    return [(item, Unit(*who), text) for item, text, *who in connection.execute(query)]
