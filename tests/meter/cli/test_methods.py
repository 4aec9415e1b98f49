from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from instruments import library, list_library, load_instrument
from meter.cli import main
from meter.cli.methods import RELATIVE, describe, list_briefly

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from click.testing import Result

INSTRUMENT = """meter: 1
key: tiny
version: "7"
title: Tiny
language: en
sections: [{key: s, title: S, items: [{key: a, type: yes_no, ask: A?}]}]
framework: {index: x, nodes: {x: {title: X, items: [a]}}}
methods: {default: {title: Means}}
"""

RANKED = """meter: 1
instrument: tiny
key: ranked
method: {version: "2", title: Ranked, normalise: {x: rank}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["methods", *arguments])


def test_every_instrument_of_the_library_is_listed() -> None:
    ran = run()

    assert ran.exit_code == 0
    heads = [line for line in ran.output.splitlines() if not line.startswith(" ")]
    assert [head.partition(" ")[0] for head in heads] == list(list_library())
    assert "  edition_2008 1: As in the edition of 2008." in ran.output


def test_one_instrument_is_told_method_by_method() -> None:
    egdi = load_instrument("egdi")

    lines = run("egdi").output.splitlines()

    fingerprint = egdi.method_fingerprint("edition_2008")[:8]
    start = lines.index(f"edition_2008 1 ({fingerprint}): As in the edition of 2008")
    assert lines[start + 1] == "  combines    arithmetic"
    assert lines[start + 2] == "  normalises  points and goalposts"
    assert lines[start + 3] == (
        "  weighs      egdi: declared (web_measure 0.34, infrastructure 0.33, "
        "human_capital 0.33); web_measure, infrastructure, human_capital: equal"
    )
    assert "  stages      un_2008, groups" in lines[start:]


def test_methods_of_files_in_the_library_are_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "LIBRARY", tmp_path)
    (tmp_path / "tiny" / "methods").mkdir(parents=True)
    (tmp_path / "tiny" / "instrument.yaml").write_text(INSTRUMENT)
    (tmp_path / "tiny" / "methods" / "ranked.yaml").write_text(RANKED)
    tiny = load_instrument("tiny")

    assert list(list_briefly(tiny)) == [
        "tiny 7: Tiny",
        "  default 1: Means.",
        f"  ranked 2: Ranked. {RELATIVE}",
    ]
    assert list(describe(tiny))[-1] == f"  {RELATIVE}"


def test_a_method_file_is_told_alone(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(INSTRUMENT)
    file = tmp_path / "ranked.yaml"
    file.write_text(RANKED)

    first, *lines = run(str(file)).output.splitlines()

    assert first.startswith("ranked 2 (")
    assert first.endswith("): Ranked")
    assert "  normalises  x: rank" in lines
    assert not any(line.startswith("default") for line in lines)


def test_a_method_file_with_errors_is_told_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "ranked.yaml"
    file.write_text(RANKED)

    ran = run(str(file))

    assert ran.exit_code == 10
    assert "There is no instrument 'tiny'" in ran.output


def test_an_instrument_without_scores_says_so(tmp_path: Path) -> None:
    file = tmp_path / "plain.yaml"
    file.write_text(INSTRUMENT.partition("framework")[0])

    assert run(str(file)).output == "Nothing is scored: there is no method.\n"


def test_an_instrument_that_is_not_there_exits_with_13() -> None:
    assert run("nothing").exit_code == 13
