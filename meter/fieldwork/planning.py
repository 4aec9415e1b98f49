"""Work plans: what a unit means to do after its result, step by step.

A plan belongs to a response. It is made once the answers are submitted, and goes on
after the round is over or frozen: it changes no answer. Only a focal point writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.fieldwork.access import get_locked
from meter.fieldwork.delegates import ensure_focal
from meter.fieldwork.errors import (
    NotSubmittedError,
    StepChangedError,
    StepCountError,
)
from meter.fieldwork.given.days import ensure_plannable
from meter.fieldwork.given.errors import UnknownItemError
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.fieldwork.invitations import ensure_admits, get_again
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import plans as rows

if TYPE_CHECKING:
    from datetime import date, datetime

    from meter.records import Invitation, PlanStep
    from meter.storage import Connection, Store

MOST_STEPS = 100


@dataclass(frozen=True)
class Wanted:
    """What a step says: what is to be done, by whom, until when."""

    words: str
    who: str = ""
    due_on: date | None = None

    def parse(self, at: datetime) -> dict[str, object]:
        """Write the columns of a step.

        Raises:
            WordsError: nothing is said, or too much.
            TitleError: the name is too long or holds controls.
            PastDayError: the day is more than ten years ago.
        """
        ensure_plannable(self.due_on, at)
        return {
            "words": parse_words(self.words),
            "who": parse_title(self.who) if self.who.strip() else "",
            "due_on": self.due_on,
        }


def list_steps(store: Store, response_id: int) -> list[PlanStep]:
    """List the steps of a response, what is due first, what has no day last."""
    with store.read() as connection:
        return rows.list_steps(connection, response_id)


def add_step(
    store: Store, focal: Invitation, item: str | None, wanted: Wanted, at: datetime
) -> PlanStep:
    """Add a step to the plan, about an answer or about something else.

    Raises:
        WordsError, TitleError, PastDayError: as `Wanted.parse`.
        UnknownItemError: the instrument has no such item.
        NotSubmittedError: the answers are not submitted.
        StepCountError: the plan has as many steps as it may.
        DelegateError, InvitationError: whoever asks may not.
    """
    values = {"item": item, **wanted.parse(at)}

    def job(connection: Connection) -> PlanStep:
        holder = _ensure_may_plan(store, connection, focal, item, at)
        if len(rows.list_steps(connection, holder.response_id)) >= MOST_STEPS:
            raise StepCountError(MOST_STEPS)
        origin = {
            "response_id": holder.response_id,
            "revision": 1,
            "changed_at": at,
            "changed_by": holder.person_name,
        }
        number = rows.insert_step(connection, {**values, **origin})
        return _get(connection, holder.response_id, number)

    return store.write(job)


def change_step(  # noqa: PLR0913  (a change is made of these)
    store: Store,
    focal: Invitation,
    step_id: int,
    seen: int,
    wanted: Wanted,
    at: datetime,
    *,
    is_done: bool,
) -> PlanStep:
    """Change a step, or say that it is done; `seen` is the revision that was read.

    Raises:
        NotFoundError: the plan has no such step.
        StepChangedError: somebody has changed it since; nothing is kept.
        As `add_step`.
    """
    values = wanted.parse(at)

    def job(connection: Connection) -> PlanStep:
        holder = _ensure_may_plan(store, connection, focal, None, at)
        former = _get(connection, holder.response_id, step_id)
        if former.revision != seen:
            raise StepChangedError(former.changed_by)
        done_at = (former.done_at or at) if is_done else None
        change = {
            "done_at": done_at,
            "revision": seen + 1,
            "changed_at": at,
            "changed_by": holder.person_name,
        }
        rows.update_step(connection, step_id, {**values, **change})
        return _get(connection, holder.response_id, step_id)

    return store.write(job)


def drop_step(
    store: Store, focal: Invitation, step_id: int, seen: int, at: datetime
) -> None:
    """Take a step out of the plan.

    Raises:
        As `change_step`.
    """

    def job(connection: Connection) -> None:
        holder = _ensure_may_plan(store, connection, focal, None, at)
        former = _get(connection, holder.response_id, step_id)
        if former.revision != seen:
            raise StepChangedError(former.changed_by)
        rows.delete_step(connection, step_id)

    store.write(job)


def _ensure_may_plan(
    store: Store,
    connection: Connection,
    focal: Invitation,
    item: str | None,
    at: datetime,
) -> Invitation:
    """Give the invitation as it stands, once its holder may write the plan."""
    ensure_focal(focal)
    response = get_locked(connection, focal.response_id)
    holder = get_again(connection, focal)
    ensure_admits(holder, at)
    if not response.was_submitted:
        raise NotSubmittedError(response.id)
    if item is not None:
        asked = get_round(connection, response.round_id)
        if item not in load_instrument(store, connection, asked).items:
            raise UnknownItemError(item)
    return holder


def _get(connection: Connection, response_id: int, step_id: int) -> PlanStep:
    found = rows.find_step(connection, response_id, step_id)
    if found is None:
        kind = "step"
        raise NotFoundError(kind, step_id)
    return found
