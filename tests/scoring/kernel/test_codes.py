"""States: the reason, or given, behind a code of any width."""

from __future__ import annotations

import numpy as np

from scoring.kernel.codes import (
    CHOSEN,
    DONT_KNOW,
    GIVEN,
    NOT_APPLICABLE,
    NOT_ASKED,
    QUIET_NAN,
    REFUSED,
    UNANSWERED,
    find_open,
    state_of,
)


def test_a_byte_below_eight_is_a_reason_and_any_other_is_given() -> None:
    column = np.array([UNANSWERED, NOT_APPLICABLE, GIVEN, GIVEN + 3], dtype=np.uint8)

    assert state_of(column).tolist() == [UNANSWERED, NOT_APPLICABLE, GIVEN, GIVEN]


def test_a_number_keeps_its_reason_in_the_payload_of_a_nan() -> None:
    bits = np.array([QUIET_NAN + DONT_KNOW, QUIET_NAN + REFUSED], dtype=np.uint64)
    column = np.concatenate([bits.view(np.float64), [np.nan, 0.0, -2.5]])

    expected = [DONT_KNOW, REFUSED, UNANSWERED, GIVEN, GIVEN]
    assert state_of(column).tolist() == expected


def test_a_multiple_choice_is_given_even_if_nothing_is_chosen() -> None:
    column = np.array([CHOSEN, CHOSEN | 0b101, NOT_APPLICABLE], dtype=np.uint64)

    assert state_of(column).tolist() == [GIVEN, GIVEN, NOT_APPLICABLE]


def test_a_strided_number_column_has_the_same_states() -> None:
    rows = np.array([(np.nan, 1), (2.0, 3)], dtype=[("x", "<f8"), ("y", "u1")])

    assert state_of(rows["x"]).tolist() == [UNANSWERED, GIVEN]


def test_an_answer_is_open_unless_it_was_given_or_does_not_apply() -> None:
    states = [UNANSWERED, NOT_ASKED, NOT_APPLICABLE, DONT_KNOW, REFUSED, GIVEN]
    expected = [True, False, False, True, True, False]
    assert find_open(np.array(states, dtype=np.uint8)).tolist() == expected
