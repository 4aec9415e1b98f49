"""Reviewers: members of staff whom an organiser names to check the answers of a round.

A reviewer sees the rounds they review, and of those only the review.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.fieldwork.errors import ReviewerUnknownError
from meter.fieldwork.given.emails import parse_email
from meter.storage.repository import accounts, reviews

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Reviewer, Round
    from meter.storage import Connection, Store


def name_reviewer(store: Store, asked: Round, email: str, at: datetime) -> Account:
    """Let the account of an address review a round; its organiser does anyway.

    Raises:
        EmailError: the address is none.
        ReviewerUnknownError: no active account has it.
    """
    address = parse_email(email)

    def job(connection: Connection) -> Account:
        account = accounts.find_account(connection, "email", address)
        if account is None or not account.active:
            raise ReviewerUnknownError(address)
        if account.id != asked.owner_id:
            reviews.name_reviewer(connection, asked.id, account.id, at)
        return account

    return store.write(job)


def withdraw_reviewer(store: Store, asked: Round, account_id: int) -> None:
    """Let somebody review a round no longer, from the next request on.

    Raises:
        NotFoundError: they do not review it.
    """

    def job(connection: Connection) -> None:
        if not reviews.is_reviewer(connection, asked.id, account_id):
            kind = "reviewer"
            raise NotFoundError(kind, account_id)
        reviews.drop_reviewer(connection, asked.id, account_id)

    store.write(job)


def list_reviewers(store: Store, round_id: int) -> list[Reviewer]:
    """List who was named to review a round, by name."""
    with store.read() as connection:
        return reviews.list_reviewers(connection, round_id)


def list_reviewed_rounds(store: Store, account_id: int) -> list[Round]:
    """List the rounds that an account was named to review, the newest first."""
    with store.read() as connection:
        return reviews.list_reviewed_rounds(connection, account_id)


def may_review(store: Store, asked: Round, account_id: int) -> bool:
    """Tell whether an account may review a round now."""
    with store.read() as connection:
        return _may_review(connection, asked, account_id)


def ensure_reviewer(connection: Connection, asked: Round, account: Account) -> None:
    """Raise, as if the round were not there, unless an account may review it.

    Raises:
        NotFoundError: it may not.
    """
    if not _may_review(connection, asked, account.id):
        raise _no_round(asked)


def ensure_owner(asked: Round, account: Account) -> None:
    """Raise, as if the round were not there, unless an account organises it.

    Raises:
        NotFoundError: it does not.
    """
    if asked.owner_id != account.id:
        raise _no_round(asked)


def _may_review(connection: Connection, asked: Round, account_id: int) -> bool:
    return asked.owner_id == account_id or reviews.is_reviewer(
        connection, asked.id, account_id
    )


def _no_round(asked: Round) -> NotFoundError:
    kind = "round"
    return NotFoundError(kind, asked.key)
