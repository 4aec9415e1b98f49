from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import history, load_page, submit_response
from tests.webapp.city import make_instrument
from webapp.respond.answering import Answering
from webapp.respond.histories import make_history_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.city import City
    from webapp.respond.histories import HistoryPage


def make_page(city: City, key: str = "level") -> HistoryPage:
    wording = word_instrument(make_instrument())
    sheet = load_page(city.store, city.response, 1)
    answering = Answering(sheet, wording, city.clock())
    instrument = answering.instrument
    return make_history_page(
        answering,
        instrument.section_of[key],
        instrument.items[key],
        history(city.store, city.response, key),
    )


def test_what_stands_now_comes_first_and_cannot_be_restored(city: City) -> None:
    for level, by in (("none", "Amal"), ("partly", "Bo"), ("none", "Amal")):
        city.give({"level": level}, by)

    page = make_page(city)

    assert [
        (one.revision, one.by, one.answer, one.is_current, one.may_restore)
        for one in page.changes
    ] == [
        (3, "Amal", "Not at all", True, False),
        (2, "Bo", "Partly", False, True),
        (1, "Amal", "Not at all", False, False),
    ]
    assert page.seen == 3


def test_a_submitted_answer_is_restored_by_nobody(city: City) -> None:
    city.give({"level": "none", "contact": "Ada"})
    city.give({"level": "partly"})
    submit_response(city.store, city.response, "Amal", city.clock())

    assert not any(one.may_restore for one in make_page(city).changes)


def test_what_nobody_answered_has_no_changes(city: City) -> None:
    page = make_page(city)

    assert (page.changes, page.seen, page.ask) == ((), 0, "The city has a plan.")
