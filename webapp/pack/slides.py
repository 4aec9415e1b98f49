"""Slides: a pack cut into screens that can be read from the back of a room."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from meter.reports.room_blocks import Bars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from meter.reports.blocks import Block, Section, Table
    from meter.reports.pack import Pack
    from meter.reports.room_blocks import Saying

SCREEN = 14.0
"""Lines of a screen below its title."""

HEADING = 2.0
"""Lines that a block takes before its first row."""

ROOM = SCREEN - HEADING

LINE = 100
"""Characters of a line; columns of words share it."""

MAP_ROWS, GROUPS = 20, 6
"""Of these a screen holds so many."""

WHOLE = {"dots": 5.0}
"""Lines of a drawing; one that is not named takes a screen."""


@dataclass(frozen=True)
class Slide:
    """A screen: a part of the pack, or of one of its sections.

    Attributes:
        number: from 1.
        section: with the blocks of this screen alone.
        place, parts: which of the screens of its section it is.
    """

    number: int
    section: Section
    place: int = 1
    parts: int = 1


def cut_slides(pack: Pack) -> tuple[Slide, ...]:
    """Cut a pack into slides, in its order."""
    cut = [
        (replace(section, blocks=blocks), place, len(screens))
        for section in pack.sections
        for screens in [list(_cut(section))]
        for place, blocks in enumerate(screens, 1)
    ]
    return tuple(Slide(number, *one) for number, one in enumerate(cut, 1))


def _cut(section: Section) -> Iterator[tuple[Block, ...]]:
    """Fill screen after screen; a block that is too long goes on on the next."""
    screen: list[Block] = []
    used = 0.0
    for block in [part for one in section.blocks for part in _split(one)]:
        height = measure(block)
        if screen and used + height > SCREEN:
            yield tuple(screen)
            screen, used = [], 0.0
        screen.append(block)
        used += height
    yield tuple(screen)


def _split(block: Block) -> Iterator[Block]:
    """Split what has rows into parts of a screen each."""
    if block.kind not in SPLIT:
        yield block
        return
    name, height = SPLIT[block.kind]
    whole: Any = block
    for rows in _fill(getattr(block, name), lambda row: height(block, row)):
        yield replace(whole, **{name: rows})


T = TypeVar("T")


def _fill(rows: Sequence[T], height: Callable[[T], float]) -> Iterator[tuple[T, ...]]:
    """Put rows on screens, about as much on each; one screen where there is none."""
    ends = list(accumulate(height(row) for row in rows))
    if not ends:
        yield ()
        return
    screens = math.ceil(ends[-1] / ROOM)
    middles = [(low + high) / 2 for low, high in pairwise([0.0, *ends])]
    placed = [int(middle / ends[-1] * screens) for middle in middles]
    for _screen, places in groupby(range(len(rows)), placed.__getitem__):
        yield tuple(rows[place] for place in places)


def measure(block: Block) -> float:
    """Estimate how many lines a block takes."""
    if isinstance(block, Bars):  # they stand two by two
        return (HEADING + len(block.bars)) / 2
    if block.kind in SPLIT:
        name, height = SPLIT[block.kind]
        return HEADING + sum(height(block, row) for row in getattr(block, name))
    return WHOLE.get(block.kind, SCREEN)


def _measure_row(table: Table, row: tuple[str, ...]) -> float:
    width = LINE // max(1, len(row) - len(table.numeric))
    return max(1.0, 0.7 * max(math.ceil(len(cell) / width) for cell in row))


def _measure_saying(_block: Block, one: Saying) -> float:
    lines = one.text.splitlines() or [""]
    return 1 + sum(max(1, math.ceil(len(line) / LINE)) for line in lines)


SPLIT: dict[str, tuple[str, Callable[[Any, Any], float]]] = {
    "table": ("rows", _measure_row),
    "map": ("rows", lambda _block, _row: ROOM / MAP_ROWS),
    "groups": ("groups", lambda _block, _group: ROOM / GROUPS),
    "sayings": ("said", _measure_saying),
}
"""By kind of block what its rows are called, and how many lines one takes."""
