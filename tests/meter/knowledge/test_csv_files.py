"""CSV files of contributions: guarded cells come back, columns are known by name."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.fieldwork.errors import LongRowError, SheetColumnsError, StrangeColumnError
from meter.knowledge.csv_files import read_csv, write_csv
from meter.knowledge.entries import GivenEntry
from meter.knowledge.errors import YesNoError
from meter.knowledge.file_rows import FileRow
from meter.knowledge.json_files import read_json, write_json

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


def test_what_is_wrong_with_a_row_stands_with_it() -> None:
    text = b"kind,title,credited,colour\nguide,Guide,perhaps,,more\n"

    head, row = read_csv(text)

    assert isinstance(head.problems["colour"], StrangeColumnError)
    assert isinstance(row.problems["credited"], YesNoError)
    assert isinstance(row.problems["row"], LongRowError)
    with pytest.raises(SheetColumnsError):
        read_csv(b"name\nGuide\n")


def test_blank_rows_are_left_out_and_rows_keep_their_numbers() -> None:
    rows = read_csv(b'kind;title;languages\n\nguide;A;en, fr\nguide;B;"en;fr"\n')

    assert [(one.row, one.given.title) for one in rows] == [(3, "A"), (4, "B")]
    assert rows[1].given.languages == ("en", "fr")
