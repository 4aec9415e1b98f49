"""Every page that anybody can reach, in two languages, on a laptop and on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FilePayload, ViewportSize, expect

from inspection import Follower, Watch, look_over
from instruments import load_instrument
from meter.demo.prepare import WORKSHOP, renew_links
from meter.fieldwork.invitations import invite, revoke
from meter.fieldwork.responses import load_answers, save_answers
from meter.fieldwork.rounds import close_round, draft_round, find_round, open_round
from meter.fieldwork.units import list_units, save_unit
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from live_site import LiveSite
    from meter.demo.prepare import DemoLinks
    from meter.records import Invitation, Round

    Reach = Callable[[Page, "Walk"], int]

NOWHERE = {404, 410}
"""Pages that say so themselves may lead to themselves."""
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 320, "height": 640}
DIRECTIONS = {"en": "ltr", "ar": "rtl"}
PATIENCE_MS = 10_000
A_MOMENT = 1e-8
"""A life of a link in days, over before anybody can open it."""

UNSCORED = """
meter: 1
key: unscored
version: "1"
title: Nothing but words
language: en
sections:
  - {key: one, title: One, items: [{key: words, type: text, ask: What is new?}]}
"""
BAD_LIST = "name,email,contact\nAlpha,alpha@city.example,Ana\nBeta,no address,Ben\n"


class Walk:
    """Rounds in every state, links of every kind, and a browser for each role."""

    def __init__(
        self, site: LiveSite, links: DemoLinks, language: str, folder: Path
    ) -> None:
        self.site = site
        self.links = links
        self.language = language
        workshop = find_round(site.store, WORKSHOP)
        assert workshop is not None
        self.workshop = workshop
        self.draft = self._draft("draft")
        self.stale = self._draft("stale")
        self.empty = self._open("empty")
        self.closed = self._open("closed")
        self.unscored = self._draft_unscored(folder)
        self.sent, self.fresh = self._invite(self.empty, "A city with a fresh link")
        self.early = self._invite(self.draft, "A city that is early")[1]
        self.late = self._invite(self.closed, "A city that was late")[1]
        gone, self.withdrawn = self._invite(self.empty, "A city that has left")
        revoke(site.store, gone.id, utc_now())
        self.expired = self._invite(self.empty, "A city that forgot", days=A_MOMENT)[1]
        close_round(site.store, self.closed.id, utc_now())
        # Addresses of responses, known once their links have been opened.
        self.half_way = self.done = self.too_early = self.too_late = ""

    def _draft(self, name: str) -> Round:
        return draft_round(
            self.site.store,
            self.workshop.owner_id,
            f"{name}-{self.language}",
            f"A round to walk through: {name}",
            load_instrument("meter"),
            at=utc_now(),
            closes_at=utc_now() + timedelta(weeks=2),
        )

    def _open(self, name: str) -> Round:
        return open_round(self.site.store, self._draft(name).id, utc_now())

    def _draft_unscored(self, folder: Path) -> Round:
        file = folder / "unscored.yaml"
        file.write_text(UNSCORED, encoding="utf-8")
        return draft_round(
            self.site.store,
            self.workshop.owner_id,
            f"unscored-{self.language}",
            "A round without scores",
            load_instrument(file),
            at=utc_now(),
        )

    def _invite(
        self, asked: Round, name: str, days: float = 30
    ) -> tuple[Invitation, str]:
        store, at = self.site.store, utc_now()
        name = f"{name} ({self.language})"
        unit = save_unit(store, asked.owner_id, name, {}, at)
        address = "amal@city.example"
        sent, token = invite(store, asked.id, unit.id, "Amal", address, at, days=days)
        return sent, f"/join/{token}"

    @property
    def chosen(self) -> str:
        """Choose six units to compare."""
        units = list_units(self.site.store, self.workshop.id)[:6]
        return "&".join(f"units={unit.id}" for unit in units)


def go(page: Page, address: str) -> int:
    """Open an address; give the status of the reply."""
    reply = page.goto(address)
    assert reply is not None
    return reply.status


def to(address: str) -> Reach:
    """Go to an address, with places of the walk in it."""
    return lambda page, walk: go(page, address.format(walk=walk))


def press(page: Page, selector: str) -> int:
    """Press a button that loads a page; give the status of the reply."""
    button = page.locator(selector)
    button.evaluate("one => one.closest('details')?.setAttribute('open', '')")
    with page.expect_navigation() as loading:
        button.click()
    return loading.value.status


def open_link(page: Page, link: str) -> str:
    """Let a browser in by an invitation; give the address of the response."""
    go(page, link)
    press(page, "main form button")
    return page.url.rstrip("/")


def sign_in(page: Page, walk: Walk) -> None:
    go(page, "/staff/sign-in")
    page.fill("#email", walk.links.email)
    page.fill("#password", walk.links.password)
    assert press(page, "main form button") == 200


def sign_in_wrongly(page: Page, walk: Walk) -> int:
    go(page, "/staff/sign-in")
    page.fill("#email", f"nobody.{walk.language}@city.example")
    page.fill("#password", "a long enough guess")
    return press(page, "main form button")


def try_out(page: Page, _: Walk) -> int:
    """Choose one of the upper levels for nearly all that is asked."""
    go(page, "/try/meter/")
    levels = page.locator(".item:nth-of-type(-n+20) .levels label:nth-child(4) input")
    levels.evaluate_all("(all) => { for (const one of all) one.checked = true; }")
    status = press(page, "#answers button")
    expect(page.locator(".headline .figure-large")).to_be_visible()
    return status


def try_nonsense(page: Page, _: Walk) -> int:
    go(page, "/try/ecities/")
    page.fill('[name="q-invite"]', "a few")
    return press(page, "#answers button")


def see_trial_numbers(page: Page, walk: Walk) -> int:
    try_out(page, walk)
    return press(page, "main form button[formaction]")


def send_without_a_token(page: Page, walk: Walk) -> int:
    go(page, walk.fresh)
    page.locator('main [name="csrf_token"]').evaluate("one => { one.value = 'x'; }")
    return press(page, "main form button")


def answer_nonsense(page: Page, walk: Walk) -> int:
    status = go(page, f"{walk.half_way}/sections/commitment")
    page.fill('[name="q-c1_3"]', "about half")
    page.keyboard.press("Tab")
    expect(page.locator("#i-c1_3 .wrong")).to_be_visible()
    return status


def send_nonsense(page: Page, walk: Walk) -> int:
    answer_nonsense(page, walk)
    return press(page, "#answers button:not([name])")


def meet_a_colleague(page: Page, walk: Walk) -> int:
    status = go(page, f"{walk.half_way}/sections/technology")
    response = int(walk.half_way.rsplit("/", 1)[1])
    store, at = walk.site.store, utc_now()
    seen = {key: one.revision for key, one in load_answers(store, response).items()}
    save_answers(store, response, {"t_note": f"Theirs, {at}"}, seen, "A colleague", at)
    page.fill('[name="q-t_note"]', "Written meanwhile")
    page.keyboard.press("Tab")
    expect(page.locator("#i-t_note .conflict button")).to_have_count(2)
    return status


def prepare_without_a_title(page: Page, _: Walk) -> int:
    go(page, "/organise/new?instrument=meter")
    page.fill("#key", "Not A Key")
    return press(page, "main form button")


def invite_nobody(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    return press(page, 'form[action$="/invite"] button')


def invite_one(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    page.fill(
        "#name", "A city with a long name, and a very-long-word-in-its-very-middle"
    )
    page.fill("#contact", "Ana")
    page.fill("#email", "a.very.long.address.of.somebody@a-long-name.city.example")
    return press(page, 'form[action$="/invite"] button')


def invite_by_a_bad_file(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    file = FilePayload(name="units.csv", mimeType="text/csv", buffer=BAD_LIST.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[action$="/invite-file"] button')


def open_what_is_closed(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.stale.key}/")
    close_round(walk.site.store, walk.stale.id, utc_now())
    return press(page, 'form[action$="/open"] button')


def see_charts(page: Page, walk: Walk, query: str, count: int) -> int:
    status = go(page, f"/organise/{query.format(walk=walk)}")
    expect(page.locator(".plot .main-svg:first-child")).to_have_count(count)
    return status


@dataclass(frozen=True)
class Stop:
    """A page and the way to it: who goes there, how, and the status of the reply.

    What has been reached once is looked at on the phone by turning the laptop into
    one; charts are drawn anew.
    """

    name: str
    role: str
    reach: Reach
    status: int = 200
    anew: bool = False


def charts(name: str, query: str, count: int) -> Stop:
    return Stop(
        name, "organiser", partial(see_charts, query=query, count=count), anew=True
    )


STOPS = (
    Stop("home", "stranger", to("/")),
    Stop("trial", "stranger", to("/try/ecities/")),
    Stop("trial to correct", "stranger", try_nonsense, 422),
    Stop("trial result", "stranger", try_out),
    Stop("trial numbers", "stranger", see_trial_numbers),
    Stop("invitation", "stranger", to("{walk.fresh}")),
    Stop("early invitation", "stranger", to("{walk.early}")),
    Stop("late invitation", "stranger", to("{walk.late}")),
    Stop("sign-in", "stranger", to("/organise/")),
    Stop("sign-in to correct", "stranger", sign_in_wrongly),
    Stop("no page", "stranger", to("/nowhere"), 404),
    Stop("no instrument", "stranger", to("/try/nothing/"), 404),
    Stop("unknown link", "stranger", to("/join/unknown"), 404),
    Stop("withdrawn link", "stranger", to("{walk.withdrawn}"), 410),
    Stop("expired link", "stranger", to("{walk.expired}"), 410),
    Stop("refused form", "stranger", send_without_a_token, 400),
    Stop("home with answers", "respondent", to("/")),
    Stop("hub", "respondent", to("{walk.half_way}/")),
    *(
        Stop(key, "respondent", to(f"{{walk.half_way}}/sections/{key}"))
        for key in ("commitment", "legal", "policy", "organization", "technology")
    ),
    Stop("nonsense at once", "respondent", answer_nonsense),
    Stop("nonsense sent", "respondent", send_nonsense, 422),
    Stop("conflict", "respondent", meet_a_colleague),
    Stop("check", "respondent", to("{walk.half_way}/check")),
    Stop("submitted hub", "respondent", to("{walk.done}/")),
    Stop("submitted section", "respondent", to("{walk.done}/sections/legal")),
    Stop("result", "respondent", to("{walk.done}/result")),
    Stop("every number", "respondent", to("{walk.done}/result/numbers")),
    Stop("early hub", "respondent", to("{walk.too_early}/")),
    Stop("early section", "respondent", to("{walk.too_early}/sections/legal")),
    Stop("late hub", "respondent", to("{walk.too_late}/")),
    Stop("late section", "respondent", to("{walk.too_late}/sections/legal")),
    Stop("rounds", "organiser", to("/organise/")),
    Stop("choice of instrument", "organiser", to("/organise/new")),
    Stop("new round", "organiser", to("/organise/new?instrument=meter")),
    Stop("new round to correct", "organiser", prepare_without_a_title, 422),
    Stop("drafted round", "organiser", to("/organise/{walk.draft.key}/")),
    Stop("open round", "organiser", to("/organise/{walk.workshop.key}/")),
    Stop("closed round", "organiser", to("/organise/{walk.closed.key}/")),
    Stop("invitation to correct", "organiser", invite_nobody, 422),
    Stop("links shown once", "organiser", invite_one),
    Stop("list to mend", "organiser", invite_by_a_bad_file, 422),
    Stop("cannot be opened", "organiser", open_what_is_closed, 409),
    Stop("no round", "organiser", to("/organise/nothing/"), 404),
    charts("comparison", "{walk.workshop.key}/compare", 4),
    charts("room", "{walk.workshop.key}/compare?view=room", 4),
    charts("six", "{walk.workshop.key}/compare?{walk.chosen}", 6),
    Stop("nothing to compare", "organiser", to("/organise/{walk.empty.key}/compare")),
    Stop("no scores", "organiser", to("/organise/{walk.unscored.key}/compare")),
)


@pytest.fixture(scope="module")
def pages(
    browser: Browser, site: LiveSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[tuple[str, str], tuple[Walk, Page]]]:
    """Yield a walk and a page for each language and role; respondents are let in."""
    found = {}
    contexts = []
    links = renew_links(site.store, utc_now())
    for language in DIRECTIONS:
        walk = Walk(site, links, language, tmp_path_factory.mktemp(language))
        for role in ("stranger", "respondent", "organiser"):
            context = browser.new_context(base_url=site.url, locale=language)
            context.set_default_timeout(PATIENCE_MS)
            contexts.append(context)
            found[language, role] = (walk, context.new_page())
        respondent = found[language, "respondent"][1]
        walk.half_way = open_link(respondent, f"/join/{walk.links.half_way}")
        walk.done = open_link(respondent, f"/join/{walk.links.done}")
        walk.too_early = open_link(respondent, walk.early)
        walk.too_late = open_link(respondent, walk.late)
        sign_in(found[language, "organiser"][1], walk)
    yield found
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def follower() -> Follower:
    return Follower()


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
@pytest.mark.parametrize("language", DIRECTIONS)
def test_a_page_is_in_order(
    stop: Stop,
    language: str,
    pages: dict[tuple[str, str], tuple[Walk, Page]],
    follower: Follower,
) -> None:
    walk, page = pages[language, stop.role]
    watch = Watch(page, walk.site.url)
    page.set_viewport_size(LAPTOP)

    assert stop.reach(page, walk) == stop.status
    faults = look_over(page, language, DIRECTIONS[language])
    if stop.status not in NOWHERE:
        faults += follower.list_dead_ends(page)
    page.set_viewport_size(PHONE)
    if stop.anew:
        stop.reach(page, walk)
    on_phone = look_over(page, language, DIRECTIONS[language])
    faults += [f"on the phone: {fault}" for fault in on_phone]

    assert "\n".join([*faults, *watch.list_faults()]) == ""
