"""S12: whatever is typed, no cell of a file for spreadsheets computes.

LibreOffice opens each kind of file that we write, with texts in it that spreadsheets
take for formulas. None of our files has a formula of its own either.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from xlsxwriter import Workbook

from environment import HOW_TO_GET_LIBREOFFICE, find_spreadsheet
from meter.exchange.package.columns import Table, number_column, text_column
from meter.exchange.package.package import write_package
from meter.exchange.package.table_files import write_csv_table, write_workbook
from meter.exchange.score_files import write_scores
from meter.reports.excel import write_excel
from meter.reports.tables import write_tables
from meter.storage import open_store
from missing_program import give_up
from scoring.provenance import Provenance
from tests.meter.exchange.fill_in.books import store
from tests.meter.exchange.fill_in.books import write as write_fill_in
from tests.meter.exchange.libreoffice import open_files, squeeze
from tests.meter.exchange.package.surveyed import NAMED, survey
from tests.meter.reports.city_reports import BLOCKS, SCORES, TABLE, make_report

if TYPE_CHECKING:
    from pathlib import Path

    from meter.reports.report import Report
    from tests.meter.exchange.libreoffice import Opened

TEXTS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=2+1", "\r=3+1", "\n=4+1", " =5+1", "'=6+1",
    "{=7+1}", '=HYPERLINK("https://a.example";"x")', "=cmd|'/C calc'!A0",
    "\uff1d8+1", "\uff0b9+1", "\uff0d10+1", "\uff20SUM(11;1)", '=WEBSERVICE("a")',
    "https://b.example", "of:=12+1", "-5+3",
)  # fmt: skip
OTHERS = "others"
PAGE = "https://c.example/"
PROVENANCE = Provenance("=tiny", "2", "aa", "default", "1", "bb")


def write_files(folder: Path) -> list[Path]:
    """Write each kind of file, with the texts wherever texts of people go."""
    table = _make_table()
    write_workbook([table], folder / "tables.xlsx")
    write_csv_table(table, folder / "table.csv")
    frame = pd.DataFrame({"unit": list(TEXTS), "index": np.linspace(0, 1, len(TEXTS))})
    write_scores(frame, folder / "scores.xlsx", PROVENANCE)
    write_tables({"nodes": frame}, folder / "figures.xlsx", PROVENANCE)
    (folder / "report.xlsx").write_bytes(write_excel(_make_report()))
    for number, (text, note) in enumerate(zip(TEXTS[::2], TEXTS[1::2], strict=True)):
        book = write_fill_in(store({"words": text, "page": PAGE}, note=note))
        (folder / f"filled-{number}.xlsx").write_bytes(book)
    with open_store(f"sqlite:///{folder / 'meter.sqlite'}", durable=False) as kept:
        write_package(survey(kept).read(with_names=True), folder / "package")
    (folder / "package/tables.xlsx").rename(folder / "package/packed.xlsx")
    return [
        *folder.glob("*.xlsx"),
        folder / "table.csv",
        *(folder / "package").glob("*.xlsx"),
        *(folder / "package/csv").glob("*.csv"),
    ]


def _make_table() -> Table:
    said = text_column("said", "Said", TEXTS)
    known = number_column("known", "Known", np.full(len(TEXTS), -0.5))
    packed = replace(said, name="=packed", data=pa.array(TEXTS).dictionary_encode())
    return Table("said", "What was said", ("said",), (said, known, packed))


def _compute(path: Path) -> Path:
    """Write what none of ours is: a workbook that computes, and leads elsewhere."""
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1")
        sheet.write_url(1, 0, "https://a.example")
    return path


def _make_report() -> Report:
    rows = tuple((text, text, "1") for text in TEXTS)
    hostile = replace(TABLE, caption="=1+1", headings=("=1", "+1", "@x"), rows=rows)
    scores = replace(SCORES, part="=1+1", score="+1", alt="@x")
    return make_report(*BLOCKS, replace(hostile, values=()), scores, title="=1+1")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Opened]:
    if find_spreadsheet() is None:
        give_up(HOW_TO_GET_LIBREOFFICE)
    folder = tmp_path_factory.mktemp("spreadsheets")
    paths = [*write_files(folder), _compute(folder / f"{OTHERS}.xlsx")]
    return open_files(paths, folder)


def test_libreoffice_finds_no_formula_in_any_file(opened: dict[str, Opened]) -> None:
    found = {name: one.formulas for name, one in opened.items() if name != OTHERS}

    assert {name: formulas for name, formulas in found.items() if formulas} == {}


def test_no_text_leads_anywhere(opened: dict[str, Opened]) -> None:
    found = {name: one.links for name, one in opened.items() if name != OTHERS}

    assert {name: links for name, links in found.items() if links} == {}


@pytest.mark.parametrize("name", ["tables", "scores", "figures", "report", "filled"])
def test_texts_stand_there_as_they_were_typed(
    opened: dict[str, Opened], name: str
) -> None:
    files = [one for key, one in opened.items() if key.partition("-")[0] == name]

    shown = set().union(*(one.texts for one in files))
    assert {squeeze(text) for text in TEXTS} <= shown


def test_a_name_that_looks_like_a_formula_is_a_name(opened: dict[str, Opened]) -> None:
    assert NAMED.replace(" ", "") in opened["packed"].texts


def test_a_formula_would_be_noticed(opened: dict[str, Opened]) -> None:
    assert opened[OTHERS].formulas == ["of:=1+1"]
    assert opened[OTHERS].links == 1
