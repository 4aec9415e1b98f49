"""`meter score` spreads a folder over workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner

from meter.cli import main
from tests.meter.cli.tiny import INSTRUMENT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--scheduler", "tcp://10.0.0.5:8786"], "--scheduler goes with --engine dask"),
        (["--engine", "dask"], "Name a folder for the scores with -o."),
        (["--engine", "spark"], "'dask'"),
    ],
)
def test_what_spreads_work_is_asked_for_as_a_whole(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    ran = CliRunner().invoke(main, ["score", "meter", str(tmp_path), *arguments])

    assert ran.exit_code == 2
    assert told in ran.stderr


def test_places_are_looked_at_before_workers_are_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.exchange.spread.cluster.open_client", None)
    (tmp_path / "answers.csv").write_text("unit,a\nLima,full\n")
    file, there = str(tmp_path / "answers.csv"), str(tmp_path)

    for answers, output, told in (
        (file, f"{there}/scores", "'answers.csv' is no folder"),
        (there, file, "is there already"),
    ):
        given = ["score", "meter", answers, "-o", output, "--engine", "dask"]
        ran = CliRunner().invoke(main, given)

        assert ran.exit_code in {11, 12}
        assert told in ran.stderr


def test_a_folder_is_scored_by_workers_into_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    (tmp_path / "tiny.yaml").write_text(INSTRUMENT)
    frame = pd.DataFrame({"unit": ["Lima", "Suva"], "a": ["full", "RF"], "b": "half"})
    frame.assign(n=[4, 8]).to_parquet(answers / "a.parquet")
    monkeypatch.setattr("meter.exchange.spread.cluster.WORKERS", 1)
    given = ["score", str(tmp_path / "tiny.yaml"), str(answers), "-o"]

    ran = CliRunner().invoke(
        main, [*given, str(tmp_path / "scores"), "--engine", "dask"]
    )
    alone = CliRunner().invoke(main, [*given, str(tmp_path / "alone.parquet")])

    assert ran.exit_code == 0, ran.output
    assert "Reasons stand in items that do not offer them: 'a' (RF)" in ran.stderr
    assert ran.stderr == alone.stderr
    spread = pd.read_parquet(tmp_path / "scores" / "part-00000.parquet")
    assert spread.equals(pd.read_parquet(tmp_path / "alone.parquet"))
