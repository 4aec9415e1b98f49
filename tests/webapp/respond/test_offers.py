"""What was answered in a former round is offered, and is no answer yet."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.responses import submit_response
from tests.webapp.city import enter
from tests.webapp.respond.second_round import (
    ask_again,
    change_items,
    list_offered,
    read_former,
)

if TYPE_CHECKING:
    from tests.webapp.city import City


def read_offer(page: str, key: str) -> str:
    found = re.search(rf'<p id="f-{key}">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found[1])).split())


def test_each_open_question_shows_what_was_answered_and_when(city: City) -> None:
    page = ask_again(city).get("sections/first").text

    assert list_offered(page) == [
        *("level", "budget", "board", "topics", "share", "words", "start")
    ]
    assert read_offer(page, "level") == (
        "In Spring round: Partly, 2 November 2026Note: Plan of 2019"
    )
    assert read_offer(page, "topics") == "In Spring round: Law; Money, 2 November 2026"
    assert read_offer(page, "share").startswith("In Spring round: 12.5 per cent,")
    assert "Some &lt;words&gt;" in page


def test_nothing_counts_as_answered_before_somebody_confirms(city: City) -> None:
    later = ask_again(city)
    later.get("sections/first")

    assert later.stored == {}
    assert "0 of 9 questions answered." in later.get().text


def test_a_reworded_question_says_so_and_a_changed_one_is_not_offered(
    city: City,
) -> None:
    document = change_items(
        level={"ask": "The city has a strategy."},
        share={"at_most": 50, "goalposts": {"low": 0, "high": 50}},
    )
    page = ask_again(city, document=document).get("sections/first").text

    assert read_offer(page, "level").startswith(
        "In Spring round: Partly, 2 November 2026 The question was reworded."
    )
    assert "reworded" not in read_offer(page, "budget")
    assert "share" not in list_offered(page)


def test_not_applicable_is_offered_and_what_was_not_known_is_not(city: City) -> None:
    answers = {
        "level": Missing.NOT_APPLICABLE,
        "topics": Missing.DONT_KNOW,
        "contact": "Ada",
    }
    later = ask_again(city, answers)
    page = later.get("sections/first").text

    assert list_offered(page) == ["level"]
    later.post("sections/first", {"former": read_former(page), "confirm": "level:2"})
    assert later.stored == {"level": Missing.NOT_APPLICABLE}


def test_what_was_never_submitted_is_not_offered(city: City) -> None:
    later = ask_again(city, submit=False)

    assert "Spring round" not in later.get("sections/first").text


def test_a_page_without_a_former_round_says_nothing_of_one(city: City) -> None:
    page = city.get("sections/first").text

    assert "former" not in page
    assert "offer" not in page


def test_after_submission_nothing_is_offered(city: City) -> None:
    later = ask_again(city)
    later.give({"contact": "Ada"})
    submit_response(later.store, later.response, "Amal", later.clock())

    page = later.get("sections/first").text
    reply = later.post("sections/first", {"former": "1", "confirm": "level:2"})

    assert list_offered(page) == []
    assert reply.status_code == 409
    assert later.stored == {"contact": "Ada"}


def test_a_delegate_is_offered_what_is_theirs_to_answer(city: City) -> None:
    later = ask_again(city)
    store, at = later.store, later.clock()
    host = list_invitations(store, later.round.id)[0]
    _, token = invite_delegate(store, host, "Dee", "dee@example.org", ["second"], at)
    dee = enter(later.app, token)

    theirs = dee.get(later.section("second")).text
    others = dee.get(later.section("first")).text
    later.post(
        "sections/first",
        {"former": read_former(theirs), "confirm": "level:2"},
        client=dee,
    )

    assert list_offered(theirs) == ["more", "how", "contact"]
    assert list_offered(others) == []
    assert "Plan of 2019" not in others
    assert later.stored == {}


def test_the_former_words_are_escaped_in_the_attribute_of_the_script(
    city: City,
) -> None:
    answers = {"words": "\"' onclick=alert(1) <b>", "contact": "Ada"}
    page = ask_again(city, answers).get("sections/first").text

    [controls] = re.findall(r'data-controls="([^"]*)"', page)

    assert "onclick=alert(1) &lt;b&gt;" in controls
    assert "<b>" not in page
