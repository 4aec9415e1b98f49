"""What reviews of a whole round came to: its last steps, read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from meter.records import ReviewStep
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.tables import answers, evidence, responses, reviews

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    Place = tuple[int, str]
    """A unit's id, and the item."""


def map_last_steps(connection: Connection, round_id: int) -> Mapping[Place, ReviewStep]:
    """Read by unit and item the last step in the reviews of a round."""
    newest = (
        select(func.max(reviews.c.id))
        .join(responses, responses.c.id == reviews.c.response_id)
        .where(is_agreed_in(round_id))
        .group_by(reviews.c.response_id, reviews.c.item)
    )
    query = (
        select(
            responses.c.unit_id,
            reviews.c.item,
            reviews.c.kind,
            reviews.c.revision,
            reviews.c.text,
            reviews.c.at,
            reviews.c.who,
        )
        .join(responses, responses.c.id == reviews.c.response_id)
        .where(reviews.c.id.in_(newest))
    )
    return {
        (unit_id, step[0]): ReviewStep(*step)
        for unit_id, *step in connection.execute(query)
    }


def map_revisions(connection: Connection, round_id: int) -> Mapping[Place, int]:
    """Read by unit and item the revision of each answer of a round."""
    query = (
        select(responses.c.unit_id, answers.c.item, answers.c.revision)
        .join(responses, responses.c.id == answers.c.response_id)
        .where(is_agreed_in(round_id))
    )
    return {
        (unit_id, item): revision
        for unit_id, item, revision in connection.execute(query)
    }


def map_last_touches(connection: Connection, round_id: int) -> Mapping[Place, datetime]:
    """Read by unit and item when evidence was last added or removed in a round."""
    moment = func.max(func.coalesce(evidence.c.removed_at, evidence.c.added_at))
    query = (
        select(responses.c.unit_id, evidence.c.item, moment)
        .join(responses, responses.c.id == evidence.c.response_id)
        .where(is_agreed_in(round_id))
        .group_by(responses.c.unit_id, evidence.c.item)
    )
    return {(unit_id, item): at for unit_id, item, at in connection.execute(query)}
