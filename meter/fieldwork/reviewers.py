"""Reviewers: members of staff whom an organiser names to check the answers of a round.

A reviewer sees the rounds they review, and of those only the review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.accounts import get_active
from meter.fieldwork.roles import ensure_organises
from meter.storage.repository import accounts, reviews

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Reviewer, Round
    from meter.storage import Connection, Store


def name_reviewer(
    store: Store,
    asked: Round,
    email: str,
    at: datetime,
    *,
    by: Account | None = None,
) -> Account:
    """Let the account of an address review a round; its organiser does anyway.

    Raises:
        EmailError: the address is none.
        AccountUnknownError: no active account has it.
        NotFoundError: who names does not organise the round.
    """

    def job(connection: Connection) -> Account:
        actor = ensure_organises(connection, asked, by)
        account = get_active(connection, email)
        is_new = account.id != asked.owner_id and not reviews.is_reviewer(
            connection, asked.id, account.id
        )
        if is_new:
            reviews.name_reviewer(connection, asked.id, account.id, at)
            act = Act.on_round(
                "reviewer_named", asked, account=account.id, name=account.name
            )
            record(connection, actor, at, act)
        return account

    return store.write(job)


def withdraw_reviewer(
    store: Store,
    asked: Round,
    account_id: int,
    at: datetime,
    *,
    by: Account | None = None,
) -> None:
    """Let somebody review a round no longer, from the next request on.

    Raises:
        NotFoundError: they do not review it, or who withdraws does not organise it.
    """

    def job(connection: Connection) -> None:
        actor = ensure_organises(connection, asked, by)
        if not reviews.is_reviewer(connection, asked.id, account_id):
            kind = "reviewer"
            raise NotFoundError(kind, account_id)
        reviews.drop_reviewer(connection, asked.id, account_id)
        account = accounts.find_account(connection, "id", account_id)
        name = account.name if account else ""
        act = Act.on_round("reviewer_withdrawn", asked, account=account_id, name=name)
        record(connection, actor, at, act)

    store.write(job)


def list_reviewers(store: Store, round_id: int) -> list[Reviewer]:
    """List who was named to review a round, by name."""
    with store.read() as connection:
        return reviews.list_reviewers(connection, round_id)
