"""`meter db`: upgrades, checks and recodes the database of the settings."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from meter.fieldwork import responses
from meter.storage.migrations import HEAD
from meter.storage.repository.responses import update_response
from tests.meter.comparison.kept import replace_codes, submit

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.meter.conftest import Workshop


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("METER_CONFIG", raising=False)
    monkeypatch.delenv("METER_DATABASE_URL", raising=False)
    monkeypatch.setenv("METER_DATA", str(tmp_path))
    return tmp_path / "meter.sqlite"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["db", *arguments])


def test_upgrading_says_where_and_to_what(data: Path) -> None:
    first, again = run("upgrade"), run("upgrade")

    assert first.exit_code == again.exit_code == 0
    assert str(data) in first.output
    assert f"was empty and is now at revision {HEAD}" in first.output
    assert f"was already at revision {HEAD}" in again.output


def test_a_sound_database_is_said_to_be(data: Path) -> None:
    checked = run("check")

    assert checked.exit_code == 0
    assert checked.output == f"sqlite:///{data} is sound.\n"


def test_a_damaged_database_is_told_with_its_problems(data: Path) -> None:
    run("upgrade")
    with sqlite3.connect(data) as connection:
        connection.execute("INSERT INTO people VALUES (1, 99, 'Ana', 'ana@x.org')")
        connection.execute("CREATE TABLE strange (id INTEGER)")
    connection.close()

    checked = run("check")

    assert checked.exit_code == 12
    assert "people refers to a missing row of accounts" in checked.stderr
    assert "strange" in checked.stderr


def test_a_database_of_another_version_is_refused(data: Path) -> None:
    run("upgrade")
    with sqlite3.connect(data) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()

    checked = run("check")

    assert checked.exit_code == 12
    assert "meter db upgrade" in checked.stderr
    assert checked.stderr.count("\n") == 1


def test_a_scorecard_that_its_answers_no_longer_give_is_told_by_round_and_unit(
    workshop: Workshop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METER_DATABASE_URL", database_url)
    monkeypatch.setenv("METER_DURABLE", "false")
    submit(workshop, workshop.response_id, {"site": "no"})
    sound = run("check")
    replace_codes(workshop, {"site": "yes"})

    checked = run("check")

    assert sound.exit_code == 0, sound.output
    assert checked.exit_code == 12
    assert '"seoul"' in checked.stderr
    assert "Marenda" in checked.stderr
    assert "Compare with a backup" in checked.stderr


def test_recoding_says_how_many_were_out_of_date(
    workshop: Workshop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METER_DATABASE_URL", database_url)
    monkeypatch.setenv("METER_DURABLE", "false")
    store, response_id, at = workshop.store, workshop.response_id, workshop.at
    responses.save_answers(store, response_id, {"site": "no"}, {}, "Ana", at)
    responses.submit_response(store, response_id, "Ana", at)
    spoiled = {"coded_meaning": "0" * 64}
    store.write(lambda connection: update_response(connection, response_id, spoiled))

    first, again = run("recode"), run("recode")

    assert first.output == "1 of 1 responses were out of date.\n"
    assert again.output == "0 of 1 responses were out of date.\n"
