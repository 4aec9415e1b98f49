"""`meter score`: files in, files out, and what ends it with which code."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from typing_extensions import override

from instruments import load_instrument
from meter.cli import main
from meter.cli.score import MOST_WARNINGS, show_progress
from scoring import score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INSTRUMENT = """\
meter: 1
key: tiny
version: "1"
title: Tiny
summary: Two statements and a number.
language: en
scales:
  extent:
    allow: [not_applicable, dont_know]
    options:
      - {code: none, points: 0, say: Not at all}
      - {code: half, points: 1, say: Half}
      - {code: full, points: 2, say: Fully}
sections:
  - key: all
    title: All
    items:
      - {key: a, ask: The first statement, scale: extent}
      - {key: b, ask: The second statement, scale: extent}
      - key: n
        type: number
        ask: How many?
        at_least: 0
        goalposts: {low: 0, high: 8}
framework:
  index: ready
  nodes:
    ready: {title: Ready, of: {said: 2, counted: 1}}
    said: {title: Said, items: [a, b]}
    counted: {title: Counted, items: [n]}
methods:
  default: {title: Mean, stages: [ladder]}
  weakest: {title: Weakest, combine: {ready: minimum}}
stages:
  ladder:
    title: Ladder
    of: ready
    bands:
      - {key: low, title: Low, from: 0, about: Begin.}
      - {key: high, title: High, from: 0.5, about: Go on.}
"""

ANSWERS = "city,a,b,n\nLima,full,half,8\nSuva,none,NA,\nApia,half,DK,4\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(INSTRUMENT)
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["score", *map(str, arguments)])


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_scores_are_printed_as_csv(tiny: Path, answers: Path) -> None:
    result = run(tiny, answers)

    assert result.exit_code == 0, result.output
    header, lima, suva, apia = rows_of(result.stdout)
    assert header == [
        "unit", "ready", "ready.coverage", "ready.stage", "ready.rank",
        "said", "said.coverage", "counted", "counted.coverage",
    ]  # fmt: skip
    said = (2 / 2 + 1 / 2) / 2
    assert lima[0] == "Lima"
    assert [float(lima[1]), float(lima[5]), float(lima[7])] == [
        pytest.approx((2 * said + 1 * 8 / 8) / 3), said, 1,
    ]  # fmt: skip
    assert lima[2:5] == ["1", "high", "1"]
    # a none, b does not apply, n unanswered counts as 0
    assert suva == ["Suva", "0", repr(2 / 3), "low", "3", "0", "1", "0", "0"]
    # a half, b don't know counts as 0
    assert float(apia[1]) == pytest.approx((2 * (1 / 2 + 0) / 2 + 1 * 4 / 8) / 3)


def test_another_method_may_be_named(tiny: Path, answers: Path) -> None:
    result = run(tiny, answers, "--method", "weakest")

    header, lima, *_ = rows_of(result.stdout)
    assert "ready.stage" not in header
    assert float(lima[1]) == (2 / 2 + 1 / 2) / 2


def test_another_column_may_name_the_units(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("a,b,town\nfull,full,Nadi\n")

    assert rows_of(run(tiny, path, "--unit", "town").stdout)[1][0] == "Nadi"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json"])
def test_every_form_of_output_holds_the_same_numbers(
    tiny: Path, answers: Path, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"scores.{ending}"

    result = run(tiny, answers, "-o", path)

    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    read: dict[str, Callable[[], Any]] = {
        "csv": lambda: rows_of(path.read_text()),
        "xlsx": lambda: list(openpyxl.load_workbook(path).worksheets[0].values),
        "parquet": lambda: [[], *pd.read_parquet(path).to_numpy().tolist()],
        "json": lambda: [
            [],
            *map(list, map(dict.values, json.loads(path.read_text())["scores"])),
        ],
    }
    found = [float(row[1]) for row in read[ending]()[1:]]
    frame = pd.read_csv(answers, keep_default_na=False)
    assert found == pytest.approx(
        score(load_instrument(tiny), frame)["ready"].tolist(), abs=1e-15
    )


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_other_forms_of_input_give_the_same_scores(
    tiny: Path, answers: Path, tmp_path: Path, ending: str
) -> None:
    frame = pd.read_csv(answers, keep_default_na=False)
    path = tmp_path / f"copy.{ending}"
    _ = (
        frame.to_excel(path, index=False)
        if ending == "xlsx"
        else frame.to_parquet(path)
    )

    assert run(tiny, path).stdout == run(tiny, answers).stdout


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


def test_names_that_look_like_formulas_are_made_safe(
    tiny: Path, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("city,a\n=1+1,full\n-5,none\n")

    units = [row[0] for row in rows_of(run(tiny, path).stdout)[1:]]

    assert units == ["'=1+1", "'-5"]


def test_what_was_scored_by_what_is_told_beside_the_scores(
    tiny: Path, answers: Path
) -> None:
    result = run(tiny, answers)

    instrument = load_instrument(tiny)
    meaning, method = instrument.meaning[:8], instrument.method_fingerprint()[:8]
    told = (
        f"Scored 3 units with tiny 1 by default 1 (fingerprints {meaning}, {method})."
    )
    assert result.stderr == f"{told}\n"
    assert "Scored" not in result.stdout


def test_excel_says_on_a_second_sheet_what_it_was_made_by(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    path = tmp_path / "scores.xlsx"

    run(tiny, answers, "-o", path)

    book = openpyxl.load_workbook(path)
    facts = {str(row[0]): row[1] for row in book["made_by"].iter_rows(values_only=True)}
    assert facts["method_fingerprint"] == load_instrument(tiny).method_fingerprint()
    assert pd.read_excel(path)["unit"].tolist() == ["Lima", "Suva", "Apia"]


def test_json_holds_the_scores_beside_what_they_were_made_by(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    path = tmp_path / "scores.json"

    run(tiny, answers, "-o", path)

    found = json.loads(path.read_text())
    frame = pd.DataFrame(found["scores"])
    assert frame["unit"].tolist() == ["Lima", "Suva", "Apia"]
    assert frame.columns.tolist() == rows_of(run(tiny, answers).stdout)[0]
    assert found["made_by"] == made_by(tiny)


def made_by(instrument: Path) -> dict[str, str]:
    loaded = load_instrument(instrument)
    return {
        "instrument": "tiny",
        "version": "1",
        "meaning": loaded.meaning,
        "method": "default",
        "method_version": "1",
        "method_fingerprint": loaded.method_fingerprint(),
    }


def test_what_a_csv_file_was_made_by_stands_beside_it(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    run(tiny, answers, "-o", tmp_path / "scores.csv")

    beside = json.loads((tmp_path / "scores.made_by.json").read_text())
    assert beside == {"file": "scores.csv", "made_by": made_by(tiny)}


def test_a_frame_of_scores_says_by_what_it_was_made(tiny: Path, answers: Path) -> None:
    frame = pd.read_csv(answers, keep_default_na=False)

    found = score(load_instrument(tiny), frame)

    assert found.attrs["made_by"] == made_by(tiny)


def test_many_unknown_columns_are_counted(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    names = [f"x{number}" for number in range(100)]
    path.write_text(",".join(["city", "a", *names]) + "\nLima,full" + "," * 100 + "\n")

    lines = run(tiny, path).stderr.splitlines()

    assert len(lines) == MOST_WARNINGS + 2
    assert lines[-2] == f"warning: {101 - MOST_WARNINGS} more warnings."


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    @override
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("patience", [0, 60])
def test_a_bar_is_shown_on_a_terminal_once_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("meter.cli.score._PATIENCE", patience)

    with show_progress("Reading") as tell:
        for part in (0.25, 0.5, 1):
            tell(part)

    shown = terminal.getvalue()
    assert ("Reading" in shown) == ("100%" in shown) == (patience == 0)


def test_no_bar_is_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    monkeypatch.setattr("meter.cli.score._PATIENCE", 0)

    with show_progress("Reading") as tell:
        tell(1)

    assert pipe.getvalue() == ""


def pipe(content: str, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["score", *map(str, arguments)], input=content)


def test_a_dash_takes_the_answers_from_standard_input(
    tiny: Path, answers: Path
) -> None:
    piped = pipe(ANSWERS, tiny, "-", "-o", "-")

    assert piped.exit_code == 0, piped.output
    assert piped.stdout == run(tiny, answers).stdout
    assert "Scored 3 units" in piped.stderr


def test_json_is_printed_alone(tiny: Path) -> None:
    piped = pipe(ANSWERS, tiny, "-", "--format", "json")

    found = json.loads(piped.stdout)
    assert [one["unit"] for one in found["scores"]] == ["Lima", "Suva", "Apia"]
    assert found["made_by"] == made_by(tiny)


def test_bad_cells_of_standard_input_are_named_and_nothing_is_printed(
    tiny: Path,
) -> None:
    piped = pipe("city,a,b,n\nLima,ful,half,8\n", tiny, "-")

    assert (piped.exit_code, piped.stdout) == (11, "")
    assert "row 2 (Lima), column 'a'" in piped.stderr


def test_a_format_beside_a_file_is_a_matter_of_usage(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    result = run(tiny, answers, "-o", tmp_path / "scores.csv", "--format", "json")

    assert result.exit_code == 2
    assert "leave --format out" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--scheduler", "tcp://10.0.0.5:8786"], "--scheduler goes with --engine dask"),
        (["--engine", "dask"], "Name a folder for the scores with -o."),
        (["--engine", "spark"], "'dask'"),
    ],
)
def test_what_spreads_work_is_asked_for_as_a_whole(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    ran = CliRunner().invoke(main, ["score", "meter", str(tmp_path), *arguments])

    assert ran.exit_code == 2
    assert told in ran.stderr


def test_places_are_looked_at_before_workers_are_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.exchange.spread.cluster.open_client", None)
    (tmp_path / "answers.csv").write_text("unit,a\nLima,full\n")
    file, there = str(tmp_path / "answers.csv"), str(tmp_path)

    for answers, output, told in (
        (file, f"{there}/scores", "'answers.csv' is no folder"),
        (there, file, "is there already"),
    ):
        given = ["score", "meter", answers, "-o", output, "--engine", "dask"]
        ran = CliRunner().invoke(main, given)

        assert ran.exit_code in {11, 12}
        assert told in ran.stderr


def test_a_folder_is_scored_by_workers_into_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    (tmp_path / "tiny.yaml").write_text(INSTRUMENT)
    frame = pd.DataFrame({"unit": ["Lima", "Suva"], "a": ["full", "RF"], "b": "half"})
    frame.assign(n=[4, 8]).to_parquet(answers / "a.parquet")
    monkeypatch.setattr("meter.exchange.spread.cluster.WORKERS", 1)
    given = ["score", str(tmp_path / "tiny.yaml"), str(answers), "-o"]

    ran = CliRunner().invoke(
        main, [*given, str(tmp_path / "scores"), "--engine", "dask"]
    )
    alone = CliRunner().invoke(main, [*given, str(tmp_path / "alone.parquet")])

    assert ran.exit_code == 0, ran.output
    assert "Reasons stand in items that do not offer them: 'a' (RF)" in ran.stderr
    assert ran.stderr == alone.stderr
    spread = pd.read_parquet(tmp_path / "scores" / "part-00000.parquet")
    assert spread.equals(pd.read_parquet(tmp_path / "alone.parquet"))
