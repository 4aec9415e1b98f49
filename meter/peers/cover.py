"""Cover: whether figures about groups hide every single unit, all releases together.

Every table ever shown of a node cuts the units into cells: those that are in the same
tables. Whatever is worked out from the tables by adding and taking away is alike for
all of a cell, so a unit is found only where its cell holds nobody else that the reader
does not know. Sources and proof: docs/methods.md, decision 26.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    Table = Mapping[int, int]
    """The members of a group as released: by response, which submission."""

Member = TypeVar("Member", int, tuple[int, int])

FEWEST_OTHERS = 5
FEWEST = FEWEST_OTHERS + 1
"""Whoever reads a table may be one of it: five others are six units."""


def is_covered(tables: Sequence[Table], known: Collection[int] = ()) -> bool:
    """Tell whether no unit can be worked out from tables shown of one node.

    Args:
        tables: all that were ever shown, and the one that is to be.
        known: the units whose score of the node peers have seen with its name; five
            more must stand in a cell with them, or nobody.
    """
    return all(
        len(cell) >= FEWEST and hides_others(cell, known) for cell in _cut(tables)
    )


def keeps_cover(tables: Sequence[Table], known: Collection[int]) -> bool:
    """Tell whether naming units leaves the others of each cell hidden."""
    return all(hides_others(cell, known) for cell in _cut(tables))


def hides_others(cell: Iterable[int], known: Collection[int]) -> bool:
    """Tell whether those of a cell that are not known are none, or five at least."""
    others = sum(unit not in known for unit in cell)
    return others == 0 or others >= FEWEST_OTHERS


def _cut(tables: Sequence[Table]) -> list[list[int]]:
    """Cut units into cells twice: a submission anew is another value of the same unit.

    By value, a few that changed are a cell of their own; by unit, a few that came or
    went beside many that changed a little are.
    """
    by_value = _find_cells([list(table.items()) for table in tables])
    by_unit = _find_cells([list(table) for table in tables])
    return [[unit for unit, _ in cell] for cell in by_value] + by_unit


def _find_cells(tables: Sequence[Sequence[Member]]) -> list[list[Member]]:
    where: defaultdict[Member, int] = defaultdict(int)
    for place, members in enumerate(tables):
        for member in members:
            where[member] |= 1 << place
    cells: defaultdict[int, list[Member]] = defaultdict(list)
    for member, places in where.items():
        cells[places].append(member)
    return list(cells.values())
