"""The recipes of docs/instruments.md give the scores that stand beside them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from meter.cli import main

MANUAL = (Path(__file__).parents[2] / "docs" / "instruments.md").read_text("utf-8")
INSIDE = r"((?:(?!^```).)*)"
RECIPE = re.compile(
    rf"^```yaml\n{INSIDE}^```${INSIDE}"
    rf"^```csv(?: method=(\w+))?\n{INSIDE}^```${INSIDE}^```csv\n{INSIDE}^```$",
    re.MULTILINE | re.DOTALL,
)
RECIPES = [(one[1], one[4], one[6], one[3]) for one in RECIPE.finditer(MANUAL)]
LEAST_RECIPES = 14


def name_of(part: object) -> str:
    found = re.search(r"^key: (\w+)", str(part), re.MULTILINE)
    return found[1] if found else ""


def read_table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_recipes_are_found() -> None:
    assert len(RECIPES) >= LEAST_RECIPES


@pytest.mark.parametrize(
    ("instrument", "answers", "scores", "method"), RECIPES, ids=name_of
)
def test_a_recipe_gives_the_scores_beside_it(
    tmp_path: Path, instrument: str, answers: str, scores: str, method: str | None
) -> None:
    file, table = tmp_path / "instrument.yaml", tmp_path / "answers.csv"
    file.write_text(instrument, encoding="utf-8")
    table.write_text(answers, encoding="utf-8")
    words = ["--method", method] if method else []

    ran = CliRunner().invoke(main, ["score", str(file), str(table), *words])

    assert ran.exit_code == 0, ran.output
    found, wanted = read_table(ran.stdout), read_table(scores)
    assert [shorten(row, wanted[0]) for row in found] == wanted


def shorten(row: dict[str, str], like: dict[str, str]) -> dict[str, str]:
    """Keep the columns that the manual shows, numbers to four decimals."""
    return {name: _shorten(row[name]) for name in like}


def _shorten(cell: str) -> str:
    try:
        return f"{float(cell):.4f}".rstrip("0").rstrip(".")
    except ValueError:
        return cell
