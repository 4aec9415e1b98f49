"""What is published goes into a file and comes back as it was, all of it or nothing."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.fieldwork.errors import SheetColumnsError
from meter.knowledge.contributions import list_own
from meter.knowledge.csv_files import COLUMNS, guard, read_csv, take_off, write_csv
from meter.knowledge.entries import GivenEntry
from meter.knowledge.errors import (
    CityUnknownError,
    ContributionKeyError,
    DiffersError,
    FieldShapeError,
    IncompleteEntryError,
    KindError,
    KnowledgeFileError,
    KnowledgeRowsError,
    RepeatedKeyError,
    YesNoError,
)
from meter.knowledge.exchange import Imported, export_file, import_rows, read_file
from meter.knowledge.file_rows import FileRow
from meter.knowledge.json_files import read_json, write_json
from meter.knowledge.searching import search
from meter.workshops.workshops import draft_workshop
from tests.meter.knowledge.conftest import CASE, GUIDE, retitle

if TYPE_CHECKING:
    from tests.meter.knowledge.conftest import Space

HOSTILE = ["=1+1", "+1", "-1", "@SUM(1)", "'tis", "''", "'=1", "＝1", "\u2003=1", "a=1"]  # noqa: RUF001  (a wide sign)


def take_in(space: Space, text: str) -> Imported:
    rows = read_file(text.encode())
    return import_rows(space.store, space.workshop, rows, "Ada", space.at)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_export_comes_back_as_it_was(space: Space, kind: str) -> None:
    space.publish(GUIDE)
    space.publish(CASE, space.bo)
    ours = space.draft(replace(GUIDE, title="=1+1", licence="'quoted", indicators=()))
    del ours
    text = export_file(space.store, space.workshop, kind)
    empty = draft_workshop(
        space.store, space.workshop.owner_id, "next", "Next", at=space.at
    )

    again = take_in(space, text)
    with pytest.raises(KnowledgeRowsError) as caught:
        import_rows(space.store, empty, read_file(text.encode()), "Ada", space.at)

    assert again == Imported(added=0, unchanged=2)
    assert export_file(space.store, space.workshop, kind) == text
    # Nobody takes part in the other workshop, and it measures nothing.
    assert {name for _, name, _ in caught.value.problems} == {"city", "indicators"}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_comes_in_says_exactly_what_went_out(space: Space, kind: str) -> None:
    for place, title in enumerate(HOSTILE):
        entry = replace(GUIDE, title=title.strip(), summary=f"{title}\n{title}".strip())
        space.publish(replace(entry, year=2000 + place))
    text = export_file(space.store, space.workshop, kind)
    rows = [replace(row, key="") for row in read_file(text.encode())]
    import_rows(space.store, space.workshop, rows, "Ada", space.at)

    found = search(space.store, space.workshop.id).contributions

    titles = [one.entry.title for one in found]
    assert sorted(titles) == sorted([one.strip() for one in HOSTILE] * 2)
    by_title = {one.entry.title: one.entry for one in found}
    assert all(one.entry == by_title[one.entry.title] for one in found)


def test_no_cell_of_an_export_is_computed(space: Space) -> None:
    for title in HOSTILE:
        space.publish(retitle(GUIDE, title.strip()))

    rows = csv.reader(io.StringIO(export_file(space.store, space.workshop, "csv")))

    cells = [cell.lstrip() for row in rows for cell in row if cell]
    assert [one for one in cells if one[:1] in "=+-@＝＋－＠"] == []  # noqa: RUF001


@given(st.text())
def test_a_guarded_text_comes_back(text: str) -> None:
    assert take_off(guard(text)) == text


LINES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20
).map(lambda text: unicodedata.normalize("NFC", text).strip())


@given(
    st.builds(
        GivenEntry,
        kind=st.just("case"),
        title=LINES,
        summary=LINES,
        problem=LINES,
        cost=st.just("12.50"),
        currency=st.just("EUR"),
        cost_year=st.just("2020"),
        year=st.sampled_from(["", "2020"]),
        languages=st.sampled_from([(), ("en",), ("en", "fr")]),
        credited=st.booleans(),
    )
)
def test_both_kinds_of_files_hold_whatever_was_typed(entry: GivenEntry) -> None:
    rows = [FileRow(2, "key", "Port; o'Neill", entry)]

    assert read_csv(write_csv(rows).encode()) == rows
    assert read_json(write_json(rows).encode()) == [replace(rows[0], row=1)]


BAD: dict[str, tuple[dict[str, str], type[Exception]]] = {
    "kind": ({"kind": "poem"}, KindError),
    "city": ({"city": "Atlantis"}, CityUnknownError),
    "credited": ({"credited": "perhaps"}, YesNoError),
    "key": ({"key": "No key!"}, ContributionKeyError),
    "summary": ({"summary": ""}, IncompleteEntryError),
}


def write_rows(*rows: dict[str, str]) -> str:
    common = {"kind": "guide", "title": "Guide", "summary": "It.", "languages": "en"}
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    for row in rows:
        table.writerow(common | row)
    return text.getvalue()


def test_every_bad_row_is_named_and_nothing_is_written(space: Space) -> None:
    text = write_rows({}, *(row for row, _ in BAD.values()))

    with pytest.raises(KnowledgeRowsError) as caught:
        take_in(space, text)

    assert [(row, name, type(error)) for row, name, error in caught.value.problems] == [
        (place, name, kind)
        for place, (name, (_, kind)) in enumerate(BAD.items(), start=3)
    ]
    assert list_own(space.store, space.workshop.id, None) == []


def test_a_key_stands_for_one_contribution(space: Space) -> None:
    take_in(space, write_rows({"key": "one"}))

    with pytest.raises(KnowledgeRowsError) as differing:
        take_in(space, write_rows({"key": "one", "title": "Another"}))
    with pytest.raises(KnowledgeRowsError) as repeated:
        take_in(space, write_rows({"key": "two"}, {"key": "two"}))

    assert isinstance(differing.value.problems[0][2], DiffersError)
    assert isinstance(repeated.value.problems[0][2], RepeatedKeyError)
    assert take_in(space, write_rows({"key": "one"}, {})) == Imported(1, 1)


def test_a_row_may_be_a_citys_and_is_credited_where_it_says_so(space: Space) -> None:
    take_in(space, write_rows({"city": "Marenda", "credited": "YES"}))

    [made] = list_own(space.store, space.workshop.id, space.units[0].id)
    assert (made.state, made.entry.credited) == ("published", True)


def test_columns_that_mean_nothing_are_named(space: Space) -> None:
    text = "kind,title,colour\nguide,Guide,red\n"

    with pytest.raises(KnowledgeRowsError) as caught:
        take_in(space, text)

    assert caught.value.problems[0][:2] == (1, "colour")
    with pytest.raises(SheetColumnsError):
        read_file(b"name\nGuide\n")


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
