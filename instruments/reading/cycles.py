"""Cycles in what names what, found without recursion."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


MOST_CYCLES = 20
"""How many cycles are told; one who has more has to draw the links anew."""


def find_cycles(links: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Find a way round each cycle, beginning with its first declared name.

    Names that are not declared are passed over.
    """
    done: set[str] = set()
    found = (cycle for start in links for cycle in _search(start, links, done))
    order = {name: place for place, name in enumerate(links)}
    return [_turn(cycle, order) for cycle in islice(found, MOST_CYCLES)]


def _turn(cycle: tuple[str, ...], order: Mapping[str, int]) -> tuple[str, ...]:
    first = cycle.index(min(cycle, key=order.__getitem__))
    return (*cycle[first:], *cycle[:first])


def _search(
    start: str, links: Mapping[str, Iterable[str]], done: set[str]
) -> Iterator[tuple[str, ...]]:
    """Walk down from a name; every step back onto the way closes a cycle."""
    if start in done:
        return
    done.add(start)
    way = {start: iter(links[start])}  # the way down, in order
    while way:
        name, rest = next(reversed(way.items()))
        below = next(rest, None)
        if below is None:
            del way[name]
        elif below in way:
            names = list(way)
            yield tuple(names[names.index(below) :])
        elif below in links and below not in done:
            done.add(below)
            way[below] = iter(links[below])
