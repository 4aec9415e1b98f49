from __future__ import annotations

from typing import Any

import pytest
from drawn import draw
from pydantic import TypeAdapter

from instruments.model.conditions import Condition
from webapp.forms.condition_words import word_condition

INSTRUMENT = draw(
    {
        "level": {"ask": "How far?"},
        "agree": {"type": "yes_no", "ask": "Is it so?", "allow": []},
        "ways": {
            "type": "multiple",
            "ask": "Which?",
            "options": [{"code": "a", "say": "Air"}, {"code": "b", "say": "Boat"}],
        },
        "n": {"type": "number", "ask": "How many?"},
    },
    {"index": ["level"]},
)

NESTED = (
    "Only if “How many?” has an answer and (“How many?” is answered with “1” or this"
    " does not hold: “Is it so?” is answered with “No”)."
)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            {"item": "agree", "equals": "yes"},
            "Only if “Is it so?” is answered with “Yes”.",
        ),
        (
            {"item": "level", "in": ["half", "full"]},
            "Only if “How far?” is answered with one of “half”, “full”.",
        ),
        (
            {"item": "level", "at_least": "half"},
            "Only if “How far?” is answered with “half” or higher.",
        ),
        (
            {"item": "n", "at_most": 2.5},
            "Only if “How many?” is answered with “2.5” or lower.",
        ),
        (
            {"item": "ways", "includes": "b"},
            "Only if “Boat” is among the answers to “Which?”.",
        ),
        ({"item": "n", "answered": True}, "Only if “How many?” has an answer."),
        (
            {
                "all": [
                    {"item": "n", "answered": True},
                    {
                        "any": [
                            {"item": "n", "equals": 1},
                            {"not": {"item": "agree", "equals": "no"}},
                        ]
                    },
                ]
            },
            NESTED,
        ),
    ],
)
def test_a_condition_is_a_sentence(condition: Any, words: str) -> None:
    read: Any = TypeAdapter(Condition).validate_python(condition)

    assert word_condition(INSTRUMENT, read) == words
