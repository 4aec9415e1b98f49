"""The frozen values of the pages on which answers given apart are reconciled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.apart import load_collected
from meter.fieldwork.responses import load_page
from tests.webapp.city import make_instrument
from tests.webapp.respond.people_apart import people
from webapp.respond.answering import Answering
from webapp.respond.reconcile_page import (
    AS_ASKED,
    Typed,
    compare_collected,
    find_taken,
    list_alike,
    make_reconcile_page,
    make_reconcile_section,
)
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from meter.fieldwork.apart import Collected
    from tests.webapp.respond.people_apart import People

__all__ = ["people"]


def answer(people: People) -> Answering:
    city = people.city
    sheet = load_page(city.store, city.response, people.invitations["Amal"].id)
    return Answering(sheet, word_instrument(make_instrument(), "en"), city.clock())


def collect(people: People) -> Collected:
    return load_collected(people.city.store, people.invitations["Amal"])


def test_an_unscored_round_has_no_coefficient(people: People) -> None:
    people.give("Ben", {"level": "fully"})
    people.hand_in("Amal", "Ben")
    answering = answer(people)
    unscored = replace(
        answering,
        sheet=replace(
            answering.sheet, round=replace(answering.sheet.round, method=None)
        ),
    )

    scored = make_reconcile_page(answering, collect(people))
    page = make_reconcile_page(unscored, collect(people))

    assert scored.whole is not None
    assert page.whole is None
    assert {one.figures for one in page.sections} == {None}


def test_sections_count_what_is_agreed_and_what_was_answered_alike(
    people: People,
) -> None:
    people.give("Amal", {"level": "fully", "board": "yes", "contact": "A"})
    people.give("Ben", {"level": "fully", "board": "no"})
    people.hand_in("Amal", "Ben")
    people.city.give({"board": "yes"})

    first, second = make_reconcile_page(answer(people), collect(people)).sections

    assert (first.agreed, first.asked, first.alike, first.shared) == (1, 9, 1, 2)
    # Nothing is asked of what hangs on an answer that is not agreed yet.
    assert (second.agreed, second.asked, second.alike, second.shared) == (0, 1, 0, 0)


def test_only_what_a_review_returned_can_be_agreed_on_anew(people: People) -> None:
    people.give("Amal", {"level": "fully", "board": "yes"})
    people.give("Ben", {"level": "fully", "board": "yes"})
    people.hand_in("Amal", "Ben")
    whole, collected = answer(people), collect(people)
    response = replace(whole.sheet.response, returned=("board",))
    returned = replace(whole, sheet=replace(whole.sheet, response=response))
    first = whole.instrument.sections[0]

    before = make_reconcile_section(whole, collected, first, AS_ASKED)
    page = make_reconcile_section(returned, collected, first, AS_ASKED)

    assert not before.is_returned
    assert all(one.may_change for one in before.items)
    assert page.is_returned
    assert [one.key for one in page.items if one.may_change] == ["board"]
    found = compare_collected(whole, collected)
    assert list_alike(whole, found) == ["level", "board"]
    assert list_alike(returned, found) == ["board"]


def test_nobody_is_waited_for_once_a_review_returned_some_answers(
    people: People,
) -> None:
    people.hand_in("Amal")
    people.hand_in("Ben")
    whole, collected = answer(people), collect(people)
    response = replace(whole.sheet.response, returned=("board",))
    returned = replace(whole, sheet=replace(whole.sheet, response=response))

    before = make_reconcile_page(whole, collected)
    page = make_reconcile_page(returned, collected)

    assert before.is_collecting  # Cho has not handed in
    assert [one.may_be_given_back for one in before.people] == [False, True, False]
    assert not page.is_collecting
    assert not any(one.may_be_given_back for one in page.people)


def test_words_that_read_like_a_reason_stand_apart_from_it(people: People) -> None:
    people.give("Amal", {"words": "Don't know"})
    people.give("Ben", {"words": "Don't know"})
    people.give("Cho", {"topics": Missing.DONT_KNOW})
    people.hand_in("Amal", "Ben", "Cho")
    answering = answer(people)
    part = answering.instrument.sections[0]

    page = make_reconcile_section(answering, collect(people), part, AS_ASKED)
    lines = {one.key: one for one in page.items}

    assert [one.words for one in lines["words"].said] == [
        "Don't know",
        "No answer yet",
    ]
    assert [len(one.voices) for one in lines["words"].said] == [2, 1]
    assert [bool(one.take) for one in lines["words"].said] == [True, False]
    assert [one.words for one in lines["topics"].said] == [
        "No answer yet",
        "Don't know",
    ]


def test_what_was_typed_is_shown_at_its_item_alone(people: People) -> None:
    people.hand_in("Amal", "Ben")
    answering = answer(people)
    part = answering.instrument.sections[0]
    typed = Typed("level", "As typed", "Shorten it.")

    page = make_reconcile_section(answering, collect(people), part, AS_ASKED, typed)

    assert [(one.why, one.error) for one in page.items if one.why or one.error] == [
        ("As typed", "Shorten it.")
    ]
    assert page.items[0].key == "level"
    assert page.next == "second"


def test_only_what_was_shown_can_be_taken(people: People) -> None:
    people.give("Ben", {"level": "fully", "board": Missing.UNANSWERED})
    people.give("Cho", {"level": "none"})
    people.hand_in("Amal", "Ben")
    found, ben, cho = collect(people), people.own["Ben"], people.own["Cho"]

    assert find_taken(found, "level", f"{ben}:1") == "fully"
    for item, take in (
        ("level", f"{ben}:2"),
        ("level", f"{cho}:1"),
        ("level", f"{people.city.response}:1"),
        ("budget", f"{ben}:1"),
        ("board", f"{ben}:1"),
        ("level", "nonsense"),
        ("level", ""),
    ):
        assert find_taken(found, item, take) is None
