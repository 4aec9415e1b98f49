"""Suggestions come from the next stage first, then from what costs most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.city import make_instrument
from webapp.results.assessment import assess
from webapp.results.plan import MOST_LOW, list_suggestions
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
    assert len(items) <= MOST_LOW + sum(leads)
    assert all(one.words for one in found)


def test_a_full_score_suggests_nothing() -> None:
    full: dict[str, Answer] = {"level": "fully", "more": "fully", "share": 100.0}

    assert list_suggestions(assess(word_instrument(make_instrument()), full)) == []
