"""What is published goes into a file and comes back as it was, all of it or nothing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.knowledge.contributions import list_own
from meter.knowledge.csv_files import COLUMNS
from meter.knowledge.errors import (
    CityUnknownError,
    ContributionKeyError,
    DiffersError,
    IncompleteEntryError,
    KindError,
    KnowledgeRowsError,
    RepeatedKeyError,
    YesNoError,
)
from meter.knowledge.exchange import Imported, export_file, import_rows, read_file
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
