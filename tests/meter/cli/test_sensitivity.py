"""`meter sensitivity`: files in, bands out, and what ends it with which code."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from instruments import load_instrument
from meter.cli import main
from scoring.uncertainty.sensitivity import sensitivity

if TYPE_CHECKING:
    from pathlib import Path

INSTRUMENT = """\
meter: 1
key: tiny
version: "1"
title: Tiny
language: en
scales:
  extent:
    options:
      - {code: none, points: 0, say: Not at all}
      - {code: half, points: 1, say: Half}
      - {code: full, points: 2, say: Fully}
sections:
  - key: all
    title: All
    items:
      - {key: a, ask: Statement a, scale: extent}
      - {key: b, ask: Statement b, scale: extent}
      - {key: c, ask: Statement c, scale: extent}
framework:
  index: ready
  nodes:
    ready: {title: Ready, of: [law, use]}
    law: {title: Law, items: [a]}
    use: {title: Use, items: [b, c]}
methods:
  default:
    title: Mean
    stages: [ladder]
    alternatives: {draws: 200, seed: 3, weights: {ready: 12}, leave_out: item}
  plain: {title: Plain}
stages:
  ladder:
    title: Ladder
    of: ready
    bands:
      - {key: low, title: Low, from: 0}
      - {key: high, title: High, from: 0.5}
"""
ANSWERS = """\
city,a,b,c
Delta,full,full,half
Alpha,half,none,full
Bravo,none,half,
Charlie,half,half,half
"""


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
    return CliRunner().invoke(main, ["sensitivity", *map(str, arguments)])


def test_bands_are_listed_by_name_and_never_by_rank(tiny: Path, answers: Path) -> None:
    result = run(tiny, answers)

    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert "200 draws with seed 3; in each was drawn:" in lines
    names = ["Alpha", "Bravo", "Charlie", "Delta"]
    starts = [line.split(" ")[0] for line in lines]
    places = [starts.index(name) for name in names]
    assert places == sorted(places)
    found = sensitivity(load_instrument(tiny), pd.read_csv(answers).fillna(""))
    words = dict(zip(found.units, found.nodes["ready"].words, strict=True))
    for name, place in zip(names, places, strict=True):
        assert words[name] in lines[place]
    assert "Units are listed by name, not by rank" in result.stdout
    assert "Of 3 pairs of neighbours in the published order" in result.stdout
    assert "weights of ready" in result.stdout
    assert "Varied 4 units with tiny 1 by default 1" in result.stderr


def test_open_answers_show_as_worst_and_best(tiny: Path, answers: Path) -> None:
    result = run(tiny, answers)

    bravo = next(x for x in result.stdout.splitlines() if x.startswith("Bravo"))
    assert "12.5-37.5" in bravo  # (0 + (1/2 + 0)/2) / 2 and (0 + (1/2 + 1)/2) / 2


def test_the_same_seed_prints_the_same(tiny: Path, answers: Path) -> None:
    first = run(tiny, answers, "--draws", 50, "--seed", 9)
    again = run(tiny, answers, "--draws", 50, "--seed", 9)
    other = run(tiny, answers, "--draws", 50, "--seed", 10)

    assert "50 draws with seed 9" in first.stdout
    assert first.stdout == again.stdout
    assert first.stdout.splitlines()[1:] != other.stdout.splitlines()[1:]


def test_files_hold_all_figures(tiny: Path, answers: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "json"):
        result = run(tiny, answers, "-o", tmp_path / f"out.{ending}")
        assert result.exit_code == 0, result.output

    found = sensitivity(load_instrument(tiny), pd.read_csv(answers).fillna(""))
    low = found.nodes["ready"].score.low.tolist()
    tables = json.loads((tmp_path / "out.json").read_text())
    assert tables.keys() >= {"units", "nodes", "pairs", "causes", "draws", "made_by"}
    assert [row["ready.low"] for row in tables["units"]] == low
    assert tables["draws"][0]["seed"] == 3
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book["units"]["A2"].value == "Delta"  # as in the file of answers
    with (tmp_path / "out.csv").open() as file:
        rows = list(csv.DictReader(file))
    written = [float(r["value"]) for r in rows if r["figure"] == "ready.low"]
    assert written == low


def test_a_method_without_alternatives_ends_with_10(tiny: Path, answers: Path) -> None:
    result = run(tiny, answers, "--method", "plain")

    assert result.exit_code == 10
    assert "declares no alternatives" in result.stderr
    assert "alternatives: {weights: {ready: 90}" in result.stderr


def test_a_method_may_be_a_file(tiny: Path, answers: Path, tmp_path: Path) -> None:
    method = tmp_path / "method.yaml"
    method.write_text(
        "meter: 1\ninstrument: tiny\nkey: strict\nmethod:\n  title: Strict\n"
        "  combine: {ready: minimum}\n"
        "  alternatives: {combine: {ready: [minimum, arithmetic]}, draws: 20}\n"
    )

    result = run(tiny, answers, "--method", method)

    assert result.exit_code == 0, result.output
    assert "combination of ready: minimum or arithmetic" in result.stdout


def test_bad_answers_end_with_11_and_write_nothing(tiny: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("city,a\nx,perhaps\n")

    result = run(tiny, bad, "-o", tmp_path / "out.csv")

    assert result.exit_code == 11
    assert "'perhaps'" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_an_unknown_ending_is_told_before_anything_is_drawn(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    result = run(tiny, answers, "-o", tmp_path / "out.pdf")

    assert result.exit_code != 0
    assert ".json" in result.stderr


@pytest.mark.parametrize("given", [("--draws", "5"), ("--seed", "-1")])
def test_numbers_that_cannot_be_drawn_with_end_with_2(
    tiny: Path, answers: Path, given: tuple[str, str]
) -> None:
    assert run(tiny, answers, *given).exit_code == 2


def test_any_two_units_may_be_held_against_each_other(
    tiny: Path, answers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    pairs = ("--pair", "Delta", "Bravo", "--pair", "Alpha", "Delta")

    result = run(tiny, answers, *pairs, "-o", out)

    assert result.exit_code == 0, result.output
    found = sensitivity(load_instrument(tiny), pd.read_csv(answers).fillna(""))
    spread = found.nodes["ready"]
    for unit, other in (("Delta", "Bravo"), ("Alpha", "Delta")):
        above, below = spread.above(unit, other), spread.above(other, unit)
        said = f"{unit} stands above {other} in {above:.0%} of the draws, below in "
        assert f"{said}{below:.0%}" in result.stdout
        rows = json.loads(out.read_text())["pairs"]
        (row,) = (r for r in rows if (r["unit"], r["other"]) == (unit, other))
        assert row["chance"] == above


def test_a_pair_has_two_units_of_the_file(tiny: Path, answers: Path) -> None:
    unknown = run(tiny, answers, "--pair", "Delta", "Brava")
    alone = run(tiny, answers, "--pair", "Delta", "Delta")

    assert unknown.exit_code == 13
    assert "Did you mean 'Bravo'?" in unknown.stderr
    assert alone.exit_code == 2
    assert "Name two units" in alone.stderr
