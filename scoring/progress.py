"""Progress: whom a study tells how much of its work is done."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[float], None]
"""Is told how much of the work is done, 0..1."""


def tell_nobody(done: float) -> None:
    """Tell nobody."""
    del done
