"""Files of disagreement: CSV, Excel, Parquet or JSON, a row a unit and item.

Free words stand in most columns, so in CSV every one is kept from being read as a
formula; Excel takes them as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.csv_texts import write_csv
from meter.exchange.formulas import guard_words
from meter.exchange.score_files import check_place, write_beside, write_scores
from meter.exchange.whole_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from scoring.provenance import Provenance


def write_disagreement(
    frame: pd.DataFrame, path: Path, provenance: Provenance | None = None
) -> None:
    """Write the table by the ending of the file's name, replacing a former file.

    Raises:
        FileKindError: the name ends in none of those of scores.
        LongTableError: an Excel sheet does not hold so many rows.
        UnwritableFileError: the file cannot be written there.
    """
    check_place(path)
    if path.suffix.lower() != ".csv":
        write_scores(frame, path, provenance)
        return
    with write_whole(path) as file:
        file.write(write_text(frame).encode())
    write_beside(path, provenance)


def write_text(frame: pd.DataFrame) -> str:
    """Write the table as CSV."""
    blank = frame.isna().to_numpy()
    rows = (
        ["" if gap else value for value, gap in zip(row, empty, strict=True)]
        for row, empty in zip(frame.itertuples(index=False), blank, strict=True)
    )
    return write_csv([frame.columns, *rows], guard_words)
