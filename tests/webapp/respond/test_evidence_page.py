from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.fieldwork.responses import load_page, submit_response
from meter.records import Evidence, File
from tests.webapp.city import make_instrument
from webapp.forms.problems import Problem
from webapp.respond.answering import Answering
from webapp.respond.evidence_page import (
    EvidencePage,
    Given,
    Limits,
    make_evidence_page,
    view_evidence,
)
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.city import City

LIMITS = Limits(file=5_000_000, quota=100_000_000, used=0)


def make_page(city: City, *found: Evidence) -> EvidencePage:
    wording = word_instrument(make_instrument())
    sheet = load_page(city.store, city.response, 1)
    answering = Answering(sheet, wording, city.clock())
    section = answering.instrument.section_of["level"]
    item = answering.instrument.items["level"]
    return make_evidence_page(answering, section, item, found, LIMITS)


def make_one(city: City, number: int, **more: Any) -> Evidence:
    link = f"https://city.example/{number}"
    return Evidence(number, "level", link, None, city.clock(), "Amal", **more)


def test_what_stands_and_what_was_removed_are_told_apart(city: City) -> None:
    city.give({"level": "fully"})
    gone = make_one(city, 2, removed_at=city.clock(), removed_by="Bo")

    page = make_page(city, make_one(city, 1), gone, make_one(city, 3))

    assert [one.id for one in page.standing] == [1, 3]
    assert [(one.id, one.removed_by) for one in page.removed] == [(2, "Bo")]
    assert (page.ask, page.answer) == ("The city has a plan.", "Fully")
    assert (page.section, page.wanted, page.may_change) == ("first", "none", True)
    assert "pdf" in page.endings


def test_an_open_question_may_have_evidence_and_a_submitted_one_no_more(
    city: City,
) -> None:
    assert make_page(city).answer == "No answer yet"

    city.give({"contact": "Ada"})
    submit_response(city.store, city.response, "Amal", city.clock())

    assert not make_page(city).may_change


def test_a_link_names_its_host_and_a_file_its_size(city: City) -> None:
    link = view_evidence(make_one(city, 1))
    kept = File("law.pdf", "application/pdf", "0" * 64, 1200)
    file = view_evidence(Evidence(2, "level", None, kept, city.clock(), "Amal"))

    assert (link.name, link.host) == ("https://city.example/1", "city.example")
    assert not link.is_file
    assert (file.name, file.size, file.is_file) == ("law.pdf", 1200, True)


def test_a_problem_is_found_by_its_field() -> None:
    given = Given((Problem("link", "", "Mend it."),))

    assert given.find("link") == "Mend it."
    assert given.find("file") == ""
