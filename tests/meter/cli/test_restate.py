from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from meter.comparison.drift import list_score_drift
from tests.meter.comparison.kept import keep, make_card, submit
from tests.meter.comparison.test_restated import LENIENT

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.meter.conftest import Workshop

ANSWERS = "unit,osi,tii,hci\nArva,0.9,0.3,0.6\nBelo,0.2,0.2,0\n"
FIGURES = ["egdi.published", "egdi.restated", "egdi.change"]


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["restate", *arguments])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_two_methods_stand_side_by_side(answers: str) -> None:
    ran = run("egdi", answers, "--as", "edition_2008")

    assert ran.exit_code == 0
    arva, belo = rows(ran.stdout)
    assert [float(arva[name]) for name in FIGURES] == pytest.approx(
        [(0.9 + 0.3 + 0.6) / 3, 0.34 * 0.9 + 0.33 * 0.3 + 0.33 * 0.6, 0.603 - 0.6]
    )
    assert belo["egdi.restated"] == "0"


def test_methods_their_fingerprints_and_what_differs_are_said(answers: str) -> None:
    ran = run("egdi", answers, "--method", "edition_2010", "--as", "edition_2024")

    lines = ran.stderr.splitlines()
    assert lines[0].startswith("Published: egdi 2026.3 by edition_2010 1 (fingerprints")
    assert lines[1].startswith("Restated:  egdi 2026.3 by edition_2024 1 (fingerprints")
    assert (
        "  weights egdi: declared (web_measure 0.34, infrastructure 0.33,"
        " human_capital 0.33) -> equal"
    ) in lines
    assert "  don't know: zero -> leave out" in lines


@pytest.mark.filterwarnings("default")
def test_a_method_of_a_file_restates(answers: str, tmp_path: Path) -> None:
    method = tmp_path / "ranks.yaml"
    method.write_text(
        "meter: 1\ninstrument: egdi\nkey: ranks\nversions: ['2000']\n"
        "method: {title: Ranks, normalise: {egdi: percent_rank}}\n"
    )
    out = tmp_path / "out.json"

    ran = run("egdi", answers, "--as", str(method), "-o", str(out))

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "warning: The method was written for version 2000" in ran.stderr
    assert "Restated scores depend on the other units." in ran.stderr
    assert [row["unit"] for row in json.loads(out.read_text())["scores"]] == [
        "Arva",
        "Belo",
    ]


def test_parquet_names_both_methods(answers: str, tmp_path: Path) -> None:
    from pyarrow import parquet

    out = tmp_path / "out.parquet"

    run("egdi", answers, "--as", "edition_2008", "-o", str(out))

    held = " ".join(
        text.decode() for text in parquet.read_schema(out).metadata.values()
    )
    assert "edition_2008" in held
    assert "edition_2024" in held


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--as", "edition_2008"], 2),
        (["egdi", "--as", "edition_2008"], 2),
        (["egdi", "ANSWERS"], 2),
        (["egdi", "--round", "seoul", "--as", "edition_2008"], 2),
        (["--round", "seoul", "--method", "a", "--as", "edition_2008"], 2),
        (["egdi", "ANSWERS", "--as", "edition_1900"], 13),
        (["egdi", "ANSWERS", "--as", "edition_2008", "-o", "out.txt"], 11),
    ],
)
def test_what_cannot_be_done_ends_in_a_sentence(
    answers: str, arguments: list[str], code: int
) -> None:
    ran = run(*(answers if one == "ANSWERS" else one for one in arguments))

    assert ran.exit_code == code
    assert "Traceback" not in ran.stderr
    assert ran.stderr.strip()


@pytest.fixture
def finished(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Let a unit submit, and let the command find the round's store."""
    submit(workshop, workshop.response_id, {"site": "yes", "users": 40.0})
    monkeypatch.setattr(workshop.store, "close", lambda: None)
    monkeypatch.setattr("meter.storage.open_store", lambda _settings: workshop.store)
    return workshop


def test_a_round_is_restated_beside_what_was_published(
    finished: Workshop, tmp_path: Path
) -> None:
    method = tmp_path / "lenient.yaml"
    method.write_text(LENIENT)

    ran = run("--round", finished.round.key, "--as", str(method))

    assert ran.exit_code == 0, ran.stderr
    (row,) = rows(ran.stdout)
    assert (row["unit"], row["use.published"], row["use.restated"]) == (
        "Marenda",
        "0.2",
        "0.4",
    )
    assert list_score_drift(finished.store, finished.round.id) == []


def test_scores_of_another_version_are_warned_of(
    finished: Workshop, tmp_path: Path
) -> None:
    method = tmp_path / "lenient.yaml"
    method.write_text(LENIENT)
    for number in range(12):
        keep(finished, f"U{number:02}", make_card(finished, method_fingerprint="0"))

    ran = run("--round", finished.round.key, "--as", str(method))

    assert "U09 and 2 more: published by another version of the method." in ran.stderr


def test_a_round_that_is_not_there_is_not_found(finished: Workshop) -> None:
    assert finished.round.key != "nowhere"
    assert run("--round", "nowhere", "--as", "default").exit_code == 13
