"""What a spreadsheet would calculate is kept as text, and comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.exchange.formulas import guard, guard_cell, take_off

RISKY = [
    *("=1+1", "+1", "-1", "@x", "\t=1", "\rx", "\nx", "\0x"),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "  =1", "\u2003@x", "'=1", "''-1"),
]
HARMLESS = ["", "'", "Marenda", "Côte d'Ivoire", "'s-Hertogenbosch", "'quoted'", "a=b"]


@pytest.mark.parametrize("text", RISKY)
def test_what_would_be_calculated_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text
    assert take_off(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n\0 a1\uff1d")) | st.text())
def test_a_guarded_text_is_harmless_and_comes_back(text: str) -> None:
    guarded = guard(text)

    assert not guarded or guarded[0] not in "=+-@\t\r\n\0"
    assert take_off(guarded) == text


@pytest.mark.parametrize("value", [-5, 0.5, None, "-5", "-0.25", "1e-7"])
def test_numbers_stay_numbers(value: Any) -> None:
    assert guard_cell(value) == value


def test_a_cell_of_text_is_guarded() -> None:
    assert guard_cell("-5+1") == "'-5+1"
