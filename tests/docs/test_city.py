"""What docs/city.md quotes is what pages say, and its links lead somewhere."""

from __future__ import annotations

from tests.docs.labels import (
    list_lost_links,
    list_quotations,
    list_unsaid,
    read_page,
)

PAGE = read_page("city.md")


def test_every_label_is_what_a_page_says() -> None:
    assert len(list_quotations(PAGE)) > 80
    assert list_unsaid(PAGE) == []


def test_a_label_that_no_page_says_is_found() -> None:
    text = "**Check and submit** then **Hand it over**, and it says *Saved at once*."

    assert list_unsaid(text) == ["Hand it over", "Saved at once"]


def test_every_link_leads_to_a_file() -> None:
    assert list(list_lost_links(PAGE)) == []
    assert list(list_lost_links("[Lost](lost.md)")) == ["lost.md"]


def test_the_page_is_short() -> None:
    assert len(PAGE.splitlines()) < 150
