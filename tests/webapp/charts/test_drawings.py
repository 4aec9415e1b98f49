"""The drawings of a comparison in a real browser, under the policy of our pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from inspection import Watch, look_over
from live_site import LiveSite
from meter.demo.prepare import WORKSHOP, prepare_demo, renew_links
from meter.fieldwork.rounds import find_round
from meter.fieldwork.units import list_units
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

    from chromium import Chromium

PAGE = f"/organise/{WORKSHOP}/compare"
CHARTS = ("stages", "distribution", "dimensions", "radar", "profile", "heatmap")
PATIENCE_MS = 20_000
SIZES = {"phone": (320, 640), "laptop": (1280, 800), "projector": (1920, 1080)}

LABELS_OUTSIDE = """() => [...document.querySelectorAll(".plot svg.main-svg")]
  .flatMap((svg) => [...svg.querySelectorAll("text")].filter((text) => {
    const inner = text.getBoundingClientRect();
    const outer = svg.getBoundingClientRect();
    return inner.width &&
      (inner.left < outer.left - 2 || inner.right > outer.right + 2);
  }).map((text) => text.textContent))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with LiveSite.started(tmp_path_factory.mktemp("drawings")) as site:
        prepare_demo(site.store, utc_now())
        yield site


@pytest.fixture(scope="module")
def cookies(browser: Chromium, site: LiveSite) -> list[dict[str, object]]:
    """Sign in once; the tests share the session."""
    context = browser.new_context(base_url=site.url)
    page, links = context.new_page(), renew_links(site.store, utc_now())
    page.goto("/staff/sign-in")
    page.fill("#email", links.email)
    page.fill("#password", links.password)
    page.click("main form button")
    expect(page).to_have_url(f"{site.url}/organise/")
    kept = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return kept


@pytest.fixture
def contexts(browser: Chromium) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        with browser.losing_patience():
            context.close()


@pytest.fixture
def visit(
    browser: Chromium,
    site: LiveSite,
    cookies: list[dict[str, object]],
    contexts: list[BrowserContext],
) -> Visit:
    return Visit(browser, site, cookies, contexts)


class Visit:
    """Opens the comparison in a browser of a size, signed in."""

    def __init__(
        self,
        browser: Chromium,
        site: LiveSite,
        cookies: list[dict[str, object]],
        contexts: list[BrowserContext],
    ) -> None:
        self._browser, self._site = browser, site
        self._cookies, self._contexts = cookies, contexts

    def page(self, size: str = "laptop", *, script: bool = True) -> Page:
        width, height = SIZES[size]
        context = self._browser.new_context(
            base_url=self._site.url,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
        )
        context.add_cookies(self._cookies)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        return context.new_page()

    def watch(self, page: Page) -> Watch:
        return Watch(page, self._site.url)

    def chosen(self, count: int) -> str:
        """Choose some units of the workshop."""
        workshop = find_round(self._site.store, WORKSHOP)
        assert workshop is not None
        units = list_units(self._site.store, workshop.id)[:count]
        return "&".join(f"units={unit.id}" for unit in units)


def wait_for_drawings(page: Page, count: int) -> None:
    expect(page.locator(".plot .main-svg").first).to_be_attached(timeout=PATIENCE_MS)
    folded = page.locator("details.numbers:not([open])")
    expect(folded).to_have_count(count, timeout=PATIENCE_MS)


def test_every_figure_is_drawn_and_its_table_folded(visit: Visit) -> None:
    page = visit.page()
    watch = visit.watch(page)

    page.goto(f"{PAGE}?{visit.chosen(6)}")
    wait_for_drawings(page, len(CHARTS))

    for chart in CHARTS:
        expect(page.locator(f"#{chart} .plot .main-svg").first).to_be_visible()
    assert watch.list_faults() == []
    assert look_over(page, "en", "ltr") == []


@pytest.mark.parametrize(
    ("size", "language", "view"),
    [
        ("phone", "en", "desk"),
        ("phone", "ar", "desk"),
        ("laptop", "en", "desk"),
        ("projector", "ar", "room"),
        ("phone", "en", "room"),
    ],
)
def test_no_label_runs_out_of_its_drawing(
    visit: Visit, size: str, language: str, view: str
) -> None:
    page = visit.page(size)

    page.goto(f"{PAGE}?{visit.chosen(6)}&view={view}&lang={language}")
    wait_for_drawings(page, len(CHARTS))

    assert page.evaluate(LABELS_OUTSIDE) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_figure_that_does_not_arrive_leaves_its_table_open(visit: Visit) -> None:
    page = visit.page()
    page.route("**/stages.json*", lambda route: route.abort())

    page.goto(PAGE)
    wait_for_drawings(page, 3)

    stages = page.locator("#stages")
    expect(stages).to_contain_text("The drawing could not be loaded.")
    expect(stages.locator("table")).to_be_visible()


def test_without_the_script_every_table_can_be_read(visit: Visit) -> None:
    page = visit.page(script=False)

    page.goto(f"{PAGE}?{visit.chosen(2)}")

    expect(page.locator("details.numbers[open] table")).to_have_count(len(CHARTS))
    expect(page.locator(".plot:visible")).to_have_count(0)


def test_what_has_no_room_on_a_phone_is_cut_visibly(visit: Visit) -> None:
    page = visit.page("phone")

    page.goto(f"{PAGE}?{visit.chosen(3)}")
    wait_for_drawings(page, len(CHARTS))

    names = page.locator("#profile .annotation-text").all_text_contents()
    cut = [name for name in names if "…" in name]
    assert 0 < len(cut) < len(names)


def test_on_a_phone_the_medians_leave_their_room_to_the_names(visit: Visit) -> None:
    page = visit.page("laptop")
    page.goto(f"{PAGE}?{visit.chosen(3)}")
    wait_for_drawings(page, len(CHARTS))
    labels = page.locator("#profile .annotation-text")
    numbers = labels.filter(has_text=re.compile(r"^(Median )?[0-9.]+$"))
    names = labels.filter(has_text=re.compile(r"^Access to training resources$"))
    assert numbers.count() > 10

    page.set_viewport_size({"width": 360, "height": 640})

    expect(numbers).to_have_count(0)
    expect(names).to_have_count(1)
    assert page.evaluate(LABELS_OUTSIDE) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(numbers.first).to_have_text(re.compile("Median"))


def test_on_a_phone_names_beside_rows_leave_room_for_the_bands(visit: Visit) -> None:
    page = visit.page("laptop")
    page.goto(f"{PAGE}/ranks")
    wait_for_drawings(page, 1)
    whole = page.locator("#ranks .ytick text").first.text_content()

    page.set_viewport_size({"width": 360, "height": 640})

    expect(page.locator("#ranks .ytick text").first).not_to_have_text(str(whole))
    box = page.locator("#ranks .plot").bounding_box()
    last = page.locator("#ranks .bars .point").last.bounding_box()
    assert box is not None
    assert last is not None
    assert last["x"] + last["width"] <= box["x"] + box["width"]
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("#ranks .ytick text").first).to_have_text(str(whole))
