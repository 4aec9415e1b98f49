"""Every page that anybody can reach, in every language, on a laptop and on a phone.

English and Arabic each time; the others, which share a direction, by the long tests.
What hangs on the width and the direction is looked for in both, on both. What hangs on
neither takes most of the time and is looked for in English on the laptop: roles, names
and order; colours and the room around targets at three of the elements that look alike;
where links lead. The long tests look for everything on the phone too, at all elements,
in all languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from inspection import Follower, Watch, look_at_frame, look_over
from meter.demo.prepare import renew_links
from meter.demo.staff import STAFF
from stops import STOPS
from walk import Walk, choose_password, open_link, sign_in
from webapp.current import utc_now
from webapp.languages import list_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, ViewportSize

    from chromium import Chromium
    from live_site import LiveSite
    from stops.stop import Stop

NOWHERE = {404, 410}
"""Pages that say so themselves may lead to themselves."""

LAPTOP: ViewportSize = {"width": 1280, "height": 800}
ZOOMED: ViewportSize = {"width": LAPTOP["width"] // 2, "height": LAPTOP["height"] // 2}
"""What a laptop shows of a page at 200 %."""
PHONE: ViewportSize = {"width": 320, "height": 640}
SHORT = ("en", "ar")
LONG = ("en", "ar", "es", "fr", "ko", "ru", "zh")
ROUNDS = [
    *(pytest.param(code, False, id=code) for code in SHORT),
    *(
        pytest.param(code, True, id=f"{code}-all", marks=pytest.mark.long)
        for code in LONG
    ),
]
"""Languages, and whether all is looked at in them, colours on the phone too."""
PATIENCE_MS = 10_000
RESEARCHER = next(email for role, email, _ in STAFF if role == "researcher")


class Visitor(NamedTuple):
    """Somebody with one role and one language, in a browser that is watched."""

    walk: Walk
    page: Page
    watch: Watch


class Party:
    """All who walk in one language, one for each role; the known ones are in."""

    def __init__(self, walk: Walk, browser: Chromium, language: str) -> None:
        self.walk = walk
        self.visitors = {
            role: self._come(browser, language)
            for role in ("stranger", "respondent", "organiser", "researcher")
        }
        self._open_links(self.visitors["respondent"].page)
        staff = {"organiser": walk.links.email, "researcher": RESEARCHER}
        for role, email in staff.items():
            sign_in(self.visitors[role].page, email, walk.links.password)

    def _come(self, browser: Chromium, language: str) -> Visitor:
        context = browser.new_context(base_url=self.walk.site.url, locale=language)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        return Visitor(self.walk, page, Watch(page, self.walk.site.url))

    def _open_links(self, respondent: Page) -> None:
        walk = self.walk
        walk.half_way = open_link(respondent, f"/join/{walk.links.half_way}")
        walk.done = open_link(respondent, f"/join/{walk.links.done}")
        walk.too_early = open_link(respondent, walk.early)
        walk.too_late = open_link(respondent, walk.late)
        walk.in_grace = open_link(respondent, walk.tardy)
        for link in (walk.agreeing_link, walk.collecting_link):
            open_link(respondent, link)
        walk.questioned = open_link(respondent, walk.asked)
        walk.provisional = open_link(respondent, walk.waiting)
        walk.again = open_link(respondent, walk.again_link)


@pytest.fixture(scope="module")
def find_party(
    browser: Chromium, site: LiveSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, bool], Party]]:
    """Yield who walks in a language, there once they are asked for."""
    links = renew_links(site.store, utc_now())
    choose_password(site.store, RESEARCHER, links.password)
    found: dict[str, Party] = {}

    def find(language: str, thorough: bool) -> Party:
        name = f"{language}-all" if thorough else language
        if name not in found:
            walk = Walk(site, links, name, tmp_path_factory.mktemp(name))
            found[name] = Party(walk, browser, language)
        return found[name]

    yield find
    for party in found.values():
        for visitor in party.visitors.values():
            with browser.losing_patience():
                visitor.page.context.close()


@pytest.fixture(scope="module")
def follower() -> Follower:
    return Follower()


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
@pytest.mark.parametrize(("language", "thorough"), ROUNDS)
def test_a_page_is_in_order(
    stop: Stop,
    language: str,
    thorough: bool,
    find_party: Callable[[str, bool], Party],
    follower: Follower,
) -> None:
    walk, page, watch = find_party(language, thorough).visitors[stop.role]
    direction = list_languages()[language].direction
    page.set_viewport_size(LAPTOP)

    assert stop.reach(page, walk) == stop.status
    faults = look_on_laptop(page, language, direction, thorough=thorough)
    if stop.status not in NOWHERE:
        follow = thorough or language == "en"
        faults += follower.list_dead_ends(page, follow=follow)
    page.set_viewport_size(ZOOMED)
    zoomed = look_at_frame(page, language, direction)
    faults += [f"at 200 %: {fault}" for fault in zoomed]
    page.set_viewport_size(PHONE)
    if stop.anew:
        stop.reach(page, walk)
    on_phone = look_on_phone(page, language, direction, thorough=thorough)
    faults += [f"on the phone: {fault}" for fault in on_phone]

    assert "\n".join([*faults, *watch.list_faults()]) == ""


def look_on_laptop(
    page: Page, language: str, direction: str, *, thorough: bool
) -> list[str]:
    """List what is wrong on a laptop: of pages in other languages the frame will do."""
    if language != "en":
        return look_at_frame(page, language, direction)
    return look_over(page, language, direction, sampled=not thorough)


def look_on_phone(
    page: Page, language: str, direction: str, *, thorough: bool
) -> list[str]:
    """List what is wrong on a phone: the frame may be enough."""
    look = look_over if thorough else look_at_frame
    return look(page, language, direction)
