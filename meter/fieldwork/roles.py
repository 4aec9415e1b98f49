"""Roles: what an account is to a round, and what it may do there for that.

One rule for all: who owns a round organises it. The members of its workshop are to it
what they are to the workshop, and whoever was named for this round alone reviews it. It
is asked of the store whenever somebody acts, so that a right that is withdrawn is gone
at the next step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from meter.audit.records import SERVER, Actor
from meter.errors import NotFoundError
from meter.storage.repository import reviews, rounds, workshops

if TYPE_CHECKING:
    from meter.audit.records import ActorRole
    from meter.records import Account, Role, Round, Workshop
    from meter.storage import Connection, Store

ORGANISING = frozenset({"organiser", "co_organiser"})
REVIEWING = ORGANISING | {"reviewer"}
READING = ORGANISING | {"researcher"}


def find_role(connection: Connection, asked: Round, account_id: int) -> Role | None:
    """Find what an account is to a round; None for a stranger."""
    if asked.owner_id == account_id:
        return "organiser"
    role = None
    if asked.workshop_id is not None:
        role = workshops.find_role(connection, asked.workshop_id, account_id)
    if role in REVIEWING:
        return role
    is_named = reviews.is_reviewer(connection, asked.id, account_id)
    return "reviewer" if is_named else role


def may_organise(store: Store, asked: Round, account_id: int) -> bool:
    """Tell whether an account organises a round now, as its owner or beside them."""
    return _has_role(store, asked, account_id, ORGANISING)


def may_review(store: Store, asked: Round, account_id: int) -> bool:
    """Tell whether an account may review a round now."""
    return _has_role(store, asked, account_id, REVIEWING)


def may_read(store: Store, asked: Round, account_id: int) -> bool:
    """Tell whether an account may read the comparison of a round now."""
    return _has_role(store, asked, account_id, READING)


def _has_role(
    store: Store, asked: Round, account_id: int, roles: frozenset[str]
) -> bool:
    with store.read() as connection:
        return find_role(connection, asked, account_id) in roles


def ensure_organises(
    connection: Connection, asked: Round, account: Account | None
) -> Actor:
    """Give the actor of an account that organises a round.

    None stands for METER itself, which may.

    Raises:
        NotFoundError: it does not; the round is then as if it were not there.
    """
    return _ensure(connection, asked, account, ORGANISING)


def ensure_organises_workshop(
    connection: Connection, workshop: Workshop, account: Account | None
) -> Actor:
    """Give the actor of an account that organises a workshop; None stands for METER.

    Raises:
        NotFoundError: it does not; the workshop is then as if it were not there.
    """
    if account is None:
        return SERVER
    if workshop.owner_id == account.id:
        return Actor.of(account, "organiser")
    if workshops.find_role(connection, workshop.id, account.id) != "co_organiser":
        kind = "workshop"
        raise NotFoundError(kind, workshop.key)
    return Actor.of(account, "co_organiser")


def ensure_reviews(
    connection: Connection, asked: Round, account: Account | None
) -> Actor:
    """Give the actor of an account that reviews a round.

    None stands for METER itself, which may.

    Raises:
        NotFoundError: it does not; the round is then as if it were not there.
    """
    return _ensure(connection, asked, account, REVIEWING)


def ensure_reads(
    connection: Connection, asked: Round, account: Account | None
) -> Actor:
    """Give the actor of an account that reads the results of a round.

    None stands for METER itself, which may.

    Raises:
        NotFoundError: it does not; the round is then as if it were not there.
    """
    return _ensure(connection, asked, account, READING)


def _ensure(
    connection: Connection,
    asked: Round,
    account: Account | None,
    roles: frozenset[str],
) -> Actor:
    if account is None:
        return SERVER
    role = find_role(connection, asked, account.id)
    if role not in roles:
        kind = "round"
        raise NotFoundError(kind, asked.key)
    return Actor.of(account, cast("ActorRole", role))


def list_organised_rounds(store: Store, account_id: int) -> list[Round]:
    """List the rounds that an account organises, alone or not, the newest first."""
    with store.read() as connection:
        return rounds.list_organised_rounds(connection, account_id)


def list_reviewed_rounds(store: Store, account_id: int) -> list[Round]:
    """List the rounds that an account was named to review, the newest first."""
    with store.read() as connection:
        return rounds.list_reviewed_rounds(connection, account_id)


def list_read_rounds(store: Store, account_id: int) -> list[Round]:
    """List the rounds that an account reads as a researcher, the newest first."""
    with store.read() as connection:
        return rounds.list_read_rounds(connection, account_id)
