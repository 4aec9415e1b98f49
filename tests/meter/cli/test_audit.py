"""`meter audit verify` prints the end of the trail, and says where it is broken."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATABASE_URL"):
        monkeypatch.delenv(f"METER_{name}", raising=False)
    monkeypatch.setenv("METER_DATA", str(tmp_path))
    monkeypatch.setenv("METER_PASSWORD", "correct horse battery")
    for name in ("ana", "bo"):
        run("account", "add", f"{name}@example.org")
    return tmp_path / "meter.sqlite"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def tamper(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as connection:
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER audit_refuse_{verb}")
        connection.execute(statement)
    connection.close()


def test_a_whole_trail_gives_its_count_and_its_last_hash(file: Path) -> None:
    checked = run("audit", "verify")

    count, head = checked.output.split()
    assert (checked.exit_code, count, len(head)) == (0, "2", 64)
    assert file.exists()
    assert run("audit", "verify", "--head", head).output == checked.output


def test_a_changed_entry_is_named(file: Path) -> None:
    tamper(file, "UPDATE audit SET who = 'Nobody' WHERE id = 1")

    for command in (("audit", "verify"), ("db", "check")):
        checked = run(*command)
        assert checked.exit_code == 12
        assert "broken at entry 1" in checked.stderr


def test_a_cut_end_is_seen_by_a_hash_that_was_written_down(file: Path) -> None:
    head = run("audit", "verify").output.split()[1]
    tamper(file, "DELETE FROM audit WHERE id = 2")

    assert run("audit", "verify").exit_code == 0
    checked = run("audit", "verify", "--head", head)
    assert checked.exit_code == 12
    assert head in checked.stderr
