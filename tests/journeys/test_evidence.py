"""A city shows how it knows: a link and a file, seen by a colleague, removed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, expect

from filling import choose, item_of
from invited import City

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite

LINK = "https://records.city.example/plan"
TEXT = "The plan of 2026, as the council adopted it."


def open_section(page: Page, city: City) -> None:
    page.goto(city.link)
    page.get_by_role("button", name="Open the answers of").click()
    page.get_by_role("link", name="Commitment", exact=True).click()


def see_evidence(page: Page, key: str) -> None:
    """Open the evidence of a question by its button."""
    item_of(page, key).get_by_role("button", name="Evidence").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Evidence")


def answer(page: Page, *, scripts: bool) -> None:
    """Choose a level, and type what only the button of another question saves."""
    if scripts:
        choose(page, "c1_1", "partly")
    else:
        page.check('[name="q-c1_1"][value="partly"]')
    page.fill('[name="q-c1_3"]', "40")


def add_a_link(page: Page) -> None:
    page.get_by_label("Web address").fill("city.example")
    page.get_by_role("button", name="Add the link").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was added yet")
    page.get_by_label("Web address").fill(LINK)
    page.get_by_role("button", name="Add the link").click()
    expect(page.get_by_role("link", name=LINK)).to_have_attribute("href", LINK)


def add_and_save_a_file(page: Page) -> None:
    file = FilePayload(name="plan.txt", mimeType="text/plain", buffer=TEXT.encode())
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Add the file").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="plan.txt").click()
    assert saved.value.suggested_filename == "plan.txt"
    assert saved.value.path().read_text(encoding="utf-8") == TEXT


def remove_the_file(page: Page) -> None:
    line = page.locator(".evidence-list li").filter(has_text="plan.txt")
    line.locator("summary").click()
    line.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="Removed")).to_be_visible()
    expect(page.get_by_role("link", name="plan.txt")).to_have_count(0)


def see_count(page: Page, count: int) -> None:
    page.get_by_role("link", name="Back to the question").click()
    button = item_of(page, "c1_1").get_by_role("button", name="Evidence")
    expect(button).to_have_text(f"Evidence ({count})")


@pytest.mark.parametrize("scripts", [True, False])
def test_evidence_is_added_counted_saved_removed_and_remembered(
    site: LiveSite, visit: Callable[..., Page], scripts: bool
) -> None:
    city = City.invited(site, f"A city that proves {scripts}")
    page = visit(locale="en", java_script_enabled=scripts)
    open_section(page, city)
    answer(page, scripts=scripts)

    see_evidence(page, "c1_1")
    assert city.stored == {"c1_1": "partly", "c1_3": 40.0}
    add_a_link(page)
    add_and_save_a_file(page)
    see_count(page, 2)

    see_evidence(page, "c1_1")
    remove_the_file(page)
    page.get_by_role("link", name="Earlier answers").click()
    expect(page.locator("main")).to_contain_text("Removed by Amal")
    expect(page.locator("main")).to_contain_text("plan.txt")
    see_count(page, 1)


def test_enter_in_a_field_saves_the_section_and_opens_no_evidence(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    city = City.invited(site, "A city that presses Enter")
    page = visit(locale="en")
    open_section(page, city)

    page.fill('[name="q-c1_3"]', "40")
    page.press('[name="q-c1_3"]', "Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Legal")
    assert city.stored == {"c1_3": 40.0}
