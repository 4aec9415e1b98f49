"""Sending: everything that is due goes out, once, and what became of it is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from meter.mailing import notices, outbox
from meter.mailing.errors import MailRefusedError, MailServerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from meter.mailing.letters import Letter
    from meter.mailing.notices import ReadyNotice
    from meter.mailing.outbox import Ready
    from meter.records import Mailing, Notice
    from meter.storage import Store


class Sender(Protocol):
    """What hands a letter to a mail server."""

    def send(self, letter: Letter, at: datetime) -> None:
        """Send it, or raise."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mail: `failure` is empty where it was sent."""

    mailing: Mailing | Notice
    failure: str = ""
    is_final: bool = False


class Box(Protocol):
    """Where it is noted what became of a mail: the outbox, or that of notices."""

    def note_sent(self, store: Store, mailing_id: int, at: datetime, /) -> None:
        """Note that it was taken."""

    def note_refused(
        self, store: Store, mailing_id: int, failure: str, at: datetime, /
    ) -> None:
        """Note that it never will be."""

    def note_delayed(self, store: Store, mailing_id: int, failure: str, /) -> None:
        """Note that it was not taken this time."""


def send_waiting(
    store: Store,
    post: Sender,
    write: Callable[[Ready], Letter],
    clock: Callable[[], datetime],
    round_id: int | None = None,
) -> Iterator[Outcome]:
    """Send what waits in the outbox, one after the other; give each as it is done.

    `write` finds the words of a mail.

    Raises:
        MailServerError: the server takes nothing now; what was not sent waits.
    """
    for mailing_id in outbox.list_waiting(store, round_id, clock()):
        ready = outbox.claim(store, mailing_id, clock())
        if ready is not None:
            yield _send((store, outbox), post, ready.mailing, write(ready), clock)


def send_notices(
    store: Store,
    post: Sender,
    write: Callable[[ReadyNotice], Letter],
    clock: Callable[[], datetime],
) -> Iterator[Outcome]:
    """Send the notices that wait, as `send_waiting` does.

    Raises:
        MailServerError: the server takes nothing now; what was not sent waits.
    """
    for notice_id in notices.list_waiting(store, clock()):
        ready = notices.claim(store, notice_id, clock())
        if ready is not None:
            yield _send((store, notices), post, ready.mailing, write(ready), clock)


def _send(
    kept: tuple[Store, Box],
    post: Sender,
    mailing: Mailing | Notice,
    letter: Letter,
    clock: Callable[[], datetime],
) -> Outcome:
    store, box = kept
    try:
        post.send(letter, clock())
    except MailServerError as error:
        box.note_delayed(store, mailing.id, error.problem)
        raise
    except MailRefusedError as error:
        if error.is_final:
            box.note_refused(store, mailing.id, error.said, clock())
        else:
            box.note_delayed(store, mailing.id, error.said)
        return Outcome(mailing, error.said, error.is_final)
    box.note_sent(store, mailing.id, clock())
    return Outcome(mailing)
