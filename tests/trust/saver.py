"""A program to kill: threads that save without end and say what was acknowledged.

    python saver.py DATABASE_URL RESPONSES [--early]

Each thread saves to a response of its own, a number that grows by one. On standard
output it writes `try RESPONSE NUMBER` before and `ack RESPONSE NUMBER` after each
save. With `--early` it acknowledges before it saves: the mistake to be caught.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime

from meter.fieldwork.responses import load_answers, save_answers
from meter.storage import Store, open_store

AT = datetime(2026, 11, 21, tzinfo=UTC)
ITEM = "users"


def say(word: str, response_id: int, number: int) -> None:
    """Write one line at once, whole, and past any buffer."""
    os.write(sys.stdout.fileno(), f"{word} {response_id} {number}\n".encode())


def save_on(store: Store, response_id: int, *, early: bool) -> None:
    """Count on from the number that is stored, without end."""
    stored = load_answers(store, response_id).get(ITEM)
    revision = stored.revision if stored else 0
    number = float(str(stored.answer)) if stored else 0.0
    while True:
        number += 1
        say("try", response_id, int(number))
        if early:
            say("ack", response_id, int(number))
        receipt = save_answers(
            store, response_id, {ITEM: number}, {ITEM: revision}, "saver", AT
        )
        revision = receipt.saved[ITEM]
        if not early:
            say("ack", response_id, int(number))


def main() -> None:
    """Save in one thread a response until somebody kills us."""
    address, *numbers = (one for one in sys.argv[1:] if one != "--early")
    early = "--early" in sys.argv
    store = open_store(address, durable=address.startswith("sqlite"))
    for number in numbers:
        threading.Thread(
            target=save_on, args=(store, int(number)), kwargs={"early": early}
        ).start()


if __name__ == "__main__":
    main()
