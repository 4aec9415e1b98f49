"""The shelf: the last few results that were computed, by what they rest on.

What a round comes to changes only when something is submitted, and a page that draws
it asks for it several times. Everything that a result rests on is in its key, so that
nothing on the shelf is ever out of date; the oldest makes room for the newest.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from meter.storage import Store

T = TypeVar("T")

ROOMS, UNITS = "rooms", "units"
"""The shelves of a store: what is kept of whole rounds, and of single responses."""

MOST_KEPT = {ROOMS: 16, UNITS: 512}
"""Results a shelf; the scores of 5,000 units are some 2 MB, a study some 100 kB."""


@dataclass
class _Making:
    """A result that is being made: who makes it has the lock, the others wait."""

    lock: RLock = field(default_factory=RLock)
    askers: int = 0


class Shelf:
    """Results by key, a bounded number, from any number of threads."""

    def __init__(self, most: int = MOST_KEPT[ROOMS]) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, _Making] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Keep nothing: all that is asked for is made anew."""
        with self._lock:
            self._kept.clear()

    def take(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is kept under a key; make it first where there is nothing.

        Of two who ask for the same at once one makes it and the other waits for it;
        where it could not be made, one of those who wait tries next.
        """
        with self._lock:
            if key in self._kept:
                found: T = self._find(key)
                return found
            making = self._making.setdefault(key, _Making())
            making.askers += 1
        try:
            with making.lock:
                return self._make(key, make)
        finally:
            self._leave(key, making)

    def _make(self, key: Hashable, make: Callable[[], T]) -> T:
        """Make what nobody has made meanwhile."""
        with self._lock:
            if key in self._kept:
                found: T = self._find(key)
                return found
        made = make()
        self._keep(key, made)
        return made

    def _leave(self, key: Hashable, making: _Making) -> None:
        """Let the lock of a key go with the last who asked for it."""
        with self._lock:
            making.askers -= 1
            if not making.askers:
                del self._making[key]

    def _find(self, key: Hashable) -> Any:
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: Hashable, made: Any) -> None:
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


_SHELVES: WeakKeyDictionary[Store, dict[str, Shelf]] = WeakKeyDictionary()
_LOCK = Lock()


def shelf_of(store: Store, kind: str = ROOMS) -> Shelf:
    """Give a shelf of a store; it goes when the store goes."""
    with _LOCK:
        shelves = _SHELVES.setdefault(store, {})
        if kind not in shelves:
            shelves[kind] = Shelf(MOST_KEPT[kind])
        return shelves[kind]
