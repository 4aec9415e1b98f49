"""`meter explain`: a file in, an explanation out, and what ends it with which code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = """\
place,state,osi,tii,hci
1,Ada,0.8,0.5,0.6
2,Bay,0.4,0.3,0.9
3,Col,0.9,0.9,0.9
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS)
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, args)])


def test_one_unit_is_explained(answers: Path) -> None:
    found = run("egdi", answers, "Bay", "--unit", "state", "--method", "edition_2018")

    assert found.exit_code == 0, found.output
    # the mean of 40, 30 and 90
    assert "Score 53.3 of 100" in found.output
    assert "by edition_2018" in found.output
    assert all(len(line) <= 80 for line in found.stdout.splitlines())


INCOMES = """\
meter: 1
key: towns
version: "1"
title: Towns
language: en
sections:
  - key: all
    title: All
    items:
      - {key: income, type: number, ask: Income a head}
      - {key: lines, type: number, ask: Lines}
framework:
  index: means
  nodes: {means: {title: Means, items: [income, lines]}}
methods:
  default: {title: Means, normalise: {else: min_max}}
"""


def test_numbers_in_thousands_are_explained_without_a_warning(tmp_path: Path) -> None:
    towns, answers = tmp_path / "towns.yaml", tmp_path / "answers.csv"
    towns.write_text(INCOMES)
    answers.write_text("town,income,lines\nAda,1000,1\nBay,20000,2\nCol,75000,3\n")

    found = run(towns, answers, "Ada")

    assert found.exit_code == 0, found.output
    assert found.stderr == ""
    assert "- income: 1000 -> 75000 (effort 8" in found.stdout


def test_an_unknown_unit_is_not_found_and_the_closest_is_named(answers: Path) -> None:
    found = run("egdi", answers, "Bai", "--unit", "state")

    assert found.exit_code == 13
    assert found.stderr.strip().endswith("No unit is named 'Bai'. Did you mean 'Bay'?")


def test_an_unknown_node_and_a_bad_file_end_in_a_sentence(
    answers: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")

    assert run("egdi", answers, "Bay", "--unit", "state", "--node", "x").exit_code == 10
    assert run("egdi", empty, "Bay").exit_code == 11
    assert run("egdi", answers, "Bay", "--budget", "0").exit_code == 2


def test_the_budget_and_the_node_are_the_readers(answers: Path) -> None:
    found = run("egdi", answers, "Bay", "--unit", "state", "--budget", "3")

    assert "for an effort of 3" in found.output
