"""`meter explain`: a file in, an explanation out, and what ends it with which code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from instruments import load_instrument
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


@pytest.fixture
def rounds(tmp_path: Path) -> tuple[Path, Path]:
    """Write answers of one city to METER in two rounds: what is seen rose alone."""
    items = {
        key: item
        for key, item in load_instrument("meter").items.items()
        if getattr(item, "scale", None) == "extent"
    }
    then = dict.fromkeys(items, "partly")
    now = {key: "fully" if "visible" in items[key].tags else "none" for key in items}
    paths = []
    for name, answers in (("then", then), ("now", now)):
        path = tmp_path / f"{name}.csv"
        pd.DataFrame([{"city": "Ada", **answers}]).to_csv(path, index=False)
        paths.append(path)
    return paths[0], paths[1]


def test_an_earlier_round_tells_where_the_gain_came_from(
    rounds: tuple[Path, Path],
) -> None:
    then, now = rounds

    alone = run("meter", now, "Ada")
    found = run("meter", now, "Ada", "--earlier", then, "--ranks", "40", "31")

    assert found.exit_code == 0, found.output
    told, before = " ".join(found.stdout.split()), " ".join(alone.stdout.split())
    assert re.search(r"K \d\.\d{3} \(watch from 1\.500\)", told)
    assert "rank_only 1" in told
    assert "The rank rose from 40 to 31" in told
    assert "gain_share" not in before


def test_what_cannot_be_held_against_an_earlier_round_is_said(
    answers: Path, rounds: tuple[Path, Path]
) -> None:
    then, now = rounds
    then.write_text(then.read_text().replace("Ada,", "Adda,"))

    unknown = run("meter", now, "Ada", "--earlier", then)
    assert unknown.exit_code == 13
    assert "'Ada' in the earlier answers. Did you mean 'Adda'?" in unknown.stderr
    alone = run("meter", now, "Ada", "--ranks", "40", "31")
    assert alone.exit_code == 2
    assert "Give --earlier too" in alone.stderr
    assert (
        run("meter", now, "Ada", "--earlier", then, "--ranks", "0", "1").exit_code == 2
    )
    unused = run("egdi", answers, "Bay", "--unit", "state", "--earlier", answers)
    assert unused.exit_code == 2
    assert "No diagnostic of this instrument" in unused.stderr
