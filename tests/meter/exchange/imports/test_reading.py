"""Files of every layout give the answers that they were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, load_instrument
from meter.exchange.imports.mapping import ColumnMapping, Target
from meter.exchange.imports.reading import open_import
from tests.meter.exchange.imports.exports import (
    LAYOUTS,
    draw_answers,
    write_table,
)

if TYPE_CHECKING:
    from pathlib import Path

STARTS = ColumnMapping(columns={"startdate": Target("start_date")})
"""LimeSurvey itself keeps something under this heading."""

UNITS = ["Ankor", "Belm, the old", "Saint-Étienne"]


@pytest.fixture(scope="module", params=["meter", "ecities"])
def asked(request: pytest.FixtureRequest) -> Instrument:
    return load_instrument(request.param)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_of_each_layout_gives_the_answers_back(
    asked: Instrument, name: str, ending: str, tmp_path: Path
) -> None:
    has_codes = name in {"table", "limesurvey", "kobo", "odk"}
    given = draw_answers(asked, UNITS, reasons=has_codes)
    make, unit = LAYOUTS[name]
    separator = ";" if name == "kobo" else ","
    path = write_table(make(asked, given), tmp_path / f"file{ending}", separator)

    file = open_import(path, asked, unit=unit, mapping=STARTS)

    assert name.startswith(file.layout.key)
    assert [str(one) for one in file.header.bad] == []
    assert [str(one) for one in file.header.warnings] == []
    rows = list(file.read())
    assert [str(bad) for row in rows for bad in row.bad] == []
    assert {row.unit: row.answers for row in rows} == given


def test_our_own_table_may_be_parquet(asked: Instrument, tmp_path: Path) -> None:
    given = draw_answers(asked, UNITS, reasons=True)
    make, _ = LAYOUTS["table"]
    path = write_table(make(asked, given), tmp_path / "file.parquet")

    rows = list(open_import(path, asked).read())

    assert {row.unit: row.answers for row in rows} == given
    assert [row.row for row in rows] == [2, 3, 4]
