"""What is wrong with a file is named, and ends `meter score` with which code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.cli.score import MOST_WARNINGS
from tests.meter.cli.tiny import INSTRUMENT, answers, run, tiny

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["answers", "tiny"]


def test_unknown_columns_are_named_and_ignored(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("city,a,bb,mayor\nLima,full,half,X\n")

    result = run(tiny, path)

    assert result.exit_code == 0
    lacking, meant, strange, _ = result.stderr.splitlines()
    assert lacking == (
        "warning: No column for 2 of 3 items that are scored; they count as "
        "unanswered: b, n."
    )
    assert meant == (
        "warning: Column 'bb' is no item and is ignored. Did you mean 'b'?"
    )
    assert strange == "warning: Column 'mayor' is no item and is ignored."
    assert "bb" not in result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("city,x,y\nLima,1,2\n", "No column is named as an item"),
        ("city,a,b\nLima,full\n", "row 2: the row has 2 cells"),
        ("city,a\nLima,full\nLima,none\n", "row 3 (Lima), column 'city'"),
        ("city,a\nLima,fully\n", "row 2 (Lima), column 'a': 'fully' is no option"),
        ("city,n\nLima,-1\n", "row 2 (Lima), column 'n': -1 is below 0."),
        ("city,a,a\nLima,full,full\n", "row 1, column 'a': columns 2 and 3 have this"),
        ("city,a\n", "no rows"),
    ],
)
def test_a_file_that_is_wrong_ends_in_11_and_writes_nothing(
    tiny: Path, tmp_path: Path, text: str, said: str
) -> None:
    path, output = tmp_path / "wrong.csv", tmp_path / "scores.csv"
    path.write_text(text)

    result = run(tiny, path, "-o", output)

    assert result.exit_code == 11
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not output.exists()


def test_every_bad_cell_is_named(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("city,a,b,n\nLima,x,half,y\nSuva,full,z,1\n")

    stderr = run(tiny, path).stderr

    assert "row 2 (Lima), column 'a'" in stderr
    assert "row 2 (Lima), column 'n'" in stderr
    assert "row 3 (Suva), column 'b'" in stderr


def test_an_unknown_method_ends_in_13(tiny: Path, answers: Path) -> None:
    result = run(tiny, answers, "--method", "best")

    assert result.exit_code == 13
    assert "default, weakest" in result.stderr


def test_an_unknown_instrument_ends_in_13(answers: Path) -> None:
    assert run("no_such_instrument", answers).exit_code == 13


def test_an_instrument_with_errors_ends_in_10(tiny: Path, answers: Path) -> None:
    tiny.write_text(INSTRUMENT.replace("scale: extent}", "scale: extend}", 1))

    assert run(tiny, answers).exit_code == 10


def test_a_file_that_is_not_there_is_a_matter_of_usage(tiny: Path) -> None:
    assert run(tiny, "nowhere.csv").exit_code == 2


def test_an_unknown_ending_is_refused_before_anything_is_read(
    tiny: Path, answers: Path
) -> None:
    result = run(tiny, answers, "-o", "scores.pdf")

    assert result.exit_code == 11
    assert ".csv, .xlsx, .parquet, .json" in result.stderr


@pytest.mark.parametrize("name", ["nowhere/scores.csv", "answers.csv/scores.xlsx"])
def test_a_place_that_takes_no_file_is_told_before_anything_is_read(
    tiny: Path, answers: Path, tmp_path: Path, name: str
) -> None:
    answers.write_text("city,a\nLima,fully\n")  # which would end in 11

    result = run(tiny, answers, "-o", tmp_path / name)

    assert result.exit_code == 12
    assert "cannot be written" in result.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "answers.csv",
        "tiny.yaml",
    ]


def test_many_unknown_columns_are_counted(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    names = [f"x{number}" for number in range(100)]
    path.write_text(",".join(["city", "a", *names]) + "\nLima,full" + "," * 100 + "\n")

    lines = run(tiny, path).stderr.splitlines()

    assert len(lines) == MOST_WARNINGS + 2
    assert lines[-2] == f"warning: {101 - MOST_WARNINGS} more warnings."
