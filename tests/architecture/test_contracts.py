"""Imports point downwards: the contracts hold, and each would notice a breach."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("instruments", "scoring", "meter", "webapp")
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINTER), "--no-cache", "--no-logo"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )


def house_with(folder: Path, module: str, statement: str) -> Path:
    """Build four empty packages under our own rules, and one module with an import."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    path = folder / module
    for package in [*(folder / name for name in PACKAGES), path.parent]:
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
    path.write_text(f"{statement}\n")
    return folder


def test_every_import_of_the_house_points_downwards() -> None:
    checked = lint(ROOT)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("instruments/items.py", "import scoring"),
        ("scoring/engine.py", "import meter.rounds"),
        ("meter/rounds.py", "import webapp"),
        ("instruments/items.py", "import sqlalchemy"),
        ("scoring/engine.py", "import click"),
        ("scoring/engine.py", "def score():\n    import flask"),
        ("meter/rounds.py", "from sqlalchemy import select"),
        ("webapp/app.py", "import sqlalchemy.orm"),
        ("meter/rounds.py", "import alembic"),
        ("meter/cli.py", "import flask_security"),
        ("meter/reports.py", "import plotly.graph_objects"),
        ("meter/settings.py", "import yaml"),
        ("webapp/papers.py", "import typst"),
        ("instruments/library.py", "import yaml"),
    ],
)
def test_an_import_against_the_rules_is_noticed(
    tmp_path: Path, module: str, statement: str
) -> None:
    checked = lint(house_with(tmp_path, module, statement))

    assert checked.returncode == 1, checked.stdout
    assert "BROKEN" in checked.stdout


@pytest.mark.parametrize(
    ("module", "statement"),
    [
        ("scoring/engine.py", "import instruments, numpy, pandas"),
        ("meter/storage/tables/rounds.py", "import sqlalchemy.orm, alembic"),
        ("meter/cli/rounds.py", "import click"),
        ("webapp/app.py", "import flask, flask_security, plotly, wtforms, meter"),
        ("instruments/reading/source.py", "import yaml"),
        ("meter/reports/typesetter.py", "import typst"),
    ],
)
def test_an_import_at_home_is_allowed(
    tmp_path: Path, module: str, statement: str
) -> None:
    checked = lint(house_with(tmp_path, module, statement))

    assert checked.returncode == 0, checked.stdout
