"""What was answered in a former round is offered, and counts once it is confirmed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.responses import history, load_answers, submit_response
from tests.webapp.city import enter
from tests.webapp.respond.second_round import THEN, ask_again, change_items

if TYPE_CHECKING:
    from tests.webapp.city import City

FORMER = re.compile(r'name="former" value="(\d+)"')
ALL = re.compile(r'name="confirm" value="([^"]+)">All of these')


def list_offered(page: str) -> list[str]:
    return re.findall(r'aria-describedby="f-(\w+)">Still true', page)


def read_offer(page: str, key: str) -> str:
    found = re.search(rf'<p id="f-{key}">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found[1])).split())


def read_all(page: str) -> str:
    found = ALL.search(page)
    assert found is not None
    return found[1]


def read_former(page: str) -> str:
    found = FORMER.search(page)
    assert found is not None
    return found[1]


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


def test_one_is_confirmed_by_its_button_after_what_was_typed_is_saved(
    city: City,
) -> None:
    later = ask_again(city)
    former = read_former(later.get("sections/first").text)
    posted = {
        "q-budget": "fully",
        "q-words": "Typed just now",
        "former": former,
        "confirm": "level:2",
    }

    reply = later.post("sections/first", posted)

    assert reply.location == later.section("first") + "#i-level"
    assert later.stored == {
        "level": "partly",
        "budget": "fully",
        "words": "Typed just now",
    }
    [change] = history(later.store, later.response, "level")
    assert (change.revision, change.changed_by, change.note) == (
        1,
        "Amal",
        "Plan of 2019",
    )
    page = later.get("sections/first").text
    assert list_offered(page) == ["board", "topics", "share", "start"]
    assert load_answers(city.store, city.response)["level"].revision == 2


def test_all_that_are_shown_and_open_are_confirmed_together(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {
        "q-budget": "fully",
        "former": read_former(page),
        "confirm": read_all(page),
    }

    later.post("sections/first", posted)

    kept = {key: answer for key, answer in THEN.items() if key in list_offered(page)}
    assert later.stored == {**kept, "budget": "fully"}
    assert "offer" not in later.get("sections/first").text


def test_all_are_those_that_apply_and_none_that_come_up_by_them(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/second").text
    assert read_all(page) == "contact:1"

    later.give({"level": "partly"})
    page = later.get("sections/second").text
    assert read_all(page) == "more:1 contact:1"
    later.post(
        "sections/second", {"former": read_former(page), "confirm": read_all(page)}
    )

    assert later.stored == {"level": "partly", "more": "fully", "contact": "Ada & Co"}
    assert list_offered(later.get("sections/second").text) == ["how"]


def test_what_is_refused_is_told_and_its_offer_waits(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {
        "q-share": "a lot",
        "former": read_former(page),
        "confirm": "share:1 level:2",
    }

    reply = later.post("sections/first", posted)

    assert reply.status_code == 422
    assert 'value="a lot"' in reply.text
    assert later.stored == {"level": "partly"}
    assert "share" in list_offered(reply.text)


def test_a_colleagues_answer_is_not_replaced_by_a_former_one(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    later.give({"level": "none"}, by="Bo")
    posted = {"former": read_former(page), "confirm": "level:2 board:1"}

    later.post("sections/first", posted, seen="")

    assert later.stored == {"level": "none", "board": "no"}


def test_what_was_typed_at_the_question_itself_stands(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {"q-level": "none", "former": read_former(page), "confirm": "level:2"}

    later.post("sections/first", posted)

    assert later.stored == {"level": "none"}


def test_a_note_that_stands_is_kept_beside_a_confirmed_answer(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {"n-level": "Mine", "former": read_former(page), "confirm": "level:2"}

    later.post("sections/first", posted)

    stored = load_answers(later.store, later.response)["level"]
    assert (stored.answer, stored.note) == ("partly", "Mine")


@pytest.mark.parametrize(
    ("former", "confirm"),
    [
        ("9999", "level:2"),
        ("", "level:2"),
        ("1", "level:1"),
        ("1", "kind:1"),
        ("1", "contact:1"),
        ("1", "nothing:1 x"),
        ("1", ""),
    ],
)
def test_only_what_was_shown_can_be_confirmed(
    city: City, former: str, confirm: str
) -> None:
    later = ask_again(city)

    reply = later.post("sections/first", {"former": former, "confirm": confirm})

    assert reply.location == later.section("first")
    assert later.stored == {}


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


def test_the_first_button_of_the_form_confirms_nothing(city: City) -> None:
    """It is what the browser presses when somebody types Enter in a field."""
    page = ask_again(city).get("sections/first").text
    form = page[page.index('id="answers"') :]

    first = re.search(r"<button[^>]*>", form)

    assert first is not None
    assert "name=" not in first[0]


def test_the_former_words_are_escaped_in_the_attribute_of_the_script(
    city: City,
) -> None:
    answers = {"words": "\"' onclick=alert(1) <b>", "contact": "Ada"}
    page = ask_again(city, answers).get("sections/first").text

    [controls] = re.findall(r'data-controls="([^"]*)"', page)

    assert "onclick=alert(1) &lt;b&gt;" in controls
    assert "<b>" not in page
