"""What the people of a city do on its pages, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload, expect

from filling import choose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Page

    from instruments import Answer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def come_in(page: Page, link: str) -> Page:
    """Come in by a link."""
    page.goto(link)
    page.get_by_role("button", name="Open the answers of").click()
    page.wait_for_load_state()
    return page


def invite_colleague(page: Page, name: str, *sections: str) -> str:
    """Invite a colleague from the overview; give the link, which is shown."""
    page.get_by_role("link", name="Invite a colleague").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill("bo@city.example")
    for section in sections:
        page.locator(f"#new-{section}").check()
    page.get_by_role("button", name="Invite and show the link").click()
    return page.get_by_label("Link").input_value()


def answer_and_hand_in(page: Page, levels: Mapping[str, Answer]) -> None:
    """Answer some of the section on law apart by its form, and hand in."""
    page.get_by_role("link", name="Legal", exact=True).click()
    for item, level in levels.items():
        choose(page, item, str(level))
    page.get_by_role("button", name="Save and see the overview").click()
    page.get_by_role("link", name="Check and hand in").click()
    page.get_by_role("button", name="I am done: hand them in").click()
    expect(page.get_by_role("heading", name="Handed in")).to_be_visible()


def agree_on_what_is_alike(page: Page) -> None:
    """Go from the overview to the answers given apart, and agree where all do."""
    page.get_by_role("link", name="Compare and agree").first.click()
    page.locator("summary", has_text="that all answered alike").click()
    page.get_by_role("button", name="Agree on all of these").click()


def take_answer_of(page: Page, name: str, item: str, why: str) -> None:
    """Agree, in the section of an item, on what somebody answered apart."""
    box = page.locator(f"#i-{item}")
    box.get_by_label("Why").fill(why)
    box.get_by_role("listitem").filter(has_text=name).get_by_role("button").click()
    expect(box.locator(".agreed")).to_contain_text("Saved by Amal")


def download_workbook(page: Page) -> bytes:
    """Download the workbook from the overview; its page stays open."""
    page.get_by_role("link", name="Fill in a workbook").click()
    with page.expect_download() as sent:
        page.get_by_role("link", name="Download the workbook").click()
    return sent.value.path().read_bytes()


def send_workbook(page: Page, content: bytes) -> None:
    """Send a workbook back by the page that it was downloaded from."""
    file = FilePayload(name="meter.xlsx", mimeType=XLSX, buffer=content)
    page.get_by_label("Workbook (.xlsx)").set_input_files(file)
    page.get_by_role("button", name="Send the workbook").click()


def keep_both(page: Page) -> None:
    """Take the workbook's of the one answer in conflict, theirs as a note."""
    page.get_by_label("Take the workbook's, and keep theirs as a note").check()
    page.get_by_role("button", name="Save the choices").click()
    expect(page.get_by_role("alert")).to_contain_text("1 answer or note is saved.")


def submit(page: Page) -> None:
    """Submit what is answered, for the first time or again."""
    page.get_by_role("link", name="Check and submit").first.click()
    page.get_by_role("button", name="Submit to the organiser").click()
    page.wait_for_url("**/result")


def submit_for_review(page: Page) -> str:
    """Submit where the round has a review; give the index, which is provisional."""
    submit(page)
    expect(page.get_by_text("This result is provisional")).to_be_visible()
    return read_index(page)


def read_index(page: Page) -> str:
    """Read the index from the page of the result."""
    return page.locator(".headline .figure-large .num").inner_text()
