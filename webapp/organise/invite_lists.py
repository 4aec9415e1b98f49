"""A list of units to invite: what of a file can be invited, and what has to be mended.

Nothing is invited by sending a file. The page names every bad row, shows the good
ones and the whole list as text: it can be mended there and checked again, or the good
rows invited as they are. No row is lost on the way, and none is invited unseen.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.errors import DataError
from meter.exchange.sheets import read_sheet
from meter.fieldwork.unit_lists import COLUMNS, MOST_UNITS, read_unit_list
from webapp.forms.checked import explain
from webapp.organise.row_problems import RowProblem, explain_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments.model.questionnaire import ProfileField
    from meter.fieldwork.unit_lists import UnitRow


@dataclass(frozen=True)
class InviteList:
    """A list as it was read.

    Attributes:
        text: the list as CSV; line n is row n of the file.
        units: the rows that can be invited.
        problems: what is wrong with which row.
        refusal: why the list as a whole cannot be read; empty if it can.
    """

    text: str
    units: tuple[UnitRow, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    refusal: str = ""


def read_invite_list(
    content: str | bytes,
    profile: Sequence[ProfileField],
    *,
    takes_languages: bool = False,
) -> InviteList:
    """Read a file or a mended text."""
    text = content if isinstance(content, str) else ""
    try:
        text = write_rows(content)
        units, problems = read_unit_list(text, profile, takes_languages=takes_languages)
    except DataError as error:
        return InviteList(text, refusal=explain(error))
    told = tuple(explain_row(problem, profile) for problem in problems)
    return InviteList(text, tuple(units), told)


def write_rows(content: str | bytes) -> str:
    """Write a CSV or XLSX file as CSV text in which line n is row n.

    Raises:
        SheetError, SheetSizeError: the file cannot be read, or is too long.
    """
    rows = dict(read_sheet(content, MOST_UNITS))
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for number in range(1, max(rows, default=0) + 1):
        # A cell of several lines would shift the numbers of all that follow.
        writer.writerow([" ".join(cell.splitlines()) for cell in rows.get(number, [])])
    return file.getvalue()


def write_headings(profile: Sequence[ProfileField], *more: str) -> str:
    """Write the empty list that an organiser may fill in, with some more columns."""
    file = io.StringIO()
    csv.writer(file).writerow([*COLUMNS, *more, *(fact.key for fact in profile)])
    return file.getvalue()
