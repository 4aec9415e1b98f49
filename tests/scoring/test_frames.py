"""Frames of answers: what is read, what is refused, and how the bad is named."""

from __future__ import annotations

from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from drawn import LEVELS, draw, options

from instruments.model.answers import Missing
from scoring import compile_plan, score
from scoring.cells import LIMIT
from scoring.errors import (
    BadCellsError,
    ItemAsUnitError,
    NoItemColumnError,
    NoRowsError,
    NoUnitColumnError,
)
from scoring.frames import CodedFrame, read_frame
from scoring.kernel.coding import decode_answers
from scoring.quality.agreement import agreement
from scoring.quality.reliability import reliability
from scoring.quality.response_styles import response_styles
from scoring.restatement import restate
from scoring.study.chaining import Fielding
from scoring.study.explanation import explain
from scoring.table_warnings import (
    NoColumnWarning,
    NotOfferedWarning,
    UnknownColumnWarning,
)
from scoring.uncertainty.sensitivity import sensitivity
from scoring.uncertainty.sobol import sobol

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS: dict[str, Any] = {
    "level": {},
    "agree": {"type": "yes_no", "allow": []},
    "several": {"type": "multiple", "options": options(a=1, b=2)},
    "n": {"type": "number", "at_least": 0, "at_most": 10},
    "note": {"type": "text", "allow": []},
    "day": {"type": "date"},
    "then": {"when": {"item": "agree", "equals": "yes"}},
}
INSTRUMENT = draw(ITEMS, {"index": ["level"]})


def read(*rows: list[Any], columns: str, unit: str | None = None) -> CodedFrame:
    frame = pd.DataFrame(list(rows), columns=columns.split(), dtype=object)
    return read_frame(INSTRUMENT, frame, unit)


def answers_of(found: CodedFrame, row: int = 0) -> dict[str, object]:
    every = decode_answers(INSTRUMENT, found.coded[row])
    return {key: answer for key, answer in every.items() if answer != "unanswered"}


def test_cells_are_read_as_files_write_them() -> None:
    found = read(
        ["Lima", " most ", "YES", "a; b", "2,5", "hello", "2026-11-30", "full"],
        columns="unit level agree several n note day then",
    )

    assert found.units == ["Lima"]
    assert answers_of(found) == {
        "level": "most",
        "agree": "yes",
        "several": ("a", "b"),
        "n": 2.5,
        "then": "full",
    }


def test_marks_are_reasons_whether_or_not_the_item_offers_them() -> None:
    row = ["x", "NA", "DK", "RF", "NA"]
    with pytest.warns(NotOfferedWarning, match=r"'agree' \(DK\)"):
        found = read(row, columns="u level agree several n")

    assert answers_of(found) == {
        "level": Missing.NOT_APPLICABLE,
        "agree": Missing.DONT_KNOW,
        "several": Missing.REFUSED,
        "n": Missing.NOT_APPLICABLE,
        "then": Missing.NOT_ASKED,
    }


def test_a_mark_in_free_text_is_text() -> None:
    assert "note" not in answers_of(read(["x", "NA", ""], columns="u note level"))


@pytest.mark.parametrize("blank", ["", "  ", None, np.nan, pd.NA, pd.NaT])
def test_a_blank_is_unanswered(blank: object) -> None:
    found = read(["x", blank, blank, "no"], columns="u level n agree")

    assert answers_of(found) == {"agree": "no", "then": Missing.NOT_ASKED}


def test_conditions_apply_whatever_was_given() -> None:
    found = read(["x", "no", "full", ""], columns="u agree then level")

    assert answers_of(found)["then"] is Missing.NOT_ASKED


@pytest.mark.parametrize("dtype", ["category", "str", "object"])
def test_every_kind_of_text_column_is_read(dtype: str) -> None:
    frame = pd.DataFrame({"u": ["a", "b", "c"], "level": ["full", "", "none"]})

    found = read_frame(INSTRUMENT, frame.astype({"level": dtype}))

    assert [answers_of(found, row).get("level") for row in range(3)] == [
        "full", None, "none",
    ]  # fmt: skip


@pytest.mark.parametrize("dtype", ["float64", "int64", "Int64", "Float64", "object"])
def test_every_kind_of_number_column_is_read(dtype: str) -> None:
    frame = pd.DataFrame({"u": [1, 2], "n": [3, 10], "level": ""}).astype({"n": dtype})

    found = read_frame(INSTRUMENT, frame)

    assert found.units == ["1", "2"]
    assert found.coded["n"].tolist() == [3.0, 10.0]


def test_the_units_may_stand_in_another_column() -> None:
    found = read(["full", "Suva"], columns="level city", unit="city")

    assert found.units == ["Suva"]
    assert found.warnings == ()


def test_unknown_columns_are_named_with_the_closest_item() -> None:
    with pytest.warns(UnknownColumnWarning) as told:
        found = read(["x", "full", 1, 2], columns="unit level sevral zzz")

    assert tuple(one.message for one in told) == found.warnings
    unknown = [one for one in found.warnings if isinstance(one, UnknownColumnWarning)]
    assert [(one.column, one.closest) for one in unknown] == [
        ("sevral", "several"),
        ("zzz", None),
    ]


def test_facts_about_the_unit_are_no_unknown_columns() -> None:
    profile = [{"key": "region", "type": "text", "title": "Region"}]
    instrument = type(INSTRUMENT).model_validate(
        INSTRUMENT.to_document() | {"profile": profile}
    )
    frame = pd.DataFrame({"unit": ["x"], "region": ["Asia"], "level": ["full"]})

    assert read_frame(instrument, frame).warnings == ()


def test_rows_without_anything_are_left_out() -> None:
    found = read(
        ["x", "full"], [None, None], ["y", ""], ["", "  "], columns="unit level"
    )

    assert found.units == ["x", "y"]


def test_a_row_with_answers_and_no_name_is_named_by_its_number() -> None:
    with pytest.raises(BadCellsError) as caught:
        read(["x", "full"], ["", ""], ["", "none"], columns="unit level")

    (cell,) = caught.value.cells
    assert str(cell) == "row 4, column 'unit': the row has no name. Name the unit."


def test_a_unit_named_twice_is_refused_with_both_rows() -> None:
    with pytest.raises(BadCellsError, match=r"row 4 .*: row 2 has this name too"):
        read(["x", "full"], ["y", "full"], [" x ", "none"], columns="unit level")


def test_every_bad_cell_is_named_in_the_order_of_rows() -> None:
    with pytest.raises(BadCellsError) as caught:
        read(
            ["x", "high", "11"],
            ["y", "full", "3"],
            ["z", "high", "-"],
            columns="unit level n",
        )

    named = [(cell.row, cell.unit, cell.column) for cell in caught.value.cells]  # type: ignore[attr-defined]
    assert named == [(2, "x", "level"), (2, "x", "n"), (4, "z", "level"), (4, "z", "n")]
    assert caught.value.exit_code == 11


def test_bad_cells_are_named_up_to_a_limit_and_counted() -> None:
    rows = [[f"u{k}", "high", "x"] for k in range(50)]

    with pytest.raises(BadCellsError) as caught:
        read(*rows, columns="unit level n")

    assert caught.value.count == 100
    assert [cell.row for cell in caught.value.cells] == sorted(list(range(2, 12)) * 2)  # type: ignore[attr-defined]
    assert len(caught.value.cells) == LIMIT
    assert str(caught.value).endswith("and 80 more")


def test_columns_of_one_name_are_refused_together_with_bad_cells() -> None:
    with pytest.raises(BadCellsError) as caught:
        read(["x", "high", "none", 1, 2], columns="unit level level n n")

    assert caught.value.count == 3
    assert [str(cell).split(":")[0] for cell in caught.value.cells] == [
        "row 1, column 'level'",
        "row 1, column 'n'",
        "row 2 (x), column 'level'",
    ]


def test_items_without_a_column_are_told_at_once() -> None:
    ours = draw(list("abc"))

    with pytest.warns(NoColumnWarning) as told:
        read_frame(ours, pd.DataFrame({"unit": ["x"], "b": ["full"]}))

    assert [str(one.message) for one in told] == [
        "No column for 2 of 3 items that are scored; they count as unanswered: a, c."
    ]


def test_without_item_columns_there_is_nothing_to_score() -> None:
    with pytest.raises(NoItemColumnError) as caught:
        read(["x", 1, 2], columns="unit levl zzz")

    assert caught.value.closest == {"levl": "level"}


def test_a_missing_unit_column_is_named_with_the_closest() -> None:
    with pytest.raises(NoUnitColumnError) as caught:
        read(["x", "full"], columns="city level", unit="citty")

    assert caught.value.closest == "city"


def test_a_frame_without_columns_names_no_units() -> None:
    with pytest.raises(NoUnitColumnError):
        read_frame(INSTRUMENT, pd.DataFrame())


def test_answers_where_the_names_should_be_are_refused() -> None:
    with pytest.raises(ItemAsUnitError, match="level"):
        read(["full", "yes"], columns="level agree")


def test_a_frame_without_rows_is_refused() -> None:
    with pytest.raises(NoRowsError):
        read(columns="unit level")
    with pytest.raises(NoRowsError):
        read(["", ""], columns="unit level")


def test_reasons_that_the_form_would_not_offer_are_read_with_a_warning() -> None:
    offered = {"type": "yes_no", "allow": ["not_applicable"]}
    ours = draw({"a": {"type": "yes_no", "allow": []}, "b": offered})
    frame = pd.DataFrame({"unit": ["u", "v"], "a": ["NA", "yes"], "b": ["NA", "DK"]})

    with pytest.warns(NotOfferedWarning) as told:
        found = score(ours, frame)

    assert [one.message.marks for one in told] == [{"a": ["NA"], "b": ["DK"]}]  # type: ignore[union-attr]
    assert "'a' (NA), 'b' (DK)" in str(told[0].message)
    assert found["index.coverage"].fillna(-1).tolist() == [-1, 0.5]


FOUR = draw(
    list("abcd"), alternatives={"draws": 20, "seed": 5, "weights": {"else": 20}}
)
PEOPLE = {"unit": "unit", "respondent": "who"}

READERS: dict[str, Callable[[pd.DataFrame], object]] = {
    "score": lambda frame: score(FOUR, frame),
    "explain": lambda frame: explain(FOUR, frame, "u0"),
    "restate": lambda frame: restate(FOUR, frame, method="default", other="default"),
    "sensitivity": lambda frame: sensitivity(FOUR, frame),
    "sobol": lambda frame: sobol(FOUR, frame, samples=4),
    "reliability": lambda frame: reliability(FOUR, frame),
    "agreement": lambda frame: agreement(FOUR, frame.assign(who="Ana"), **PEOPLE),
    "response_styles": lambda frame: response_styles(FOUR, frame),
    "Fielding.read": lambda frame: Fielding.read("r", compile_plan(FOUR), frame),
    "read_frame": lambda frame: read_frame(FOUR, frame),
}


@pytest.mark.parametrize("name", READERS)
def test_what_reads_a_frame_warns_once_and_names_the_line_that_called(
    name: str,
) -> None:
    answers = np.random.default_rng(6).choice(LEVELS, (6, 4))
    frame = pd.DataFrame(answers, columns=list("abcd"))
    frame.insert(0, "unit", [f"u{place}" for place in range(6)])

    with pytest.warns(UnknownColumnWarning, match="'e' is no item") as told:
        READERS[name](frame.assign(e=1))

    assert [Path(one.filename).name for one in told] == [Path(__file__).name]


PARTIAL = pd.DataFrame({"unit": ["x"], "a": ["full"]})


def score_partial() -> None:
    score(FOUR, PARTIAL)


def test_code_without_a_module_is_warned_too() -> None:
    names = {"score": score, "FOUR": FOUR, "PARTIAL": PARTIAL}
    bare = FunctionType(score_partial.__code__, names)

    with pytest.warns(NoColumnWarning, match="No column for 3 of 4"):
        bare()
