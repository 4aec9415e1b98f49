"""A city fills in its questionnaire away from the screen, while a colleague answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from city_steps import come_in, download_workbook, keep_both, send_workbook
from playwright.sync_api import expect

from invited import City
from meter.fieldwork.responses import load_answers, save_answers
from tests.meter.exchange.fill_in.books import fill
from webapp.current import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from live_site import LiveSite


def save(city: City, key: str, answer: str) -> None:
    """Let a colleague answer."""
    store, at = city.site.store, utc_now()
    known = load_answers(store, city.response_id)
    seen = {one: known[one].revision for one in known}
    save_answers(store, city.response_id, {key: answer}, seen, "Bo", at)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_workbook_comes_back_and_a_colleagues_answer_is_not_lost(
    site: LiveSite, visit: Callable[..., Page], scripts: bool
) -> None:
    city = City.invited(site, f"Away from the screen {scripts}")
    save(city, "c1_1", "partly")
    page = visit(locale="en", java_script_enabled=scripts)
    come_in(page, city.link)

    blank = download_workbook(page)
    cells = {
        ("c1_1", "answer"): "Fully",
        ("c1_2", "reason"): "Don't know",
        ("c1_3", "answer"): "Often",
        ("t_note", "answer"): "Written on the train",
    }
    filled = fill(blank, cells)
    save(city, "c1_1", "mostly")

    send_workbook(page, filled)

    expect(page.get_by_role("alert")).to_contain_text("2 answers or notes are saved.")
    expect(page.get_by_role("alert")).to_contain_text("1 was changed by somebody else")
    expect(page.locator("main")).to_contain_text("Changed by Bo")
    assert city.stored["c1_1"] == "mostly"
    assert city.stored["t_note"] == "Written on the train"

    keep_both(page)

    kept = load_answers(site.store, city.response_id)["c1_1"]
    assert (kept.answer, kept.note) == ("fully", "Bo answered: Mostly")
