from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.exchange.formulas import guard_formula, guard_words

RISKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "  =1",
    "\t=1",
    "\rx",
    "\nx",
    "\0x",
    "\u2003=1",
    "\uff1d1+1",
    "\uff20x",
]


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_compute_is_marked_as_text(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Marenda", "Côte d'Ivoire", "'quoted'", "a=b"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard_formula(text) == guard_words(text) == text


@given(st.text())
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    guarded = guard_formula(text)

    assert not guarded or guarded[0] not in "=+-@\t\r\n\0"
    assert guarded in {text, f"'{text}"}


@pytest.mark.parametrize("text", ["-5", "-1.5", "1e-7", "-2e+3"])
def test_a_number_among_words_is_no_formula(text: str) -> None:
    assert guard_words(text) == text


@pytest.mark.parametrize("text", ["-5+1", "--5", "=5", "-x"])
def test_what_only_begins_as_a_number_is_one(text: str) -> None:
    assert guard_words(text) == f"'{text}"
