"""LibreOffice, which opens what we write as a reader's spreadsheet does."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from environment import find_spreadsheet

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

MOST_SECONDS = 240


@dataclass(frozen=True)
class Opened:
    """A file as LibreOffice has it.

    Attributes:
        formulas: those of all cells.
        texts: what the cells show, without blanks and line ends.
        links: how many texts lead somewhere else when they are clicked.
    """

    formulas: list[str]
    texts: set[str]
    links: int


def open_files(paths: Collection[Path], folder: Path) -> dict[str, Opened]:
    """Open files, by their names without endings, in one start of the program."""
    program = find_spreadsheet()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["--headless", "--convert-to", "fods", "--outdir", str(folder / "opened")]
    ran = subprocess.run(
        [program, profile, *asked, *map(str, paths)],
        check=True,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
    )
    found = {path.stem: _read(path) for path in (folder / "opened").glob("*.fods")}
    # It ends well, too, where it has no part that opens spreadsheets.
    assert found.keys() == {path.stem for path in paths}, ran.stderr
    return found


def _read(path: Path) -> Opened:
    root = ET.parse(path).getroot()  # noqa: S314  (LibreOffice wrote it just now)
    cells = list(root.iter(f"{_TABLE}table-cell"))
    formulas = [cell.get(f"{_TABLE}formula") for cell in cells]
    return Opened(
        [one for one in formulas if one is not None],
        {squeeze("".join(cell.itertext())) for cell in cells},
        sum(1 for _ in root.iter(f"{_TEXT}a")),
    )


def squeeze(text: str) -> str:
    """Take blanks, tabs and line ends out of a text."""
    return "".join(text.split())
