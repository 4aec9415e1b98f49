"""Responses of units, or of several respondents of each unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.items import LinkItem, TextItem
from instruments.names import find_closest
from scoring.cells import FIRST_ROW, LIMIT, BadCell, to_text
from scoring.errors import (
    BadCellsError,
    ItemAsUnitError,
    NoUnitColumnError,
    RepeatedColumnError,
)
from scoring.frames import read_frame
from scoring.quality.errors import NoRespondentColumnError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from instruments.model.instrument import Instrument
    from scoring.kernel.coding import Coded
    from scoring.table_warnings import TableWarning

    Walk = Callable[[Sequence[str]], Iterable[str]]
    """What goes through names one by one, such as a progress bar."""

_BETWEEN = "\t"
"""Stands between unit and respondent; in a name it is a blank."""


@dataclass(frozen=True)
class Responses:
    """Coded answers with who gave them.

    Attributes:
        units: the unit of each row.
        respondents: who answered for it; blank where the frame does not say.
        coded: their answers.
        warnings: what a reader should know, such as columns that were ignored.
    """

    units: list[str]
    respondents: list[str]
    coded: Coded
    warnings: tuple[TableWarning, ...]


def read_responses(
    instrument: Instrument,
    frame: pd.DataFrame,
    unit: str | None = None,
    respondent: str | None = None,
) -> Responses:
    """Read a table of answers, one row a unit or one row a respondent.

    Args:
        instrument: what was asked.
        frame: the answers, as `scoring.frames.read_frame` takes them.
        unit: the column that names the units; None takes the first that does not
            name the respondents.
        respondent: the column that names who answered; a unit may then have several
            rows. None stands for one row a unit.

    Raises:
        ScoringError: the frame is no table of answers to this instrument.
    """
    import pandas as pd

    if respondent is None:
        read = read_frame(instrument, frame, unit)
        return Responses(read.units, [""] * len(read.units), read.coded, read.warnings)
    places = _find_columns(instrument, frame, unit, respondent)
    of, by = places
    name = f"{frame.columns[of]} and {frame.columns[by]}"
    columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
    columns[of] = pd.Series(_join_names(frame, places), index=frame.index, dtype=object)
    answers = pd.concat(columns, axis=1)
    titles = list(frame.columns)
    titles[of], titles[by] = name, ""  # one without a name is ignored
    read = read_frame(instrument, answers.set_axis(titles, axis=1), name)
    pairs = [one.partition(_BETWEEN) for one in read.units]
    return Responses(
        [of for of, _, _ in pairs],
        [by for _, _, by in pairs],
        read.coded,
        read.warnings,
    )


def _find_columns(
    instrument: Instrument, frame: pd.DataFrame, unit: str | None, respondent: str
) -> tuple[int, int]:
    names = [str(name).strip() for name in frame.columns]
    if respondent not in names:
        raise NoRespondentColumnError(respondent, find_closest(respondent, names))
    others = [name for name in names if name != respondent]
    if unit is None:
        unit = _take_first(instrument, others)
    if unit not in others:
        raise NoUnitColumnError(unit, find_closest(unit, others))
    for name in (unit, respondent):
        if names.count(name) > 1:
            raise RepeatedColumnError(name)
    return names.index(unit), names.index(respondent)


def _take_first(instrument: Instrument, names: list[str]) -> str:
    if not names:
        raise NoUnitColumnError(None)
    item = instrument.items.get(names[0])
    if item is not None and not isinstance(item, TextItem | LinkItem):
        raise ItemAsUnitError(names[0])
    return names[0]


def _join_names(frame: pd.DataFrame, places: tuple[int, int]) -> list[str]:
    """Name each row by unit and respondent; rows that name neither stay blank.

    Raises:
        BadCellsError: some rows name only one of the two.
    """
    of, by = (_read_names(frame.iloc[:, place]) for place in places)
    bad = [
        BadCell(
            row + FIRST_ROW,
            first,
            str(frame.columns[places[1] if first else places[0]]),
            "the name is blank. Name the unit and who answered.",
        )
        for row, (first, second) in enumerate(zip(of, by, strict=True))
        if bool(first) is not bool(second)
    ]
    if bad:
        raise BadCellsError(bad[:LIMIT], len(bad))
    return [
        f"{first}{_BETWEEN}{second}" if first else ""
        for first, second in zip(of, by, strict=True)
    ]


def _read_names(column: pd.Series[Any]) -> list[str]:
    blank = column.isna().to_numpy(dtype=np.bool_)
    return [
        "" if empty else to_text(value).strip().replace(_BETWEEN, " ")
        for value, empty in zip(column.tolist(), blank, strict=True)
    ]
