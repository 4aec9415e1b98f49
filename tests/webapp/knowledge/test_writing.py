"""A form that is refused loses nothing, and one that is stale overwrites nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.knowledge.contributions import find_own, list_own, save_contribution
from tests.webapp.knowledge.conftest import GUIDE, SEEN, TYPED

if TYPE_CHECKING:
    from tests.webapp.knowledge.conftest import Space


def test_a_form_that_is_sent_twice_makes_one_draft(space: Space) -> None:
    key = {"key": "0123456789abcdef"}

    first, second = (space.post("new", TYPED | key) for _ in range(2))

    assert first.location == second.location
    assert len(list_own(space.store, space.workshop.id, space.cities[0].id)) == 1


def test_a_refused_form_keeps_everything_that_was_typed(space: Space) -> None:
    bad = TYPED | {"title": "", "year": "soon", "link": "law.example"}

    reply = space.post("new", bad)

    page = reply.text
    assert reply.status_code == 422
    for text in ("soon", "law.example", "What a signature is.", "id, pt", "CC0"):
        assert text in page or text.replace("id, pt", "pt; id") in page
    assert 'value="level" checked' in page
    assert 'value="fr" checked' in page
    assert page.count('class="wrong"') == 3
    assert list_own(space.store, space.workshop.id, space.cities[0].id) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "poem"),
        ("title", " "),
        ("title", "x" * 201),
        ("summary", "x" * 2001),
        ("others", "english!"),
        ("year", "1066"),
        ("link", "javascript:alert(1)"),
        ("indicators", "nothing"),
    ],
)
def test_a_field_that_does_not_fit_says_what_to_do(
    space: Space, field: str, value: str
) -> None:
    reply = space.post("new", TYPED | {field: value})

    assert reply.status_code == 422
    assert 'class="wrong"' in reply.text


@pytest.mark.parametrize(
    "cost",
    [
        ("12,5", "EUR", "2020"),
        ("12", "euro", "2020"),
        ("12", "EUR", ""),
        ("", "EUR", ""),
    ],
)
def test_a_cost_is_whole_or_empty(space: Space, cost: tuple[str, str, str]) -> None:
    told = dict(zip(("cost", "currency", "cost_year"), cost, strict=True))

    reply = space.post("new", {"kind": "case", "title": "Permits", **told})

    assert reply.status_code == 422
    assert cost[0] in reply.text
    assert 'id="cost-wrong"' in reply.text


def test_a_stale_form_overwrites_nothing_and_shows_both(space: Space) -> None:
    made = space.draft()
    opened = space.get(f"{made.id}/edit").text
    theirs = replace(GUIDE, title="Theirs", country="Danhae")
    by = replace(space.contributors[0], name="Another")
    save_contribution(space.store, by, made.id, theirs, 1, space.clock())

    stale = {**TYPED, "seen": SEEN.findall(opened)[0]}
    reply = space.post(f"{made.id}/edit", stale)

    assert reply.status_code == 409
    assert "Another" in reply.text
    assert "Theirs" in reply.text
    assert "Danhae" in reply.text
    assert "A law of &lt;signatures&gt;" in reply.text
    kept = find_own(space.store, space.contributors[0], made.id)
    assert kept.entry.title == "Theirs"
    again = {**TYPED, "seen": SEEN.findall(reply.text)[0]}
    assert space.post(f"{made.id}/edit", again).status_code == 303
    kept = find_own(space.store, space.contributors[0], made.id)
    assert kept.entry.title == TYPED["title"]


def test_what_is_offered_stands_and_what_was_typed_is_shown(space: Space) -> None:
    made = space.offer()

    reply = space.post(f"{made.id}/edit", TYPED | {"seen": str(made.revision)})

    assert reply.status_code == 409
    assert "A law of &lt;signatures&gt;" in reply.text
    kept = find_own(space.store, space.contributors[0], made.id)
    assert kept.entry == GUIDE
