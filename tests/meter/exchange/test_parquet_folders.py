"""A folder of Parquet files is one table, cut into whole row groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow import parquet

from instruments import Instrument
from meter.exchange.answer_files import open_answers, read_answers
from meter.exchange.errors import UnreadableTableError
from meter.exchange.parquet_folders import ParquetFolder
from meter.exchange.scored_files import read_coded
from scoring.errors import BadCellsError
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from pathlib import Path

INSTRUMENT = Instrument.model_validate(DOCUMENT)


def write(path: Path, units: list[str], cell: str = "full", groups: int = 2) -> None:
    """Write a file whose units all give one answer."""
    path.parent.mkdir(exist_ok=True)
    table = pa.table({"unit": units, "law": [cell] * len(units)})
    parquet.write_table(table, path, row_group_size=groups)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files, one of them deeper, beside what is none of the answers."""
    found = tmp_path / "answers"
    write(found / "b.parquet", ["Suva", "Lima", "Oslo"])
    (found / "a").mkdir()
    write(found / "a" / "x.parquet", ["Rome"])
    write(found / "_notes.parquet", ["Nowhere"])
    write(found / ".b.parquet.1.part.parquet", ["Half"])
    (found / "README.txt").write_text("of no concern")
    return found


def test_files_are_read_in_the_order_of_their_names(folder: Path) -> None:
    assert read_coded(INSTRUMENT, folder).units == ["Rome", "Suva", "Lima", "Oslo"]
    assert list(read_answers(folder)["unit"]) == ["Rome", "Suva", "Lima", "Oslo"]


def test_how_much_is_read_is_told(folder: Path) -> None:
    told: list[float] = []

    read_coded(INSTRUMENT, folder, tell=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0


def test_pieces_are_whole_row_groups_that_follow_each_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.exchange.parquet_folders.PIECE_ROWS", 2)

    pieces = ParquetFolder(folder).pieces

    assert [(one.path.name, one.groups, one.start, one.rows) for one in pieces] == [
        ("x.parquet", (0,), 0, 1),
        ("b.parquet", (0,), 1, 2),
        ("b.parquet", (1,), 3, 1),
    ]


def test_small_row_groups_are_taken_together(folder: Path) -> None:
    assert [one.groups for one in ParquetFolder(folder).pieces] == [(0,), (0, 1)]


def test_bad_cells_are_counted_through_all_files(folder: Path) -> None:
    write(folder / "c.parquet", ["Bonn"], "everything")

    with pytest.raises(BadCellsError, match=r"row 6 \(Bonn\), column 'law'"):
        read_coded(INSTRUMENT, folder)


def test_a_unit_that_stands_in_two_files_is_named(folder: Path) -> None:
    write(folder / "c.parquet", ["Rome"])

    with pytest.raises(BadCellsError, match=r"row 6 \(Rome\)"):
        read_coded(INSTRUMENT, folder)


def test_files_of_other_columns_and_folders_without_files_are_refused(
    folder: Path, tmp_path: Path
) -> None:
    parquet.write_table(pa.table({"unit": ["Bonn"]}), folder / "c.parquet")
    with pytest.raises(UnreadableTableError, match=r"'c\.parquet' has other columns"):
        open_answers(folder)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableTableError, match=r"no \.parquet file"):
        open_answers(tmp_path / "empty")
