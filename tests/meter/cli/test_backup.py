"""`meter backup` says what it kept, and `meter restore` what it put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from blank_store import lay_blank_store
from meter.audit.chain import BEGINNING
from meter.cli import main
from meter.storage.migrations import HEAD

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("METER_CONFIG", raising=False)
    monkeypatch.delenv("METER_DATABASE_URL", raising=False)
    monkeypatch.setenv("METER_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    lay_blank_store(tmp_path / "data")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_what_is_kept_and_put_back_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(folder / "kept.zip")
    made = run("backup", file)
    monkeypatch.setenv("METER_DATA", str(folder / "new"))
    restored = run("restore", file)

    assert (made.exit_code, restored.exit_code) == (0, 0), restored.stderr
    end = f"The audit trail ends with 0 {BEGINNING}\n"
    assert made.output == f"{file} holds meter.sqlite at revision {HEAD}.\n{end}"
    there = f"sqlite:///{folder / 'new' / 'meter.sqlite'} is at revision {HEAD}, as it"
    assert restored.output.startswith(there)
    assert restored.output.endswith(end)


def test_a_file_taken_for_the_source_is_left_with_a_sentence(folder: Path) -> None:
    file = folder / "data" / "meter.sqlite"
    before = file.read_bytes()

    refused = run("backup", str(file))

    assert refused.exit_code == 12
    assert f"{file} is what is backed up" in refused.stderr
    assert file.read_bytes() == before


def test_data_that_is_there_is_left_with_a_sentence(folder: Path) -> None:
    file = str(folder / "kept.zip")
    run("backup", file)

    refused = run("restore", file)

    assert refused.exit_code == 12
    assert "is there already, and nothing is written over it" in refused.stderr


def test_a_file_that_is_no_backup_ends_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "kept.zip").write_bytes(b"no archive")
    monkeypatch.setenv("METER_DATA", str(folder / "new"))

    refused = run("restore", str(folder / "kept.zip"))

    assert refused.exit_code == 11
    assert "is no backup" in refused.stderr
