"""Answers are submitted, asked about, explained, changed, verified and accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from filling import choose, choose_answers
from instruments import load_instrument
from meter.demo.prepare import WORKSHOP, renew_links
from meter.fieldwork.invitations import invite
from meter.fieldwork.responses import list_scorecards, save_answers
from meter.fieldwork.reviewed import load_review
from meter.fieldwork.rounds import draft_round, find_round, open_round
from meter.fieldwork.units import save_unit
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite

KEY = "checked-workshop"
QUESTION = "Which law says so?"
REPLY = "It is a draft; you are right."


def invite_city(site: LiveSite) -> tuple[str, int]:
    """Open a reviewed round and let a city answer; give its link and response."""
    store, at = site.store, utc_now()
    workshop = find_round(store, WORKSHOP)
    assert workshop is not None
    drafted = draft_round(
        store,
        workshop.owner_id,
        KEY,
        "A workshop with a review",
        load_instrument("meter"),
        at=at,
        reviewed=True,
    )
    asked = open_round(store, drafted.id, at)
    unit = save_unit(store, asked.owner_id, "City under review", {}, at)
    address = "amal@city.example"
    sent, token = invite(store, asked.id, unit.id, "Amal", address, at)
    answers = choose_answers(load_instrument("meter"))
    save_answers(store, sent.response_id, answers, {}, "Amal", at)
    return f"/join/{token}", sent.response_id


def submit(city: Page) -> None:
    """Submit what is answered, for the first time or again."""
    city.get_by_role("link", name="Check and submit").click()
    city.get_by_role("button", name="Submit to the organiser").click()
    expect(city.get_by_text("This result is provisional")).to_be_visible()


def read_index(city: Page) -> str:
    return city.locator(".headline .figure-large .num").inner_text()


def go_to_review(organiser: Page, site: LiveSite) -> None:
    """Sign in, and go by the round to the answers of the city."""
    links = renew_links(site.store, utc_now())
    organiser.goto("/staff/sign-in")
    organiser.fill("#email", links.email)
    organiser.fill("#password", links.password)
    organiser.get_by_role("button", name="Sign in").click()
    organiser.get_by_role("link", name="A workshop with a review", exact=True).click()
    row = organiser.get_by_role("row", name="City under review")
    expect(row).to_contain_text("In review")
    expect(organiser.get_by_role("link", name="Compare the units")).to_have_count(0)
    row.get_by_role("link", name="Review").click()


def ask(organiser: Page) -> None:
    """Return an answer of the legal section with a question."""
    organiser.get_by_role("link", name="Legal", exact=True).click()
    answer = organiser.locator("#i-l1_2")
    answer.locator("summary").click()
    answer.get_by_label("Your question").fill(QUESTION)
    answer.get_by_role("button", name="Return the answer").click()
    expect(answer).to_contain_text("Returned with a question")


def read_and_reply(city: Page) -> None:
    """Find the question, change the answer and say why."""
    city.get_by_role("link", name="Overview").click()
    expect(city.get_by_text("Returned with questions")).to_be_visible()
    city.get_by_role("link", name="Legal", exact=True).click()
    expect(city.locator("#i-l1_3 input").first).to_be_disabled()
    city.get_by_role("link", name="Returned with a question").click()
    expect(city.get_by_text(QUESTION)).to_be_visible()
    city.get_by_label("Your reply").fill(REPLY)
    choose(city, "l1_2", "none")
    city.get_by_role("button", name="Send the reply").click()
    expect(city.get_by_role("heading", name="Replied to")).to_be_visible()


def verify_all(organiser: Page) -> None:
    """Read the reply, verify its answer alone and the others section by section."""
    organiser.reload()
    answer = organiser.locator("#i-l1_2")
    expect(answer).to_contain_text(REPLY)
    answer.get_by_role("button", name="Verify").click()
    expect(answer.locator("> p .state")).to_have_text("Verified")
    organiser.locator(".over a").click()
    sections = organiser.locator(".tasks a").count()
    for place in range(sections):
        organiser.locator(".tasks a").nth(place).click()
        organiser.locator("summary", has_text="Verify all").click()
        organiser.get_by_role("button", name="Verify the section").click()
        expect(organiser.locator("summary", has_text="Verify all")).to_have_count(0)
        organiser.locator(".over a").click()
    expect(organiser.locator(".lead .state")).to_have_text("Accepted")


def test_answers_are_reviewed_until_they_are_accepted(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    link, response = invite_city(site)
    city, organiser = visit(locale="en"), visit(locale="en")
    city.goto(link)
    city.get_by_role("button", name="Open the answers of").click()
    submit(city)
    before = read_index(city)
    go_to_review(organiser, site)

    ask(organiser)
    read_and_reply(city)
    submit(city)
    after = read_index(city)
    verify_all(organiser)

    assert float(after) < float(before)
    assert load_review(site.store, response).answers["l1_2"].revision == 2
    first, second = list_scorecards(site.store, response)
    shown = [
        f"{100 * (one.nodes['readiness'].score or 0):.1f}" for one in (first, second)
    ]
    assert shown == [before, after]
    city.reload()
    expect(city.get_by_text("This result is provisional")).to_have_count(0)
    assert read_index(city) == after
    city.get_by_role("link", name="Overview").click()
    city.get_by_role("link", name="Review", exact=True).click()
    history = city.locator(".changes > li")
    expect(history).to_contain_text(["Accepted", after, "Returned", before])
    organiser.goto(f"/organise/{KEY}/compare")
    expect(organiser.get_by_text("1 of 1 unit is accepted.").first).to_be_visible()
