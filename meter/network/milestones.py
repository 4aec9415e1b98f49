"""Milestones: the work plan of a network, made by its organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.errors import NotFoundError
from meter.fieldwork.given.days import ensure_plannable
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.network.errors import (
    ChangedMeanwhileError,
    MilestoneDaysError,
    MilestoneOrderError,
)
from meter.storage.repository import milestones as rows
from meter.storage.repository import workshops
from meter.workshops.access import ensure_takes_part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from meter.network.records import Milestone, MilestoneDraft
    from meter.storage import Connection, Store


def list_milestones(store: Store, workshop_id: int) -> list[Milestone]:
    """List the milestones of a workshop, what is due first first."""
    with store.read() as connection:
        return rows.list_milestones(connection, workshop_id)


def add_milestone(
    store: Store, workshop_id: int, draft: MilestoneDraft, by: str, at: datetime
) -> Milestone:
    """Add a milestone to the work plan.

    Raises:
        TitleError, WordsError, PastDayError, MilestoneDaysError: something of it cannot
            be taken.
        NotFoundError: the unit that leads does not take part, or what it waits for is
            not in the plan.
    """
    values = _parse(draft, at)

    def job(connection: Connection) -> Milestone:
        workshops.lock_workshop(connection, workshop_id)
        _ensure_known(connection, workshop_id, draft)
        changed = {"revision": 1, "changed_at": at, "changed_by": by}
        number = rows.insert_milestone(
            connection, {"workshop_id": workshop_id, **values, **changed}
        )
        return _get(rows.list_milestones(connection, workshop_id), number)

    return store.write(job)


def change_milestone(  # noqa: PLR0913  (a change is made of these)
    store: Store,
    workshop_id: int,
    number: int,
    draft: MilestoneDraft,
    by: str,
    at: datetime,
    *,
    seen: int,
) -> Milestone:
    """Change a milestone; `seen` is the revision that was read.

    Raises:
        TitleError, WordsError, PastDayError, MilestoneDaysError: something of it cannot
            be taken.
        MilestoneOrderError: it would wait for itself.
        NotFoundError: it, its unit, or what it waits for is not there.
        ChangedMeanwhileError: another revision stands; nothing is written.
    """
    values = _parse(draft, at)

    def job(connection: Connection) -> Milestone:
        workshops.lock_workshop(connection, workshop_id)
        plan = _ensure_known(connection, workshop_id, draft)
        _get(plan, number)
        _ensure_order(plan, number, draft.after_id)
        changed = {"revision": seen + 1, "changed_at": at, "changed_by": by}
        if not rows.update_milestone(connection, number, seen, {**values, **changed}):
            kind = "milestone"
            raise ChangedMeanwhileError(kind)
        return _get(rows.list_milestones(connection, workshop_id), number)

    return store.write(job)


def _get(plan: Sequence[Milestone], number: int) -> Milestone:
    for one in plan:
        if one.id == number:
            return one
    kind = "milestone"
    raise NotFoundError(kind, number)


def _ensure_known(
    connection: Connection, workshop_id: int, draft: MilestoneDraft
) -> list[Milestone]:
    """Read the plan; what a milestone names has to be in it."""
    plan = rows.list_milestones(connection, workshop_id)
    if draft.lead_id is not None:
        ensure_takes_part(connection, workshop_id, draft.lead_id)
    if draft.after_id is not None:
        _get(plan, draft.after_id)
    return plan


def _ensure_order(plan: Sequence[Milestone], number: int, after_id: int | None) -> None:
    """Raise if the chain of what a milestone waits for comes back to it."""
    known = {one.id: one for one in plan}
    chain = [known[number].title]
    while after_id is not None:
        chain.append(known[after_id].title)
        if after_id == number:
            raise MilestoneOrderError(chain)
        after_id = known[after_id].after_id


def _parse(draft: MilestoneDraft, at: datetime) -> dict[str, Any]:
    for day in (draft.begins_on, draft.due_on):
        ensure_plannable(day, at)
    if draft.begins_on and draft.due_on < draft.begins_on:
        raise MilestoneDaysError(draft.begins_on, draft.due_on)
    return {
        "title": parse_title(draft.title),
        "details": parse_words(draft.details) if draft.details.strip() else "",
        "lead_id": draft.lead_id,
        "lead_name": parse_title(draft.lead_name) if draft.lead_name.strip() else "",
        "begins_on": draft.begins_on,
        "due_on": draft.due_on,
        "state": draft.state,
        "after_id": draft.after_id,
    }
