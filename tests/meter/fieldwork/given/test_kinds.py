"""Only answers that reading could have made are kept."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.fieldwork.given.errors import UnknownItemError, WrongAnswerError
from meter.fieldwork.given.kinds import ensure_fits

if TYPE_CHECKING:
    from instruments import Answer, Instrument


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("law", "partly"),
        ("law", Missing.NOT_APPLICABLE),
        ("law", Missing.UNANSWERED),
        ("site", "yes"),
        ("users", -5.0),
        ("ways", ("web",)),
        ("ways", ("phone", "web")),
        ("note", "Any text."),
        ("since", "2020-01-31"),
    ],
)
def test_an_answer_of_the_right_kind_fits(
    instrument: Instrument, item: str, answer: Answer
) -> None:
    ensure_fits(instrument, {item: answer})


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("law", "most"),
        ("law", ""),
        ("law", 1.0),
        ("law", ("partly",)),
        ("law", Missing.REFUSED),
        ("law", Missing.NOT_ASKED),
        ("site", Missing.NOT_APPLICABLE),
        ("users", "5"),
        ("users", 5),
        ("users", True),
        ("users", math.nan),
        ("users", math.inf),
        ("ways", "web"),
        ("ways", ()),
        ("ways", ("web", "mail")),
        ("note", ""),
        ("note", 5.0),
        ("note", None),
    ],
)
def test_an_answer_of_another_kind_is_refused(
    instrument: Instrument, item: str, answer: Answer
) -> None:
    with pytest.raises(WrongAnswerError) as raised:
        ensure_fits(instrument, {item: answer})

    assert raised.value.item == item


def test_an_item_that_is_not_asked_is_refused(instrument: Instrument) -> None:
    with pytest.raises(UnknownItemError) as raised:
        ensure_fits(instrument, {"tax": "yes"})

    assert raised.value.item == "tax"
