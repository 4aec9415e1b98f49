"""`meter reliability`: files in, a report out, and what ends it with which code."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from instruments import load_instrument
from meter.cli import main
from scoring.quality.agreement import agreement
from scoring.quality.reliability import reliability

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = "".join(
    f"      - {{key: i{place}, ask: Statement {place}, scale: extent}}\n"
    for place in range(10)
)
INSTRUMENT = f"""\
meter: 1
key: tiny
version: "1"
title: Tiny
language: en
scales:
  extent:
    allow: [not_applicable, dont_know]
    options:
      - {{code: none, points: 0, say: Not at all}}
      - {{code: half, points: 1, say: Half}}
      - {{code: full, points: 2, say: Fully}}
sections:
  - key: all
    title: All
    items:
{ITEMS}framework:
  index: ready
  nodes:
    ready: {{title: Ready, of: [law, use]}}
    law: {{title: Law, items: [i0, i1, i2, i3, i4]}}
    use: {{title: Use, items: [i5, i6, i7, i8, i9]}}
methods:
  default: {{title: Mean}}
  weakest: {{title: Weakest, combine: {{ready: minimum}}}}
"""

KEYS = [f"i{place}" for place in range(10)]
LEVELS = ("none", "half", "full")


def rows() -> list[list[str]]:
    """Write answers of six cities, each near a level of its own."""
    return [
        [
            f"city{city}",
            *(LEVELS[(city + (city * place) % 3 // 2) % 3] for place in range(10)),
        ]
        for city in range(6)
    ]


def table(lines: list[list[str]], *names: str) -> str:
    return "\n".join(",".join(line) for line in [[*names, *KEYS], *lines]) + "\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(INSTRUMENT)
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(table(rows(), "city"))
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    lines = [
        [f"city{place // 2}", f"p{place}", *row[1:]] for place, row in enumerate(rows())
    ]
    path.write_text(table(lines, "city", "who"))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["reliability", *map(str, arguments)])


def test_a_report_is_printed(tiny: Path, answers: Path) -> None:
    result = run(tiny, answers)

    assert result.exit_code == 0, result.output
    found = reliability(load_instrument(tiny), pd.read_csv(answers))
    law = next(
        line for line in result.stdout.splitlines() if line.startswith("law   Law")
    )
    assert f"{found.nodes['alpha'][0]:.3f}" in law
    assert "Second looks" in result.stdout
    assert "Agreement" not in result.stdout
    assert "Measured 6 responses with tiny 1 by default 1" in result.stderr


def test_respondents_of_a_unit_are_compared(tiny: Path, people: Path) -> None:
    result = run(tiny, people, "--unit", "city", "--respondent", "who")

    assert result.exit_code == 0, result.output
    found = agreement(load_instrument(tiny), pd.read_csv(people), "city", "who")
    line = next(
        one for one in result.stdout.splitlines() if one.startswith("city0  all")
    )
    assert f"{found.sections['alpha'][0]:.3f}" in line
    assert "Agreement" in result.stdout


def test_a_column_of_respondents_is_told_from_that_of_units(
    tiny: Path, people: Path
) -> None:
    named = run(tiny, people, "--unit", "city", "--respondent", "who")

    assert run(tiny, people, "--respondent", "who").stdout == named.stdout


def test_all_figures_go_to_a_file(tiny: Path, people: Path, tmp_path: Path) -> None:
    output = tmp_path / "all.json"

    result = run(tiny, people, "--respondent", "who", "-o", output)

    found = json.loads(output.read_text())
    assert list(found) == [
        "nodes", "items", "agreement", "answers", "sections", "responses", "made_by",
    ]  # fmt: skip
    assert [node["node"] for node in found["nodes"]] == ["law", "use"]
    assert result.stdout == run(tiny, people, "--respondent", "who").stdout


def test_each_kind_of_file_holds_the_same_alpha(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / f"all.{ending}" for ending in ("csv", "xlsx", "json")]
    for path in paths:
        assert run(tiny, answers, "-o", path).exit_code == 0

    long = csv.DictReader(paths[0].read_text().splitlines())
    flat = [float(row["value"]) for row in long if row["figure"] == "alpha"]
    sheet = iter(openpyxl.load_workbook(paths[1])["nodes"].iter_rows(values_only=True))
    place = next(sheet).index("alpha")
    sheets = [row[place] for row in sheet]
    nodes = json.loads(paths[2].read_text())["nodes"]
    assert flat == sheets == [node["alpha"] for node in nodes]


def test_gaps_are_treated_as_asked(tiny: Path, tmp_path: Path) -> None:
    lines = rows()
    lines[1][3] = "NA"
    path = tmp_path / "gaps.csv"
    path.write_text(table(lines, "city"))

    assert "alpha is pairwise." in run(tiny, path).stdout
    assert "alpha is listwise." in run(tiny, path, "--gaps", "listwise").stdout
    assert "alpha is imputed." in run(tiny, path, "--gaps", "imputed").stdout


def test_unknown_columns_are_named_and_ignored(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    path = tmp_path / "more.csv"
    pd.read_csv(answers).assign(mayor="X").to_csv(path, index=False)

    result = run(tiny, path)

    assert result.stdout == run(tiny, answers).stdout
    assert "warning: Column 'mayor'" in result.stderr


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("city,x\nLima,1\n", (), "No column is named as an item"),
        ("city,i0\nLima,full\nLima,none\n", (), "row 3 (Lima), column 'city'"),
        ("city,i0\nLima,fully\n", (), "row 2 (Lima), column 'i0'"),
        ("city,i0\n", (), "no rows"),
        ("city,i0\nLima,full\n", ("--respondent", "who"), "take the respondents from"),
        (
            "city,who,i0\nLima,,full\n",
            ("--respondent", "who"),
            "row 2 (Lima), column 'who'",
        ),
        (
            "city,who,i0\nLima,Ana,full\nLima,Ana,none\n",
            ("--respondent", "who"),
            "row 3 (Lima Ana)",
        ),
    ],
)
def test_a_file_that_is_wrong_ends_in_11_and_writes_nothing(
    tiny: Path, tmp_path: Path, text: str, options: tuple[str, ...], said: str
) -> None:
    path, output = tmp_path / "wrong.csv", tmp_path / "all.csv"
    path.write_text(text)

    result = run(tiny, path, *options, "-o", output)

    assert result.exit_code == 11
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not output.exists()


def test_other_errors_have_their_codes(tiny: Path, answers: Path) -> None:
    assert run(tiny, "nowhere.csv").exit_code == 2
    assert run(tiny, answers, "--gaps", "guessed").exit_code == 2
    assert run(tiny, answers, "-o", "all.parquet").exit_code == 11
    assert run("no_such_instrument", answers).exit_code == 13
    assert run(tiny, answers, "--method", "best").exit_code == 13


def test_without_pingouin_a_sentence_says_what_to_install(
    tiny: Path, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pingouin", None)
    output = tmp_path / "all.csv"

    result = run(tiny, answers, "-o", output)

    assert result.exit_code == 12
    assert result.stderr.endswith("pip install 'meter-engine[study]'\n")
    assert result.stdout == ""
    assert not output.exists()


def test_too_few_answers_end_well_and_say_why(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text(table(rows()[:2], "city"))

    result = run(tiny, path)

    assert result.exit_code == 0
    assert "Fewer than 3 units answered every pair of items." in result.stdout
