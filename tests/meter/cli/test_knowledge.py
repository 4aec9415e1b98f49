"""`meter knowledge` writes what is published into a file, and reads one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from meter.cli import main
from tests.meter.knowledge.conftest import (
    Space,
    at,
    database_url,
    instrument,
    owner,
    space,
    store,
)

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

__all__ = ["at", "database_url", "instrument", "owner", "space", "store"]


@pytest.fixture
def shared(space: Space, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Space:
    """Let the command find a workshop in which a guide is published."""
    space.publish()
    monkeypatch.setenv("METER_DATABASE_URL", database_url)
    return space


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["knowledge", *arguments])


@pytest.mark.usefixtures("shared")
def test_what_is_published_is_printed_as_csv() -> None:
    ran = run("export", "seoul")

    assert ran.exit_code == 0, ran.output
    head, row = ran.stdout.splitlines()
    assert head.startswith("key,kind,title")
    assert "How to write a digital law" in row


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_goes_out_and_comes_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"shared.{ending}"

    out = run("export", "seoul", "-o", str(path))
    back = run("import", "seoul", str(path))

    assert (out.exit_code, back.exit_code) == (0, 0)
    assert back.stdout == "0 added, 1 were there already.\n"


@pytest.mark.usefixtures("shared")
def test_bad_rows_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    rows = [{"kind": "poem", "title": "T"}, {"kind": "law", "title": ""}]
    path.write_text(
        json.dumps({"format": "meter-knowledge", "version": 1, "contributions": rows})
    )

    ran = run("import", "seoul", str(path))

    assert ran.exit_code == 11
    assert "Row 1, kind" in ran.stderr
    assert "Row 2, title" in ran.stderr
    assert "Nothing was written." in ran.stderr


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export", "nowhere"), 13),
        (("export", "seoul", "-o", "shared.txt"), 2),
        (("import", "seoul", "missing.csv"), 2),
    ],
)
def test_what_cannot_be_done_ends_with_a_code(
    arguments: tuple[str, ...], code: int
) -> None:
    assert run(*arguments).exit_code == code
