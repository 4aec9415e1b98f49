"""What a spreadsheet would compute is kept as text, and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.exchange.formulas import guard_formula, guard_words, take_off

RISKY = [
    *("=1+1", "+1", "-1", "@x", "\t=1", "\rx", "\nx", "\0x"),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "  =1", "\u2003@x", "'=1", "''-1"),
]
HARMLESS = ["", "'", "Marenda", "Côte d'Ivoire", "'s-Hertogenbosch", "'quoted'", "a=b"]


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_compute_is_marked_as_text(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard_formula(text) == guard_words(text) == take_off(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n\0 a1\uff1d")) | st.text())
def test_a_guarded_text_is_harmless_and_comes_back(text: str) -> None:
    guarded = guard_formula(text)

    assert not guarded or guarded[0] not in "=+-@\t\r\n\0"
    assert take_off(guarded) == text


@pytest.mark.parametrize("text", ["-5", "-1.5", "1e-7", "-2e+3"])
def test_a_number_among_words_is_no_formula(text: str) -> None:
    assert guard_words(text) == text


@pytest.mark.parametrize("text", ["-5+1", "--5", "=5", "-x"])
def test_what_only_begins_as_a_number_is_one(text: str) -> None:
    assert guard_words(text) == f"'{text}"
