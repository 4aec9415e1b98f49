"""The page offers the languages that the instrument has words in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import load_instrument
from meter.publication.known import Packaged
from webapp.languages import speaking
from webapp.package.pages import choose_language, make_package_page

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def test_the_language_of_the_reader_is_chosen(desk: Desk) -> None:
    meter = load_instrument("meter")

    with speaking("ar"):
        page = make_package_page(desk.draft(), meter, Packaged(3, 2, 1), can_name=False)

    assert [one.code for one in page.languages] == list(meter.languages)
    assert [one.code for one in page.languages if one.chosen] == ["ar"]
    names = {one.code: one.name for one in page.languages}
    assert (names["en"], names["fr"]) == ("English", "Fran\u00e7ais")
    assert (page.counted, page.can_name, page.is_scored) == (3, False, True)
    assert (page.left_out, page.held) == (2, 1)


def test_a_language_without_words_is_the_instruments_own() -> None:
    meter = load_instrument("meter")

    assert choose_language(meter, "zh") == "zh"
    assert choose_language(meter, "tlh") == "en"
