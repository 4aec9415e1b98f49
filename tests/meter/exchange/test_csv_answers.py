"""CSV: whatever is wrong with the text is said in a sentence that tells where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drawn import draw

from meter.errors import DataError
from meter.exchange.csv_answers import CsvAnswers
from meter.exchange.scored_files import read_coded
from scoring import ScoringError

if TYPE_CHECKING:
    from pathlib import Path

INSTRUMENT = draw(
    {
        "level": {},
        "agree": {"type": "yes_no", "allow": []},
        "n": {"type": "number", "at_least": 0, "goalposts": {"low": 0, "high": 10}},
    },
    {"index": ["level", "agree", "n"]},
)


def explain(path: Path) -> str:
    """Say why a file is not read."""
    with pytest.raises((DataError, ScoringError)) as caught:
        read_coded(INSTRUMENT, path)
    assert getattr(caught.value, "exit_code", 1) == 11
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'x.csv' cannot be read: it is empty."),
        ("\ufeff", "it is empty"),
        ("\n\n", "its first row is blank"),
        ("unit,level", "'x.csv': There are no rows of answers."),
        ("unit,level\n", "There are no rows of answers."),
        ("unit,levle\nLima,full\n", "'x.csv': No column is named as an item"),
        ("unit,level,level\nLima,full,full\n", "columns 2 and 3 have this name."),
        ("unit,level\nLima\n", "row 2: the row has 1 cell, and there are 2 columns."),
        ("unit,level\nLima,1,2\n", "row 2: the row has 3 cells"),
        ('unit,level\nLima,1,2\nSuva,"no\nApia,full\n', "close the one in row 3 or"),
        ('unit,level\nLima,full\nSuva,"no\nApia,full\n', "do not pair up"),
        ("u\0n\0i\0t\0", "null characters"),
        ("unit,level\nLima,f\0ull\n", "'f\\u0000ull' is no option"),
        ("unit,level\nLi\0ma,full\n", "the character U+0000"),
        ("unit,n\nLima,NaN\n", "row 2 (Lima), column 'n': 'NaN' is not a number."),
        ("unit,n\nLima,inf\n", "'inf' is not a number."),
        ("unit,n\nLima,1e308\n", "1e+308 is above 1e+100."),
        ("unit,n\nLima,1e999\n", "'1e999' is not a number."),
        ("unit,n\nLima,seven\n", "'seven' is not a number."),
        ("unit,level\nLima,\x1b[2Jx\n", "'\\u001b[2Jx' is no option"),
    ],
)
def test_a_csv_that_is_wrong_is_explained(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8", newline="")

    assert said in explain(path)


def test_text_that_stops_being_utf_8_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = b"".join(b"Unit %d,full\n" % row for row in range(300_000))
    path.write_bytes(b"unit,level\n" + rows + b"M\xe1laga,full\n")

    assert "it is not UTF-8; save it as 'CSV UTF-8'" in explain(path)


def test_a_row_without_end_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('unit,level\nLima,full\nSuva,"' + "x" * 5_000_000)

    assert "a row is longer than 2 MB" in explain(path)


def test_ragged_rows_far_down_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [f"Unit {row},full" for row in range(300_000)]
    rows[299_990] += ",more"
    path.write_text("\n".join(["unit,level", *rows]))

    assert "row 299992: the row has 3 cells" in explain(path)


def test_names_of_columns_stay_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('\ufeffunit; level ;"a;\nb";;\nLima;full;;;\n', encoding="utf-8")

    assert CsvAnswers(path).columns == ["unit", " level ", "a;\nb", "", ""]
    assert read_coded(INSTRUMENT, path).units == ["Lima"]


def test_how_much_was_read_is_known(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("unit,level\n" + "Lima,full\n" * 500_000)
    source = CsvAnswers(path)

    assert source.done == 0
    assert len(source.to_frame()) == 500_000
    assert source.done == 1


def test_a_header_alone_is_a_frame_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("unit,level")

    frame = CsvAnswers(path).to_frame()

    assert (list(frame.columns), len(frame)) == (["unit", "level"], 0)
