"""A pack is put together in order, and says whose document it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.comparison.occasions import read_round
from meter.fieldwork import responses
from meter.reports.paper import Tongue
from tests.webapp.pack.rooms import SHARES, find, make, make_document
from webapp.languages import speaking
from webapp.pack.pages import make_pack, say_venue

if TYPE_CHECKING:
    from instruments import Answer
    from meter.records import Round
    from tests.webapp.desk import Desk

pytestmark = pytest.mark.usefixtures("_reading")

FIRST, LAST = dt.date(2026, 11, 23), dt.date(2026, 11, 25)


def test_sections_come_in_the_order_of_a_day(desk: Desk, asked: Round) -> None:
    pack = make(desk, asked)

    keys = [one.key for one in pack.sections]
    assert keys[:8] == [
        "coming",
        "response-seoul",
        "ladder-seoul",
        "spread-seoul",
        "map-seoul",
        "lacks-seoul",
        "groups-seoul",
        "twins-seoul",
    ]
    assert [one.title for one in pack.sections[8:]] == list(SHARES)
    assert len(set(keys)) == len(keys)


def test_the_cover_says_whose_document_it_is(desk: Desk, asked: Round) -> None:
    own, for_all = make(desk, asked), make(desk, asked, named=frozenset())

    assert own.title == "Round of Seoul"
    assert own.caption == "As things stood on 2 November 2026"
    assert own.notice.startswith("The organiser's own document: it names every unit")
    assert for_all.notice.startswith("For the room:")


def test_without_consent_no_name_stands_beside_an_answer(
    desk: Desk, asked: Round
) -> None:
    pack = make(desk, asked, named=frozenset())

    # Who is coming is no secret of a meeting; nothing else names anybody.
    told = repr([one for one in pack.sections if one.key != "coming"])
    assert not any(name in told for name in (*SHARES, "Gorm", "Harl"))
    assert "Ankor" in repr(find(pack, "coming"))
    assert not [one for one in pack.sections if one.owns_title]


def test_units_with_a_page_may_be_chosen(desk: Desk, asked: Round) -> None:
    occasion = read_round(desk.store, asked, desk.clock())

    pack = make_pack(occasion, desk.clock(), units=occasion.units[1:3])

    assert [one.title for one in pack.sections if one.owns_title] == ["Belm", "Corin"]


def test_a_round_without_results_tells_who_is_coming(desk: Desk) -> None:
    asked = desk.open("empty")
    desk.invite(asked, "Gorm")

    pack = make(desk, asked)

    assert [one.key for one in pack.sections] == ["coming", "response-empty"]
    assert find(pack, "response-empty").title.startswith("0 of 1 unit has submitted")


def test_of_a_consultation_answers_are_told_and_no_unit_is_rated(desk: Desk) -> None:
    asked = desk.open("oslo", document=make_document())
    _unit, response, _token = desk.invite(asked, "Ana")
    given: dict[str, Answer] = {"law_share": 10.0, "will": "full", "hope": "Peace"}
    responses.save_answers(desk.store, response, given, {}, "Ana", desk.clock())
    responses.submit_response(desk.store, response, "Ana", desk.clock())

    pack = make(desk, asked)

    assert [one.key for one in pack.sections] == [
        "coming",
        "response-oslo",
        "ladder-oslo",
        "spread-oslo",
        "said-oslo-all",
        "said-oslo-more",
    ]


def test_an_instruments_words_say_their_language_where_it_is_another(
    desk: Desk, asked: Round
) -> None:
    english = make(desk, asked)
    with speaking("ar"):
        arabic = make(desk, asked)

    assert english.spoken == Tongue("en", "ltr")
    assert {one.written for one in english.sections} == {None}
    assert arabic.spoken == Tongue("ar", "rtl")
    assert find(arabic, "coming").written is None
    assert find(arabic, "map-seoul").written == Tongue("en", "ltr")


@pytest.mark.parametrize(
    ("place", "first", "last", "said"),
    [
        ("", None, None, ""),
        ("Seoul", None, None, "Seoul"),
        ("Seoul", FIRST, None, "Seoul, 23 November 2026"),
        ("", FIRST, FIRST, "23 November 2026"),
        ("Seoul", FIRST, LAST, "Seoul, 23\N{EN DASH}25 Nov 2026"),
    ],
)
def test_where_and_when_is_said_as_far_as_it_is_known(
    desk: Desk,
    asked: Round,
    place: str,
    first: dt.date | None,
    last: dt.date | None,
    said: str,
) -> None:
    occasion = read_round(desk.store, asked, desk.clock())
    changes = {"place": place, "begins_on": first, "ends_on": last}

    assert say_venue(replace(occasion, **changes)) == said  # type: ignore[arg-type]
