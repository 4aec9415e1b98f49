"""Answers are submitted, asked about, explained, changed, verified and accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from city_steps import come_in, read_index, submit_for_review
from playwright.sync_api import expect
from review_steps import ask, go_to_review, read_question, reply, verify_all

from filling import choose_answers
from instruments import load_instrument
from invited import City, open_own_round
from meter.fieldwork.responses import list_scorecards, save_answers
from meter.fieldwork.reviewed import load_review
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite

KEY, TITLE = "checked-workshop", "A workshop with a review"
QUESTION = "Which law says so?"
REPLY = "It is a draft; you are right."


def invite_city(site: LiveSite) -> City:
    """Open a reviewed round and let a city answer."""
    asked = open_own_round(site, KEY, TITLE, reviewed=True)
    city = City.invited(site, "City under review", asked)
    answers = choose_answers(load_instrument("meter"))
    save_answers(site.store, city.response_id, answers, {}, "Amal", utc_now())
    return city


def test_answers_are_reviewed_until_they_are_accepted(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    under_review = invite_city(site)
    response = under_review.response_id
    city, organiser = visit(locale="en"), visit(locale="en")
    come_in(city, under_review.link)
    before = submit_for_review(city)
    go_to_review(organiser, site, TITLE, under_review.name)

    ask(organiser, "l1_2", QUESTION)
    read_question(city, QUESTION, other="l1_3")
    reply(city, "l1_2", "none", REPLY)
    after = submit_for_review(city)
    verify_all(organiser, "l1_2", REPLY)

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
