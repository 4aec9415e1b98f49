"""Cells: every way in which one can be wrong has a sentence that says what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from drawn import draw, options

from instruments.answers import parse_answer
from instruments.model.answers import AnswerError, AnswerFault
from scoring.cells import _PROBLEMS, LONGEST, BadCell, explain, shorten, to_text

ITEMS: dict[str, Any] = {
    "level": {},
    "kind": {"type": "single", "options": options(a=1, b=2)},
    "wide": {"type": "single", "options": options(**dict.fromkeys("abcdefghi", 1))},
    "several": {
        "type": "multiple",
        "at_most": 2,
        "options": [
            *options(a=1, b=1, c=1),
            {"code": "no", "say": "No", "points": 0, "alone": True},
        ],
    },
    "n": {"type": "number", "at_least": 1, "at_most": 5},
    "whole": {"type": "number", "whole": True},
    "short": {"type": "text", "at_most": 3},
    "day": {"type": "date", "at_least": "2000-01-01"},
    "page": {"type": "link"},
}
NA = "Write NA where it does not apply, nothing where it is only missing."
INSTRUMENT = draw(ITEMS, {"index": ["level"]})


@pytest.mark.parametrize(
    ("item", "text", "said"),
    [
        ("kind", "aa", "'aa' is no option; write a or b. Did you mean 'a'?"),
        ("wide", "x", "'x' is no option; write one of 9 codes."),
        ("several", "a;b;c", "3 options are chosen; at most 2 may be."),
        ("several", "a;no", "'no' cannot be chosen together with another option."),
        ("n", "many", "'many' is not a number."),
        ("n", "#N/A", f"'#N/A' is not a number. {NA}"),
        ("kind", "na", f"'na' is no option; write a or b. {NA}"),
        ("n", "0", "0 is below 1."),
        ("n", "5.5", "5.5 is above 5."),
        ("n", "1,234", "'1,234' may mean 1.234 or 1234; write it without comma."),
        ("whole", "1.5", "'1.5' is not a whole number."),
        ("short", "abcd", "4 characters are given; at most 3 may be."),
        ("short", "a\x00", "the character U+0000 cannot be kept."),
        ("day", "30.11.2026", "'30.11.2026' is not a date; write it like 2026-11-30."),
        ("day", "1999-12-31", "1999-12-31 is below 2000-01-01."),
        ("page", "www", "'www' is not a web address that begins with https://."),
    ],
)  # fmt: skip
def test_a_bad_cell_is_explained(item: str, text: str, said: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(INSTRUMENT, INSTRUMENT.items[item], text)

    assert explain(caught.value) == said


def test_every_fault_has_a_sentence() -> None:
    assert set(_PROBLEMS) == set(AnswerFault)


def test_a_cell_names_its_row_unit_and_column() -> None:
    cell = BadCell(7, "Port Vila", "c1_1", "'x' is no option.")

    assert str(cell) == "row 7 (Port Vila), column 'c1_1': 'x' is no option."


def test_long_texts_are_cut_and_put_on_one_line() -> None:
    assert shorten("a\nb") == "a b"
    assert len(shorten("a" * 100)) == LONGEST


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (0.1, "0.1"),
        (7, "7"),
        (dt.datetime(2026, 11, 30, tzinfo=dt.UTC), "2026-11-30"),
        (dt.date(2026, 11, 30), "2026-11-30"),
        ("NA", "NA"),
    ],
)
def test_a_cell_is_written_as_a_file_of_text_would(value: object, text: str) -> None:
    assert to_text(value) == text
