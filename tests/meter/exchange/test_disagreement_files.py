"""Files of disagreement: no free word of them is taken for a formula."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import load_workbook

from meter.exchange.disagreement_files import write_disagreement, write_text
from meter.exchange.errors import FileKindError
from meter.exchange.score_files import find_beside
from scoring import compile_plan
from scoring.provenance import MADE_BY, Provenance
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from pathlib import Path

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "  =1", "\n=1", "\uff1d1"]
PLAIN = ["-5", "-1.5", "1e-7", "full", "a;b", 'Line,\n"quoted"', ""]


def frame(words: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": ["=Lima"] * len(words),
            "spread": [None, *[0.5] * (len(words) - 1)],
            "why": words,
        }
    )


def test_in_csv_every_text_that_would_be_calculated_gets_an_apostrophe() -> None:
    read = list(csv.DictReader(io.StringIO(write_text(frame(FORMULAS)))))

    assert [row["why"] for row in read] == [f"'{one}" for one in FORMULAS]
    assert {row["unit"] for row in read} == {"'=Lima"}
    assert [row["spread"] for row in read] == ["", *["0.5"] * 7]


def test_numbers_and_other_words_stay_as_they_are() -> None:
    read = list(csv.DictReader(io.StringIO(write_text(frame(PLAIN)))))

    assert [row["why"] for row in read] == PLAIN


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".json"])
def test_each_kind_of_file_holds_the_table_and_by_what_it_was_made(
    tmp_path: Path, ending: str
) -> None:
    from instruments import Instrument

    plan = compile_plan(Instrument.model_validate(DOCUMENT), "default")
    path = tmp_path / f"table{ending}"

    write_disagreement(frame(FORMULAS), path, Provenance.of(plan))

    why, made_by = _read(path)
    assert [one.lstrip("'") for one in why] == FORMULAS
    assert made_by == plan.method_fingerprint


def _read(path: Path) -> tuple[list[str], str]:
    """Read the reasons, and the fingerprint of the method that valued the spread."""
    name = "method_fingerprint"
    if path.suffix == ".csv":
        facts = json.loads(find_beside(path).read_text())[MADE_BY]
        why = [one["why"] for one in csv.DictReader(io.StringIO(path.read_text()))]
        return why, facts[name]
    if path.suffix == ".json":
        found = json.loads(path.read_text())
        return [one["why"] for one in found["scores"]], found[MADE_BY][name]
    if path.suffix == ".parquet":
        from pyarrow import parquet

        table = parquet.read_table(path)
        made = table.schema.metadata[name.encode()].decode()
        return table.column("why").to_pylist(), made
    book = load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(min_row=2))
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    facts = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    return [str(row[2].value) for row in rows], str(facts[name])


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileKindError):
        write_disagreement(frame(["x"]), tmp_path / "table.doc")
