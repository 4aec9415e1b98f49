"""What the README tells people to run does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from instruments import load_instrument
from meter.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]


def find_block(text: str, language: str, word: str) -> str:
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    return next(block for block in blocks if word in block)


def write_answers(path: Path, cities: tuple[str, ...] = ("A",)) -> None:
    keys = list(load_instrument("meter").items)
    marks = ["fully", "NA", "mostly", "DK", "partly", "partly", "", "none", "fully"]
    items = [key for key in keys if re.fullmatch(r"[clpot]\d_\d", key)]
    extent = [
        key
        for key in items
        if getattr(load_instrument("meter").items[key], "scale", None) == "extent"
    ]
    rows = [
        dict.fromkeys(items, "")
        | {key: marks[(place + first) % len(marks)] for place, key in enumerate(extent)}
        for first in range(len(cities))
    ]
    named = [{"city": city, **row} for city, row in zip(cities, rows, strict=True)]
    pd.DataFrame(named).to_csv(path, index=False)


def test_the_snippet_for_researchers_gives_the_numbers_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_answers(tmp_path / "answers.csv")
    names: dict[str, pd.DataFrame] = {}
    exec(find_block(README, "python", "score("), names)  # noqa: S102  (our README)
    ran = CliRunner().invoke(main, ["score", "meter", "answers.csv", "-o", "out.csv"])
    assert ran.exit_code == 0, ran.output
    printed = pd.read_csv(tmp_path / "out.csv")["readiness"][0]
    assert names["scores"]["readiness"][0] == pytest.approx(printed, abs=1e-12)


def test_each_command_for_researchers_runs_as_it_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_answers(tmp_path / "answers.csv", ("Ankor", "Belm", "Corva", "Dunia"))
    states = {"state": ["Arvo", "Bruna"], "osi": [0.5, 0.25], "tii": [0.75, 0.5]}
    pd.DataFrame({**states, "hci": [0.25, 1.0]}).to_excel("states.xlsx", index=False)
    for name in ("old.yaml", "new.yaml"):
        shutil.copy(ROOT / "instruments/library/egdi/instrument.yaml", name)
    lines = find_block(README, "sh", "meter restate").splitlines()

    ran = {
        line: CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
        for line in lines
    }

    failed = [line for line, one in ran.items() if one.exit_code or not one.output]
    assert not failed, "\n".join(ran[line].output for line in failed)


def test_the_small_instrument_of_the_manual_has_no_finding(tmp_path: Path) -> None:
    manual = (ROOT / "docs/instruments.md").read_text(encoding="utf-8")
    file = tmp_path / "open_city.yaml"
    file.write_text(find_block(manual, "yaml", "open_city"), encoding="utf-8")
    ran = CliRunner().invoke(main, ["check", str(file)])
    assert (ran.exit_code, ran.output) == (0, "No findings.\n")


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_the_docs_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_of_the_readme_exists() -> None:
    told = set(re.findall(r"^(?:\.venv/bin/)?meter (\w+)", README, flags=re.MULTILINE))
    assert told >= {"score", "check", "serve", "demo"}
    for name in told:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
