"""A part is worked out once, however many ask for it at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event, RLock, Thread
from typing import Any

import pytest

from scoring.study.parts import Part

PATIENCE = 30.0
"""Seconds within which it is certainly done."""


@dataclass(frozen=True)
class Whole:
    """Something whose parts take as long as is wanted."""

    may_end: Event
    begun: Event = field(default_factory=Event)
    worked: list[str] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock, compare=False)

    @Part
    def slow(self) -> list[int]:
        """Something slow."""
        self.worked.append("slow")
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        return [1]

    @Part
    def both(self) -> list[int]:
        """Something made of another part."""
        return [*self.slow, 2]

    @Part
    def broken(self) -> None:
        """Something that cannot be worked out."""
        self.worked.append("broken")
        raise ValueError


def ask(whole: Whole, told: list[list[int]]) -> Thread:
    thread = Thread(target=lambda: told.append(whole.slow), daemon=True)
    thread.start()
    return thread


def test_who_comes_while_it_is_worked_out_waits_for_it() -> None:
    whole, told = Whole(Event()), list[list[int]]()
    threads = [ask(whole, told)]
    assert whole.begun.wait(PATIENCE)
    threads += [ask(whole, told) for _ in range(3)]

    whole.may_end.set()
    for one in threads:
        one.join(PATIENCE)

    assert whole.worked == ["slow"]
    assert all(one is whole.slow for one in told)
    assert len(told) == 4


def test_the_same_part_of_something_else_does_not_wait() -> None:
    slow, other = Whole(Event()), Whole(Event())
    thread = ask(slow, [])
    assert slow.begun.wait(PATIENCE)

    other.may_end.set()

    assert other.slow == [1]
    slow.may_end.set()
    thread.join(PATIENCE)


def test_a_part_may_be_made_of_others() -> None:
    whole = Whole(Event())
    whole.may_end.set()

    assert whole.both == [1, 2]
    assert whole.both is whole.both
    assert whole.worked == ["slow"]


class Dropping:
    """A lock of something of which nothing is kept once it is free."""

    def __init__(self) -> None:
        self.owner: Hasty | None = None

    def __enter__(self) -> None:
        """Take it."""

    def __exit__(self, *_: object) -> None:
        """Let it go; at once somebody else takes it, and drops the parts."""
        assert self.owner is not None
        vars(self.owner).pop("part")


class Hasty:
    """Something whose parts are dropped as soon as they are worked out."""

    def __init__(self, lock: Any) -> None:
        self.lock = lock
        lock.owner = self

    @Part
    def part(self) -> str:
        """Something that is not kept."""
        return "worked out"


def test_what_is_dropped_as_soon_as_it_is_worked_out_is_given() -> None:
    found = Hasty(Dropping())

    assert found.part == "worked out"
    assert "part" not in vars(found)


def test_what_broke_is_tried_again() -> None:
    whole = Whole(Event())

    for _ in range(2):
        with pytest.raises(ValueError, match=r"^$"):
            _ = whole.broken

    assert whole.worked == ["broken", "broken"]


def test_it_says_what_it_is() -> None:
    assert isinstance(vars(Whole)["slow"], Part)
    assert Whole.slow.__doc__ == "Something slow."
