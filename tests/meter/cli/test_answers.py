"""`meter answers` writes the answers of a round as a file that can be scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from tests.meter.comparison.kept import submit

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.meter.conftest import Workshop


@pytest.fixture(autouse=True)
def database(
    workshop: Workshop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the command find the workshop, of which one unit has submitted."""
    submit(workshop, workshop.response_id, {"law": "full", "site": "no"})
    workshop.invite_unit("Draft")
    monkeypatch.setenv("METER_DATABASE_URL", database_url)
    monkeypatch.setenv("METER_DURABLE", "false")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["answers", *arguments])


def test_the_answers_that_count_go_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"

    ran = run("seoul", "-o", str(path))

    assert ran.exit_code == 0, ran.output
    assert ran.stderr == "Wrote the answers of 1 unit.\n"
    assert path.read_text().splitlines()[1] == "Marenda,full,no,,,,"


def test_a_round_that_is_not_there_is_named(tmp_path: Path) -> None:
    ran = run("nowhere", "-o", str(tmp_path / "answers.csv"))

    assert ran.exit_code != 0
    assert "nowhere" in ran.stderr


def test_an_ending_that_it_cannot_write_is_refused_first(tmp_path: Path) -> None:
    ran = run("nowhere", "-o", str(tmp_path / "answers.sav"))

    assert ran.exit_code != 0
    assert ".csv, .parquet" in ran.stderr
