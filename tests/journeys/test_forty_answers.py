"""Forty answers that are not saved yet: whatever happens, none of them is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from filling import choose, item_of, receipt_of
from instruments import Instrument
from meter.demo.prepare import ORGANISER
from meter.fieldwork.accounts import find_account
from meter.fieldwork.invitations import invite
from meter.fieldwork.responses import load_answers
from meter.fieldwork.rounds import draft_round, open_round
from meter.fieldwork.units import save_unit
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from instruments import Answer
    from live_site import LiveSite
    from meter.records import Round

LEVELS = [f"level_{number}" for number in range(30)]
TEXTS = [f"text_{number}" for number in range(10)]
CODES = ["none", "partly", "fully"]
FORTY = Instrument.model_validate(
    {
        "key": "forty",
        "version": "1",
        "title": "Forty questions",
        "language": "en",
        "scales": {
            "extent": {
                "options": [
                    {"code": code, "points": points, "say": code.title()}
                    for points, code in enumerate(CODES)
                ]
            }
        },
        "sections": [
            {
                "key": "all",
                "title": "All of them",
                "items": [
                    *({"key": key, "scale": "extent", "ask": key} for key in LEVELS),
                    *({"key": key, "type": "text", "ask": key} for key in TEXTS),
                ],
            }
        ],
    }
)
GIVEN: dict[str, Answer] = {
    **{key: CODES[place % 3] for place, key in enumerate(LEVELS)},
    **{key: f"Word {place}" for place, key in enumerate(TEXTS)},
}
KEPT = "Kept on this device, not sent yet"
SAVE = "**/answer/*/save"
SHORT_MS, HALF_A_MINUTE_MS = 3_000, 30_000
RECOVERY_MS = 45_000
"""The longest pause between two tries, and then some."""


@dataclass(frozen=True)
class City:
    """A city that answers the forty questions."""

    site: LiveSite
    link: str
    number: int

    @property
    def section(self) -> str:
        """Give the address of the questions."""
        return f"/answer/{self.number}/sections/all"

    @property
    def overview(self) -> str:
        """Give the address of the overview."""
        return f"/answer/{self.number}/"

    @property
    def stored(self) -> dict[str, Answer]:
        """Read what is stored."""
        found = load_answers(self.site.store, self.number)
        return {key: one.answer for key, one in found.items()}


@pytest.fixture(scope="module")
def asked(site: LiveSite) -> Round:
    organiser, at = find_account(site.store, ORGANISER), utc_now()
    assert organiser is not None
    drafted = draft_round(site.store, organiser.id, "forty", "Forty", FORTY, at=at)
    return open_round(site.store, drafted.id, at)


@pytest.fixture
def city(site: LiveSite, asked: Round, request: pytest.FixtureRequest) -> City:
    at = utc_now()
    unit = save_unit(site.store, asked.owner_id, request.node.name, {}, at)
    sent, token = invite(site.store, asked.id, unit.id, "Amal", "a@city.example", at)
    return City(site, f"/join/{token}", sent.response_id)


def enter(page: Page, city: City) -> Page:
    page.goto(city.link)
    page.locator("main form button").click()
    expect(page.locator("#leave")).to_be_visible()
    return page


def cut(route: Route) -> None:
    """Be a line that carries pages, and no answers."""
    route.abort("internetdisconnected")


def answer_all(page: Page) -> None:
    """Give forty answers, the last one still under the reader's fingers."""
    for key in LEVELS:
        choose(page, key, str(GIVEN[key]))
    for key in TEXTS:
        page.locator(f'[name="q-{key}"]').press_sequentially(str(GIVEN[key]))


def expect_all(page: Page) -> None:
    """See on the page that everything is there."""
    for key in LEVELS:
        chosen = item_of(page, key).locator(f'input[value="{GIVEN[key]}"]')
        expect(chosen).to_be_checked()
    for key in TEXTS:
        expect(page.locator(f'[name="q-{key}"]')).to_have_value(str(GIVEN[key]))


def expect_all_saved(page: Page, city: City) -> None:
    """See that all is saved, as the page says and as it is."""
    for key in GIVEN:
        expect(receipt_of(page, key)).to_contain_text("Saved", timeout=RECOVERY_MS)
    expect_all(page)
    assert city.stored == GIVEN


@pytest.mark.parametrize(
    "span",
    [SHORT_MS, pytest.param(HALF_A_MINUTE_MS, marks=pytest.mark.long)],
    ids=["short", "30_s"],
)
def test_a_line_that_is_down_for_a_while(
    visit: Callable[..., Page], city: City, span: int
) -> None:
    page = enter(visit(), city)
    page.goto(city.section)
    page.context.set_offline(True)
    answer_all(page)
    expect(page.locator("#standing")).to_have_text(f"{KEPT}: {len(GIVEN)}")
    page.wait_for_timeout(span)
    assert city.stored == {}

    page.context.set_offline(False)

    expect_all_saved(page, city)


def test_a_session_that_ends_meanwhile(visit: Callable[..., Page], city: City) -> None:
    page = enter(visit(), city)
    page.goto(city.section)
    page.context.clear_cookies()

    answer_all(page)

    expect(receipt_of(page, TEXTS[-1])).to_contain_text("Open your invitation link")
    expect(page.locator("#standing")).to_contain_text(f": {len(GIVEN)}")
    assert city.stored == {}
    enter(page, city)
    expect(page.locator(".lead")).to_contain_text("Everything is answered.")
    page.goto(city.section)
    expect_all_saved(page, city)


def test_the_back_button(visit: Callable[..., Page], city: City) -> None:
    page = enter(visit(), city)
    page.goto(city.section)
    page.context.route(SAVE, cut)
    answer_all(page)
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("#kept")).to_contain_text(f"not saved: {len(GIVEN)}")
    expect(page.locator("#kept li")).to_have_count(len(GIVEN))

    page.go_back()

    expect_all(page)
    page.context.unroute(SAVE)
    expect_all_saved(page, city)


def test_a_page_that_is_closed_at_once(visit: Callable[..., Page], city: City) -> None:
    page = enter(visit(), city)
    page.goto(city.section)
    page.context.route(SAVE, cut)
    answer_all(page)
    context = page.context
    page.close()
    context.unroute(SAVE)

    later = context.new_page()
    later.goto(city.section)

    expect_all_saved(later, city)


def test_a_line_that_never_answers(visit: Callable[..., Page], city: City) -> None:
    # A worker would try at once what the page tries a little later.
    page = enter(visit(service_workers="block"), city)
    page.goto(city.section)
    page.context.route(SAVE, lambda _: None)
    answer_all(page)
    expect(page.locator("#standing")).to_have_text(
        f"{KEPT}: {len(GIVEN)}", timeout=RECOVERY_MS
    )

    page.context.unroute(SAVE)

    expect_all_saved(page, city)
