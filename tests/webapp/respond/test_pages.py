from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from instruments import Missing
from meter.fieldwork.evidence import add_link
from meter.fieldwork.responses import load_answers, load_page, save_answers
from tests.webapp.city import make_instrument
from webapp.respond.answering import Answering
from webapp.respond.pages import make_check_page, make_hub_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.city import City
    from webapp.respond.pages import CheckGroup


def answer(city: City, answers: dict[str, Answer], by: str = "Amal") -> Answering:
    city.give(answers, by)
    return read(city)


def read(city: City, **changes: Any) -> Answering:
    """Read the response, with another instrument than it was asked with."""
    sheet = load_page(city.store, city.response, 1)
    return Answering(sheet, word_instrument(make_instrument(**changes)), city.clock())


def test_the_hub_counts_what_applies(city: City) -> None:
    page = make_hub_page(answer(city, {"level": "fully", "share": 3.0}))

    assert [(one.key, one.answered, one.asked) for one in page.sections] == [
        ("first", 2, 8),
        ("second", 0, 2),
    ]
    assert (page.answered, page.asked) == (2, 10)
    assert [one.remarks_open for one in page.sections] == [1, 0]
    assert page.minutes_left == 3 + 1  # ceil(6 * 25 / 60) + ceil(2 * 25 / 60)


def test_the_hub_leads_to_the_first_section_that_is_not_done(city: City) -> None:
    everything: dict[str, Answer] = {
        "level": "none",
        "budget": "none",
        "board": "no",
        "kind": "port",
        "topics": Missing.DONT_KNOW,
        "share": 1.0,
        "start": "2026-01-01",
        "site": "https://example.org",
    }

    begun = make_hub_page(answer(city, {"level": "none", "board": "no"})).next_section
    going = make_hub_page(answer(city, everything))
    done = make_hub_page(answer(city, {"contact": "Ada"}))

    assert begun is not None
    assert (begun.key, begun.first_open) == ("first", "budget")
    assert going.next_section is not None
    assert (going.next_section.key, going.next_section.first_open) == ("second", None)
    assert done.next_section is None
    assert [one.remarks_open for one in done.sections] == [1, 0]


def test_the_hub_names_colleagues_and_not_oneself(city: City) -> None:
    answer(city, {"level": "none"})

    assert make_hub_page(answer(city, {"words": "x"}, by="Bo")).colleagues == ("Bo",)


def test_the_check_points_to_what_is_open_section_by_section(city: City) -> None:
    page = make_check_page(answer(city, {"level": "fully", "share": Missing.DONT_KNOW}))

    open_items = [[one.target for one in group.items] for group in page.unanswered]
    assert open_items == [
        ["i-budget", "i-board", "i-kind", "i-topics", "i-start", "i-site"],
        ["i-more"],
    ]
    assert [one.target for group in page.unknown for one in group.items] == ["i-share"]
    assert [one.target for group in page.remarks for one in group.items] == ["i-words"]
    assert [one.target for one in page.lacking] == ["i-contact"]


def test_the_check_counts_the_open_questions_that_are_scored(city: City) -> None:
    page = make_check_page(answer(city, {"level": "fully", "contact": "Ada"}))

    # `more` and `share` are scored; the method says nothing, so they count as zero
    assert (page.open_scored, page.treatment) == (2, "zero")


def test_the_check_measures_coverage_by_weight(city: City) -> None:
    page = make_check_page(answer(city, {"level": "fully"}))

    # plan weighs 3 and one of its two items is answered, reach weighs 1 and is open
    assert page.coverage == pytest.approx((3 * 1 / 2 + 1 * 0) / 4)
    assert page.least_coverage == 0.5


def name_items(groups: tuple[CheckGroup, ...]) -> list[str]:
    return [one.target.removeprefix("i-") for group in groups for one in group.items]


def test_the_check_names_what_does_not_apply_without_a_word_why(city: City) -> None:
    reason = Missing.NOT_APPLICABLE
    answer(city, {"level": reason, "budget": reason, "share": Missing.DONT_KNOW})
    known = load_answers(city.store, city.response)

    before = make_check_page(read(city))
    save_answers(
        city.store,
        city.response,
        {},
        {key: one.revision for key, one in known.items()},
        "Amal",
        city.clock(),
        notes={"level": "The state does it.", "budget": "  "},
    )
    after = make_check_page(read(city))

    assert name_items(before.unexplained) == ["level", "budget"]
    assert name_items(after.unexplained) == ["budget"]
    page = city.get("check").text
    assert "Marked “Not applicable” without a reason" in page
    assert "sections/first#i-budget" in page


def test_the_check_names_answers_that_lack_expected_evidence(city: City) -> None:
    sections = make_instrument().to_document()["sections"]
    for item in sections[0]["items"]:
        item["evidence"] = "optional" if item["key"] == "kind" else "expected"
    answer(
        city,
        {
            "level": "fully",
            "budget": "none",
            "share": Missing.DONT_KNOW,
            "kind": "port",
        },
    )
    holder = load_page(city.store, city.response, 1).invitation
    add_link(city.store, holder, "level", "https://city.example", city.clock())

    page = make_check_page(read(city, sections=sections))

    assert name_items(page.unproven) == ["budget"]
    assert name_items(make_check_page(read(city)).unproven) == []
