"""`meter import` takes a file over into a round, or names all that is wrong with it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from meter.fieldwork.responses import get_response, history, load_answers
from tests.meter.exchange.imports.tables import write

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.meter.conftest import Workshop

GOOD = "unit,law,site,users\nMarenda,full,yes,20\n"
BAD = "unit,law,site,users\nMarenda,maybe,yes,20\nSolta,full,no,\n"


@pytest.fixture
def open_round(
    workshop: Workshop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Workshop:
    """Let the command find the round, in which Marenda takes part."""
    monkeypatch.setenv("METER_DATABASE_URL", database_url)
    monkeypatch.setenv("METER_DURABLE", "false")
    return workshop


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


def read(workshop: Workshop) -> dict[str, object]:
    stored = load_answers(workshop.store, workshop.response_id)
    return {item: one.answer for item, one in stored.items()}


def test_answers_are_taken_over_and_counted(
    open_round: Workshop, tmp_path: Path
) -> None:
    path = write(tmp_path, GOOD)

    ran = run("seoul", path)

    assert ran.exit_code == 0, ran.output
    assert ran.stdout == (
        "Done: 1 unit of 1 row, read as table: 3 added, 0 replaced, 0 there already,"
        " 0 left as an answer is there, 0 responses submitted.\n"
    )
    assert read(open_round) == {"law": "full", "site": "yes", "users": 20.0}
    (change,) = history(open_round.store, open_round.response_id, "law")
    assert change.changed_by == "meter import"
    assert "0 added, 0 replaced, 3 there already" in run("seoul", path).stdout


def test_every_bad_cell_is_named_and_nothing_is_taken(
    open_round: Workshop, tmp_path: Path
) -> None:
    findings = tmp_path / "findings.csv"

    ran = run("seoul", write(tmp_path, BAD), "--findings", findings)

    assert (ran.exit_code, ran.stdout) == (11, "")
    assert "row 2 (Marenda), column B 'law': 'maybe' is no option" in ran.stderr
    assert "row 3 (Solta), column A 'unit': no unit of this name" in ran.stderr
    assert read(open_round) == {}
    with findings.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(one["row"], one["column"], one["code"]) for one in rows] == [
        ("2", "B", "not_an_option"),
        ("3", "A", "unknown_unit"),
    ]


def test_the_good_rows_alone_may_be_taken(open_round: Workshop, tmp_path: Path) -> None:
    text = BAD + "ana@example.org,none,no,\n"

    ran = run("seoul", write(tmp_path, text), "--good-rows")

    assert ran.exit_code == 0, ran.output
    assert "1 unit of 3 rows" in ran.stdout
    assert "2 cells of 2 rows cannot be taken" in ran.stderr
    assert read(open_round) == {"law": "none", "site": "no"}


def test_a_dry_run_keeps_nothing(open_round: Workshop, tmp_path: Path) -> None:
    ran = run("seoul", write(tmp_path, GOOD), "--dry-run", "--submit")

    assert ran.stdout.startswith("Nothing is kept. This would be done: 1 unit of 1 row")
    assert ran.stdout.endswith("1 response submitted.\n")
    assert read(open_round) == {}


def test_what_differs_is_named_and_left_or_replaced(
    open_round: Workshop, tmp_path: Path
) -> None:
    run("seoul", write(tmp_path, GOOD))
    path = write(tmp_path, "unit,law\nMarenda,none\n")
    findings = tmp_path / "findings.csv"

    left = run("seoul", path, "--findings", findings)

    assert left.exit_code == 0
    assert "the file says 'none', and an answer is there, a draft" in left.stderr
    assert "1 left as an answer is there" in left.stdout
    assert ",differs," in findings.read_text(encoding="utf-8")
    # A draft is read by nobody but its unit.
    assert "full" not in left.output + findings.read_text(encoding="utf-8")
    assert read(open_round)["law"] == "full"
    assert "1 replaced" in run("seoul", path, "--replace").stdout
    assert read(open_round)["law"] == "none"


def test_what_was_submitted_is_shown_beside_what_the_file_says(
    open_round: Workshop, tmp_path: Path
) -> None:
    run("seoul", write(tmp_path, GOOD), "--submit")
    path = write(tmp_path, "unit,law\nMarenda,none\n")
    findings = tmp_path / "findings.csv"

    left = run("seoul", path, "--dry-run", "--findings", findings)

    assert "the file says 'none', and the answer is 'full'" in left.stderr
    assert findings.read_text(encoding="utf-8").endswith(",full\n")
    assert read(open_round)["law"] == "full"


def test_units_are_added_and_responses_submitted(
    open_round: Workshop, tmp_path: Path
) -> None:
    path = write(tmp_path, GOOD + "Solta,full,no,\n")

    ran = run("seoul", path, "--add-units", "--submit")

    assert "2 units of 2 rows" in ran.stdout
    assert "2 responses submitted" in ran.stdout
    response = get_response(open_round.store, open_round.response_id)
    assert (response.state, response.submitted_at is None) == ("submitted", False)


def test_a_mapping_and_a_layout_may_be_said(
    open_round: Workshop, tmp_path: Path
) -> None:
    text = "id,submitdate,lastpage,startlanguage,city,Q1\n1,,2,en,Marenda,A2\n"
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("unit: city\ncolumns: {Q1: law}\nvalues: {law: {A2: partly}}\n")

    ran = run("seoul", write(tmp_path, text), "--mapping", mapping)

    assert "read as limesurvey: 1 added" in ran.stdout, ran.output
    assert read(open_round) == {"law": "partly"}
    told = run("seoul", tmp_path / "file.csv", "--layout", "table")
    assert "No column of 'file.csv', read as table, is a question" in told.stderr
    assert told.exit_code == 11


@pytest.mark.usefixtures("open_round")
def test_a_round_that_is_not_there_is_said(tmp_path: Path) -> None:
    ran = run("nowhere", write(tmp_path, GOOD))

    assert ran.exit_code == 13
    assert 'There is no round "nowhere" here.' in ran.stderr


@pytest.mark.usefixtures("open_round")
def test_a_mapping_with_mistakes_is_refused(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("columns: {Q1: low}\n")

    ran = run("seoul", write(tmp_path, GOOD), "--mapping", mapping)

    assert ran.exit_code == 11
    assert "There is no question 'low'. Did you mean 'law'?" in ran.stderr


def test_it_is_listed_by_its_name() -> None:
    told = CliRunner().invoke(main, ["--help"]).stdout

    assert "  import " in told
    assert "import_" not in told
