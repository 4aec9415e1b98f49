"""Who changes an answer while it is on its way does not disagree with themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from filling import choose, item_of, receipt_of
from invited import City
from meter.fieldwork.responses import load_answers, save_answers
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import APIResponse, Page, Route

    from live_site import LiveSite

KEY = "l1_1"
SAVE = "**/answer/*/save"
NOW = "**/sections/legal/now*"
PATIENCE_MS = 30_000
LOOK_AGAIN = "() => document.dispatchEvent(new Event('visibilitychange'))"
"""Asks for news now, without waiting for the next time."""

CHANGE_AS_THE_RECEIPT_IS_KEPT = """
key => {
  const fetched = window.fetch;
  let isSaved = false;
  window.fetch = async (...asked) => {
    const reply = await fetched(...asked);
    isSaved ||= String(asked[0]).endsWith("/save");
    return reply;
  };
  const get = IDBObjectStore.prototype.get;
  IDBObjectStore.prototype.get = function (...asked) {
    const found = get.apply(this, asked);
    if (isSaved) {
      IDBObjectStore.prototype.get = get;
      document.querySelector(`#i-${key} input[value=fully]`).click();
    }
    return found;
  };
}
"""
"""Gives another answer when the queue has been read to keep the first receipt."""


SLOW_QUEUE = """
const open = indexedDB.open.bind(indexedDB);
indexedDB.open = (...asked) => {
  const request = open(...asked);
  return {
    get result() { return request.result; },
    set onupgradeneeded(act) { request.onupgradeneeded = act; },
    set onerror(act) { request.onerror = act; },
    set onsuccess(act) { request.onsuccess = () => setTimeout(act, 3000); },
  };
};
"""
"""Lets the browser take long to say what waits on the device."""


@pytest.fixture
def city(site: LiveSite, request: pytest.FixtureRequest) -> City:
    """Invite a city that no other test knows."""
    return City.invited(site, request.node.name)


def enter(page: Page, city: City) -> Page:
    """Come in by the link, open a section and hear its first news."""
    page.goto(city.link)
    page.locator("main form button").click()
    with page.expect_response(NOW):
        page.goto(f"/answer/{city.response_id}/sections/legal")
    return page


def answer_as_bo(city: City, value: str) -> None:
    """Answer over what is there, as a colleague on another device."""
    store, number = city.site.store, city.response_id
    seen = {key: one.revision for key, one in load_answers(store, number).items()}
    save_answers(store, number, {KEY: value}, seen, "Bo", utc_now())


def expect_saved(page: Page, city: City, revision: int) -> None:
    """Expect the receipt of the last answer, and nobody else's beside it."""
    expect(receipt_of(page, KEY)).to_contain_text("Saved")
    expect(item_of(page, KEY).locator(".conflict")).to_have_count(0)
    assert load_answers(city.site.store, city.response_id)[KEY].revision == revision


def test_an_answer_given_while_the_receipt_of_the_former_is_kept(
    visit: Callable[..., Page], city: City
) -> None:
    page = enter(visit(locale="en"), city)
    page.evaluate(CHANGE_AS_THE_RECEIPT_IS_KEPT, KEY)

    choose(page, KEY, "partly")

    expect(item_of(page, KEY).locator("[value=fully]")).to_be_checked()
    expect_saved(page, city, revision=2)
    assert city.stored == {KEY: "fully"}


def test_news_of_the_own_answer_while_its_note_is_typed(
    visit: Callable[..., Page], city: City
) -> None:
    page = enter(visit(locale="en"), city)
    held: list[tuple[Route, APIResponse]] = []
    page.route(SAVE, lambda route: held.append((route, route.fetch())), times=1)
    item_of(page, KEY).locator(".note summary").click()
    with page.expect_request(SAVE):
        choose(page, KEY, "partly")
    while not held:
        page.wait_for_timeout(10)

    with page.expect_response(NOW):
        item_of(page, KEY).locator("textarea").fill("By law 7")
        page.evaluate(LOOK_AGAIN)
    route, reply = held[0]
    with page.expect_request_finished(
        lambda sent: "By law 7" in (sent.post_data or "")
    ):
        route.fulfill(response=reply)

    expect_saved(page, city, revision=2)
    stored = load_answers(city.site.store, city.response_id)[KEY]
    assert (stored.answer, stored.note) == ("partly", "By law 7")


def test_what_waits_from_an_earlier_visit_does_not_give_way_to_news(
    visit: Callable[..., Page], city: City
) -> None:
    # A worker would send by itself what waits.
    page = enter(visit(locale="en", service_workers="block"), city)
    conflict = item_of(page, KEY).locator(".conflict")
    answer_as_bo(city, "partly")
    choose(page, KEY, "fully")
    expect(conflict).to_contain_text("Partly")

    def answer_meanwhile(route: Route) -> None:
        answer_as_bo(city, "none")
        route.continue_()

    page.add_init_script(SLOW_QUEUE)
    page.route(NOW, answer_meanwhile, times=1)
    with page.expect_response(NOW):
        page.reload()

    expect(conflict).to_contain_text("Not at all", timeout=PATIENCE_MS)
    expect(item_of(page, KEY).locator("[value=fully]")).to_be_checked()
    conflict.get_by_role("button", name="Keep mine", exact=True).click()
    expect(receipt_of(page, KEY)).to_contain_text("Saved")
    assert city.stored == {KEY: "fully"}
