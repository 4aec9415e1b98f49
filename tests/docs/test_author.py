"""What docs/author.md has its reader type works as typed, from an empty folder."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from click.testing import CliRunner

from instruments import library
from meter.cli import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/author.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"^```(?P<language>\w+) ?(?P<file>\S*)\n(?P<body>.*?)^```$"
    r"|`(?P<line>meter [^`]* [^`]+)`",
    re.MULTILINE | re.DOTALL,
)
"""A block of the page, or a whole command within its text."""

BROKEN = 10
"""The exit code of errors in an instrument."""


class Ran(NamedTuple):
    """What a command or a block of them said, and how it ended."""

    code: int
    said: str


class Reader:
    """Does what the page says, in a folder that is empty at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ran: dict[str, list[Ran]] = {}
        self.told = ""

    def follow(self, page: str) -> None:
        for step in STEP.finditer(page):
            if step["line"]:
                self.run(step["line"])
            else:
                self.take(step["language"], step["file"], step["body"])

    def take(self, language: str, file: str, body: str) -> None:
        if language == "sh":
            for line in body.replace("\\\n", " ").splitlines():
                self.run(line)
        elif language == "text":
            assert self.told == body
        elif language == "po":
            self.translate(self.folder / file, body)
        else:
            with (self.folder / file).open("a", encoding="utf-8") as text:
                text.write(body)

    def run(self, line: str) -> None:
        """Run a line: `meter` in this process, which is quicker, others in a shell."""
        if line.startswith("meter "):
            typed = shlex.split(line, comments=True)
            done = CliRunner().invoke(main, typed[1:])
            self.told = done.output
            self.ran.setdefault(shlex.join(typed), []).append(
                Ran(done.exit_code, self.told)
            )
        else:
            subprocess.run(["sh", "-e", "-c", line], check=True)  # noqa: S607  (what our page has people type)

    @staticmethod
    def translate(path: Path, entry: str) -> None:
        catalogue = path.read_text(encoding="utf-8")
        empty = re.sub(r'^msgstr ".*"$', 'msgstr ""', entry, flags=re.MULTILINE)
        assert catalogue.count(empty) == 1
        path.write_text(catalogue.replace(empty, entry), encoding="utf-8")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Follow the page once, for all tests."""
    reader = Reader(tmp_path_factory.mktemp("author"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(reader.folder)
        reader.follow(PAGE)
    return reader


def test_all_that_is_typed_works_and_the_missing_method_alone_is_an_error(
    reader: Reader,
) -> None:
    codes = {
        typed: [one.code for one in ran]
        for typed, ran in reader.ran.items()
        if any(one.code for one in ran)
    }

    assert codes == {"meter check open_desk": [BROKEN, 0]}
    checked = (
        reader.ran["meter check open_desk"][1:] + reader.ran["meter check weaker.yaml"]
    )
    assert [one.said for one in checked] == ["No findings.\n"] * 2


def test_the_scores_are_those_that_the_page_tells(reader: Reader) -> None:
    scores = pd.read_csv(reader.folder / "scores.csv", index_col="unit")
    balanced = pd.read_csv(reader.folder / "balanced.csv", index_col="unit")

    assert "Ankor has 0.5625 and stands on Opening" in PAGE
    assert scores.loc["Ankor", "desk"] == pytest.approx(0.5625)
    assert scores.loc["Ankor", "desk.stage"] == "opening"
    assert scores["desk.rank"].to_dict() == {"Ankor": 2, "Belm": 3, "Corva": 1}
    assert balanced["desk.rank"].to_dict() == {"Ankor": 3, "Belm": 2, "Corva": 1}


def test_the_explanation_says_what_the_page_says_of_it(reader: Reader) -> None:
    first, again = reader.ran["meter explain open_desk answers.csv Ankor"]

    assert "law: none -> fully" in first.said
    assert "Integration loophole" not in first.said
    assert "Integration loophole (finding)" in again.said
    assert "Chance: " in again.said
    assert "Clears: " in again.said


def test_the_translation_is_counted_as_the_page_counts(reader: Reader) -> None:
    (status,) = reader.ran["meter translations status open_desk"]
    _, french = status.said.splitlines()
    language, translated, fuzzy, missing, unknown = french.split()

    told = re.search(r"counts (\d+) translated and (\d+) missing", PAGE)
    assert told is not None
    assert (translated, missing) == told.groups()
    assert (language, fuzzy, unknown) == ("fr", "0", "0")


def test_the_versions_compare_as_the_page_says(reader: Reader) -> None:
    (ran,) = reader.ran["meter revisions open_desk next"]

    assert "Items: 4 same, 1 reworded, 1 replaced by" in ran.said
    assert re.search(r"^  fees +replaced by paying$", ran.said, re.MULTILINE)
    assert re.search(r"^  status +reworded", ran.said, re.MULTILINE)
    checked = CliRunner().invoke(main, ["check", str(reader.folder / "next")])
    assert (checked.exit_code, checked.output) == (0, "No findings.\n")


def test_the_folder_is_an_instrument_of_the_library_once_it_lies_there(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "LIBRARY", reader.folder)

    assert "open_desk" in library.list_library()
    listed = CliRunner().invoke(main, ["methods", "open_desk"])
    assert listed.exit_code == 0
    assert "balanced" in listed.output


def test_every_command_that_is_named_alone_exists() -> None:
    for name in set(re.findall(r"`meter (\w+)`", PAGE)):
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0, name


def test_the_page_is_short_and_its_links_lead_to_places_that_exist() -> None:
    assert len(PAGE.splitlines()) < 150
    for path, _, place in re.findall(r"\]\(([^)#]+)(#([^)]+))?\)", PAGE):
        target = (ROOT / "docs" / path).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", target, re.MULTILINE)
        names = [one.lower().replace(" ", "-") for one in headings]
        assert not place or place in names, (path, place)
