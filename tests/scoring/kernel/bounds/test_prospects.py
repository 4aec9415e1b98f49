"""Prospects: what open answers may bring up, take away, and make true."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import draw

from instruments.model.answers import Missing
from instruments.model.conditions import AllOf, AnyOf, Comparison, Not
from scoring.kernel.bounds.prospects import Prospects, foresee
from scoring.kernel.codes import GIVEN, NOT_ASKED, UNANSWERED, state_of
from scoring.kernel.coding import code_answers, coder_of
from scoring.kernel.conditions import compile_condition

FULL = {"equals": "full"}
ITEMS: dict[str, dict[str, Any]] = {
    "a": {},
    "b": {"when": {"item": "a", **FULL}},
    "c": {"when": {"item": "b", "answered": "true"}},
    "d": {"when": {"not": {"item": "a", "answered": "true"}}},
    "n": {"type": "number", "when": {"not": {"item": "a", **FULL}}},
}
OURS = draw(ITEMS, {"index": ["a"]})


def look_ahead(**answers: Any) -> Prospects:
    coded = code_answers(OURS, [answers])
    return foresee(coder_of(OURS), {key: coded[key].copy() for key in ITEMS})


def states_of(found: Prospects) -> dict[str, int]:
    return {key: int(state_of(found.columns[key])[0]) for key in ITEMS}


def test_what_given_answers_decide_is_not_loose() -> None:
    found = look_ahead(a="full", b="half")

    assert not found.loose
    assert states_of(found) == {
        "a": GIVEN,
        "b": GIVEN,
        "c": UNANSWERED,
        "d": NOT_ASKED,
        "n": NOT_ASKED,
    }


def test_an_open_answer_brings_up_and_takes_away_down_the_line() -> None:
    found = look_ahead(n=4)

    # d waits for a to stay open, and that it will not.
    assert set(found.loose) == {"b", "c", "n"}
    assert states_of(found) == {
        "a": UNANSWERED,
        "b": UNANSWERED,
        "c": UNANSWERED,
        "d": NOT_ASKED,
        "n": GIVEN,
    }
    assert states_of(Prospects(found.leave_loose(), {})) == {
        "a": UNANSWERED,
        "b": NOT_ASKED,
        "c": NOT_ASKED,
        "d": NOT_ASKED,
        "n": NOT_ASKED,
    }


def compare(item: str, **verb: Any) -> Comparison:
    return Comparison(item=item, **verb)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (compare("a", equals="full"), (False, True)),
        (compare("a", answered=True), (True, True)),
        (compare("b", answered=True), (False, True)),
        (compare("d", answered=True), (False, False)),
        (compare("n", at_least=3), (False, True)),
        (compare("n", at_least=5), (False, False)),
        (Not.model_validate({"not": compare("n", at_least=5)}), (True, True)),
        (Not.model_validate({"not": compare("a", equals="full")}), (False, True)),
        (
            AllOf.model_validate(
                {"all": [compare("a", answered=True), compare("n", at_least=5)]}
            ),
            (False, False),
        ),
        (
            AnyOf.model_validate(
                {"any": [compare("a", answered=True), compare("n", at_least=5)]}
            ),
            (True, True),
        ),
    ],
)
def test_a_condition_holds_surely_or_maybe(
    condition: Any, expected: tuple[bool, bool]
) -> None:
    found = look_ahead(a=Missing.DONT_KNOW, n=4)

    surely, maybe = found.hold(compile_condition(OURS, condition))

    assert (surely[0], maybe[0]) == expected
