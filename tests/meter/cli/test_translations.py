from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from instruments.reading.po_files import read_po_file
from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TINY = """meter: 1
key: tiny
version: "1"
title: Tiny
language: en
sections:
  - {key: s, title: S, items: [{key: a, type: text, ask: A}]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "instrument.yaml"
    path.write_text(TINY, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["translations", *map(str, arguments)])


def test_extract_begins_languages_and_writes_a_template(file: Path) -> None:
    template = file.parent / "tiny.pot"

    result = run("extract", file, "-l", "fr", "--language", "ar", "-t", template)

    assert result.exit_code == 0
    assert result.stdout.count("is written.") == 3
    assert len(read_po_file(file.parent / "locale" / "ar.po").entries) == 3
    assert template.is_file()


def test_extract_again_changes_nothing(file: Path) -> None:
    run("extract", file, "-l", "fr")

    assert run("extract", file).stdout == "All files are up to date.\n"


def test_status_counts_by_language(file: Path) -> None:
    run("extract", file, "-l", "fr")

    assert run("status", file).stdout.splitlines() == [
        "language  translated  fuzzy  missing  unknown",
        "fr                 0      0        3        0",
    ]


def test_the_library_is_translated() -> None:
    lines = run("status", "meter").stdout.splitlines()[1:]

    found = [line.split()[0] for line in lines]
    assert found == ["ar", "es", "fr", "ko", "ru", "zh"]
    assert {line.split()[3] for line in lines} == {"0"}


def test_an_unknown_language_is_told_in_a_sentence(file: Path) -> None:
    result = run("extract", file, "-l", "klingon")

    assert result.exit_code == 10
    assert "'klingon' is no language tag" in result.stderr


def test_an_instrument_with_errors_is_not_extracted(file: Path) -> None:
    file.write_text(TINY.replace("type: text", "type: txt"), encoding="utf-8")

    result = run("extract", file, "-l", "fr")

    assert result.exit_code == 10
    assert "VL08 error" in result.stderr
    assert not (file.parent / "locale").exists()


def test_an_unknown_instrument_is_not_found() -> None:
    assert run("status", "nothing").exit_code == 13
