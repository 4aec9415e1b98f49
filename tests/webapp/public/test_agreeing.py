"""A focal point decides what the public sees; nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.publication.agreements import list_agreements
from tests.webapp.reading import read_text

if TYPE_CHECKING:
    from tests.webapp.city import City

PATH = "public"


def levels(city: City) -> list[str]:
    return [one.level for one in list_agreements(city.store, city.response)]


def test_nothing_is_published_until_the_focal_point_says_so(city: City) -> None:
    page = read_text(city.get(PATH))
    assert "Nothing of yours is in it unless you say so here." in page
    assert "Now: Nothing" in page
    assert f"{city.path(PATH)}" in city.get().text

    reply = city.post(PATH, {"level": "named", "seen": "0"})

    assert reply.status_code == 303
    assert levels(city) == ["named"]
    assert "Now: With our name" in read_text(city.get(PATH))


def test_a_page_that_is_behind_decides_nothing_and_keeps_what_was_chosen(
    city: City,
) -> None:
    city.post(PATH, {"level": "named", "seen": "0"})

    reply = city.post(PATH, {"level": "counted", "seen": "0"})

    assert reply.status_code == 409
    assert "Nothing was kept" in read_text(reply)
    assert 'value="counted" checked' in reply.text
    assert levels(city) == ["named"]


def test_nonsense_is_no_decision(city: City) -> None:
    assert city.post(PATH, {"level": "all", "seen": "0"}).status_code == 400
    assert city.post(PATH, {"level": "named", "seen": "x" * 99}).status_code == 303
    assert levels(city) == ["named"]
