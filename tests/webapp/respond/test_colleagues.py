from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meter.fieldwork.delegates import invite_delegate, list_colleagues
from meter.fieldwork.invitations import find_invitation
from meter.fieldwork.responses import load_page
from meter.records import StoredAnswer
from tests.webapp.city import BEGINNING, make_instrument
from webapp.respond.answering import Answering
from webapp.respond.colleagues import (
    find_last_touch,
    make_colleagues_page,
    name_assigned,
)
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from meter.records import Invitation
    from tests.webapp.city import City
    from webapp.respond.colleagues import ColleaguesPage


def invite(city: City, name: str, *sections: str) -> Invitation:
    host = find_invitation(city.store, 1)
    assert host is not None
    email = f"{name}@example.org"
    return invite_delegate(city.store, host, name, email, sections, city.clock())[0]


def make_page(city: City) -> ColleaguesPage:
    with city.app.test_request_context():
        sheet = load_page(city.store, city.response, 1)
        wording = word_instrument(make_instrument())
        answering = Answering(sheet, wording, city.clock())
        return make_colleagues_page(
            answering, list_colleagues(city.store, city.response)
        )


def test_the_page_names_everybody_with_what_is_theirs(city: City) -> None:
    invite(city, "Cho", "second")
    invite(city, "Di")

    page = make_page(city)

    assert [(one.name, one.is_delegate, one.titles) for one in page.people] == [
        ("Amal", False, ()),
        ("Bo", False, ()),
        ("Cho", True, ("Second things",)),
        ("Di", True, ()),
    ]
    assert [one.key for one in page.sections] == ["first", "second"]
    assert page.is_open


def test_the_page_tells_when_somebody_last_changed_an_answer(city: City) -> None:
    city.give({"level": "partly"}, "Bo")
    city.clock.go_on(minutes=3)
    city.give({"board": "yes"}, "Bo")

    last = {one.name: one.last_at for one in make_page(city).people}

    assert last == {"Amal": None, "Bo": BEGINNING + dt.timedelta(minutes=3)}


def test_a_section_names_delegates_who_were_given_it_and_can_come_in(
    city: City,
) -> None:
    sections = {one.key: one for one in make_instrument().sections}
    people = [invite(city, "Cho", "second"), invite(city, "Di")]

    def name(key: str, at: dt.datetime) -> tuple[str, ...]:
        return name_assigned(people, sections[key], at)

    assert name("second", city.clock()) == ("Cho",)
    assert name("first", city.clock()) == ()
    assert name("second", city.clock() + dt.timedelta(days=31)) == ()


def test_the_last_touch_is_the_newest_change() -> None:
    later = BEGINNING + dt.timedelta(hours=1)
    answers = [
        StoredAnswer("a", "yes", 1, later, "Bo"),
        StoredAnswer("b", "no", 1, BEGINNING, "Amal"),
    ]

    touch = find_last_touch(answers)

    assert touch is not None
    assert (touch.at, touch.by) == (later, "Bo")
    assert find_last_touch([]) is None
