"""Possible conditions are never called impossible: tried against every answer."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from instruments.model.conditions import AllOf, AnyOf, Comparison, Condition, Not
from instruments.model.instrument import Instrument
from instruments.reading.declared import Declared
from instruments.reading.possible import find_impossible

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = ["none", "half", "full"]
OPTIONS = [{"code": code, "say": code} for code in LEVELS]
INSTRUMENT = Instrument.model_validate(
    {
        "key": "tiny",
        "version": "1",
        "title": "Tiny",
        "language": "en",
        "sections": [
            {
                "key": "s",
                "title": "S",
                "items": [
                    {"key": "e", "type": "ordinal", "ask": "E", "options": OPTIONS},
                    {
                        "key": "n",
                        "type": "number",
                        "ask": "N",
                        "whole": True,
                        "at_least": 0,
                        "at_most": 3,
                    },
                    {
                        "key": "m",
                        "type": "multiple",
                        "ask": "M",
                        "at_most": 1,
                        "options": OPTIONS[:2],
                    },
                ],
            }
        ],
    }
)
DECLARED = Declared(INSTRUMENT, {})
READER: TypeAdapter[Any] = TypeAdapter(Condition)

ANSWERS: dict[str, list[Any]] = {
    "e": [None, *LEVELS],
    "n": [None, 0, 1, 2, 3],
    "m": [None, (), ("none",), ("half",)],
}


def holds(condition: Any, answers: Mapping[str, Any]) -> bool:
    """Tell whether a condition holds, by the book."""
    match condition:
        case AllOf():
            return all(holds(part, answers) for part in condition.parts)
        case AnyOf():
            return any(holds(part, answers) for part in condition.parts)
        case Not():
            return not holds(condition.part, answers)
        case _:
            return compares(condition, answers[condition.item])


def compares(comparison: Comparison, answer: Any) -> bool:
    if answer is None:
        return False
    verb, operand = comparison.verb, comparison.operand
    if verb == "answered":
        return True
    if verb == "includes":
        return operand in answer
    if verb in {"equals", "in"}:
        return answer in (operand if verb == "in" else [operand])
    rank = LEVELS.index if isinstance(answer, str) else float
    at_least = rank(answer) >= rank(operand)
    return at_least if verb == "at_least" else rank(answer) <= rank(operand)


ORDERED = st.sampled_from(["equals", "at_least", "at_most"])
LEAVES = st.one_of(
    st.builds(
        lambda verb, code: {"item": "e", verb: code}, ORDERED, st.sampled_from(LEVELS)
    ),
    st.builds(
        lambda verb, n: {"item": "n", verb: float(n)}, ORDERED, st.integers(-1, 4)
    ),
    st.builds(
        lambda code: {"item": "m", "includes": code}, st.sampled_from(LEVELS[:2])
    ),
    st.builds(lambda item: {"item": item, "answered": True}, st.sampled_from("enm")),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(lambda some: {"all": some}, st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda some: {"any": some}, st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda one: {"not": one}, parts),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_what_is_called_impossible_never_holds(data: dict[str, Any]) -> None:
    condition = READER.validate_python(data)

    if find_impossible(DECLARED, condition) is not None:
        for answers in product(*ANSWERS.values()):
            assert not holds(condition, dict(zip(ANSWERS, answers, strict=True)))


@given(st.lists(LEAVES.filter(lambda one: one["item"] == "n"), min_size=1, max_size=4))
def test_several_comparisons_with_one_item_are_decided(
    parts: list[dict[str, Any]],
) -> None:
    condition = READER.validate_python({"all": parts})

    possible = any(holds(condition, {"n": answer}) for answer in ANSWERS["n"])

    assert (find_impossible(DECLARED, condition) is None) == possible


@pytest.mark.parametrize("count", [13, 100])
def test_very_wide_conditions_are_let_through(count: int) -> None:
    never = [{"item": "e", "equals": "none"}, {"item": "e", "equals": "full"}]
    condition = READER.validate_python({"all": never * count})

    assert find_impossible(DECLARED, condition) is None
