from __future__ import annotations

import pytest

from instruments import Answer, Missing
from tests.webapp.city import make_instrument
from webapp.forms.given import Given, picks_one, show_answer

ITEMS = make_instrument().items


@pytest.mark.parametrize(
    ("key", "answer", "given"),
    [
        ("level", "partly", Given(("partly",))),
        ("level", Missing.NOT_APPLICABLE, Given((), "NA")),
        ("topics", ("law", "money"), Given(("law", "money"))),
        ("topics", (), Given()),
        ("share", 12.0, Given(("12",))),
        ("share", 12.5, Given(("12.5",))),
        ("share", Missing.REFUSED, Given((), "RF")),
        ("words", "NA", Given(("NA",))),
        ("start", "2026-11-02", Given(("2026-11-02",))),
        ("words", Missing.UNANSWERED, Given()),
    ],
)
def test_an_answer_stands_in_the_controls_as_it_was_given(
    key: str, answer: Answer, given: Given
) -> None:
    assert show_answer(ITEMS[key], answer) == given


def test_one_group_of_radio_buttons_holds_answer_and_reasons_of_single_choices() -> (
    None
):
    picking = {key for key, item in ITEMS.items() if picks_one(item)}

    assert picking == {"level", "budget", "board", "kind", "more"}
