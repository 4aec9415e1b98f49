"""An organiser prepares a round, invites, watches the answers come and compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, expect

from meter.fieldwork.accounts import add_account, hash_password
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite

EMAIL, PASSWORD = "facilitator@city.example", "a long enough password"
LIST = """name,email,contact
Nairi,nora@nairi.example,Nora
Oruva,no address,Omar
Pelun,piet@pelun.example,Piet
"""
SECTIONS = {
    "Published sub-indices": {"osi": "0.9", "tii": "0.6", "hci": "0.3"},
    "Published beside the index": {"epi": "0.5"},
}
INDEX = f"{100 * (0.9 + 0.6 + 0.3) / 3:.1f}"
"""The index is the mean of three of the figures."""


@pytest.fixture
def organiser(visit: Callable[..., Page], site: LiveSite) -> Page:
    """Sign in an organiser who has no round yet."""
    hashed = hash_password(PASSWORD)
    add_account(site.store, EMAIL, "Facilitator", utc_now(), password_hash=hashed)
    page = visit()
    page.goto("/organise/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def prepare_round(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Your rounds")
    page.get_by_role("link", name="Prepare a new round").click()
    page.get_by_role("link", name="E-Government Development Index").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Prepare the round").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def open_round(page: Page) -> None:
    expect(page.locator(".lead .state")).to_have_text("Not open yet")
    page.get_by_text("Open the round").click()
    page.get_by_role("button", name="Open it for answers").click()
    expect(page.locator(".lead .state")).to_have_text("Open")


def invite_one(page: Page, name: str) -> str:
    page.get_by_label("Name of the unit").fill(name)
    page.get_by_label("Person to invite").fill("Ana")
    page.get_by_label("E-mail address").fill("ana@city.example")
    page.get_by_role("button", name="Invite and show the link").click()
    return page.get_by_role("row", name=name).locator(".code").inner_text()


def invite_by_file(page: Page) -> None:
    sent = FilePayload(name="units.csv", mimeType="text/csv", buffer=LIST.encode())
    page.get_by_label("File", exact=True).set_input_files(sent)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 3")
    whole = page.get_by_label("The whole list")
    whole.fill(whole.input_value().replace("no address", "omar@oruva.example"))
    page.get_by_role("button", name="Check again").click()
    expect(page.locator(".lead")).to_contain_text("3 rows are ready to be invited")
    page.get_by_role("button", name="Invite these 3").click()
    expect(page.locator(".links tbody tr")).to_have_count(3)


def answer(page: Page, link: str) -> None:
    """Answer the two sections and submit."""
    page.goto(link)
    page.get_by_role("button", name="Open the answers").click()
    page.get_by_role("link", name="Begin").click()
    for title, figures in SECTIONS.items():
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        for key, figure in figures.items():
            page.fill(f'[name="q-{key}"]', figure)
        page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Submit to the organiser").click()
    expect(page.locator(".headline .figure-large bdi")).to_have_text(INDEX)


def expect_progress(page: Page, unit: str, *words: str) -> None:
    """Load the page of the round again and read the line of a unit."""
    page.reload()
    line = page.locator(".progress").get_by_role("row", name=unit)
    for word in words:
        expect(line).to_contain_text(word)


def index_in_tables(page: Page, unit: str) -> list[str]:
    """Read what stands behind the name of a unit in each table that has it."""
    rows = page.locator("tbody tr", has=page.get_by_role("rowheader", name=unit))
    return [row.locator("td.num").first.inner_text() for row in rows.all()]


def test_an_organiser_takes_a_round_from_its_draft_to_its_charts(
    organiser: Page, visit: Callable[..., Page]
) -> None:
    prepare_round(organiser, "From draft to charts")
    home = organiser.url
    open_round(organiser)
    link = invite_one(organiser, "Marut")
    organiser.goto(home)
    assert link.rsplit("/", 1)[1] not in organiser.content()
    invite_by_file(organiser)

    organiser.goto(home)
    expect_progress(organiser, "Marut", "Has not begun", "0 of 4")
    city = visit()
    city.goto(link)
    expect(city.get_by_role("heading", level=1)).to_contain_text("Marut")
    answer(city, link)
    expect_progress(organiser, "Marut", "Submitted", "4 of 4")
    expect_progress(organiser, "Nairi", "Has not begun")
    expect(organiser.locator("main")).to_contain_text("4 units take part")

    organiser.get_by_role("link", name="Compare the units").click()
    figures = organiser.locator("[data-figure]")
    expect(figures.nth(2)).to_be_attached()
    # One after the other: the last is drawn a moment after the first.
    drawn = figures.count()
    expect(organiser.locator(".plot:has(.main-svg)")).to_have_count(drawn)
    organiser.locator("details.numbers").evaluate_all(
        "(all) => { for (const one of all) one.open = true; }"
    )
    numbers = index_in_tables(organiser, "Marut")
    assert INDEX in numbers

    plain = visit(
        java_script_enabled=False, storage_state=organiser.context.storage_state()
    )
    plain.goto(organiser.url)
    expect(plain.locator(".main-svg")).to_have_count(0)
    expect(plain.locator("[data-figure]:visible")).to_have_count(0)
    expect(plain.locator("table:visible")).to_have_count(drawn)
    assert index_in_tables(plain, "Marut") == numbers
