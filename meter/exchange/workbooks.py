"""Excel workbooks: the rows of the first sheet that is not hidden."""

from __future__ import annotations

import re
import warnings
import zipfile
from contextlib import closing, contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from meter.exchange.errors import SheetError
from scoring.cells import CellFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_ZIP_MEMBERS = 1_000
"""A workbook has some dozens of parts; a zip bomb may have far more."""

MOST_ROWS = 1 << 20
"""Rows of a sheet of Excel; a file may claim more and fill them with blanks."""

_PART_BYTES = 1 << 20
_OVERLAP = 400

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,300}?ref=\"([^\"]{1,40})\"")

_NOT_CALCULATED = (
    "the formula has no value yet. Open the file in a spreadsheet and save it."
)


class Merge(NamedTuple):
    """Cells that are merged into one; columns and rows from 1, both ends included."""

    left: int
    top: int
    right: int
    bottom: int


def read_values(file: Path | BinaryIO, most_bytes: int) -> Iterator[list[Any]]:
    """Read a sheet row by row, without blanks at the ends; formulas as their values.

    Args:
        file: where it is, or the open file.
        most_bytes: how large it may become when it is unpacked.

    Raises:
        SheetError: it is no workbook, or too large a one.
    """
    with _refusing_damage(), _open_sheet(file, most_bytes) as sheet:
        for row in _read_rows(sheet):
            yield _cut_blanks(row)


def read_cells(path: Path, most_bytes: int) -> Iterator[list[Any]]:
    """Read a sheet row by row; a CellFault stands where a value would be missed.

    That is in a formula that was never calculated, and in cells that are merged with
    one that says something.

    Raises:
        SheetError: it is no workbook, or too large a one.
    """
    with _refusing_damage(), _open_sheet(path, most_bytes) as sheet:
        has_formulas, merges = _look_through(path, sheet)
        rows: Iterable[Iterable[Any]] = _read_rows(sheet)
        if has_formulas:
            rows = _find_uncalculated(sheet, path, most_bytes)
        for row in _find_merged(rows, merges):
            yield _cut_blanks(row)


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a table of answers does not need
            yield
    except (SheetError, GeneratorExit):
        raise
    except Exception as error:
        # A damaged workbook raises whatever its parser met first.
        raise SheetError from error


@contextmanager
def _open_sheet(
    file: Path | BinaryIO, most_bytes: int, *, formulas: bool = False
) -> Iterator[Any]:
    from openpyxl import load_workbook

    # openpyxl leaves a file open that it has opened and cannot read.
    own = file.open("rb") if isinstance(file, Path) else nullcontext(file)
    with own as opened:
        _ensure_small(opened, most_bytes)
        book = load_workbook(opened, read_only=True, data_only=not formulas)
        shown = [one for one in book.worksheets if one.sheet_state == "visible"]
        sheet: Any = (shown or book.worksheets)[0]
        # A sheet may claim a size that hides rows, or fills the memory with blanks.
        sheet.reset_dimensions()
        with closing(book):
            yield sheet


def _ensure_small(file: BinaryIO, most_bytes: int) -> None:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_ZIP_MEMBERS or unpacked > most_bytes:
        raise SheetError


def _read_rows(sheet: Any, *, values_only: bool = True) -> Iterator[tuple[Any, ...]]:
    rows = sheet.iter_rows(values_only=values_only)
    yield from islice(rows, MOST_ROWS)
    if next(rows, None) is not None:
        raise SheetError


def _cut_blanks(row: Iterable[Any]) -> list[Any]:
    """Leave out the blank cells at the end of a row."""
    cells = list(row)
    while cells and cells[-1] in {None, ""}:
        cells.pop()
    return cells


def _look_through(path: Path, sheet: Any) -> tuple[bool, list[Merge]]:
    """Tell whether a sheet has formulas, and which of its cells are merged."""
    from openpyxl.utils import range_boundaries

    has_formulas, merged, kept = False, set(), b""
    with (
        zipfile.ZipFile(path) as archive,
        # What openpyxl reads row by row says nothing of merged cells.
        archive.open(sheet._worksheet_path) as part,  # noqa: SLF001
    ):
        while more := part.read(_PART_BYTES):
            text = kept + more
            has_formulas = has_formulas or bool(_FORMULA.search(text))
            merged.update(_MERGE.findall(text))
            kept = text[-_OVERLAP:]
    merges = (Merge(*range_boundaries(one.decode())) for one in merged)
    return has_formulas, sorted(merges, key=lambda merge: merge.top)


def _find_uncalculated(sheet: Any, path: Path, most_bytes: int) -> Iterator[list[Any]]:
    """Put a fault where a formula has no value; two readings go row by row."""
    with _open_sheet(path, most_bytes, formulas=True) as written:
        pairs = zip(
            _read_rows(sheet, values_only=False), _read_rows(written), strict=True
        )
        for cells, formulas in pairs:
            yield [
                CellFault(_NOT_CALCULATED)
                if formula is not None and _is_without_value(cell)
                else cell.value
                for cell, formula in zip(cells, formulas, strict=True)
            ]


def _is_without_value(cell: Any) -> bool:
    """Tell a formula that was never calculated from one whose value is no text."""
    return cell.value is None and cell.data_type != "str"


def _find_merged(
    rows: Iterable[Iterable[Any]], merges: list[Merge]
) -> Iterator[list[Any]]:
    """Put a fault into the cells that are merged with one that says something."""
    waiting, held = merges[::-1], list[tuple[Merge, CellFault]]()
    for number, row in enumerate(rows, 1):
        cells = list(row)
        held = [(merge, fault) for merge, fault in held if merge.bottom >= number]
        while waiting and waiting[-1].top <= number:
            merge = waiting.pop()
            said = cells[merge.left - 1] if merge.left <= len(cells) else None
            if said is not None:
                held.append((merge, _name_merge(merge)))
        for merge, fault in held:
            cells += [None] * (merge.right - len(cells))
            for place in range(merge.left - 1, merge.right):
                if (number, place) != (merge.top, merge.left - 1):
                    cells[place] = fault
        yield cells


def _name_merge(merge: Merge) -> CellFault:
    from openpyxl.utils import get_column_letter

    first = f"{get_column_letter(merge.left)}{merge.top}"
    return CellFault(f"the cell is merged with {first}. Undo that, and fill each cell.")
