"""Limits: how many requests one token may make a minute.

Counts live in the memory of the process: a restart forgets them, and several processes
count each for themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

SECONDS = 60
MOST_KEYS = 10_000
"""More tokens are never counted at once."""


@dataclass(frozen=True)
class Room:
    """What is left to a token: how many requests, and when it starts anew."""

    most: int
    left: int
    seconds: int

    @property
    def is_used_up(self) -> bool:
        """Tell whether this request is one too many."""
        return self.left < 0

    @property
    def headers(self) -> dict[str, str]:
        """Say it in the headers of a reply."""
        told = {
            "RateLimit-Limit": str(self.most),
            "RateLimit-Remaining": str(max(0, self.left)),
            "RateLimit-Reset": str(self.seconds),
        }
        return {**told, "Retry-After": str(self.seconds)} if self.is_used_up else told


@dataclass
class RequestLimit:
    """Counts requests by token within the running minute; safe for threads."""

    most: int
    _counts: OrderedDict[int, tuple[int, int]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, key: int, at: datetime) -> Room:
        """Count a request of a token, and tell what is left."""
        minute, second = divmod(int(at.timestamp()), SECONDS)
        with self._lock:
            known, count = self._counts.get(key, (minute, 0))
            count = count + 1 if known == minute else 1
            self._counts[key] = minute, count
            self._counts.move_to_end(key)
            while len(self._counts) > MOST_KEYS:
                self._counts.popitem(last=False)
        return Room(self.most, self.most - count, SECONDS - second)
