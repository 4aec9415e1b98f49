"""JSON files of contributions: their format is checked, and every field of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from meter.knowledge.entries import GivenEntry
from meter.knowledge.errors import FieldShapeError, KnowledgeFileError
from meter.knowledge.exchange import read_file
from meter.knowledge.file_rows import FileRow
from meter.knowledge.json_files import read_json, write_json


def document(**changes: Any) -> bytes:
    whole = {
        "format": "meter-knowledge",
        "version": 1,
        "contributions": [{"kind": "guide", "title": "Guide"}],
    }
    return json.dumps(whole | changes).encode()


@pytest.mark.parametrize(
    "content",
    [
        document(version=2),
        document(format="other"),
        document(extra=1),
        document(contributions={}),
        b"{",
        b'{"a":' * 10_000,
    ],
)
def test_a_document_of_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(KnowledgeFileError):
        read_file(content)


@pytest.mark.parametrize(
    ("given_fields", "named"),
    [
        ({"kind": "guide"}, "title"),
        ({"kind": "guide", "title": 1}, "title"),
        ({"kind": "guide", "title": "T", "year": "2020"}, "year"),
        ({"kind": "guide", "title": "T", "colour": "red"}, "colour"),
        ({"kind": "case", "title": "T", "case": {"cost": {}}}, "case.cost.amount"),
    ],
)
def test_a_field_of_another_shape_is_named(
    given_fields: dict[str, Any], named: str
) -> None:
    [row] = read_file(document(contributions=[given_fields]))

    assert isinstance(row.problems[named], FieldShapeError)


def test_a_file_holds_no_tag_and_gives_every_sign_back() -> None:
    row = FileRow(1, "key", "", GivenEntry(kind="law", title="<b> & \\u003c"))

    text = write_json([row])

    assert set("<>&").isdisjoint(text)
    assert read_json(text.encode()) == [row]
