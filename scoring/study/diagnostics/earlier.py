"""The same unit in an earlier round: its answers then, and what a ranking gave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.errors import UnknownUnitError
from scoring.frames import read_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from instruments.model.instrument import Instrument
    from scoring.kernel.coding import Coded

    Ranks = tuple[int, int]


@dataclass(frozen=True)
class Earlier:
    """The same unit in an earlier round of an instrument with the same meaning.

    Attributes:
        row: the coded response then.
        rank: the rank that an outside ranking gave the unit then; 1 is best.
        rank_now: the rank that it gives now.
    """

    row: Coded
    rank: int | None = None
    rank_now: int | None = None

    @classmethod
    def read(
        cls,
        instrument: Instrument,
        frame: pd.DataFrame,
        unit: str,
        column: str | None = None,
        ranks: Ranks | None = None,
    ) -> Earlier:
        """Read a unit's answers in an earlier round from a table of all units.

        Args:
            instrument: what was asked, in both rounds with the same meaning.
            frame: the answers then, as `scoring.score` takes them.
            unit: the name of the unit.
            column: the column that names the units; None takes the first.
            ranks: what an outside ranking gave the unit then and gives it now.

        Raises:
            UnknownUnitError: no row has that name.
            ScoringError: the frame is no table of answers to the instrument.
        """
        read = read_frame(instrument, frame, column)
        return cls.find(read.units, read.coded, unit, ranks)

    @classmethod
    def find(
        cls,
        units: Sequence[str],
        coded: Coded,
        unit: str,
        ranks: Ranks | None = None,
    ) -> Earlier:
        """Find a unit among the coded responses of an earlier round; see `read`.

        Raises:
            UnknownUnitError: none of the units has that name.
        """
        if unit not in units:
            place = "the earlier answers"
            raise UnknownUnitError(unit, units, place)
        return cls(coded[[units.index(unit)]], *(ranks or ()))
