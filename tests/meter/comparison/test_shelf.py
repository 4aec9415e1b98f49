from __future__ import annotations

import gc
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from meter.comparison.shelf import Shelf, shelf_of
from meter.storage import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 30.0
"""Seconds within which it is certainly done."""

A_WHILE = 0.1
"""Seconds within which it would be done, were there nobody to wait for."""


def test_what_was_made_under_a_key_is_made_once() -> None:
    shelf, made = Shelf(), list[str]()

    def make() -> list[int]:
        made.append("made")
        return [1]

    first, second = shelf.take("key", make), shelf.take("key", make)

    assert first is second
    assert made == ["made"]
    shelf.clear()
    assert shelf.take("key", make) == [1]
    assert made == ["made", "made"]
    assert shelf.take("other", make) is not first


def test_the_one_that_was_not_asked_for_longest_makes_room() -> None:
    shelf = Shelf(most=2)
    one = shelf.take(1, object)
    two = shelf.take(2, object)
    assert shelf.take(1, object) is one

    shelf.take(3, object)

    assert len(shelf) == 2
    assert shelf.take(1, object) is one
    assert shelf.take(2, object) is not two


def test_what_could_not_be_made_is_not_kept() -> None:
    shelf = Shelf()

    def fail() -> None:
        raise ValueError

    for _ in range(2):
        try:
            shelf.take("key", fail)
        except ValueError:
            continue
        raise AssertionError

    assert len(shelf) == 0


def test_where_it_could_not_be_made_one_of_those_who_wait_makes_it() -> None:
    shelf, may_end, beside = Shelf(), Event(), Event()
    begun, told = Event(), list[str]()

    def make(name: str, meanwhile: Callable[[], object]) -> str:
        begun.set()
        meanwhile()
        return name

    def ask(name: str, meanwhile: Callable[[], object]) -> Thread:
        def take() -> None:
            told.append(shelf.take("key", lambda: make(name, meanwhile)))

        thread = Thread(target=take, daemon=True)
        thread.start()
        return thread

    threads = []

    def fail() -> None:
        threads.append(ask("second", lambda: may_end.wait(PATIENCE)))
        assert not begun.wait(A_WHILE)  # it waits for this one
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        shelf.take("key", fail)
    assert begun.wait(PATIENCE)
    threads.append(ask("third", beside.set))
    assert not beside.wait(A_WHILE)
    may_end.set()
    for one in threads:
        one.join(PATIENCE)

    assert told == ["second", "second"]


def test_of_two_who_ask_at_once_one_makes_it_and_both_have_it() -> None:
    shelf, made, may_end = Shelf(), list[object](), Event()
    told: list[object] = []

    def make() -> object:
        made.append(object())
        assert may_end.wait(PATIENCE)
        return made[-1]

    def ask() -> None:
        told.append(shelf.take("key", make))

    threads = [Thread(target=ask, daemon=True) for _ in range(3)]
    for one in threads:
        one.start()
    assert shelf.take("other", object) is not None  # nobody waits for another key
    may_end.set()
    for one in threads:
        one.join(PATIENCE)

    assert len(told) == 3
    assert [one is made[0] for one in told] == [True, True, True]
    assert len(made) == 1


def test_each_store_has_a_shelf_of_its_own(tmp_path: Path) -> None:
    one = open_store(f"sqlite:///{tmp_path / 'one.sqlite'}")
    two = open_store(f"sqlite:///{tmp_path / 'two.sqlite'}")

    assert shelf_of(one) is shelf_of(one)
    assert shelf_of(one) is not shelf_of(two)
    for store in (one, two):
        store.close()
    gc.collect()
