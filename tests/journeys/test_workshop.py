"""A workshop from an empty desk to its second round: invited, frozen, asked again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from meter.fieldwork.accounts import add_account, hash_password
from meter.fieldwork.responses import list_responses, save_answers, submit_response
from meter.fieldwork.rounds import find_round
from tests.meter.reports.pdf_reading import read_pdf
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite

EMAIL, PASSWORD = "host@city.example", "a long enough password"
CITIES = {"Nairi": "ar", "Pelun": "fr"}
FIGURES = {"osi": 0.9, "tii": 0.6, "hci": 0.3, "epi": 0.5}
FIRST = "e-cities-of-the-coast-e-government-development-index"


@pytest.fixture
def organiser(visit: Callable[..., Page], site: LiveSite) -> Page:
    """Sign in an organiser who has nothing yet."""
    hashed = hash_password(PASSWORD)
    add_account(site.store, EMAIL, "Host", utc_now(), password_hash=hashed)
    page = visit()
    page.goto("/workshops/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def prepare(page: Page) -> None:
    page.get_by_role("link", name="Prepare a new workshop").click()
    page.get_by_label("Title", exact=True).fill("E-cities of the coast")
    page.get_by_label("Place", exact=False).first.fill("Harbour Hall")
    page.get_by_label("First day").fill("2027-06-18")
    page.get_by_label("Time zone of the place").fill("Asia/Seoul")
    page.get_by_label("A questionnaire that measures").select_option("egdi")
    page.get_by_label("A consultation beside it").select_option("ecities")
    page.get_by_role("button", name="Prepare the workshop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("E-cities of the coast")


def add(page: Page, city: str, language: str) -> None:
    page.get_by_role("link", name="Add participants, make links and letters").click()
    page.get_by_label("Name of the unit").fill(city)
    page.get_by_label("Focal point", exact=True).fill(f"Focal {city}")
    page.get_by_label("E-mail address").fill(f"{city.lower()}@city.example")
    page.get_by_label("Language that the focal point").select_option(language)
    page.get_by_role("button", name="Add and show the links").click()
    expect(page.locator(".links tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Back to the workshop").click()


def make_letters(page: Page) -> list[str]:
    """Make letters for all who have not come in; give their pages."""
    page.get_by_role("link", name="Add participants, make links and letters").click()
    page.get_by_label("Letters to print").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make links").click()
    path = waiting.value.path()
    return list(read_pdf(Path(path).read_bytes()).pages)


def answer(site: LiveSite) -> None:
    """Let every city answer the measured round, as if it had come by its letter."""
    asked = find_round(site.store, FIRST)
    assert asked is not None
    for one in list_responses(site.store, asked.id):
        save_answers(site.store, one.id, FIGURES, {}, "Focal", utc_now())
        submit_response(site.store, one.id, "Focal", utc_now())


def test_an_organiser_takes_a_workshop_to_its_second_round(
    organiser: Page, visit: Callable[..., Page], site: LiveSite
) -> None:
    prepare(organiser)
    home = organiser.url
    for city, language in CITIES.items():
        add(organiser, city, language)
    organiser.get_by_role("button", name="Open all rounds for answers").click()
    pages = make_letters(organiser)
    assert len(pages) == len(CITIES)
    assert all("Harbour Hall" in one for one in pages)

    answer(site)
    organiser.goto(home)
    line = organiser.locator(".progress").get_by_role("row", name=re.compile("Nairi"))
    expect(line).to_contain_text("Submitted")
    organiser.get_by_text("Freeze all answers…").click()
    organiser.get_by_role("button", name="Freeze all answers").click()
    expect(organiser.locator("main")).to_contain_text("Frozen")

    organiser.get_by_text("Second round…").click()
    organiser.get_by_label("Title of the second round").fill("After the discussion")
    organiser.get_by_role("button", name="Prepare the second round").click()
    organiser.get_by_role("button", name="Open it and invite again").click()
    expect(organiser.locator(".links tbody tr")).to_have_count(len(CITIES))
    row = organiser.get_by_role("row", name=re.compile("Nairi"))
    link = row.locator(".code").inner_text()

    invited = visit(locale="en")
    invited.goto(f"{link}?lang=en")
    invited.get_by_role("button", name="Open the answers").click()
    expect(invited.locator("main")).to_contain_text("are here already, each marked so")
    invited.get_by_role("link", name="Published sub-indices").click()
    expect(invited.locator('[name="q-osi"]')).to_have_value("0.9")
    expect(invited.locator("#i-osi")).to_contain_text("From E-cities of the coast")
