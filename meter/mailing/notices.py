"""Notices: organisers are told what came to their workshops and waits, once an hour.

A notice is due at a full hour, and an account has one an hour: the database takes no
second one, whoever finds it due. Its words are found when it is sent, so that what
somebody has decided meanwhile is not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.mailing.outbox import CLAIM_MINUTES
from meter.storage.repository import accounts, notices, workshops

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records import Account, News, Notice, Workshop
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class ReadyNotice:
    """A notice that a sender has taken, with what it tells.

    `asker` organises the first of the workshops: whom an answer to the mail reaches.
    """

    mailing: Notice
    account: Account
    asker: Account
    news: tuple[News, ...]


def queue_notices(store: Store, at: datetime) -> int:
    """Put into the queue what organisers are to be told by now; count it."""

    def job(connection: Connection) -> int:
        due = _list_due(connection, at)
        return sum(
            notices.insert_notice(connection, {**one, "queued_at": at}) is not None
            for one in due
        )

    return store.write(job)


def preview_notices(store: Store, at: datetime) -> list[Account]:
    """List whom `queue_notices` would put a notice into the queue for."""
    with store.read() as connection:
        told = {one["account_id"] for one in _list_due(connection, at)}
        return [one for one in accounts.list_accounts(connection) if one.id in told]


def _list_due(connection: Connection, at: datetime) -> list[dict[str, object]]:
    """List the notices that are due at the last full hour and tell something."""
    until = at.replace(minute=0, second=0, microsecond=0)
    found: list[dict[str, object]] = []
    for account in accounts.list_accounts(connection):
        told = notices.find_last_due(connection, account.id)
        since = told or account.created_at
        is_due = account.active and since < until
        if is_due and _list_news(connection, account, since, until):
            values = {"account_id": account.id, "since": since, "due_at": until}
            found.append(values)
    return found


def _list_news(
    connection: Connection, account: Account, since: datetime, until: datetime
) -> tuple[News, ...]:
    """List what came to the workshops that an account organises now."""
    found = (
        notices.count_news(connection, one, since, until)
        for one in workshops.list_workshops(connection, account.id)
    )
    return tuple(one for one in found if one)


def read_news(store: Store, workshop: Workshop) -> News:
    """Count what waits at a workshop, whenever it came."""
    with store.read() as connection:
        return notices.count_news(connection, workshop)


def list_waiting(store: Store, at: datetime) -> list[int]:
    """List the ids of what can be sent now, in the order of sending."""
    with store.read() as connection:
        return notices.list_waiting(connection, _lapse(at))


def claim(store: Store, notice_id: int, at: datetime) -> ReadyNotice | None:
    """Take a notice to send it; None if another sender has, or nothing waits now.

    One that nobody needs any more is taken out.
    """

    def job(connection: Connection) -> ReadyNotice | None:
        if not notices.claim_notice(connection, notice_id, at, _lapse(at)):
            return None
        notice = notices.find_notice(connection, notice_id)
        ready = _prepare(connection, notice) if notice else None
        if ready is None:
            notices.delete_notice(connection, notice_id)
        return ready

    return store.write(job)


def _lapse(at: datetime) -> datetime:
    return at - timedelta(minutes=CLAIM_MINUTES)


def _prepare(connection: Connection, notice: Notice) -> ReadyNotice | None:
    account = accounts.find_account(connection, "id", notice.account_id)
    if account is None or not account.active:
        return None
    news = _list_news(connection, account, notice.since, notice.due_at)
    if not news:
        return None
    owner = accounts.find_account(connection, "id", news[0].workshop.owner_id)
    return ReadyNotice(notice, account, owner or account, news)


def note_sent(store: Store, notice_id: int, at: datetime) -> None:
    """Note that the mail server has taken a notice."""
    _update(store, notice_id, {"sent_at": at, "failure": None})


def note_refused(store: Store, notice_id: int, failure: str, at: datetime) -> None:
    """Note that the mail server will not take a notice; it is not tried again."""
    _update(store, notice_id, {"failed_at": at, "failure": failure})


def note_delayed(store: Store, notice_id: int, failure: str) -> None:
    """Note why a notice could not be sent now; the next sender tries again."""
    _update(store, notice_id, {"claimed_at": None, "failure": failure})


def _update(store: Store, notice_id: int, values: Mapping[str, object]) -> None:
    store.write(lambda connection: notices.update_notice(connection, notice_id, values))
