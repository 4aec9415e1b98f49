"""`meter workbook` writes a blank to fill in, in a language of the instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner, Result
from openpyxl import load_workbook

from instruments import load_instrument
from meter.cli import main
from meter.exchange.fill_in.reading import read_workbook

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["workbook", *words])


def test_a_blank_asks_everything_and_can_be_read_back(tmp_path: Path) -> None:
    file = tmp_path / "meter.xlsx"

    ran = run("meter", "-o", str(file))

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert ran.stderr == f"{file} is written.\n"
    instrument = load_instrument("meter")
    found = read_workbook(file.read_bytes(), instrument)
    assert [one.item for one in found.rows] == list(instrument.items)
    assert {one.seen for one in found.rows} == {0}
    assert found.problems == ()


def test_arabic_sheets_speak_arabic_and_run_from_right_to_left(tmp_path: Path) -> None:
    file = tmp_path / "meter.xlsx"

    assert run("meter", "-o", str(file), "--language", "ar").exit_code == 0

    book = load_workbook(file)
    assert all(one.sheet_view.rightToLeft for one in book.worksheets)
    words = {row[2] for row in book["choices"].iter_rows(values_only=True)}
    assert "\u0644\u0627 \u064a\u0646\u0637\u0628\u0642" in words  # not applicable
    found = read_workbook(file.read_bytes(), load_instrument("meter"))
    assert found.problems == ()


def test_a_language_that_the_instrument_lacks_is_named(tmp_path: Path) -> None:
    ran = run("meter", "-o", str(tmp_path / "x.xlsx"), "--language", "tlh")

    assert ran.exit_code == 11
    assert 'has no words in "tlh". It has: en, ' in ran.stderr
    assert list(tmp_path.iterdir()) == []
