"""Revisions are told in words, and written to files as values."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from instruments.revised_items import BESIDE, SCALING, WORDING
from instruments.revisions import compare_versions
from meter.exchange.errors import FileKindError, UnwritableFileError
from meter.exchange.revision_texts import (
    COLUMNS,
    draw_revision,
    list_rows,
    write_revision,
)
from tests.instruments.versions import DOCUMENT, ITEMS, build, change_item

if TYPE_CHECKING:
    from pathlib import Path

    from instruments.revisions import Revision

LAWS = {"key": "laws", "ask": "Laws exist.", "replaces": ["site"], "scale": "extent"}


@pytest.fixture
def revision() -> Revision:
    """Return a revision with one item of each kind but `not_comparable`."""
    items = change_item("law", ask="A law is in force.")
    items[2] = {**items[2], "whole": True}
    nodes: dict[str, Any] = {
        **DOCUMENT["framework"]["nodes"],
        "rules": {"title": "Rules", "items": {"law": 1, "laws": 1}},
    }
    more = {"key": "roads", "type": "text", "ask": "Which roads?"}
    return compare_versions(
        build(),
        build(
            version="2",
            items=[items[0], *items[2:], LAWS, more],
            framework={"index": ["index"], "nodes": nodes},
        ),
    )


def test_the_text_tells_what_differs_and_counts_the_rest(revision: Revision) -> None:
    assert list(draw_revision(revision)) == [
        "Items: 1 same, 1 reworded, 1 rescaled, 1 replaced by, 1 added",
        "  law    reworded          the question",
        "  site   replaced by laws",
        "  users  rescaled          bounds",
        "  roads  added",
        "Framework: changed",
        "  rules  changed  what it is made of",
        "Methods: same",
        "Stages: same",
        "2 of the 4 items of version 1 can be compared with version 2.",
    ]


def test_nothing_is_listed_where_nothing_differs() -> None:
    lines = list(draw_revision(compare_versions(build(), build())))

    assert lines[:2] == [f"Items: {len(ITEMS)} same", "Framework: same"]


@pytest.mark.parametrize("name", [*WORDING, *SCALING, *BESIDE])
def test_no_name_of_the_code_is_printed(name: str) -> None:
    revision = compare_versions(build(), build())
    changed = type(revision.items[0])("law", "rescaled", (name,))
    only = type(revision)("1", "2", (changed,), (), (), ())

    (line,) = [line for line in draw_revision(only) if line.startswith("  law")]

    assert "_" not in line
    assert line.strip() != "law  rescaled"


def test_a_file_of_values_holds_what_is_the_same_too(
    revision: Revision, tmp_path: Path
) -> None:
    file = tmp_path / "revision.csv"

    write_revision(revision, file)

    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert tuple(rows[0]) == COLUMNS
    assert [row["kind"] for row in rows if row["part"] == "item"] == [
        "reworded",
        "replaced_by",
        "rescaled",
        "same",
        "added",
    ]
    assert rows[1]["replaced_by"] == "laws"
    assert {row["part"] for row in rows} == {"item", "node", "method", "stage"}


def test_a_json_file_holds_the_same_rows(revision: Revision, tmp_path: Path) -> None:
    file = tmp_path / "revision.json"

    write_revision(revision, file)

    written = json.loads(file.read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(list_rows(revision)))


def test_another_ending_is_refused(revision: Revision, tmp_path: Path) -> None:
    with pytest.raises(FileKindError):
        write_revision(revision, tmp_path / "revision.txt")


def test_a_folder_that_is_not_there_is_said(revision: Revision, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError):
        write_revision(revision, tmp_path / "gone" / "revision.csv")
