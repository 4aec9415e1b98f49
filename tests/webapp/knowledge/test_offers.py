"""A result page offers what others share about what its city is weak in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import event

from meter.fieldwork import responses
from tests.webapp.knowledge.conftest import GUIDE

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.knowledge.conftest import Space

WEAK: dict[str, Answer] = {"level": "none", "share": 90.0, "contact": "x"}


def submit(
    space: Space, city: int = 0, answers: dict[str, Answer] | None = None
) -> str:
    """Submit a city's answers; give its result page."""
    response = space.responses[city]
    at = space.clock()
    given = answers or WEAK
    responses.save_answers(space.store, response, given, {}, "Ana", at)
    responses.submit_response(space.store, response, "Ana", at)
    browser = (space.ana, space.bo)[city]
    return browser.get(f"/answer/{response}/result").text


def test_what_others_share_stands_beside_a_weak_part_with_why(space: Space) -> None:
    space.publish(city=1)
    space.publish(replace(GUIDE, title="About reach", indicators=("reach",)), city=1)

    page = submit(space)

    assert "How to plan" in page
    assert "from <bdi>Quay</bdi>" in page
    assert "Your score in “Plan” is 0.0; this guide is about it." in page
    # It is strong in reach, and needs nothing about it.
    assert "About reach" not in page


def test_what_is_about_an_answer_stands_beside_the_step(space: Space) -> None:
    law = replace(GUIDE, kind="law", title="A law on levels", indicators=("level",))
    space.publish(replace(law, credited=False), city=1)

    page = submit(space)

    assert "one of those that lead to the next stage" in page
    assert "A law on levels" in page
    assert "Quay" not in page


def test_a_city_is_not_offered_its_own_nor_what_is_not_published(space: Space) -> None:
    space.publish(city=0)
    space.offer(replace(GUIDE, title="Not yet"), city=1)

    page = submit(space)

    assert "What others share" not in page


def test_three_are_offered_and_the_readers_language_leads(space: Space) -> None:
    for number in range(4):
        title = f"In French {number}"
        space.publish(replace(GUIDE, title=title, languages=("fr",)), city=1)
    space.publish(replace(GUIDE, title="In Arabic", languages=("ar",)), city=1)
    space.publish(replace(GUIDE, title="In English"), city=1)

    page = submit(space)
    beside = page.split("Your score in “Plan”")

    assert len(beside) == 4
    assert "In English" in beside[0].rsplit('class="offered"', 1)[1]
    assert "In French 0" not in page


def test_the_page_asks_the_database_once_for_all_offers(space: Space) -> None:
    submit(space)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(space.store.engines.reading, "before_cursor_execute", note)
    space.ana.get(f"/answer/{space.responses[0]}/result")

    assert sum("contribution_ties" in one for one in asked) == 1
    assert not any("knowledge_text" in one for one in asked)


def test_a_contributor_is_told_how_many_in_steps_of_five(space: Space) -> None:
    space.publish(city=1)
    submit(space)

    page = space.bo.get(space.path("", 1)).text

    assert "fewer than five cities" in page
