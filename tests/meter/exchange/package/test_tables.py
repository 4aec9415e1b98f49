"""Tables: what each row says is what the round kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from instruments.answers import answer_to_text
from meter.exchange.package.stage_tables import name_bands
from meter.exchange.package.tables import list_tables
from meter.exchange.package.titles import COLUMNS
from meter.fieldwork.responses import load_answers
from tests.meter.exchange.package.abroad import MARK, speak

if TYPE_CHECKING:
    import pandas as pd

    from meter.exchange.package.columns import Table
    from meter.exchange.package.snapshot import Snapshot
    from tests.meter.exchange.package.surveyed import Surveyed


@pytest.fixture(scope="module")
def tables(snapshot: Snapshot) -> dict[str, Table]:
    return {one.name: one for one in list_tables(snapshot)}


def frame(table: Table) -> pd.DataFrame:
    columns = {one.name: one.data for one in table.columns}
    found: pd.DataFrame = pa.table(columns).to_pandas()
    return found


def test_keys_are_those_of_no_two_rows(tables: dict[str, Table]) -> None:
    for table in tables.values():
        assert not frame(table).duplicated(list(table.key)).any(), table.name
        assert {one.name for one in table.columns} >= set(table.key)


def test_wide_answers_are_what_units_gave(
    tables: dict[str, Table], surveyed: Surveyed
) -> None:
    wide = frame(tables["answers_wide"])
    items = surveyed.instrument.items
    closed = [key for key in items if key not in {"note", "since"}]
    given = sorted(
        tuple(
            answer_to_text(items[key], stored[key].answer) if key in stored else ""
            for key in closed
        )
        for sent in list(surveyed.sent.values())[:-1]
        for stored in [load_answers(surveyed.store, sent.response_id)]
    )

    shown = wide[closed].fillna("").itertuples(index=False, name=None)
    assert sorted(shown) == given
    assert set(wide["note"]) == {"given"}


def test_long_answers_say_why_there_is_none(tables: dict[str, Table]) -> None:
    long = frame(tables["answers"])

    assert (long["answer"].isna() != long["missing"].isna()).all()
    told = set(zip(long["item"].astype(str), long["missing"].astype(str), strict=True))
    reasons = ("dont_know", "refused", "not_applicable", "unanswered")
    assert told >= {("law", reason) for reason in reasons}
    assert ("users", "not_asked") in told


def test_scores_are_what_was_kept(tables: dict[str, Table], snapshot: Snapshot) -> None:
    nodes = frame(tables["node_scores"]).set_index(["unit", "node"])
    wide = frame(tables["scores_wide"]).set_index("unit")
    items = frame(tables["item_scores"]).set_index(["unit", "item"])

    assert snapshot.results is not None
    scores = snapshot.results.scores
    for row, key in enumerate(snapshot.keys):
        for node in snapshot.results.plan.nodes:
            kept = pytest.approx(scores.node(node)[row], nan_ok=True, abs=0)
            assert nodes.loc[(key, node), "score"] == kept
            assert wide.loc[key, node] == kept
    worth = {"full": 1.0, "partly": 0.5}
    answers = frame(tables["answers_wide"]).set_index("unit")["law"]
    values = items["value"].to_dict()
    for unit, law in zip(answers.index.tolist(), answers.tolist(), strict=True):
        if law in worth:
            assert values[unit, "law"] == worth[law]


def test_bounds_hold_the_scores_and_intervals_have_their_order(
    tables: dict[str, Table],
) -> None:
    nodes = frame(tables["node_scores"]).dropna()
    bands = frame(tables["intervals"]).dropna()

    assert len(nodes)
    assert (nodes["low"] <= nodes["score"] + 1e-12).all()
    assert (nodes["score"] <= nodes["high"] + 1e-12).all()
    assert len(bands)
    assert (bands["score_low"] <= bands["score_median"]).all()
    assert (bands["score_median"] <= bands["score_high"]).all()
    assert (bands["rank_low"] <= bands["rank_high"]).all()


def test_evidence_is_counted_with_the_state_of_its_review(
    tables: dict[str, Table],
) -> None:
    found = frame(tables["evidence"])

    states = set(found[["item", "links", "files", "review"]].itertuples(index=False))
    assert {tuple(one) for one in states} == {
        ("law", 1, 1, "open"),
        ("site", 0, 0, "verified"),
    }


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


def test_a_stage_that_ladders_call_otherwise_is_named_with_each(
    snapshot: Snapshot,
) -> None:
    declared = snapshot.worded.stages
    [ladder] = declared.values()
    other = ladder.model_copy(
        update={
            "title": "Other",
            "bands": (
                ladder.bands[0].model_copy(update={"title": "Nought"}),
                *ladder.bands[1:],
            ),
        }
    )
    worded = snapshot.worded.model_copy(update={"stages": {**declared, "other": other}})

    named = name_bands(replace(snapshot, worded=worded), [*declared, "other"])

    first, second, *_ = ladder.bands
    assert named[first.key] == f"{first.title} ({ladder.title}); Nought (Other)"
    assert named[second.key] == second.title
