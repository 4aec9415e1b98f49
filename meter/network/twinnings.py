"""Twinnings: proposed, agreed to by both sides, and ended with what came of it.

Who declines says no reason, and the other side is told none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.given.words import parse_words
from meter.fieldwork.roles import ensure_organises_workshop
from meter.network.errors import (
    AlreadyTwinnedError,
    NothingSharedError,
    NotTwinningError,
    TwinningOverError,
)
from meter.storage.repository import twinnings as rows
from meter.workshops.workshops import get_workshop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from meter.network.records import Reason, Twinning
    from meter.records import Account
    from meter.storage import Connection, Store


def list_twinnings(
    store: Store, workshop_id: int, unit_id: int | None = None
) -> list[Twinning]:
    """List the twinnings of a workshop, or those of one unit.

    Where a side takes part no longer, only what was active once is still told.
    """
    with store.read() as connection:
        found = rows.list_twinnings(connection, workshop_id)
        consents = rows.list_consents(connection, workshop_id)
    taking_part = {one.unit.id for one in consents}
    return [
        one
        for one in found
        if (unit_id is None or unit_id in one.unit_ids)
        and (one.was_active or taking_part.issuperset(one.unit_ids))
    ]


def propose(  # noqa: PLR0913  (a twinning is made of these)
    store: Store,
    workshop_id: int,
    pair: tuple[int, int],
    reasons: Sequence[Reason],
    at: datetime,
    *,
    by: int | None = None,
    account: Account | None = None,
) -> Twinning:
    """Propose that two units be twinned; a unit that proposes agrees by that.

    Args:
        store: where it is kept.
        workshop_id: where both take part.
        pair: the two units.
        reasons: what they can learn from each other.
        at: now.
        by: the unit that proposes it; None for the organiser.
        account: that of the organiser; None stands for METER itself.

    Raises:
        NothingSharedError: there is no reason for it.
        NotTwinningError: one of the two does not take part in twinning.
        AlreadyTwinnedError: they have a twinning that is proposed or active.
    """
    if not reasons:
        raise NothingSharedError
    first, second = sorted(pair)
    values = {
        "workshop_id": workshop_id,
        "first_id": first,
        "second_id": second,
        "proposed_by": by,
        "proposed_at": at,
        "reasons": [[one.theme, one.learner_id, [*one.drawn_from]] for one in reasons],
        "first_agreed_at": at if by == first else None,
        "second_agreed_at": at if by == second else None,
    }

    def job(connection: Connection) -> Twinning:
        if len(rows.lock_consents(connection, workshop_id, pair)) < len(set(pair)):
            raise NotTwinningError
        number = rows.insert_twinning(connection, values)
        if number is None:
            raise AlreadyTwinnedError
        if by is None:
            workshop = get_workshop(connection, workshop_id)
            actor = ensure_organises_workshop(connection, workshop, account)
            record(connection, actor, at, *_propose_to(workshop_id, number, pair))
        return _get(connection, number)

    return store.write(job)


def _propose_to(workshop_id: int, number: int, pair: tuple[int, int]) -> list[Act]:
    """Write the act for both sides: each reads it in its own trail."""
    detail = {"twinning": number}
    return [
        Act("twinning_proposed", workshop_id, unit_id=unit, detail=detail)
        for unit in sorted(pair)
    ]


def agree(store: Store, twinning: Twinning, unit_id: int, at: datetime) -> Twinning:
    """Let one side agree; with the other's word the twinning is active.

    Raises:
        TwinningOverError: it was declined or has ended, or the side has agreed before.
    """
    side = "first" if twinning.first.id == unit_id else "second"

    def job(connection: Connection) -> Twinning:
        if not rows.agree(connection, twinning.id, side, at):
            raise TwinningOverError
        return _get(connection, twinning.id)

    return store.write(job)


def decline(store: Store, twinning: Twinning, unit_id: int, at: datetime) -> Twinning:
    """Let one side decline what was proposed.

    Raises:
        TwinningOverError: it is active or over.
    """

    def job(connection: Connection) -> Twinning:
        if not rows.decline(connection, twinning.id, unit_id, at):
            raise TwinningOverError
        return _get(connection, twinning.id)

    return store.write(job)


def end(
    store: Store, twinning: Twinning, unit_id: int, outcome: str, at: datetime
) -> Twinning:
    """Let one side end an active twinning, with what came of it.

    Raises:
        WordsError: nothing is said of what came of it.
        TwinningOverError: it is not active.
    """
    words = parse_words(outcome)

    def job(connection: Connection) -> Twinning:
        if not rows.end(connection, twinning.id, unit_id, words, at):
            raise TwinningOverError
        return _get(connection, twinning.id)

    return store.write(job)


def _get(connection: Connection, number: int) -> Twinning:
    found = rows.find_twinning(connection, number)
    if found is None:
        kind = "twinning"
        raise NotFoundError(kind, number)
    return found
