"""Work done ahead: the next value is made while the last one is used."""

from __future__ import annotations

import threading
from queue import Empty, Queue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_WAITING = 2
"""How many values may be ready and unused."""


class _End:
    """Marks that all values were made, or what went wrong with the next."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _Maker(threading.Thread, Generic[T]):
    """Makes values into a queue until there are no more, or nobody wants them."""

    def __init__(self, values: Iterable[T]) -> None:
        super().__init__(daemon=True)
        self.values = values
        self.queue: Queue[T | _End] = Queue(_WAITING)
        self.unwanted = threading.Event()

    def run(self) -> None:
        """Make all values; an error is handed over with the next."""
        error = None
        try:
            for value in self.values:
                self.queue.put(value)
                if self.unwanted.is_set():
                    break
        except BaseException as caught:  # noqa: BLE001  (raised again by who waits)
            error = caught
        self.queue.put(_End(error))

    def stop(self) -> None:
        """Let the thread end, whatever it is about to hand over."""
        self.unwanted.set()
        while self.is_alive():
            try:
                self.queue.get(timeout=0.01)
            except Empty:
                continue


def make_ahead(values: Iterable[T]) -> Iterator[T]:
    """Give the same values, made in a thread while the caller works on the last.

    An error of the values is raised here. Leaving off early ends the thread.
    """
    maker = _Maker(values)
    maker.start()
    try:
        while not isinstance(value := maker.queue.get(), _End):
            yield value
        if value.error is not None:
            raise value.error
    finally:
        maker.stop()
