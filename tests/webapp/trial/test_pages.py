from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.city import make_instrument
from webapp.forms.given import Given
from webapp.forms.sections import Reading
from webapp.trial.pages import list_hidden_fields, make_trial_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask import Flask

WORDING = word_instrument(make_instrument())
READING = Reading(
    {"level": "fully"},
    {"share": "Write a number."},
    {"level": Given(("fully",)), "share": Given(("a lot",), "DK")},
)


def test_all_sections_stand_on_one_page(app: Flask) -> None:
    with app.test_request_context("/"):
        page = make_trial_page(WORDING)

    assert [section.key for section in page.sections] == ["first", "second"]
    assert page.minutes == 5  # 12 items * 25 s
    # The page can judge every condition by itself.
    assert 'id="i-more" data-when=' in page.sections[1].items


def test_what_was_typed_is_shown_again_with_what_to_do(app: Flask) -> None:
    with app.test_request_context("/"):
        page = make_trial_page(WORDING, READING)

    assert [problem.target for problem in page.problems] == ["i-share"]
    assert 'value="fully" checked' in page.sections[0].items
    assert 'value="a lot"' in page.sections[0].items


def test_what_was_typed_can_be_posted_again() -> None:
    assert list_hidden_fields(READING) == [
        ("q-level", "fully"),
        ("q-share", "a lot"),
        ("r-share", "DK"),
    ]
