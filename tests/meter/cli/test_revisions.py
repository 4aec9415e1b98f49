"""`meter revisions`: two versions in, what differs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path

VERSION = """\
meter: 1
key: tiny
version: "{version}"
title: Tiny
language: en
sections:
  - key: all
    title: All
    items:
      - {{key: site, type: yes_no, ask: {ask}}}
"""


def write(folder: Path, version: str, ask: str) -> str:
    file = folder / f"{version}.yaml"
    file.write_text(VERSION.format(version=version, ask=ask), encoding="utf-8")
    return str(file)


def test_a_library_instrument_beside_itself_is_all_same() -> None:
    result = CliRunner().invoke(main, ["revisions", "meter", "meter"])

    assert result.exit_code == 0
    assert result.stdout.splitlines()[2:5] == [
        "Framework: same",
        "Methods: same",
        "Stages: same",
    ]


def test_both_versions_are_named_and_what_differs_is_told(tmp_path: Path) -> None:
    old, new = write(tmp_path, "1", "Is there a site?"), write(tmp_path, "2", "A site?")

    result = CliRunner().invoke(main, ["revisions", old, new])

    assert result.stdout.splitlines()[:3] == [
        "tiny 1 (Tiny) and tiny 2 (Tiny)",
        "Items: 1 reworded",
        "  site  reworded  the question",
    ]


def test_a_file_is_written_instead_of_lines(tmp_path: Path) -> None:
    file = tmp_path / "revision.csv"

    result = CliRunner().invoke(main, ["revisions", "meter", "meter", "-o", str(file)])

    assert (result.exit_code, result.stdout) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("part,key,kind")


def test_an_unknown_instrument_ends_with_its_sentence() -> None:
    result = CliRunner().invoke(main, ["revisions", "meter", "metre"])

    assert result.exit_code == 13
    assert "metre" in result.stderr


def test_a_file_of_another_kind_ends_with_its_sentence(tmp_path: Path) -> None:
    file = tmp_path / "revision.docx"

    result = CliRunner().invoke(main, ["revisions", "meter", "meter", "-o", str(file)])

    assert result.exit_code == 11
    assert ".csv" in result.stderr
