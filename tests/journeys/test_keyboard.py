"""A section is filled in by the keyboard alone, and one always sees where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from filling import NUMBERS, item_of, receipt_of
from instruments import MISSING_MARKS, load_instrument
from instruments.model.items import ChoiceItem, MultipleItem, NumberItem
from invited import City

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from instruments import Answer
    from instruments.model.items import Item
    from live_site import LiveSite

MOST_STOPS = 400
"""A page with more stops of the Tab key than this has lost the keyboard."""

WHERE = """() => {
  const one = document.activeElement;
  const box = one.closest("label") || one;
  const { outlineStyle, outlineWidth } = getComputedStyle(box);
  const { top, bottom, width, height } = box.getBoundingClientRect();
  return {
    name: one.getAttribute("name") || one.id || one.textContent.trim(),
    item: one.closest(".item")?.id.slice(2) || "",
    type: one.type || one.localName,
    ring: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
    seen: width * height > 0 && bottom > 0 && top < innerHeight,
  };
}"""


class Keyboard:
    """The keyboard of somebody who has nothing else, and what the focus went by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def tab_to(self, **wanted: str) -> None:
        """Press Tab until the focus is where it is wanted."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            where = self.page.evaluate(WHERE)
            if where["ring"] < 2 or not where["seen"]:
                self.unseen.append(f"{where}")
            if all(where[key] == value for key, value in wanted.items()):
                return
        pytest.fail(f"The Tab key does not reach {wanted}.")

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)

    def give(self, item: Item, place: int) -> Answer:
        """Answer an item; give what it was answered with."""
        if isinstance(item, MultipleItem) and item.options:
            for _ in range(2):
                self.tab_to(item=item.key, type="checkbox")
                self.press("Space")
            return tuple(option.code for option in item.options[:2])
        if isinstance(item, ChoiceItem):
            self.tab_to(item=item.key, type="radio")
            return self.walk_to(item, place)
        self.tab_to(item=item.key, name=f"q-{item.key}")
        number = NUMBERS[place % len(NUMBERS)]
        text = (
            f"{number:g}" if isinstance(item, NumberItem) else "https://city.example/"
        )
        self.page.keyboard.type(text)
        return number if isinstance(item, NumberItem) else text

    def walk_to(self, item: ChoiceItem, place: int) -> Answer:
        """Go by arrows from "No answer yet", the last choice, over to the first one."""
        radios = item_of(self.page, item.key).locator("input")
        steps = 1 + place % 3
        self.press("ArrowDown", steps)
        expect(radios.nth(steps - 1)).to_be_checked()
        chosen = radios.nth(steps - 1).input_value()
        return MISSING_MARKS.get(chosen, chosen)


@pytest.fixture
def city(site: LiveSite, request: pytest.FixtureRequest) -> City:
    return City.invited(site, request.node.name)


@pytest.fixture
def section(visit: Callable[..., Page], city: City) -> Page:
    """Open the first section as somebody who was invited."""
    page = visit()
    page.goto(city.link)
    page.locator("main form button").click()
    page.goto(f"/answer/{city.response_id}/sections/commitment")
    return page


def test_a_section_is_filled_in_by_the_keyboard_alone(
    section: Page, city: City
) -> None:
    keyboard = Keyboard(section)
    first, second, *_ = load_instrument("meter").sections

    given = {}
    for place, item in enumerate(first.items):
        if item_of(section, item.key).is_visible():
            given[item.key] = keyboard.give(item, place)
    keyboard.tab_to(name="Save and go on")
    keyboard.press("Enter")

    expect(section.get_by_role("heading", level=1)).to_have_text(second.title)
    assert city.stored == given
    assert keyboard.unseen == []


@pytest.mark.long
def test_the_whole_questionnaire_is_filled_in_by_the_keyboard_and_submitted(
    section: Page, city: City
) -> None:
    keyboard = Keyboard(section)

    given = {}
    heading = section.get_by_role("heading", level=1)
    for part in load_instrument("meter").sections:
        expect(heading).to_have_text(part.title)
        for place, item in enumerate(part.items):
            if item_of(section, item.key).is_visible():
                given[item.key] = keyboard.give(item, place)
        keyboard.tab_to(name="Save and go on")
        keyboard.press("Enter")
    expect(heading).to_have_text("Check and submit")
    keyboard.tab_to(name="Submit to the organiser")
    keyboard.press("Enter")
    section.wait_for_url("**/result")

    assert city.stored == given
    assert keyboard.unseen == []


def test_saved_answers_are_told_without_taking_the_focus(section: Page) -> None:
    keyboard = Keyboard(section)
    keyboard.tab_to(item="c1_1", type="radio")

    keyboard.press("ArrowDown", 2)

    expect(receipt_of(section, "c1_1")).to_contain_text("Saved")
    expect(section.get_by_role("status")).to_contain_text("Saved")
    expect(item_of(section, "c1_1").locator("input").nth(1)).to_be_focused()


def test_the_first_stop_leads_past_the_head_of_the_page(section: Page) -> None:
    keyboard = Keyboard(section)

    keyboard.tab_to(name="Skip to the content")
    expect(section.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    keyboard.press("Enter")

    expect(section.locator("main")).to_be_focused()


def test_the_error_summary_gets_the_focus_and_leads_to_the_field(section: Page) -> None:
    keyboard = Keyboard(section)
    keyboard.tab_to(name="q-c1_3")
    section.keyboard.type("about half")
    keyboard.tab_to(name="Save and go on")

    keyboard.press("Enter")

    expect(section.locator("#summary")).to_be_focused()
    keyboard.tab_to(name="Write a number in digits, such as 12.5.")
    keyboard.press("Enter")
    expect(section.locator('[name="q-c1_3"]')).to_be_focused()
    expect(section.locator('[name="q-c1_3"]')).to_have_value("about half")
    assert keyboard.unseen == []
