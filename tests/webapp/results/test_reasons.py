"""No number of a result without its reason: each leads to how it was computed."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Self

import pytest

from instruments import load_instrument
from instruments.model.items import ChoiceItem, NumberItem
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.fieldwork.submission import submit_response
from tests.webapp.city import Clock, enter
from tests.webapp.fresh import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from instruments import Answer, Instrument

VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle"})

ELEMENTS = frozenset({"p", "li", "tr", "dl", "div", "details", "h1", "h2", "h3"})
"""Within one of these a number has its reason."""

PLACES = ("/result/numbers#", "/changes", "/peers", "#next", "#since", "#known")
"""What a reason leads to; those on the page itself give the numbers in full."""


@dataclass
class Element:
    """An element of a page, with its text and what it leads to."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list[Self | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for one in self.inside:
            if not isinstance(one, str):
                yield from one.walk()

    @property
    def links(self) -> list[str]:
        found = (one.attributes.get("href") for one in self.walk())
        return [one for one in found if one]

    @property
    def own_text(self) -> str:
        return "".join(one for one in self.inside if isinstance(one, str))


class Reader(HTMLParser):
    """Reads a page into elements."""

    def __init__(self) -> None:
        super().__init__()
        self.path = [Element("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, dict(attrs))
        self.path[-1].inside.append(made)
        if tag not in VOID:
            self.path.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.path.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.path[-1].inside.append(data)


def read_page(text: str) -> Element:
    reader = Reader()
    reader.feed(text)
    return reader.path[0]


def find_main(page: Element) -> Element:
    return next(one for one in page.walk() if one.tag == "main")


def list_numbers(
    here: Element, above: tuple[Element, ...] = ()
) -> Iterator[tuple[str, tuple[Element, ...]]]:
    """List each text with a digit, with the elements that it stands in.

    What the instrument asks, drawings, moments and fingerprints are no numbers of the
    result.
    """
    of_time = here.tag in {"svg", "time", "nav", "h1"}
    of_words = {"ask", "code", "over", "source"} & {
        *(here.attributes.get("class") or "").split()
    }
    if of_time or of_words:
        return
    path = (*above, here)
    if re.search(r"\d", here.own_text):
        yield here.own_text.strip(), path
    for one in here.inside:
        if not isinstance(one, str):
            yield from list_numbers(one, path)


def has_reason(path: tuple[Element, ...]) -> bool:
    """Tell whether the nearest element around a text leads to where it comes from.

    Around a paragraph of a list that is its entry, around the stages the whole ladder.
    """
    around = [one for one in path if one.tag in ELEMENTS][::-1]
    near = around[:1] + [one for one in around[1:2] if is_whole(one)]
    return any(place in link for one in near for link in one.links for place in PLACES)


def is_whole(around: Element) -> bool:
    return around.tag == "li" or around.attributes.get("class") == "climb"


def answer(instrument: Instrument, chance: random.Random) -> dict[str, Answer]:
    """Answer with much in front and little behind it, so that patterns are there."""
    given: dict[str, Answer] = {}
    for key, item in instrument.items.items():
        if isinstance(item, NumberItem):
            given[key] = 20.0
        elif isinstance(item, ChoiceItem) and not hasattr(item, "at_most"):
            codes = [option.code for option in instrument.options_of(item)]
            is_front = {"visible", "front", "tool"} & {*item.tags}
            given[key] = codes[-1] if is_front else chance.choice(codes[:3])
    return given


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Element, Element]:
    """Give the result of a second round of METER, and its page of every number."""
    folder: Path = tmp_path_factory.mktemp("result")
    clock = Clock()
    app = make_app(folder, clock)
    store, instrument = app.extensions["meter"].store, load_instrument("meter")
    owner = accounts.add_account(store, "ada@example.org", "Ada", clock())
    unit = units.save_unit(store, owner.id, "Porto", {}, clock())
    former, token, response = None, "", 0
    for number, key in enumerate(("first", "second")):
        asked = rounds.draft_round(
            store,
            owner.id,
            key,
            key.title(),
            instrument,
            at=clock(),
            former_round_id=former,
        )
        rounds.open_round(store, asked.id, clock())
        sent, token = invitations.invite(
            store, asked.id, unit.id, "Amal", "amal@example.org", clock()
        )
        response, former = sent.response_id, asked.id
        given = answer(instrument, random.Random(number))
        known = responses.load_answers(store, response)
        seen = {item: one.revision for item, one in known.items()}
        responses.save_answers(store, response, given, seen, "Amal", clock())
        submit_response(store, response, "Amal", clock())
        clock.go_on(hours=1)
    browser = enter(app, token)
    replies = [
        browser.get(f"/answer/{response}/{rest}")
        for rest in ("result", "result/numbers")
    ]
    store.close()
    result, numbers = (read_page(one.text) for one in replies)
    return result, numbers


def test_every_number_has_its_reason_in_the_same_element(
    pages: tuple[Element, Element],
) -> None:
    found = list(list_numbers(find_main(pages[0])))

    without = [text for text, path in found if not has_reason(path)]
    assert len(found) > 60
    assert without == [], "\n".join(without)


def test_every_reason_is_a_place_on_the_page_of_numbers(
    pages: tuple[Element, Element],
) -> None:
    result, numbers = pages
    places = [
        one.attributes["id"] for one in numbers.walk() if one.attributes.get("id")
    ]
    led_to = {
        link.partition("#")[2] for link in result.links if "/result/numbers#" in link
    }

    assert len(places) == len(set(places))
    assert led_to <= set(places)
    for kind in ("node-", "item-", "ladder-", "diagnostic-", "sureness", "roadmap"):
        assert any(place.startswith(kind) for place in led_to), kind


def test_places_on_a_page_exist(pages: tuple[Element, Element]) -> None:
    for page in pages:
        places = {one.attributes.get("id") for one in page.walk()}
        within = {link[1:] for link in page.links if link.startswith("#")}
        assert within <= places


def test_a_result_of_a_second_round_shows_all_of_its_parts(
    pages: tuple[Element, Element],
) -> None:
    text = " ".join(one.own_text for one in find_main(pages[0]).walk())

    for words in (
        "Begin here",
        "What else would add most for its effort",
        "Patterns that a ladder does not show",
        "What would clear it",
        "recalculations",
        "Since First",
        "Another ladder:",
    ):
        assert words in text
