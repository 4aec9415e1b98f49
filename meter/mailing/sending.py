"""Sending: everything that is due goes out, once, and what became of it is noted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from meter.mailing.errors import MailRefusedError, MailServerError
from meter.mailing.outbox import (
    claim,
    list_waiting,
    note_delayed,
    note_refused,
    note_sent,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from meter.mailing.letters import Letter
    from meter.mailing.outbox import Ready
    from meter.records import Mailing
    from meter.storage import Store


class Sender(Protocol):
    """What hands a letter to a mail server."""

    def send(self, letter: Letter, at: datetime) -> None:
        """Send it, or raise."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mail: `failure` is empty where it was sent."""

    mailing: Mailing
    failure: str = ""
    is_final: bool = False


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
    for mailing_id in list_waiting(store, round_id, clock()):
        ready = claim(store, mailing_id, clock())
        if ready is not None:
            yield _send(store, post, ready.mailing, write(ready), clock)


def _send(
    store: Store,
    post: Sender,
    mailing: Mailing,
    letter: Letter,
    clock: Callable[[], datetime],
) -> Outcome:
    try:
        post.send(letter, clock())
    except MailServerError as error:
        note_delayed(store, mailing.id, error.problem)
        raise
    except MailRefusedError as error:
        if error.is_final:
            note_refused(store, mailing.id, error.said, clock())
        else:
            note_delayed(store, mailing.id, error.said)
        return Outcome(mailing, error.said, error.is_final)
    note_sent(store, mailing.id, clock())
    return Outcome(mailing)
