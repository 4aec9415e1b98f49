"""Work ahead: the same values in the same order, errors too, and no thread is left."""

from __future__ import annotations

import threading
from itertools import count
from typing import TYPE_CHECKING

import pytest

from meter.exchange.ahead import make_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_all_values_come_in_their_order() -> None:
    assert list(make_ahead(range(100))) == list(range(100))
    assert list(make_ahead(())) == []


def test_values_are_made_in_another_thread() -> None:
    def name_thread() -> Iterator[int]:
        yield threading.get_ident()

    assert next(make_ahead(name_thread())) != threading.get_ident()


def test_an_error_comes_after_the_values_before_it() -> None:
    def fail() -> Iterator[int]:
        yield 1
        raise OSError(5, "no more")

    values = make_ahead(fail())

    assert next(values) == 1
    with pytest.raises(OSError, match="no more"):
        next(values)


def test_leaving_off_ends_the_thread() -> None:
    before = threading.active_count()
    values = make_ahead(count())
    assert next(values) == 0

    values.close()  # type: ignore[attr-defined]

    assert threading.active_count() == before
