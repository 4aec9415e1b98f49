"""`meter score`: files in, files out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from instruments import load_instrument
from scoring import score
from tests.meter.cli.tiny import answers, made_by, rows_of, run, tiny

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


__all__ = ["answers", "tiny"]


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
