"""There is no line at all, and the browser is closed: what was given arrives later."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect
from without_line import (
    COPY,
    KEPT,
    await_copies,
    await_no_copies,
    list_copies,
    no_line,
    path,
)

from chromium import kill
from filling import choose, item_of, receipt_of
from inspection import look_over
from invited import City, open_own_round
from meter.fieldwork.apart import list_opened
from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.invitations import find_invitation_by_token, reissue, revoke
from meter.fieldwork.responses import load_answers, save_answers, submit_response
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import (
        BrowserContext,
        CDPSession,
        Locator,
        Page,
        Route,
        ViewportSize,
    )

    from chromium import Chromium
    from live_site import LiveSite
    from meter.records import Invitation

SAVE = "**/answer/*/save"
SECTION = "sections/legal"
GIVEN = {"l1_1": "partly", "l1_2": "none", "l1_3": "fully"}
"""Three answers to the section."""
PATIENCE_MS = 30_000
"""How long a line may hang, be given up and be tried again."""
PHONE: ViewportSize = {"width": 320, "height": 640}
LOOK_AGAIN = "() => document.dispatchEvent(new Event('visibilitychange'))"
"""Does what coming back to the window does, without waiting for the next greeting."""


@pytest.fixture
def city(site: LiveSite, request: pytest.FixtureRequest) -> City:
    """Invite a city that no other test knows."""
    return City.invited(site, request.node.name)


@pytest.fixture
def launch(
    browser: Chromium, site: LiveSite, tmp_path: Path
) -> Callable[[], BrowserContext]:
    """Start the same browser again and again: its profile stays on the disk."""

    def start() -> BrowserContext:
        return browser.launch(tmp_path / "profile", base_url=site.url)

    return start


def enter(page: Page, city: City, link: str | None = None) -> Page:
    """Come in by a link; give the overview."""
    page.goto(link or city.link)
    page.locator("main form button").click()
    page.wait_for_url("**/answer/*/")
    expect(page.locator("#leave")).to_be_visible()
    return page


def open_section(page: Page, city: City, link: str | None = None) -> Page:
    """Come in and open the section, once the worker has a copy of it."""
    enter(page, city, link).goto(path(city, SECTION))
    await_copies(page, city, SECTION)
    return page


def invite_bo(city: City) -> str:
    """Let the focal point invite a colleague; give the link."""
    _, token = invite_delegate(
        city.site.store, find_focal(city), "Bo", "bo@city.example", None, utc_now()
    )
    return f"/join/{token}"


def find_focal(city: City) -> Invitation:
    found = find_invitation_by_token(city.site.store, city.link.rsplit("/", 1)[1])
    assert found is not None
    return found


def answer_as_bo(city: City, key: str, value: str) -> None:
    store = city.site.store
    known = load_answers(store, city.response_id)
    seen = {one.item: one.revision for one in known.values()}
    save_answers(store, city.response_id, {key: value}, seen, "Bo", utc_now())


def cut(route: Route) -> None:
    """Be a line that carries pages, and no answers."""
    route.abort("internetdisconnected")


class Worker(NamedTuple):
    """The service worker of a browser, as its developers' tools see it."""

    session: CDPSession
    registration: str


def watch_worker(page: Page) -> Worker:
    """Find the service worker that a page has registered."""
    session, found = page.context.new_cdp_session(page), list[str]()
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(
            one["registrationId"] for one in told["registrations"]
        ),
    )
    session.send("ServiceWorker.enable")
    for _ in range(100):
        if found:
            break
        page.wait_for_timeout(50)
    return Worker(session, found[-1])


@contextmanager
def hanging(site: LiveSite, *endpoints: str) -> Iterator[None]:
    """Let some views say nothing for a while."""
    released = Event()
    views = {name: site.app.view_functions[name] for name in endpoints}
    for name, view in views.items():
        site.app.view_functions[name] = _wait_for(released, view)
    try:
        yield
    finally:
        released.set()
        site.app.view_functions.update(views)


def _wait_for(released: Event, view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def wait(**values: object) -> object:
        released.wait(PATIENCE_MS / 1000)
        return view(**values)

    return wait


def expect_chosen(page: Page, key: str, code: str) -> None:
    expect(item_of(page, key).locator(f'input[value="{code}"]')).to_be_checked()


def standing(page: Page) -> Locator:
    """Find the line that tells of all answers of the page."""
    return page.locator("#standing")


@pytest.mark.parametrize("is_killed", [False, True], ids=["closed", "killed"])
def test_answers_given_without_a_line_outlive_the_browser(
    launch: Callable[[], BrowserContext], city: City, tmp_path: Path, is_killed: bool
) -> None:
    context = launch()
    page = open_section(context.pages[0], city)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_text(COPY)).to_be_visible()
    for key, code in GIVEN.items():
        choose(page, key, code)
    for key in GIVEN:
        expect(receipt_of(page, key)).to_have_text(KEPT)
    expect(standing(page)).to_have_text(f"{KEPT}: 3")
    with context.expect_event("close"):
        if is_killed:
            kill(f"--user-data-dir={tmp_path / 'profile'}")
        else:
            context.close()
    assert city.stored == {}

    context = launch()
    page = context.pages[0]
    if is_killed:  # a browser writes its cookies down every half minute
        enter(page, city)
        expect(page.locator(".lead")).to_contain_text("3 of ")
    page.goto(path(city, SECTION))

    expect(page.get_by_text(COPY)).to_be_hidden()
    for key, code in GIVEN.items():
        expect(receipt_of(page, key)).to_contain_text("Saved")
        expect_chosen(page, key, code)
    assert city.stored == GIVEN
    context.close()


def test_the_browser_sends_by_itself_what_waits_once_all_pages_are_closed(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    worker = watch_worker(page)
    page.context.route(SAVE, cut)
    choose(page, "l1_1", "fully")
    expect(receipt_of(page, "l1_1")).to_have_text(KEPT)
    queue = page.locator("#device").get_attribute("data-queue")
    page.goto("/")
    page.context.unroute(SAVE)
    assert city.stored == {}

    wake = {"registrationId": worker.registration, "tag": queue, "lastChance": False}
    worker.session.send(
        "ServiceWorker.dispatchSyncEvent", {"origin": f"{city.site.url}/", **wake}
    )

    for _ in range(100):
        if city.stored:
            break
        page.wait_for_timeout(100)
    assert city.stored == {"l1_1": "fully"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_without_a_line_are_in_order(
    visit: Callable[..., Page], city: City, language: str
) -> None:
    page = enter(visit(locale=language, viewport=PHONE), city)
    await_copies(page, city, "")
    page.goto(path(city, SECTION))
    await_copies(page, city, SECTION)
    direction = {"en": "ltr", "ar": "rtl"}[language]

    with no_line(page):
        page.reload()
        expect(page.locator(".copied")).to_be_visible()
        choose(page, "l1_1", "fully")
        expect(standing(page)).to_be_visible()
        assert look_over(page, language, direction) == []
        page.goto(path(city, "sections/technology"))
        expect(page.locator("#kept li")).to_have_count(1)
        assert look_over(page, language, direction) == []
        revoke(city.site.store, find_focal(city).id, utc_now())
    # The copy is loaded again by itself now, which would cut another visit short.
    page = page.context.new_page()
    page.goto(path(city, "check"))
    expect(page.locator("#kept li")).to_have_count(1)
    assert look_over(page, language, direction) == []


def test_a_page_that_was_never_opened_gives_way_to_the_overview(
    visit: Callable[..., Page], city: City
) -> None:
    page = enter(visit(), city)
    await_copies(page, city, "")
    page.goto(path(city, SECTION))
    await_copies(page, city, SECTION)

    with no_line(page):
        choose(page, "l1_1", "fully")
        expect(receipt_of(page, "l1_1")).to_have_text(KEPT)
        page.goto(path(city, "sections/technology"))
        expect(page.get_by_text("was not opened on this device before")).to_be_visible()
        expect(page.get_by_text(COPY)).to_be_visible()
        expect(page.locator("#kept")).to_contain_text("are not saved: 1")
        expect(page.locator("#kept li")).to_contain_text("Fully")
        page.locator("#kept a").click()
        expect_chosen(page, "l1_1", "fully")
        page.goto(path(city))
        expect(page.get_by_text(COPY)).to_be_visible()

    expect(page.locator(".lead")).to_contain_text("1 of ")
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.get_by_text(COPY)).to_be_hidden()
    assert city.stored == {"l1_1": "fully"}


def test_a_copy_shows_what_was_saved_after_it_was_made(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    choose(page, "l1_1", "partly")
    expect(receipt_of(page, "l1_1")).to_contain_text("Saved")

    with no_line(page):
        page.reload()
        expect(page.get_by_text(COPY)).to_be_visible()
        expect(receipt_of(page, "l1_1")).to_contain_text("Saved")
        expect_chosen(page, "l1_1", "partly")
        choose(page, "l1_1", "fully")
        expect(receipt_of(page, "l1_1")).to_have_text(KEPT)

    expect(page.get_by_text(COPY)).to_be_hidden()
    expect(item_of(page, "l1_1").locator(".conflict")).to_have_count(0)
    expect(receipt_of(page, "l1_1")).to_contain_text("Saved")
    expect(standing(page)).to_have_text("Everything on this page is saved.")
    assert city.stored == {"l1_1": "fully"}


def test_a_line_that_never_answers_is_no_line_and_its_answer_counts_once(
    visit: Callable[..., Page], city: City
) -> None:
    # A worker would try at once what the page tries a little later.
    page = enter(visit(service_workers="block"), city)
    page.goto(path(city, SECTION))
    sent: list[str] = []

    def hang(route: Route) -> None:
        """Carry the first answer to the server, and nothing back."""
        sent.append(json.loads(route.request.post_data or "")["operation"])
        if len(sent) > 1:
            route.continue_()
        else:
            route.fetch()

    page.context.route(SAVE, hang)
    choose(page, "l1_1", "fully")
    expect(receipt_of(page, "l1_1")).to_have_text(KEPT, timeout=PATIENCE_MS)
    assert city.stored == {"l1_1": "fully"}

    expect(receipt_of(page, "l1_1")).to_contain_text("Saved", timeout=PATIENCE_MS)

    assert len(sent) == 2
    assert len(set(sent)) == 1
    stored = load_answers(city.site.store, city.response_id)
    assert stored["l1_1"].revision == 1


def test_a_page_that_never_arrives_gives_way_to_its_copy(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)

    with hanging(city.site, "respond.section", "presence.section"):
        page.goto(path(city, SECTION), timeout=PATIENCE_MS)
        expect(page.get_by_text(COPY)).to_be_visible()

    page.reload()
    expect(item_of(page, "l1_1")).to_be_visible()
    expect(page.get_by_text(COPY)).to_be_hidden()


def test_what_something_before_the_server_says_is_no_receipt(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    page.context.route(SAVE, lambda route: route.fulfill(body="<h1>Sign in</h1>"))

    choose(page, "l1_1", "fully")

    expect(receipt_of(page, "l1_1")).to_have_text(KEPT)
    page.context.unroute(SAVE)
    expect(receipt_of(page, "l1_1")).to_contain_text("Saved")


def test_a_colleague_who_was_faster_is_shown_when_the_line_is_back(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)

    with no_line(page):
        page.reload()
        choose(page, "l1_1", "fully")
        choose(page, "l1_2", "none")
        expect(receipt_of(page, "l1_2")).to_have_text(KEPT)
        answer_as_bo(city, "l1_1", "partly")

    conflict = item_of(page, "l1_1").locator(".conflict")
    expect(conflict).to_contain_text("Changed by Bo")
    expect_chosen(page, "l1_1", "fully")
    expect(receipt_of(page, "l1_2")).to_contain_text("Saved")
    expect(standing(page)).to_contain_text("in need of a word from you: 1")
    assert city.stored == {"l1_1": "partly", "l1_2": "none"}
    conflict.get_by_role("button", name="Keep mine", exact=True).click()
    expect(receipt_of(page, "l1_1")).to_contain_text("Saved")
    assert city.stored == {"l1_1": "fully", "l1_2": "none"}


def test_leaving_the_device_takes_the_copies_along(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    page.goto(path(city))

    page.get_by_role("button", name="Leave this device").click()

    expect(page).to_have_url(f"{city.site.url}/")
    await_no_copies(page, city)


def test_leaving_the_device_says_first_what_would_be_lost(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    page.context.route(SAVE, cut)
    choose(page, "l1_1", "fully")
    expect(receipt_of(page, "l1_1")).to_have_text(KEPT)
    page.goto(path(city))

    page.get_by_role("button", name="Leave this device").click()

    expect(page.locator("#unsaved")).to_be_visible()
    page.get_by_role("button", name="Leave this device").click()
    expect(page).to_have_url(f"{city.site.url}/")
    page.context.unroute(SAVE)
    enter(page, city)
    expect(page.locator("#kept")).to_be_hidden()
    assert city.stored == {}


def test_leaving_the_device_takes_ones_own_answers_apart_along_too(
    visit: Callable[..., Page], site: LiveSite
) -> None:
    asked = open_own_round(site, "leaving", "A round apart to leave", apart=True)
    city = City.invited(site, "City that leaves", asked)
    own = replace(city, response_id=list_opened(site.store, find_focal(city))[-1])
    page = open_section(visit(), city)
    page.goto(path(own, SECTION))
    await_copies(page, own, SECTION)
    page.context.route(SAVE, cut)
    choose(page, "l1_1", "fully")
    expect(receipt_of(page, "l1_1")).to_have_text(KEPT)
    page.goto(path(city))

    page.get_by_role("button", name="Leave this device").click()

    expect(page.locator("#unsaved")).to_be_visible()
    page.get_by_role("button", name="Leave this device").click()
    expect(page).to_have_url(f"{site.url}/")
    for one in (city, own):
        await_no_copies(page, one)
    page.context.unroute(SAVE)
    enter(page, city).goto(path(own))
    expect(page.locator("#leave")).to_be_visible()
    expect(page.locator("#kept")).to_be_hidden()
    assert own.stored == {}


def test_another_person_at_the_same_browser_sends_and_sees_nothing_of_mine(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    page.context.route(SAVE, cut)
    choose(page, "l1_1", "fully")
    expect(receipt_of(page, "l1_1")).to_have_text(KEPT)
    other = enter(page.context.new_page(), city, invite_bo(city))
    page.context.unroute(SAVE)

    other.goto(path(city, SECTION))
    expect(other.locator("#here")).not_to_contain_text("Bo")
    expect(item_of(other, "l1_1").locator('[value="fully"]')).not_to_be_checked()
    choose(other, "l1_2", "none")
    expect(receipt_of(other, "l1_2")).to_contain_text("Saved")
    expect(receipt_of(page, "l1_1")).to_contain_text("Open your invitation link again")
    assert city.stored == {"l1_2": "none"}

    enter(other, city)
    expect(receipt_of(page, "l1_1")).to_contain_text("Saved", timeout=PATIENCE_MS)
    assert city.stored == {"l1_1": "fully", "l1_2": "none"}


def test_a_page_of_one_person_is_never_shown_to_another(
    visit: Callable[..., Page], city: City
) -> None:
    page = enter(visit(), city)
    await_copies(page, city, "")
    page.goto(path(city, SECTION))
    await_copies(page, city, SECTION)

    enter(page, city, invite_bo(city))

    await_copies(page, city, "")
    assert list_copies(page, city) == {f"{city.site.url}{path(city)}"}
    with no_line(page):
        page.goto(path(city, SECTION))
        expect(page.get_by_text("You are here as Bo.")).to_be_visible()


def test_a_withdrawn_invitation_takes_the_copies_along_and_keeps_what_was_typed(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    revoke(city.site.store, find_focal(city).id, utc_now())

    choose(page, "l1_1", "fully")

    expect(receipt_of(page, "l1_1")).to_contain_text("Open your invitation link again")
    await_no_copies(page, city)
    assert city.stored == {}
    page.goto(path(city))
    expect(page.get_by_role("heading", level=1)).to_contain_text("withdrawn")
    expect(page.locator("#kept li")).to_contain_text("Fully")
    _, token = reissue(city.site.store, find_focal(city).id, utc_now())
    enter(page, city, f"/join/{token}")
    page.goto(path(city, SECTION))
    expect(receipt_of(page, "l1_1")).to_contain_text("Saved")
    assert city.stored == {"l1_1": "fully"}


def test_what_came_too_late_for_a_submission_is_named_until_it_is_forgotten(
    visit: Callable[..., Page], city: City
) -> None:
    page = open_section(visit(), city)
    page.context.route(SAVE, cut)
    choose(page, "l1_1", "fully")
    expect(receipt_of(page, "l1_1")).to_have_text(KEPT)
    submit_response(city.site.store, city.response_id, "Bo", utc_now())
    page.evaluate(LOOK_AGAIN)
    expect(page.locator("#closed")).to_contain_text("have been submitted")
    page.context.unroute(SAVE)

    page.goto(path(city))

    kept = page.locator("#kept")
    expect(kept.locator("li")).to_contain_text("Fully")
    expect(kept.locator("#lead")).to_contain_text("submitted in the meantime")
    kept.get_by_role("button", name="Forget them").click()
    kept.get_by_role("button", name="Press again").click()
    expect(kept).to_be_hidden()
    page.reload()
    expect(page.locator("#leave")).to_be_visible()
    expect(kept).to_be_hidden()
    assert city.stored == {}


def test_two_colleagues_in_one_section_see_each_other_and_what_changes(
    visit: Callable[..., Page], city: City
) -> None:
    bo = enter(visit(), city, invite_bo(city))
    amal = enter(visit(), city)
    for page in (bo, amal):
        page.goto(path(city, SECTION))
    expect(bo.locator("#here")).to_have_text("Here now: Amal (in this section)")

    choose(bo, "l1_1", "partly")
    expect(receipt_of(bo, "l1_1")).to_contain_text("Saved")
    amal.evaluate(LOOK_AGAIN)

    expect(amal.locator("#here")).to_have_text("Here now: Bo (in this section)")
    expect(receipt_of(amal, "l1_1")).to_contain_text("Saved by Bo")
    expect_chosen(amal, "l1_1", "partly")
    choose(amal, "l1_1", "fully")
    expect(receipt_of(amal, "l1_1")).to_contain_text("Saved")
    expect(receipt_of(amal, "l1_1")).not_to_contain_text("Bo")
    assert city.stored == {"l1_1": "fully"}
    amal.goto(path(city))
    expect(amal.locator("#here")).to_have_text("Here now: Bo (Legal)")


def test_a_text_that_is_being_typed_is_not_replaced_by_a_colleague(
    visit: Callable[..., Page], city: City
) -> None:
    page = enter(visit(), city)
    page.goto(path(city, "sections/technology"))
    note = page.locator('[name="q-t_note"]')
    expect(note).to_be_visible()
    page.wait_for_load_state("networkidle")
    answer_as_bo(city, "t_note", "Theirs")

    note.press_sequentially("Mine")
    page.evaluate(LOOK_AGAIN)

    conflict = item_of(page, "t_note").locator(".conflict")
    expect(conflict).to_contain_text("Theirs")
    expect(note).to_have_value("Mine")
    note.press_sequentially(", at length")
    page.keyboard.press("Tab")
    expect(receipt_of(page, "t_note")).to_have_text(KEPT)
    assert city.stored == {"t_note": "Theirs"}
    conflict.get_by_role("button", name="Keep mine", exact=True).click()
    expect(receipt_of(page, "t_note")).to_contain_text("Saved")
    assert city.stored == {"t_note": "Mine, at length"}
