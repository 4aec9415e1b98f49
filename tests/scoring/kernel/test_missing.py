"""Missing answers: what each policy does to score and coverage."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import draw, score_all

from instruments.model.answers import Missing
from instruments.model.missing_policy import MissingPolicy
from scoring.kernel.codes import (
    DONT_KNOW,
    GIVEN,
    NOT_APPLICABLE,
    NOT_ASKED,
    REFUSED,
    UNANSWERED,
)
from scoring.kernel.missing import tabulate_missing

DEFAULT: dict[str, str] = {}
LENIENT = {"unanswered": "leave_out", "dont_know": "leave_out"}
STRICT = {"not_applicable": "zero", "refused": "zero"}


# Two items of weight 1: the first is full, the second is missing for a reason.
@pytest.mark.parametrize(
    ("policy", "reason", "score", "coverage"),
    [
        (DEFAULT, Missing.UNANSWERED, (1 + 0) / 2, 1 / 2),
        (DEFAULT, Missing.DONT_KNOW, (1 + 0) / 2, 1 / 2),
        (DEFAULT, Missing.REFUSED, 1 / 1, 1 / 2),
        (DEFAULT, Missing.NOT_APPLICABLE, 1 / 1, 1 / 1),
        (DEFAULT, Missing.NOT_ASKED, 1 / 1, 1 / 1),
        (LENIENT, Missing.UNANSWERED, 1 / 1, 1 / 2),
        (LENIENT, Missing.DONT_KNOW, 1 / 1, 1 / 2),
        (STRICT, Missing.REFUSED, (1 + 0) / 2, 1 / 2),
        (STRICT, Missing.NOT_APPLICABLE, (1 + 0) / 2, 1 / 1),
        (STRICT, Missing.NOT_ASKED, 1 / 1, 1 / 1),
    ],
)
@pytest.mark.parametrize(
    "second", [{}, {"type": "number", "goalposts": {"low": 0, "high": 1}}]
)
def test_a_reason_counts_as_the_policy_says(
    second: dict[str, Any],
    policy: dict[str, str],
    reason: Missing,
    score: float,
    coverage: float,
) -> None:
    instrument = draw({"a": {}, "b": second}, missing=policy)

    found = score_all(instrument, {"a": "full", "b": reason})

    assert found.node("index")[0] == score
    assert found.coverage_of("index")[0] == coverage


def test_what_is_not_asked_is_left_out_under_every_policy() -> None:
    zero = MissingPolicy(not_applicable="zero", refused="zero")

    table = tabulate_missing(zero)

    assert table.counted[NOT_ASKED] == table.applicable[NOT_ASKED] == 0


def test_a_given_answer_counts_and_every_other_applicable_one_is_uncovered() -> None:
    table = tabulate_missing(MissingPolicy())

    assert table.answered.sum() == table.answered[GIVEN] == 1
    applicable = [UNANSWERED, DONT_KNOW, REFUSED, GIVEN]
    assert [k for k in range(GIVEN + 1) if table.applicable[k]] == applicable
    assert table.applicable[NOT_APPLICABLE] == 0
