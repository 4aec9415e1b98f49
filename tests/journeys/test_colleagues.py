"""A focal point and a delegate answer together, and lose nothing by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from city_steps import come_in, invite_colleague
from playwright.sync_api import expect

from filling import choose, item_of, receipt_of
from invited import City

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite

BO = "Bo of the legal office"


def go_to(page: Page, section: str) -> None:
    """Go to a section by the hub."""
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name=section, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(section)


def answer_the_own_section(bo: Page) -> None:
    """Answer what is one's own, and read what is not."""
    expect(bo.get_by_text(f"You are here as {BO}.")).to_be_visible()
    bo.get_by_role("link", name="Begin").click()
    expect(bo.get_by_role("heading", level=1)).to_have_text("Legal")
    choose(bo, "l1_2", "partly")
    expect(receipt_of(bo, "l1_2")).to_contain_text("Saved")
    go_to(bo, "Technology")
    expect(bo.get_by_text("Colleagues answer this section.")).to_be_visible()
    expect(item_of(bo, "t1_1").locator("input").first).to_be_disabled()


def differ_and_keep_both(amal: Page, bo: Page) -> None:
    """Answer the same question at one time; the later one sees both answers."""
    go_to(amal, "Legal")
    expect(receipt_of(amal, "l1_2")).to_contain_text(f"Saved by {BO}")
    go_to(bo, "Legal")
    choose(bo, "l1_2", "mostly")
    expect(receipt_of(bo, "l1_2")).to_contain_text("Saved")
    choose(amal, "l1_2", "fully")
    conflict = item_of(amal, "l1_2").locator(".conflict")
    expect(conflict).to_contain_text(f"Changed by {BO}")
    conflict.get_by_role("button", name="Keep both, theirs as a note").click()
    expect(conflict).to_have_count(0)
    expect(receipt_of(amal, "l1_2")).to_contain_text("Saved")
    note = item_of(amal, "l1_2").locator("textarea")
    expect(note).to_have_value(re.compile(f"^{BO} answered: Mostly"))


def restore_the_first(amal: Page) -> None:
    """Read what an answer has been, and give the first one again."""
    receipt_of(amal, "l1_2").get_by_role("link", name="Earlier answers").click()
    expect(amal.locator(".changes > li")).to_have_count(3)
    amal.locator(".changes > li").last.get_by_role("button").click()
    expect(item_of(amal, "l1_2").locator("[value=partly]")).to_be_checked()


def withdraw(amal: Page) -> None:
    """Take the colleague's link away."""
    amal.get_by_role("link", name="Overview").click()
    amal.get_by_role("link", name="Colleagues and their sections").click()
    amal.locator(".people details summary").click()
    amal.get_by_role("button", name="Withdraw the link").click()
    expect(amal.locator(".people > li")).to_have_count(1)


def test_a_focal_point_and_a_delegate_answer_together(
    site: LiveSite, visit: Callable[..., Page]
) -> None:
    city = City.invited(site, "Two who answer")
    amal = come_in(visit(locale="en"), city.link)
    bo = come_in(visit(locale="en"), invite_colleague(amal, BO, "legal"))
    answer_the_own_section(bo)
    differ_and_keep_both(amal, bo)
    assert city.stored["l1_2"] == "fully"
    restore_the_first(amal)
    assert city.stored["l1_2"] == "partly"

    withdraw(amal)
    choose(bo, "l1_3", "partly")
    expect(receipt_of(bo, "l1_3")).to_contain_text("Kept on this device, not sent yet")
    bo.reload()
    heading = bo.get_by_role("heading", level=1)
    expect(heading).to_have_text("This invitation has been withdrawn")
    assert "l1_3" not in city.stored
