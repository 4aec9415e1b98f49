"""The header of a table of answers: which column names the units, which are items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.model.conditions import list_comparisons
from instruments.model.items import DateItem, LinkItem, TextItem
from instruments.names import find_closest
from scoring.cells import HEADER_ROW, LIMIT, BadCell
from scoring.errors import ItemAsUnitError, NoItemColumnError, NoUnitColumnError
from scoring.table_warnings import NoColumnWarning, UnknownColumnWarning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from instruments.model.framework import Node
    from instruments.model.instrument import Instrument
    from scoring.table_warnings import TableWarning


@dataclass(frozen=True)
class Header:
    """What the columns of a table are.

    Attributes:
        unit: the place of the column that names the units.
        name: its name.
        items: by item key the place of its column, the first of that name.
        repeated: names that several columns have, each as a bad cell of the header.
        warnings: of scored items without a column, and of each column that is ignored.
    """

    unit: int
    name: str
    items: Mapping[str, int]
    repeated: tuple[BadCell, ...]
    warnings: tuple[TableWarning, ...]


def read_header(
    instrument: Instrument, columns: Sequence[object], unit: str | None = None
) -> Header:
    """Find units and items among the names of columns, which may have blanks around.

    Args:
        instrument: what was asked.
        columns: names of the columns, in order; one without a name is ignored.
        unit: the column that names the units; None takes the first.

    Raises:
        NoUnitColumnError: there is no such column, or none at all.
        ItemAsUnitError: the first column is an item.
        NoItemColumnError: none is an item.
    """
    names = [str(name).strip() for name in columns]
    place = _find_units(instrument, names, unit)
    items: dict[str, int] = {}
    for at, name in enumerate(names):
        if name in instrument.items and name != names[place]:
            items.setdefault(name, at)
    given = {*items, names[place]}
    absent = [key for key in instrument.items if key not in given]
    unknown = tuple(_find_unknown(instrument, names, place, absent))
    if not items:
        near = [(w.column, w.closest) for w in unknown if w.closest is not None]
        raise NoItemColumnError(instrument.key, near)
    missed = tuple(_find_missed(instrument, absent))
    repeated = tuple(_find_repeated(names))
    return Header(place, names[place], items, repeated, (*missed, *unknown))


def _find_units(instrument: Instrument, names: list[str], unit: str | None) -> int:
    if unit is None:
        if not names:
            raise NoUnitColumnError(None)
        item = instrument.items.get(names[0])
        if item is not None and not isinstance(item, TextItem | LinkItem):
            raise ItemAsUnitError(names[0])
        return 0
    if unit.strip() not in names:
        raise NoUnitColumnError(unit, find_closest(unit, names))
    return names.index(unit.strip())


def _find_repeated(names: list[str]) -> Iterator[BadCell]:
    """Find the names that several columns have; one without a name is no column."""
    places: dict[str, list[int]] = {}
    for number, name in enumerate(names, 1):
        places.setdefault(name, []).append(number)
    for name, numbers in places.items():
        if name and len(numbers) > 1:
            *most, last = map(str, numbers)
            which = f"columns {', '.join(most)} and {last}"
            problem = f"{which} have this name. Keep one, or rename the others."
            yield BadCell(HEADER_ROW, "", name, problem)


def _find_unknown(
    instrument: Instrument, names: list[str], place: int, absent: Collection[str]
) -> Iterator[UnknownColumnWarning]:
    """Find the columns that are ignored, and which items they were meant for."""
    known = {*instrument.items, *(field.key for field in instrument.profile), ""}
    unknown = [n for at, n in enumerate(names) if at != place and n not in known]
    repeated = instrument.repeated
    for number, name in enumerate(dict.fromkeys(unknown)):
        asked_as = repeated.get(name, ())
        # To look for what was meant takes long where thousands of columns are unknown.
        near = find_closest(name, absent) if number < LIMIT else None
        yield UnknownColumnWarning(name, asked_as[0] if asked_as else near, asked_as)


def _find_missed(
    instrument: Instrument, absent: Collection[str]
) -> Iterator[NoColumnWarning]:
    """Tell of the items that scores rest on and that have no column."""
    scored, lacking = list_scored(instrument), set(absent)
    missed = [key for key in scored if key in lacking]
    if missed:
        yield NoColumnWarning(missed, len(scored))


def list_scored(instrument: Instrument) -> list[str]:
    """Name the items that nodes rest on whatever the method, in the order of asking."""
    if instrument.framework is None:
        return []
    every = instrument.framework.nodes
    nodes = [every[key] for key in instrument.framework.list_nodes()]
    names = {name for node in nodes for name in _name_items(node)}
    repeated = instrument.repeated
    keys = {key for name in names for key in repeated.get(name, (name,))}
    tags = {node.tagged for node in nodes}
    return [
        key
        for key, item in instrument.items.items()
        if (key in keys or not tags.isdisjoint(item.tags))
        and not isinstance(item, TextItem | LinkItem | DateItem)
    ]


def _name_items(node: Node) -> Iterator[str]:
    yield from node.items or ()
    if node.ratio is not None:
        yield from (node.ratio.of, node.ratio.to)
    for row in node.table or ():
        yield from (comparison.item for comparison in list_comparisons(row.when))
