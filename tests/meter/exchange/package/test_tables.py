"""Tables: which there are, in which language, and what identifies a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.exchange.package.tables import list_tables
from meter.exchange.package.titles import COLUMNS
from tests.meter.exchange.package.abroad import MARK, speak

if TYPE_CHECKING:
    import pandas as pd

    from meter.exchange.package.columns import Table
    from meter.exchange.package.snapshot import Snapshot
    from tests.meter.exchange.package.surveyed import Surveyed


def test_keys_are_those_of_no_two_rows(
    tables: dict[str, Table], frames: dict[str, pd.DataFrame]
) -> None:
    for name, table in tables.items():
        assert not frames[name].duplicated(list(table.key)).any(), name
        assert {one.name for one in table.columns} >= set(table.key)


def test_titles_and_codes_are_in_the_language_of_the_package(
    surveyed: Surveyed,
) -> None:
    made = {one.name: one for one in list_tables(surveyed.read("zh"))}

    law = next(one for one in made["answers_wide"].columns if one.name == "law")
    assert law.title.startswith("\u6709\u4e00\u90e8\u6cd5\u5f8b")
    assert law.codes["full"] == "\u5b8c\u5168"
    node = next(one for one in made["node_scores"].columns if one.name == "node")
    assert node.codes["index"] == "\u6307\u6570"


def test_titles_of_tables_and_columns_are_translated_and_names_stay(
    tables: dict[str, Table], snapshot: Snapshot
) -> None:
    made = {one.name: one for one in list_tables(speak(snapshot))}

    assert made.keys() == tables.keys()
    for name, table in made.items():
        assert table.title == f"{MARK}{tables[name].title}"
        for column, plain in zip(table.columns, tables[name].columns, strict=True):
            assert column.name == plain.name
            if column.name in COLUMNS and not name.endswith("_wide"):
                assert column.title == f"{MARK}{COLUMNS[column.name]}"
    ranks = [one for one in made["scores_wide"].columns if one.name.endswith(".rank")]
    assert [one.title for one in ranks] == [f"{MARK}Rank: Index"]


def test_a_round_that_is_not_scored_has_answers_alone(surveyed: Surveyed) -> None:
    snapshot = surveyed.read()

    names = [one.name for one in list_tables(replace(snapshot, results=None))]

    assert names == ["units", "answers_wide", "answers", "evidence"]
