"""What a review is made of, step by step, on the pages of both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from filling import choose
from meter.demo.prepare import renew_links
from webapp.current import utc_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from live_site import LiveSite


def go_to_review(organiser: Page, site: LiveSite, title: str, unit: str) -> None:
    """Sign in, and go by the round to the answers of the only city in it."""
    links = renew_links(site.store, utc_now())
    organiser.goto("/staff/sign-in")
    organiser.fill("#email", links.email)
    organiser.fill("#password", links.password)
    organiser.get_by_role("button", name="Sign in").click()
    organiser.get_by_role("link", name=title, exact=True).click()
    row = organiser.get_by_role("row", name=unit)
    expect(row).to_contain_text("In review")
    expect(organiser.get_by_role("link", name="Compare the units")).to_have_count(0)
    row.get_by_role("link", name="Review").click()


def ask(organiser: Page, item: str, question: str) -> None:
    """Return an answer of the legal section with a question."""
    organiser.get_by_role("link", name="Legal", exact=True).click()
    answer = organiser.locator(f"#i-{item}")
    answer.locator("summary").click()
    answer.get_by_label("Your question").fill(question)
    answer.get_by_role("button", name="Return the answer").click()
    expect(answer).to_contain_text("Returned with a question")


def read_question(city: Page, question: str, other: str) -> None:
    """Find the question from the overview; another answer stays as it is."""
    city.get_by_role("link", name="Overview").click()
    expect(city.get_by_text("Returned with questions")).to_be_visible()
    city.get_by_role("link", name="Legal", exact=True).click()
    expect(city.locator(f"#i-{other} input").first).to_be_disabled()
    city.get_by_role("link", name="Returned with a question").click()
    expect(city.get_by_text(question)).to_be_visible()


def reply(city: Page, item: str, level: str, words: str) -> None:
    """Change the answer that was asked about, and say why."""
    city.get_by_label("Your reply").fill(words)
    choose(city, item, level)
    city.get_by_role("button", name="Send the reply").click()
    expect(city.get_by_role("heading", name="Replied to")).to_be_visible()


def verify_all(organiser: Page, item: str, words: str) -> None:
    """Read the reply, verify its answer alone and the others section by section."""
    organiser.reload()
    answer = organiser.locator(f"#i-{item}")
    expect(answer).to_contain_text(words)
    answer.get_by_role("button", name="Verify").click()
    expect(answer.locator("> p .state")).to_have_text("Verified")
    organiser.locator(".over a").click()
    expect(organiser.locator(".tasks")).to_be_visible()
    for place in range(organiser.locator(".tasks a").count()):
        organiser.locator(".tasks a").nth(place).click()
        organiser.locator("summary", has_text="Verify all").click()
        organiser.get_by_role("button", name="Verify the section").click()
        expect(organiser.locator("summary", has_text="Verify all")).to_have_count(0)
        organiser.locator(".over a").click()
    expect(organiser.locator(".lead .state")).to_have_text("Accepted")
