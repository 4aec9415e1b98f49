"""A city comes in, is compared with names, and goes back to being one of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from city_steps import come_in
from playwright.sync_api import expect

from inspection import look_over
from meter.peers.consents import decide
from tests.meter.peers.crowd import NODES, make_crowd
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, ViewportSize

    from live_site import LiveSite
    from tests.meter.peers.crowd import Crowd

PHONE: ViewportSize = {"width": 360, "height": 780}


def gather(site: LiveSite) -> Crowd:
    """Let seven cities share, two with their names, and invite an eighth."""
    crowd = make_crowd(site.store, utc_now(), key="peers-journey")
    names = crowd.fill(7)
    for name in names[:2]:
        sent = crowd.invited[name]
        seen = crowd.look(name).decided.seen
        decide(site.store, sent, dict.fromkeys(NODES, "named"), seen, crowd.at)
    crowd.invite("Marenda")
    return crowd


def choose_for_all(page: Page, level: str) -> None:
    for choice in page.get_by_role("radio", name=level, exact=True).all():
        choice.check()
    page.get_by_role("button", name="Let my peers see this much").click()
    expect(page.get_by_text(f"Holds now: {level}.")).to_have_count(len(NODES))


def answer_and_submit(page: Page) -> None:
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="Begin").click()
    for choice in page.get_by_role("radio", name="Yes", exact=True).all():
        choice.check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Marenda")).to_be_visible()


def test_a_city_is_compared_by_name_and_goes_back_to_anonymous(
    visit: Callable[..., Page], site: LiveSite
) -> None:
    crowd = gather(site)
    page = come_in(visit(viewport=PHONE), f"/join/{crowd.tokens['Marenda']}")
    page.get_by_role("link", name="You and your peers").click()
    choose_for_all(page, "With our name")
    assert look_over(page, "en", "ltr") == []

    answer_and_submit(page)
    crowd.release()
    page.get_by_role("link", name="You and your peers").first.click()
    expect(page.get_by_text("The middle half of 8 peers")).to_have_count(len(NODES))
    page.get_by_text("2 peers with their names").first.click()
    expect(page.get_by_text("City 01").first).to_be_visible()
    other = come_in(visit(), f"/join/{crowd.tokens['City 00']}")
    other.get_by_role("link", name="You and your peers").click()
    expect(other.get_by_text("Marenda").first).to_be_attached()
    page.get_by_role("link", name="العربية").click()
    assert look_over(page, "ar", "rtl") == []
    page.get_by_role("link", name="English").click()

    choose_for_all(page, "Spread")
    expect(page.get_by_text("with their names")).to_have_count(0)
    other.reload()
    expect(other.get_by_text("1 peer with its name")).to_have_count(len(NODES))
    expect(other.get_by_text("Marenda")).to_have_count(0)
    # Its score still counts in the spread, without its name.
    expect(other.get_by_text("The middle half of 8 peers")).to_have_count(len(NODES))
