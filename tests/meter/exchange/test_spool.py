"""The spool: coded rows come back as they were, bit for bit, as often as needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from drawn import draw, options

from meter.exchange.errors import UnwritableFileError
from meter.exchange.spool import Spool, explaining_room
from scoring.columns import DistinctCells
from scoring.kernel.coding import coder_of
from scoring.reading import AnswerReader, Batch, read_header

if TYPE_CHECKING:
    from scoring.reading import CodedBatch

INSTRUMENT = draw(
    {
        "level": {},
        "n": {"type": "number"},
        "several": {"type": "multiple", "options": options(a=1, b=2)},
    },
    {"index": ["level"]},
)
ROWS = {
    "unit": ["Lima", "Suva", "Apia"],
    "level": ["full", "NA", ""],
    "n": ["2.5", "RF", "DK"],
    "several": ["a;b", "NA", "b"],
}


def code(start: int = 0) -> CodedBatch:
    frame = pd.DataFrame(ROWS)
    header = read_header(INSTRUMENT, list(frame.columns))
    cells = {
        key: DistinctCells(frame[key].tolist(), np.arange(len(frame)))
        for key in INSTRUMENT.items
    }
    reader = AnswerReader(INSTRUMENT, header)
    return reader.read(Batch(start, frame["unit"].tolist(), cells))


def test_batches_come_back_with_every_bit_as_often_as_asked() -> None:
    with Spool(coder_of(INSTRUMENT)) as kept:
        kept.add(code())
        kept.add(code(3))

        for _ in range(2):
            first, second = kept.read()
            assert first.units == second.units == ROWS["unit"]
            assert second.rows.tolist() == [5, 6, 7]
            for key, column in code().columns.items():
                assert first.columns[key].tobytes() == column.tobytes()

    assert kept.rows == 6


def test_some_items_come_batch_by_batch_without_the_others() -> None:
    with Spool(coder_of(INSTRUMENT)) as kept:
        kept.add(code())
        kept.add(code(3))

        for _ in range(2):
            first, second = kept.read_items(["n", "level"])
            assert first.keys() == second.keys() == {"n", "level"}
            for key, column in first.items():
                assert column.tobytes() == code().columns[key].tobytes()


def test_nothing_kept_is_nothing_read() -> None:
    with Spool(coder_of(INSTRUMENT)) as kept:
        assert list(kept.read()) == []
        assert list(kept.read_items(["n"])) == []


def test_nothing_is_left_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Spool(coder_of(INSTRUMENT)) as kept:
        kept.add(code())
        assert [one.is_dir() for one in tmp_path.iterdir()] == [True]

    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with (
        pytest.raises(UnwritableFileError, match="No space left on device") as caught,
        explaining_room(),
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"x")

    assert caught.value.path == str(tmp_path)
