"""Conditions over coded answers, against a reference that reads the answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn import LEVELS, draw, options
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from instruments.model.answers import Answer, Missing
from instruments.model.conditions import Condition
from scoring.errors import UnknownAnswerError
from scoring.kernel.coding import code_answers
from scoring.kernel.conditions import compile_condition

ITEMS = draw(
    {
        "level": {},
        "agree": {"type": "yes_no"},
        "kind": {"type": "single", "options": options(a=3, b=1, c=2)},
        "several": {"type": "multiple", "options": options(a=1, b=2, c=3)},
        "amount": {"type": "number"},
        "said": {"type": "text"},
    },
    {"index": ["level"]},
)

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


def holds(condition: dict[str, Any], answers: dict[str, Answer]) -> bool:
    test = compile_condition(ITEMS, CONDITION.validate_python(condition))
    return bool(test.holds(code_answers(ITEMS, [answers]))[0])


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ({"item": "level", "equals": "half"}, {"level": "half"}, True),
        ({"item": "level", "equals": "half"}, {"level": "most"}, False),
        ({"item": "level", "in": ["none", "full"]}, {"level": "full"}, True),
        ({"item": "level", "at_least": "half"}, {"level": "half"}, True),
        ({"item": "level", "at_least": "half"}, {"level": "little"}, False),
        ({"item": "level", "at_most": "half"}, {"level": "most"}, False),
        # yes is worth 1 point and no 0: at least yes is yes
        ({"item": "agree", "at_least": "yes"}, {"agree": "yes"}, True),
        ({"item": "agree", "at_least": "yes"}, {"agree": "no"}, False),
        # a single choice without order compares points: a 3, b 1, c 2
        ({"item": "kind", "at_least": "c"}, {"kind": "a"}, True),
        ({"item": "kind", "at_least": "c"}, {"kind": "b"}, False),
        ({"item": "amount", "at_least": "2.5"}, {"amount": 2.5}, True),
        ({"item": "amount", "at_most": 2}, {"amount": 2.5}, False),
        ({"item": "amount", "in": [1, 2]}, {"amount": 2.0}, True),
        ({"item": "amount", "equals": 0}, {"amount": 0.0}, True),
        ({"item": "several", "includes": "b"}, {"several": ("a", "b")}, True),
        ({"item": "several", "includes": "c"}, {"several": ("a", "b")}, False),
        ({"item": "several", "equals": "a"}, {"several": ("a",)}, True),
        ({"item": "several", "equals": "a"}, {"several": ("a", "b")}, False),
        ({"item": "said", "answered": True}, {"said": "x"}, True),
        ({"item": "said", "answered": True}, {}, False),
        ({"item": "several", "answered": True}, {"several": ()}, True),
        ({"item": "amount", "answered": True}, {"amount": Missing.REFUSED}, False),
    ],
)
def test_a_comparison_holds_as_written(
    condition: dict[str, Any], answers: dict[str, Answer], expected: bool
) -> None:
    assert holds(condition, answers) is expected


@pytest.mark.parametrize("reason", list(Missing))
@pytest.mark.parametrize(
    "comparison",
    [
        {"item": "level", "at_least": "none"},
        {"item": "amount", "at_most": 1e9},
        {"item": "several", "includes": "a"},
    ],
)
def test_a_comparison_with_a_missing_answer_is_false_and_its_opposite_true(
    comparison: dict[str, Any], reason: Missing
) -> None:
    answers: dict[str, Answer] = {comparison["item"]: reason}

    assert not holds(comparison, answers)
    assert holds({"not": comparison}, answers)


@pytest.mark.parametrize(
    "condition",
    [
        {"item": "level", "equals": "high"},
        {"item": "amount", "at_least": "many"},
        {"item": "several", "includes": "z"},
    ],
)
def test_an_operand_that_is_no_answer_is_refused(condition: dict[str, Any]) -> None:
    with pytest.raises(UnknownAnswerError):
        holds(condition, {})


# The reference reads the condition and the answers as they are, without any coding.


def refer(condition: dict[str, Any], answers: dict[str, Answer]) -> bool:
    if "all" in condition:
        return all(refer(part, answers) for part in condition["all"])
    if "any" in condition:
        return any(refer(part, answers) for part in condition["any"])
    if "not" in condition:
        return not refer(condition["not"], answers)
    answer = answers.get(condition["item"], Missing.UNANSWERED)
    if isinstance(answer, Missing):
        return False
    return refer_comparison(condition, answer)


def refer_comparison(condition: dict[str, Any], answer: Answer) -> bool:
    verb = next(name for name in condition if name != "item")
    operand = condition[verb]
    order: Any = LEVELS.index if condition["item"] == "level" else float
    if verb == "answered":
        return True
    if verb == "includes":
        return isinstance(answer, tuple) and operand in answer
    if verb == "equals":
        return bool(answer == operand)
    if verb == "in":
        return answer in operand
    first, second = order(answer), order(operand)
    return bool(first >= second if verb == "at_least" else first <= second)


LEVEL = st.sampled_from(LEVELS)
NUMBER = st.integers(-3, 3).map(float)
COMPARISON = st.one_of(
    st.fixed_dictionaries({"item": st.just("level"), "equals": LEVEL}),
    st.fixed_dictionaries(
        {"item": st.just("level"), "in": st.lists(LEVEL, min_size=1)}
    ),
    st.fixed_dictionaries({"item": st.just("level"), "at_least": LEVEL}),
    st.fixed_dictionaries({"item": st.just("level"), "at_most": LEVEL}),
    st.fixed_dictionaries({"item": st.just("amount"), "equals": NUMBER}),
    st.fixed_dictionaries({"item": st.just("amount"), "at_least": NUMBER}),
    st.fixed_dictionaries({"item": st.just("amount"), "at_most": NUMBER}),
    st.fixed_dictionaries(
        {"item": st.just("several"), "includes": st.sampled_from("abc")}
    ),
    st.fixed_dictionaries(
        {
            "item": st.sampled_from(["level", "amount", "said"]),
            "answered": st.just(True),
        }
    ),
)
ANY_CONDITION = st.recursive(
    COMPARISON,
    lambda part: st.one_of(
        st.fixed_dictionaries({"all": st.lists(part, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(part, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": part}),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "level": LEVEL | st.sampled_from(list(Missing)),
        "amount": NUMBER | st.sampled_from(list(Missing)),
        "several": st.sets(st.sampled_from("abc")).map(tuple),
        "said": st.just("words") | st.just(Missing.DONT_KNOW),
    },
)


@settings(max_examples=200)
@given(ANY_CONDITION, st.lists(ANSWERS, min_size=1, max_size=5))
def test_conditions_are_decided_as_by_reading_them(
    condition: dict[str, Any], batch: list[dict[str, Answer]]
) -> None:
    test = compile_condition(ITEMS, CONDITION.validate_python(condition))

    found = test.holds(code_answers(ITEMS, batch))

    assert np.asarray(found).tolist() == [refer(condition, one) for one in batch]
