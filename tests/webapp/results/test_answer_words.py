from __future__ import annotations

import pytest

from instruments import Answer, Missing
from tests.webapp.city import make_instrument
from webapp.results.answer_words import say_given, say_target
from webapp.results.assessment import assess
from webapp.wording import word_instrument

WORDING = word_instrument(make_instrument())


@pytest.mark.parametrize(
    ("key", "now", "target", "said"),
    [
        ("level", Missing.UNANSWERED, "none", "answer it: any level will do"),
        ("level", Missing.UNANSWERED, "partly", "Partly"),
        ("level", Missing.DONT_KNOW, "none", "Not at all"),
        ("share", 20.0, 60.0, "60 per cent"),
    ],
)
def test_what_is_to_be_reached_is_said_in_the_words_of_the_item(
    key: str, now: Answer, target: Answer, said: str
) -> None:
    item = WORDING.instrument.items[key]

    assert say_target(WORDING.instrument, item, now, target) == said


def test_what_was_given_is_said_with_why_it_does_not_count() -> None:
    found = assess(WORDING, {"level": "none", "more": "fully", "share": 40.0})

    given = {key: say_given(found, key) for key in ("level", "more", "share", "board")}
    assert given == {
        "level": "Not at all",
        "more": "Not asked",
        "share": "40 per cent",
        "board": "No answer yet",
    }
