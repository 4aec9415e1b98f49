"""Rows of the milestones of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from meter.network.records import Milestone
from meter.records import Unit
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import milestones, units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select

_MILESTONES: Select[*tuple[Any, ...]] = (
    select(
        milestones.c.id,
        milestones.c.title,
        milestones.c.details,
        milestones.c.lead_name,
        milestones.c.begins_on,
        milestones.c.due_on,
        milestones.c.state,
        milestones.c.after_id,
        milestones.c.revision,
        milestones.c.changed_at,
        milestones.c.changed_by,
        *UNIT_COLUMNS,
    )
    .select_from(milestones.outerjoin(units, units.c.id == milestones.c.lead_id))
    .order_by(milestones.c.due_on, milestones.c.id)
)


def list_milestones(connection: Connection, workshop_id: int) -> list[Milestone]:
    """List the milestones of a workshop, what is due first first."""
    query = _MILESTONES.where(milestones.c.workshop_id == workshop_id)
    return [_read(row) for row in connection.execute(query)]


def insert_milestone(connection: Connection, values: Mapping[str, Any]) -> int:
    """Insert a milestone; give its id."""
    statement = milestones.insert().values(**values).returning(milestones.c.id)
    found: int = connection.execute(statement).scalar_one()
    return found


def update_milestone(
    connection: Connection, number: int, revision: int, values: Mapping[str, Any]
) -> bool:
    """Change a milestone of a revision; False if that is not the one that stands."""
    statement = update(milestones).where(
        milestones.c.id == number, milestones.c.revision == revision
    )
    return connection.execute(statement.values(**values)).rowcount == 1


def _read(row: Sequence[Any]) -> Milestone:
    number, title, details, *rest = row
    lead = None if rest[8] is None else Unit(*rest[8:])
    return Milestone(number, title, details, lead, *rest[:8])
