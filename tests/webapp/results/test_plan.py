"""Suggestions come from the next stage first, then from what costs most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawn import draw, ladder

from tests.webapp.city import make_instrument
from webapp.results.assessment import assess
from webapp.results.ladders import make_ladders
from webapp.results.plan import MOST_BESIDE, list_suggestions
from webapp.results.roadmap import make_roadmap
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Answer

ANSWERS: dict[str, Answer] = {"level": "partly", "more": "none", "share": 60.0}


def test_what_leads_to_the_next_stage_comes_first_and_once() -> None:
    found = list_suggestions(assess(word_instrument(make_instrument()), ANSWERS))

    leads = [one.leads_on for one in found]
    assert leads == sorted(leads, reverse=True)
    assert leads[0]
    items = [one.item for one in found]
    assert len(set(items)) == len(items)
    assert len(items) <= MOST_BESIDE + sum(leads)
    assert all(one.words for one in found)


def test_the_plan_begins_where_the_result_does_and_goes_on_in_its_order() -> None:
    made = draw(
        {"a": {}, "b": {"requires": ["c"]}, "c": {}, "d": {}},
        {"index": {"items": {"a": 3, "b": 3, "c": 1, "d": 1}}},
        stages={"rule": ladder(0, 0.7)},
    )
    given: dict[str, Answer] = dict.fromkeys("abcd", "none")
    found = assess(word_instrument(made), given)
    road = make_roadmap(found)

    suggested = list_suggestions(found)

    assert [one.item for one in suggested][: len(road.steps)] == [
        one.item for one in road.steps
    ]
    assert suggested[0].item == "c"
    assert suggested[0].begin == "1 of the other steps rests on it."
    assert not any(one.begin for one in suggested[1:])


def test_without_an_index_what_leads_to_one_is_suggested() -> None:
    found = assess(word_instrument(make_instrument()), {})
    (ladder, *_) = make_ladders(found)

    suggested = [one for one in list_suggestions(found) if one.leads_on]

    assert [one.item for one in suggested] == [one.item for one in ladder.needed]
    assert suggested


def test_a_full_score_suggests_nothing() -> None:
    full: dict[str, Answer] = {"level": "fully", "more": "fully", "share": 100.0}

    assert list_suggestions(assess(word_instrument(make_instrument()), full)) == []
