"""Parts: what is worked out of something when it is first asked for, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import RLock
    from typing import Self


class Worked(Protocol):
    """What has parts: those of one are worked out one at a time, under its lock."""

    @property
    def lock(self) -> RLock:
        """The lock of this one; a part may ask for other parts."""


W = TypeVar("W", bound=Worked)
T = TypeVar("T")


class Part(Generic[W, T]):
    """A property that is worked out once, whoever asks and from however many threads.

    Who comes while it is worked out waits for it: `functools.cached_property` would let
    both do the work, or before Python 3.12 let the same part of all others wait too.
    """

    def __init__(self, work: Callable[[W], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: W, kind: type) -> T: ...

    def __get__(self, owner: W | None, kind: type) -> T | Self:
        """Give the part; what is kept in the object itself is found before this."""
        if owner is None:
            return self
        kept = vars(owner)
        with owner.lock:
            if self._name not in kept:
                kept[self._name] = self._work(owner)
            # Once the lock is free, whoever owns it may keep the part no longer.
            found: T = kept[self._name]
        return found
