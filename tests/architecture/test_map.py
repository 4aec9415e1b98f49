"""The map of the house names every room, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instruments import Missing

ROOT = Path(__file__).parents[2]
PACKAGES = ("instruments", "scoring", "meter", "webapp")
MAP = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
PLACES = {*PACKAGES, "docs", "tests"}
ENDINGS = {".py", ".html", ".js", ".typ", ".md", ".yaml", ".toml"}


def read_rows(heading: str) -> list[list[str]]:
    """Read the cells of the table under a heading."""
    _, _, rest = MAP.partition(f"## {heading}\n")
    table, _, _ = rest.partition("\n## ")
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def list_lost(text: str) -> list[str]:
    """List the paths in a text that lead nowhere.

    A bare name stands for something below a folder that was named before it, as
    `cover.py` after `meter/peers/seeing.py`.
    """
    lost: list[str] = []
    folders: list[Path] = []
    for code in re.findall(r"`([\w./-]+)`", text):
        place = ROOT / code
        if code.split("/")[0] in PLACES:
            folders.append(place if place.is_dir() else place.parent)
            lost += [] if place.exists() else [code]
        elif code.endswith("/") or place.suffix in ENDINGS:
            below = (found for folder in folders for found in folder.rglob(code))
            lost += [] if any(below) else [code]
    return lost


def list_rooms() -> list[str]:
    """List the folders of the packages that hold modules."""
    found = {
        path.parent.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).glob("*/__init__.py")
    }
    return sorted(found)


@pytest.mark.parametrize("heading", ["Rooms", "Where to look"])
def test_every_place_on_the_map_is_there(heading: str) -> None:
    rows = [" ; ".join(cells) for cells in read_rows(heading)]

    assert [path for row in rows for path in list_lost(row)] == []


def test_a_place_that_is_not_there_is_noticed() -> None:
    lost = list_lost("`meter/nowhere/` `webapp/app.py` `nothing.py` `security.py`")

    assert lost == ["meter/nowhere/", "nothing.py"]


def test_every_room_is_on_the_map() -> None:
    rows = read_rows("Rooms")
    named = {name for row in rows for name in re.findall(r"`([\w/]+)`", row[0])}
    tasks = next(row[1] for row in rows if row[0] == "`webapp/*`")
    named |= {f"webapp/{name}" for name in re.findall(r"`(\w+)`", tasks)}

    assert list_rooms() != []
    assert set(list_rooms()) - named == set()


def test_every_function_and_class_on_the_way_of_an_answer_is_there() -> None:
    _, _, rest = MAP.partition("## The way of one answer\n")
    way, _, _ = rest.partition("\n## ")
    told = set(re.findall(r"`([a-z]+_[a-z]+|[A-Z]\w+)`", way))
    sources = (path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    defined = set(re.findall(r"^(?:def|class) (\w+)", text, flags=re.MULTILINE))
    reasons = {one.value for one in Missing}

    assert {"save_answers", "score_coded"} <= told
    assert told - defined - reasons == set()
