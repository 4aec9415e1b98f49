from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = """meter: 1
key: tiny
version: "1"
title: Tiny
language: en
sections:
  - key: s
    title: S
    items:
      - {key: a, type: yes_no, ask: A}
"""
WARNED = CLEAN.replace(
    "sections:",
    "scales: {e: {options: [{code: x, say: X}, {code: y, say: Y}]}}\nsections:",
)
WRONG = CLEAN.replace("ask: A", "ask: A, requires: [b]")


def check(*sources: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, sources)])


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_clean_instrument_exits_with_0() -> None:
    result = check("meter", "ecities")

    assert (result.exit_code, result.stdout) == (0, "No findings.\n")


def test_warnings_are_printed_and_exit_with_0(tmp_path: Path) -> None:
    file = write(tmp_path, "warned.yaml", WARNED)

    result = check(file)

    assert result.exit_code == 0
    assert f"{file}:6:10: SC04 warning:" in result.stdout
    assert result.stdout.endswith("\n1 warning.\n")


def test_errors_exit_with_10_and_all_files_are_checked(tmp_path: Path) -> None:
    warned = write(tmp_path, "warned.yaml", WARNED)
    wrong = write(tmp_path, "wrong.yaml", WRONG)

    result = check(wrong, warned, wrong)

    assert result.exit_code == 10
    assert result.stdout.count("IT06 error") == 2
    assert result.stdout.endswith("\n2 errors and 1 warning.\n")


def test_what_is_not_found_exits_with_13_after_the_others(tmp_path: Path) -> None:
    warned = write(tmp_path, "warned.yaml", WARNED)

    result = check("metre", warned)

    assert result.exit_code == 13
    assert "Did you mean 'meter'?" in result.stderr
    assert "SC04" in result.stdout


def test_errors_weigh_more_than_what_is_not_found(tmp_path: Path) -> None:
    assert check("metre", write(tmp_path, "wrong.yaml", WRONG)).exit_code == 10


def test_nothing_to_check_is_a_wrong_usage() -> None:
    assert check().exit_code == 2


def test_a_broken_file_is_told_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "binary.yaml"
    file.write_bytes(bytes(range(256)))

    result = check(file)

    assert result.exit_code == 10
    assert "LD02 error" in result.stdout
    assert "Traceback" not in result.output


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_says_what_the_exit_codes_mean(option: str) -> None:
    assert "10 for errors" in check(option).stdout
