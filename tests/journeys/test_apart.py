"""Two people answer apart, compare, agree and submit: without JavaScript too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from instruments import load_instrument
from meter.demo.prepare import WORKSHOP
from meter.fieldwork.invitations import invite
from meter.fieldwork.responses import get_response, load_answers
from meter.fieldwork.rounds import draft_round, find_round, open_round
from meter.fieldwork.units import save_unit
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite


def start(site: LiveSite, key: str) -> tuple[str, int]:
    """Open a round in which people answer apart; give Amal's link and the response."""
    workshop, at = find_round(site.store, WORKSHOP), utc_now()
    assert workshop is not None
    drafted = draft_round(
        site.store,
        workshop.owner_id,
        key,
        "A round apart",
        load_instrument("meter"),
        at=at,
        apart=True,
    )
    open_round(site.store, drafted.id, at)
    unit = save_unit(site.store, workshop.owner_id, f"City of {key}", {}, at)
    of = (site.store, drafted.id, unit.id)
    sent, token = invite(*of, "Amal", "amal@city.example", at)
    return f"/join/{token}", sent.response_id


def come_in(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Open the answers of").click()
    page.wait_for_load_state()


def invite_bo(amal: Page) -> str:
    amal.get_by_role("link", name="Invite a colleague").click()
    amal.get_by_label("Name").fill("Bo")
    amal.get_by_label("E-mail address").fill("bo@city.example")
    amal.get_by_role("button", name="Invite and show the link").click()
    link = amal.get_by_label("Link").input_value()
    amal.get_by_role("link", name="Overview").click()
    return link


def answer_and_hand_in(page: Page, levels: dict[str, str]) -> None:
    """Answer some of the section on law by its form, and hand in."""
    page.get_by_role("link", name="Legal", exact=True).click()
    for item, level in levels.items():
        page.locator(f'[name="q-{item}"][value="{level}"]').check()
    page.get_by_role("button", name="Save and see the overview").click()
    page.get_by_role("link", name="Check and hand in").click()
    page.get_by_role("button", name="I am done: hand them in").click()
    expect(page.get_by_role("heading", name="Handed in")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_two_people_answer_apart_and_agree(
    visit: Callable[..., Page],
    site: LiveSite,
    *,
    scripts: bool,
) -> None:
    link, response = start(site, f"apart-{'with' if scripts else 'without'}")
    amal, bo = (visit(java_script_enabled=scripts) for _ in range(2))
    come_in(amal, link)
    come_in(bo, invite_bo(amal))

    answer_and_hand_in(bo, {"l1_1": "fully", "l1_2": "partly"})
    amal.get_by_role("link", name="Compare and agree").first.click()
    expect(amal.get_by_text("Hand in your own answers first")).to_be_visible()
    amal.get_by_role("link", name="Go to your own answers").first.click()
    answer_and_hand_in(amal, {"l1_1": "none", "l1_2": "partly"})

    amal.get_by_role("link", name="Back to the answers of").click()
    amal.get_by_role("link", name="Compare and agree").first.click()
    amal.get_by_text("Agree on 1 question that all answered alike").click()
    amal.get_by_role("button", name="Agree on all of these").click()
    amal.get_by_role("link", name="Legal", exact=True).click()
    law = amal.locator("#i-l1_1")
    expect(law).to_contain_text("0 per cent of pairs agree")
    law.get_by_label("Why").fill("Bo has the law at hand.")
    law.get_by_role("listitem").filter(has_text="Bo").get_by_role("button").click()
    expect(amal.locator("#i-l1_1 .agreed")).to_contain_text("Saved by Amal")

    stored = load_answers(site.store, response)
    assert {key: one.answer for key, one in stored.items()} == {
        "l1_1": "fully",
        "l1_2": "partly",
    }
    assert stored["l1_1"].note == "Bo has the law at hand."
    amal.get_by_role("link", name="Overview").click()
    amal.get_by_role("link", name="Check and submit").click()
    amal.get_by_role("button", name="Submit to the organiser").click()
    amal.wait_for_load_state()
    assert get_response(site.store, response).submitted_at is not None
    bo.reload()
    expect(bo.get_by_text("What was agreed for")).to_be_visible()
