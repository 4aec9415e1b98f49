"""A city is asked again: much is still true, one thing changed, one is looked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from filling import choose, choose_answers, item_of, receipt_of
from inspection import look_over
from instruments import Missing, load_instrument
from invited import City
from meter.demo.prepare import WORKSHOP
from meter.fieldwork.invitations import invite
from meter.fieldwork.responses import (
    get_response,
    history,
    save_answers,
    submit_response,
)
from meter.fieldwork.rounds import draft_round, find_round, open_round
from scoring.kernel.coding import asked_items
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, ViewportSize

    from instruments import Answer
    from live_site import LiveSite

PHONE: ViewportSize = {"width": 320, "height": 640}
UNKNOWN = Missing.DONT_KNOW
NOT_OFFERED = {UNKNOWN, Missing.REFUSED}


def ask_again(site: LiveSite, name: str) -> tuple[City, dict[str, Answer]]:
    """Let a city answer the sample round, and invite it to another one."""
    instrument, at = load_instrument("meter"), utc_now()
    former, store = City.invited(site, name), site.store
    answers = choose_answers(instrument)
    save_answers(store, former.response_id, answers, {}, "Amal", at)
    submit_response(store, former.response_id, "Amal", at)
    workshop = find_round(store, WORKSHOP)
    assert workshop is not None
    key = f"again-{former.response_id}"
    drafted = draft_round(
        store, workshop.owner_id, key, "A year later", instrument, at=at
    )
    open_round(store, drafted.id, at)
    unit = get_response(store, former.response_id).unit_id
    sent, token = invite(store, drafted.id, unit, "Amal", "amal@city.example", at)
    later = replace(former, link=f"/join/{token}", response_id=sent.response_id)
    return later, answers


def offer_of(page: Page, key: str) -> Locator:
    return item_of(page, key).locator(".offer")


def begin(page: Page, city: City) -> None:
    page.goto(city.link)
    page.locator("main form button").click()
    page.locator("main a.btn").first.click()
    page.wait_for_load_state()


def find_and_confirm(page: Page, key: str) -> None:
    """Search for a question, go to it, and say that its former answer is true."""
    question = load_instrument("meter").items[key].ask
    page.get_by_role("searchbox").fill(question.upper())
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 question found.")).to_be_visible()
    assert look_over(page, "en", "ltr") == []
    page.get_by_role("link", name=question).click()
    expect(item_of(page, key)).to_be_in_viewport()
    offer_of(page, key).get_by_role("button").click()
    expect(receipt_of(page, key)).to_contain_text("Saved")


def test_a_city_confirms_changes_and_finds(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    city, then = ask_again(site, "Asked again")
    page = visit(locale="en")
    begin(page, city)
    first, second, third = "c1_1", "c1_2", "l1_2"

    offer = offer_of(page, first)
    expect(offer).to_contain_text("In Sample workshop")
    offer.get_by_role("button", name="Still true").click()
    expect(receipt_of(page, first)).to_contain_text("Saved")
    expect(offer).to_be_hidden()
    expect(item_of(page, first).locator(f"[value={then[first]}]")).to_be_focused()

    offer_of(page, second).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(receipt_of(page, second)).to_contain_text("Saved")

    changed = "none" if then["c2_1"] != "none" else "fully"
    choose(page, "c2_1", changed)
    expect(receipt_of(page, "c2_1")).to_contain_text("Saved")
    expect(offer_of(page, "c2_1")).to_be_hidden()

    find_and_confirm(page, third)

    assert city.stored == {
        first: then[first],
        second: then[second],
        third: then[third],
        "c2_1": changed,
    }
    [change] = history(site.store, city.response_id, first)
    assert change.changed_by == "Amal"
    page.reload()
    expect(offer_of(page, third)).to_have_count(0)


def test_without_scripts_all_are_confirmed_after_what_is_typed(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    city, then = ask_again(site, "Asked again, without scripts")
    page = visit(locale="en", java_script_enabled=False)
    begin(page, city)
    changed = "none" if then["c2_1"] != "none" else "fully"
    choose(page, "c2_1", changed)

    page.get_by_role("button", name="All of these are still true").click()

    expect(page.locator(".offer")).to_have_count(0)
    instrument = load_instrument("meter")
    asked = asked_items(instrument, then) & asked_items(instrument, city.stored)
    due = {
        one.key: then[one.key]
        for one in instrument.section_of["c1_1"].items
        if one.key in asked and then.get(one.key, UNKNOWN) not in NOT_OFFERED
    }
    assert city.stored == {**due, "c2_1": changed}


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_what_is_offered_is_in_order_on_laptop_and_phone(
    site: LiveSite, visit: Callable[..., Page], language: str, direction: str
) -> None:
    city, _ = ask_again(site, f"Asked again in {language}")
    page = visit(locale=language)
    begin(page, city)

    faults = look_over(page, language, direction)
    page.set_viewport_size(PHONE)
    faults += look_over(page, language, direction)

    assert faults == []


def test_enter_in_a_field_confirms_nothing(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    city, _ = ask_again(site, "Asked again, by Enter")
    page = visit(locale="en")
    begin(page, city)

    page.locator('[name="q-c1_3"]').fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Legal")

    assert city.stored == {"c1_3": 12.0}


def test_all_are_confirmed_at_once_and_each_gets_its_receipt(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    city, then = ask_again(site, "Asked again, all at once")
    page = visit(locale="en")
    begin(page, city)
    shown = page.locator(".offer:visible").count()

    page.get_by_role("button", name="All of these are still true").click()

    expect(page.locator(".offers")).to_be_hidden()
    expect(page.locator(".receipt", has_text="Saved")).to_have_count(shown)
    assert city.stored == {key: then[key] for key in city.stored}
    assert len(city.stored) == shown
