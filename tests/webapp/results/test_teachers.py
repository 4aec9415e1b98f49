"""Nobody is named who did not agree, nor to a city that takes no part."""

from __future__ import annotations

import datetime as dt

from meter.network.matching import Board
from meter.network.records import Consent, Topic, Twinning
from meter.records import Unit
from webapp.results.teachers import MOST_TEACHERS, Teacher, Teachers, make_teachers

AT = dt.datetime(2026, 11, 2, 12, 0, tzinfo=dt.UTC)
OWN, TWIN = 1, 9


def unit(number: int) -> Unit:
    return Unit(number, 1, f"City {number}", {})


def consent(number: int) -> Consent:
    return Consent(
        unit=unit(number),
        draws=True,
        names_levels=False,
        words="",
        revision=1,
        at=AT,
        who="Ana",
    )


def offer(number: int, *, is_drawn: bool = False) -> Topic:
    return Topic(number, "offer", "law", is_drawn=is_drawn)


def board(*topics: Topic, own: bool = True) -> Board:
    taking_part = [one.unit_id for one in topics] + [OWN] * own
    return Board({number: consent(number) for number in taking_part}, topics)


def test_who_offers_is_named_with_how_that_is_known() -> None:
    found = make_teachers(OWN, board(offer(2), offer(3, is_drawn=True)), [])

    assert found.takes_part is True
    assert found.by_part == {
        "law": (
            Teacher("City 2", "offers to teach it"),
            Teacher("City 3", "strong by its result"),
        )
    }


def test_to_a_city_that_takes_no_part_nobody_is_named() -> None:
    assert make_teachers(OWN, board(offer(2), own=False), []) == Teachers(
        {}, takes_part=False
    )


def test_a_need_and_the_own_offer_teach_nothing() -> None:
    need = Topic(2, "need", "law")

    assert make_teachers(OWN, board(need, offer(OWN)), []).by_part == {}


def test_twins_come_first_and_a_few_are_named() -> None:
    others = [offer(number) for number in (5, 4, 3, 2, TWIN)]
    twinning = Twinning(
        id=1,
        first=unit(OWN),
        second=unit(TWIN),
        proposed_by=None,
        proposed_at=AT,
        first_agreed_at=AT,
        second_agreed_at=AT,
    )

    found = make_teachers(OWN, board(*others), [twinning]).by_part["law"]

    assert len(found) == MOST_TEACHERS
    assert found[0] == Teacher("City 9", "your twin", is_twin=True)
    assert [one.name for one in found[1:]] == ["City 2", "City 3"]


def test_in_what_a_city_is_strong_itself_nobody_has_to_teach_it() -> None:
    assert make_teachers(OWN, board(offer(2)), [], {"law"}).by_part == {}
