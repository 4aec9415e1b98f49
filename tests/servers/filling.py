"""How a person fills in a questionnaire: what they choose, and how they give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import MISSING_MARKS, Missing
from instruments.model.items import ChoiceItem, MultipleItem, NumberItem, TextItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from playwright.sync_api import Locator, Page

    from instruments import Answer, Instrument
    from instruments.model.items import Item

OPEN_EVERY, REASON_EVERY = 13, 8
"""Of the items so many-th is left open, or gets a reason, where it may."""

NUMBERS, WHOLE = (12.5, 37.0, 80.25), 12.0
WORDS = 'She said: "not yet", then\n\u0639\u0645\u0644; 1,5 = ½ <b>&amp;</b>'
DAY, LINK = "2024-05-17", "https://city.example/plan?a=1&b=%D8%B9#top"


def choose_answers(instrument: Instrument) -> dict[str, Answer]:
    """Choose a mix of levels, reasons, numbers and words, always the same one.

    Every other level is one of the upper ones, so that there is an index to show.
    """
    items = enumerate(instrument.items.values(), start=1)
    return {
        item.key: _choose(instrument, item, place)
        for place, item in items
        if place % OPEN_EVERY
    }


def _choose(instrument: Instrument, item: Item, place: int) -> Answer:
    reasons = instrument.allowed_of(item)
    if reasons and place % REASON_EVERY == 0:
        return reasons[place // REASON_EVERY % len(reasons)]
    if isinstance(item, ChoiceItem):
        codes = [option.code for option in instrument.options_of(item)]
        if isinstance(item, MultipleItem):
            return tuple(codes[:2])
        return codes[-1 - place // 2 % 2] if place % 2 else codes[place % len(codes)]
    if isinstance(item, NumberItem):
        return WHOLE if item.whole else NUMBERS[place % len(NUMBERS)]
    if isinstance(item, TextItem):
        return WORDS if item.lines > 1 else WORDS.splitlines()[0]
    return DAY if item.type == "date" else LINK


def give(page: Page, item: Item, answer: Answer) -> None:
    """Give an answer as a person does: click its option, or type it."""
    if isinstance(answer, Missing):
        mark = next(mark for mark, kind in MISSING_MARKS.items() if kind is answer)
        choose(page, item.key, mark)
    elif isinstance(answer, tuple):
        for code in answer:
            choose(page, item.key, code)
    elif isinstance(item, ChoiceItem):
        choose(page, item.key, str(answer))
    else:
        text = f"{answer:g}" if isinstance(answer, float) else answer
        page.locator(f'[name="q-{item.key}"]').fill(text)


def choose(page: Page, key: str, value: str) -> None:
    """Click the option or reason of an item that has this value."""
    item_of(page, key).locator(f'input[value="{value}"]').check()


def give_all(
    page: Page, items: Iterable[Item], answers: Mapping[str, Answer]
) -> list[str]:
    """Answer the items that the page shows, in order; name those that were given."""
    # A page's address is there before its items are; is_visible() does not wait.
    page.wait_for_load_state()
    given = []
    for item in items:
        if item.key in answers and item_of(page, item.key).is_visible():
            give(page, item, answers[item.key])
            given.append(item.key)
    return given


def item_of(page: Page, key: str) -> Locator:
    """Find the box of an item."""
    return page.locator(f"#i-{key}")


def receipt_of(page: Page, key: str) -> Locator:
    """Find the line beside an item that tells what became of its answer."""
    return item_of(page, key).locator(".receipt")


def read_values(page: Page, items: Iterable[Item]) -> dict[str, list[str]]:
    """Read what stands in the controls of the items that a page shows."""
    page.wait_for_load_state()
    shown = [item.key for item in items if item_of(page, item.key).is_visible()]
    return {key: _read_controls(item_of(page, key)) for key in shown}


def _read_controls(item: Locator) -> list[str]:
    chosen = item.locator('input:checked:not([value=""])').all()
    typed = item.locator("input:not([type=radio], [type=checkbox]), textarea").all()
    return [control.input_value() for control in (*chosen, *typed)]
