"""CSV in blocks: whatever the blocks, each row has its number, ragged ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meter.exchange import csv_blocks
from meter.exchange.csv_blocks import CsvBlocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv") / "x.csv"


def read(path: Path, lengths: Sequence[int]) -> tuple[dict[int, str], dict[int, int]]:
    """Write rows of so many cells, the first being the row's number, and read them."""
    rows = [
        ",".join([str(number), *["x"] * (cells - 1)])
        for number, cells in enumerate(lengths, 2)
    ]
    path.write_text("\n".join(["unit,a,b", *rows, ""]))
    blocks = list(CsvBlocks(path, 3, ",").read([0, 2]))
    sound = {
        row: unit
        for block in blocks
        for row, unit in zip(
            block.rows.tolist(), block.cells.column(0).to_pylist(), strict=True
        )
    }
    return sound, {row: has for block in blocks for row, has in block.ragged.items()}


LENGTHS = st.lists(st.sampled_from([3, 3, 3, 2, 4]), min_size=1, max_size=60)


@settings(deadline=None)  # the first one imports
@given(LENGTHS, st.sampled_from([40, 64, 200, 1 << 21]))
def test_every_row_has_its_number(path: Path, lengths: list[int], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_blocks, "BLOCK_BYTES", size)
        sound, ragged = read(path, lengths)

    every = dict(enumerate(lengths, 2))
    assert ragged == {row: cells for row, cells in every.items() if cells != 3}
    assert sound == {row: str(row) for row, cells in every.items() if cells == 3}


def test_rows_with_line_breaks_and_blank_lines_count_as_a_spreadsheet_counts(
    path: Path,
) -> None:
    path.write_text('unit,a,b\n"Port\nVila",x,x\n\nLima\nSuva,x,x\n')

    blocks = list(CsvBlocks(path, 3, ",").read([0, 1, 2]))

    assert np.concatenate([block.rows for block in blocks]).tolist() == [2, 3, 5]
    assert [block.ragged for block in blocks if block.ragged] == [{4: 1}]


def test_nothing_but_ragged_rows_is_told_too(path: Path) -> None:
    assert read(path, [1, 4]) == ({}, {2: 1, 3: 4})


def test_many_ragged_rows_are_each_told_once(path: Path) -> None:
    path.write_text("unit,a,b\n" + "x\n" * 30_000)

    blocks = CsvBlocks(path, 3, ",").read([0])

    assert sum(len(block.ragged) for block in blocks) == 30_000
