"""Bars on a terminal, once work takes long; none in a pipe."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path

IMPATIENT = (
    "import sys; from meter.cli import main, score; "
    "score._PATIENCE = 0; main(sys.argv[1:])"
)
"""Runs a command that shows its bars at once."""

ANSWERS = """\
state,who,osi,tii,hci
Ada,Ana,0.8,0.5,0.6
Bay,Ben,0.4,0.3,0.9
Col,Cem,0.9,0.9,0.9
Dun,Dia,0.1,0.2,0.2
"""

RUNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "score": (("egdi", "FILE"), ("Reading", "Scoring")),
    "explain": (("egdi", "FILE", "Bay"), ("Reading", "Explaining")),
    "restate": (("egdi", "FILE", "--as", "edition_2008"), ("Reading", "Restating")),
    "sensitivity": (
        ("egdi", "FILE", "--draws", "10"),
        ("Reading", "Drawing", "Finding causes"),
    ),
    "reliability": (
        ("egdi", "FILE"),
        ("Reading", "Measuring nodes", "Looking at styles"),
    ),
    "reliability of respondents": (
        ("egdi", "FILE", "--respondent", "who"),
        ("Reading", "Measuring nodes", "Comparing respondents", "Looking at styles"),
    ),
}
"""What is run by name: its arguments, and the bars that it shows."""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS)
    return path


def arguments(name: str, answers: Path) -> list[str]:
    given = (str(answers) if one == "FILE" else one for one in RUNS[name][0])
    return [name.split(maxsplit=1)[0], *given]


def run_on_terminal(*given: str) -> tuple[int, str]:
    """Run a command whose errors go to a terminal; give its code and what is there."""
    ours, its = pty.openpty()
    shown = b""
    with subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, *given],
        stdout=subprocess.DEVNULL,
        stderr=its,
    ) as process:
        os.close(its)
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    return process.returncode, shown.decode()


def _read(terminal: int) -> bytes:
    """Read on; a terminal that nobody writes to any more raises on Linux."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize("name", RUNS)
def test_work_shows_bars_on_a_terminal(name: str, answers: Path) -> None:
    code, shown = run_on_terminal(*arguments(name, answers))

    assert code == 0, shown
    places = [shown.find(bar) for bar in RUNS[name][1]]
    assert -1 not in places, shown
    assert places == sorted(places)
    assert "100%" in shown


@pytest.mark.parametrize("name", RUNS)
def test_work_shows_no_bars_in_a_pipe(
    name: str, answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.cli.score._PATIENCE", 0)

    ran = CliRunner().invoke(main, arguments(name, answers))

    assert ran.exit_code == 0, ran.output
    assert [bar for bar in RUNS[name][1] if bar in ran.output] == []
