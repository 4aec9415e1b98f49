"""The shelf: the last few results that were computed, by what they rest on.

What a round comes to changes only when something is submitted, and a page that draws
it asks for it several times. Everything that a result rests on is in its key, so that
nothing on the shelf is ever out of date; the oldest makes room for the newest.
"""

from __future__ import annotations

from collections import OrderedDict
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


class Shelf:
    """Results by key, a bounded number, from any number of threads."""

    def __init__(self, most: int = MOST_KEPT[ROOMS]) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Keep nothing: all that is asked for is made anew."""
        with self._lock:
            self._kept.clear()

    def take(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is kept under a key; make it first where there is nothing.

        Of two who ask for the same at once one makes it and the other waits for it.
        """
        with self._lock:
            if key in self._kept:
                return self._find(key)  # type: ignore[no-any-return]
            making = self._making.setdefault(key, RLock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._find(key)  # type: ignore[no-any-return]
            try:
                made = make()
                self._keep(key, made)
            finally:
                self._making.pop(key, None)
        return made

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
