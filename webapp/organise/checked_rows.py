"""The rows of a list that can be used: who is new, and whose link works already.

A list may be read any number of times: a link that works is left alone unless the
organiser ticks that it is to end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from meter.fieldwork.holders import Held
    from meter.fieldwork.unit_lists import UnitRow
    from meter.records import Invitation


@dataclass(frozen=True)
class CheckedRow:
    """A row with the links of its person that work.

    Attributes:
        is_invited: whether the person has a link to everything that is asked.
    """

    unit: UnitRow
    held: tuple[Invitation, ...]
    is_invited: bool

    @property
    def is_used(self) -> bool:
        """Tell whether the person has come in."""
        return any(one.first_used_at is not None for one in self.held)

    @property
    def lacks_name(self) -> bool:
        """Tell whether the address stands for the name of the person."""
        return self.unit.contact in {"", self.unit.email}


@dataclass(frozen=True)
class CheckedRows:
    """The rows of a list that can be used."""

    rows: tuple[CheckedRow, ...]

    @property
    def new(self) -> tuple[CheckedRow, ...]:
        """Those who lack a link."""
        return tuple(row for row in self.rows if not row.is_invited)

    @property
    def invited(self) -> tuple[CheckedRow, ...]:
        """Those who have every link."""
        return tuple(row for row in self.rows if row.is_invited)

    @property
    def newest(self) -> int:
        """The newest invitation of those who have every link.

        The tick that ends links sends it: pressed twice, it does not end the links
        that it has made.
        """
        return max((one.id for row in self.invited for one in row.held), default=0)

    def choose(self, ending: int) -> list[CheckedRow]:
        """Choose who gets links where those made up to `ending` end; 0 ends none."""
        return [
            row
            for row in self.rows
            if not row.is_invited or any(one.id <= ending for one in row.held)
        ]


def check_rows(
    units: Iterable[UnitRow], held: Held, round_ids: Collection[int]
) -> CheckedRows:
    """Tell which rows are new to rounds, given the links that work."""
    wanted = set(round_ids)
    rows = []
    for unit in units:
        links = held.get((unit.name, unit.email), {})
        is_invited = bool(wanted) and wanted <= links.keys()
        rows.append(CheckedRow(unit, tuple(links.values()), is_invited))
    return CheckedRows(tuple(rows))
