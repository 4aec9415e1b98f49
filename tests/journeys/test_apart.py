"""Two people answer apart, compare, agree and submit: without JavaScript too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from city_steps import (
    agree_on_what_is_alike,
    answer_and_hand_in,
    come_in,
    invite_colleague,
    submit,
    take_answer_of,
)
from playwright.sync_api import expect

from invited import City, open_own_round
from meter.fieldwork.responses import get_response, load_answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_two_people_answer_apart_and_agree(
    visit: Callable[..., Page],
    site: LiveSite,
    *,
    scripts: bool,
) -> None:
    key = f"apart-{'with' if scripts else 'without'}"
    asked = open_own_round(site, key, "A round apart", apart=True)
    city = City.invited(site, f"City of {key}", asked)
    amal, bo = (visit(java_script_enabled=scripts) for _ in range(2))
    come_in(amal, city.link)
    come_in(bo, invite_colleague(amal, "Bo"))
    amal.get_by_role("link", name="Overview").click()

    answer_and_hand_in(bo, {"l1_1": "fully", "l1_2": "partly"})
    amal.get_by_role("link", name="Compare and agree").first.click()
    expect(amal.get_by_text("Hand in your own answers first")).to_be_visible()
    amal.get_by_role("link", name="Go to your own answers").first.click()
    answer_and_hand_in(amal, {"l1_1": "none", "l1_2": "partly"})

    amal.get_by_role("link", name="Back to the answers of").click()
    agree_on_what_is_alike(amal)
    amal.get_by_role("link", name="Legal", exact=True).click()
    expect(amal.locator("#i-l1_1")).to_contain_text("0 per cent of pairs agree")
    take_answer_of(amal, "Bo", "l1_1", "Bo has the law at hand.")

    stored = load_answers(site.store, city.response_id)
    assert {key: one.answer for key, one in stored.items()} == {
        "l1_1": "fully",
        "l1_2": "partly",
    }
    assert stored["l1_1"].note == "Bo has the law at hand."
    amal.get_by_role("link", name="Overview").click()
    submit(amal)
    assert get_response(site.store, city.response_id).submitted_at is not None
    bo.reload()
    expect(bo.get_by_text("What was agreed for")).to_be_visible()
