"""`meter disagreement` writes what the people of each unit answered apart."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from tests.meter.comparison.test_disagreement import give
from tests.meter.fieldwork.test_apart import workshop

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.meter.conftest import Workshop

__all__ = ["workshop"]


@pytest.fixture
def database(
    workshop: Workshop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Workshop:
    """Let the command find the workshop, in which Ana has handed in."""
    give(workshop, workshop.invitation, {"law": "full", "note": "=1+1"})
    monkeypatch.setenv("METER_DATABASE_URL", database_url)
    monkeypatch.setenv("METER_DURABLE", "false")
    return workshop


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["disagreement", *arguments])


@pytest.mark.usefixtures("database")
def test_the_table_of_a_round_is_printed_as_csv() -> None:
    ran = run("seoul")

    assert ran.exit_code == 0, ran.output
    rows = {one["item"]: one for one in csv.DictReader(io.StringIO(ran.stdout))}
    assert rows["law"]["respondent_1"] == "full"
    assert rows["note"]["respondent_1"] == "'=1+1"
    assert "Ana" not in ran.stdout


@pytest.mark.usefixtures("database")
def test_the_table_goes_into_a_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"

    ran = run("seoul", "-o", str(path))

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert path.read_text().startswith("unit,section,item,answers,")
    assert (tmp_path / "table.made_by.json").exists()


@pytest.mark.usefixtures("database")
def test_a_round_that_is_not_there_is_said() -> None:
    ran = run("nowhere")

    assert ran.exit_code == 13
    assert 'There is no round "nowhere" here.' in ran.stderr


def test_a_kind_of_file_that_is_not_written_is_refused_first(tmp_path: Path) -> None:
    ran = run("seoul", "-o", str(tmp_path / "table.doc"))

    assert ran.exit_code == 11
