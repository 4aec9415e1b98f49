"""Rows of work plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from meter.records import PlanStep
from meter.storage.tables import plan_steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Select

_STEPS: Select[*tuple[Any, ...]] = select(
    plan_steps.c.id,
    plan_steps.c.response_id,
    plan_steps.c.item,
    plan_steps.c.words,
    plan_steps.c.who,
    plan_steps.c.due_on,
    plan_steps.c.done_at,
    plan_steps.c.revision,
    plan_steps.c.changed_at,
    plan_steps.c.changed_by,
)


def insert_step(connection: Connection, values: Mapping[str, Any]) -> int:
    """Insert a step; give its id."""
    statement = plan_steps.insert().values(**values).returning(plan_steps.c.id)
    found: int = connection.execute(statement).scalar_one()
    return found


def find_step(
    connection: Connection, response_id: int, step_id: int
) -> PlanStep | None:
    """Find a step of a response."""
    query = _STEPS.where(
        plan_steps.c.response_id == response_id, plan_steps.c.id == step_id
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else PlanStep(*row)


def list_steps(connection: Connection, response_id: int) -> list[PlanStep]:
    """List the steps of a response, what is due first, what has no day last."""
    query = _STEPS.where(plan_steps.c.response_id == response_id).order_by(
        plan_steps.c.due_on.is_(None), plan_steps.c.due_on, plan_steps.c.id
    )
    return [PlanStep(*row) for row in connection.execute(query)]


def update_step(
    connection: Connection, step_id: int, values: Mapping[str, Any]
) -> None:
    """Change columns of a step."""
    statement = update(plan_steps).where(plan_steps.c.id == step_id)
    connection.execute(statement.values(**values))


def delete_step(connection: Connection, step_id: int) -> None:
    """Delete a step; one that is gone already is no error."""
    connection.execute(delete(plan_steps).where(plan_steps.c.id == step_id))
