"""`meter score` in a pipe and on a terminal."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from typing_extensions import override

from meter.cli import main
from meter.cli.score import show_progress
from tests.meter.cli.tiny import ANSWERS, answers, made_by, run, tiny

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["answers", "tiny"]


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
