"""Guesses: how often a password may be tried.

Ten failed attempts in fifteen minutes close the door for that address, whether or not
it has an account. A browser in which its owner has signed in before holds a signed
cookie and is counted by itself, so that a stranger's guesses do not lock the owner
out. Counts live in the memory of the process: a restart forgets them, and several
processes count each for themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MOST_GUESSES = 10
WINDOW = timedelta(minutes=15)
MOST_KEYS = 10_000
"""More are never remembered, so that made-up addresses cannot fill the memory."""


@dataclass
class GuessLimit:
    """Counts attempts by key within a sliding window; safe for threads."""

    most: int = MOST_GUESSES
    _times: OrderedDict[str, list[datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, key: str, at: datetime) -> bool:
        """Count an attempt; False, and not counted, if there were too many."""
        with self._lock:
            recent = [time for time in self._times.get(key, []) if at - time < WINDOW]
            allowed = len(recent) < self.most
            self._times[key] = [*recent, at] if allowed else recent
            self._times.move_to_end(key)
            while len(self._times) > MOST_KEYS:
                self._times.popitem(last=False)
        return allowed

    def forget(self, key: str) -> None:
        """Forget the attempts of a key, after the right password."""
        with self._lock:
            self._times.pop(key, None)
