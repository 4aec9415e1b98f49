from __future__ import annotations

from tests.webapp.city import make_instrument
from webapp.forms.problems import Problem, list_problems


def test_problems_lead_to_their_questions_in_the_order_of_the_page() -> None:
    items = make_instrument().items.values()

    problems = list_problems(items, {"words": "Shorten it.", "level": "Choose one."})

    assert problems == (
        Problem("i-level", "The city has a plan.", "Choose one."),
        Problem("i-words", "What else?", "Shorten it."),
    )
