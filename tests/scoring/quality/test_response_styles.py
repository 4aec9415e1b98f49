"""Response styles of small cases, and the flags that ask for a second look."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import LEVELS, draw
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.model.instrument import Instrument
from scoring import score
from scoring.quality.response_styles import (
    RESPONSE_COLUMNS,
    SECTION_COLUMNS,
    ResponseStyles,
    response_styles,
)

KEYS = [f"i{place}" for place in range(8)]
EIGHT = draw(KEYS)


def frame(*rows: str, keys: list[str] | None = None) -> pd.DataFrame:
    """Write rows of answers in order; a dash is a gap."""
    words = [[word.replace("-", "") for word in row.split()] for row in rows]
    found = pd.DataFrame(words, columns=keys or KEYS)
    found.insert(0, "city", [f"u{row}" for row in range(len(found))])
    return found


def describe(*rows: str, instrument: Instrument = EIGHT) -> ResponseStyles:
    return response_styles(instrument, frame(*rows, keys=list(instrument.items)))


def test_a_section_is_described_by_its_runs_spread_and_ends() -> None:
    found = describe("full full full half half full none -")

    (row,) = found.sections.to_dict("records")
    assert list(row) == list(SECTION_COLUMNS)
    assert (row["items"], row["answered"], row["longest"]) == (8, 7, 3)
    assert row["average"] == (3 + 2 + 1 + 1) / 4
    assert row["irv"] == pytest.approx(np.std([4, 4, 4, 2, 2, 4, 0], ddof=1))
    assert row["extreme"] == 5 / 7
    assert row["unanswered"] == 1 / 8


def test_one_answer_throughout_asks_for_a_second_look() -> None:
    found = describe("half " * 8, "none little half most full half most none")

    assert found.flags["unit"].tolist() == ["u0"]
    (said,) = found.flags["look_again"]
    assert said.startswith("8 of 8 answers in a row are the same")
    assert "Look again" in said


@pytest.mark.parametrize(
    ("row", "flagged"),
    [
        ("half half half half most half half half", True),  # irv sqrt(7/8/7) = .35
        ("half half half most most most half half", False),  # longest 3
        ("half half half half full full full full", False),  # irv 1.07
        ("half half half half most most most most", False),  # irv sqrt(2/7) = .53
        ("half half half half - - - -", True),
        ("half half half - - - - -", False),
    ],
)
def test_a_flag_needs_half_of_the_section_and_little_spread(
    row: str, flagged: bool
) -> None:
    assert bool(len(describe(row).flags)) is flagged


def test_seven_items_are_too_few_for_a_flag() -> None:
    assert not len(describe("half " * 7, instrument=draw(KEYS[:7])).flags)


def test_items_that_were_not_asked_are_no_part_of_the_section() -> None:
    items: dict[str, Any] = {key: {} for key in KEYS}
    items["i7"] = {"when": {"item": "i0", "equals": "full"}}

    (row,) = describe("half " * 8, instrument=draw(items)).sections.to_dict("records")

    assert (row["items"], row["look_again"]) == (7, "")


def test_yes_and_no_say_nothing_of_how_a_scale_is_used() -> None:
    instrument = draw({key: {"type": "yes_no"} for key in KEYS})

    found = describe("yes " * 8, instrument=instrument)

    assert not len(found.sections)
    assert list(found.sections.columns) == list(SECTION_COLUMNS)
    assert found.responses["answered"].tolist() == [8]


def test_a_response_is_described_as_a_whole() -> None:
    found = describe("full none half half - - most little")

    (row,) = found.responses.to_dict("records")
    assert list(row) == list(RESPONSE_COLUMNS)
    assert (row["unit"], row["respondent"], row["answered"]) == ("u0", "", 6)
    assert row["extreme"] == 2 / 6
    assert row["unanswered"] == 2 / 8


PAIRED = draw(
    {"a": {}, "b": {"reverse": True}, "c": {}, "d": {"reverse": True}, "e": {}},
    {"index": {"of": ["x", "y"]}, "x": ["a", "b", "e"], "y": ["c", "d"]},
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("full full most full none", (1 + 1 + 1 + 1) / 4),
        ("full none none full full", (1 + 0 + 0 + 1) / 4),
        ("full none - full full", (1 + 0) / 2),
        ("half half half half full", 0.5),
    ],
)
def test_agreeing_to_both_of_a_pair_is_acquiescence(row: str, expected: float) -> None:
    (found,) = describe(row, instrument=PAIRED).responses["acquiescence"]

    assert found == expected


def test_without_reverse_keyed_items_there_is_no_acquiescence() -> None:
    assert describe("full " * 8).responses["acquiescence"].isna().all()


HALVED = draw(
    {"a": {}, "b": {"reverse": True}, "c": {}, "d": {}, "e": {}, "f": {}},
    {
        "index": {"of": ["x", "y", "z"]},
        "x": ["a", "b"],
        "y": ["c", "d"],
        "z": ["e", "f"],
    },
)


def test_halves_of_nodes_are_compared_with_items_turned_round() -> None:
    # odd 1 .5 0; even 1 (full less none), .5, 0
    (found,) = describe("full none half half none none", instrument=HALVED).responses[
        "even_odd"
    ]

    assert found == pytest.approx(1)


def test_an_instrument_that_measures_nothing_is_halved_by_its_sections() -> None:
    document = HALVED.to_document()
    items = {item["key"]: item for item in document["sections"][0]["items"]}
    document["sections"] = [
        {"key": pair, "title": pair, "items": [items[key] for key in pair]}
        for pair in ("ab", "cd", "ef")
    ]
    for part in ("framework", "methods", "stages"):
        document.pop(part, None)
    instrument = Instrument.model_validate(document)

    (found,) = describe(
        "full none half half none none", instrument=instrument
    ).responses["even_odd"]

    assert found == pytest.approx(1)


def test_the_farthest_response_has_the_largest_distance() -> None:
    instrument = draw(["a", "b"])
    rows = [
        "half most",
        "half half",
        "most most",
        "little half",
        "half little",
        "full none",
    ]

    found = describe(*rows, instrument=instrument).responses

    assert found["distance"].idxmax() == 5
    assert found["distance_p"].idxmin() == 5


def test_respondents_are_told_apart() -> None:
    answers = frame("half " * 8, "most " * 8).assign(city="Lima")
    answers.insert(1, "who", ["Ana", "Ben"])

    found = response_styles(EIGHT, answers, "city", respondent="who")

    assert found.flags[["unit", "respondent"]].to_numpy().tolist() == [
        ["Lima", "Ana"], ["Lima", "Ben"],
    ]  # fmt: skip


ROW = st.lists(st.sampled_from([*LEVELS, "-"]), min_size=8, max_size=8).map(" ".join)


@settings(max_examples=50)
@given(
    st.lists(ROW, min_size=1, max_size=5).filter(
        lambda rows: any(set(r) - set("- ") for r in rows)
    )
)
def test_a_flag_never_changes_a_score(rows: list[str]) -> None:
    answers = frame(*rows)
    before = score(EIGHT, answers)

    found = response_styles(EIGHT, answers)

    assert score(EIGHT, answers).equals(before)
    assert (found.sections["longest"] <= found.sections["answered"]).all()
    known = found.sections["average"].dropna()
    assert (known <= found.sections.loc[known.index, "longest"]).all()


@settings(max_examples=30)
@given(ROW, st.lists(ROW, max_size=4))
def test_a_section_is_flagged_whoever_else_answered(
    row: str, others: list[str]
) -> None:
    alone = describe(row, "full " * 8).sections.iloc[0]

    among = describe(row, *others, "full " * 8).sections.iloc[0]

    assert among.equals(alone)


def test_answers_of_every_type_are_counted_but_words() -> None:
    items = {"a": {}, "n": {"type": "number"}, "note": {"type": "text"}}
    instrument = draw(items, {"index": ["a"]})
    answers = pd.DataFrame({"city": ["u0"], "a": [""], "n": [5], "note": ["none"]})

    found = response_styles(instrument, answers)

    assert found.responses["answered"].tolist() == [1]
