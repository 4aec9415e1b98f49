"""A stranger tries an instrument without an account, and nothing of it is kept."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from filling import choose_answers, give_all, read_values
from instruments import load_instrument
from scoring import score_answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from instruments import Answer, Instrument
    from live_site import LiveSite

HALF_A_STEP = 0.0005
UNTIL_CLOSED = -1
"""How a browser tells that a cookie ends with its window."""


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return load_instrument("ecities")


@pytest.fixture(scope="module")
def answers(instrument: Instrument) -> dict[str, Answer]:
    return choose_answers(instrument)


def digest(site: LiveSite) -> str:
    """Digest all that the database holds."""
    file = str(site.store.engines.writing.url.database)
    with closing(sqlite3.connect(file)) as connection:
        rows = "\n".join(connection.iterdump())
    return hashlib.sha256(rows.encode()).hexdigest()


def shown_index(page: Page) -> float:
    return float(page.locator(".headline .figure-large bdi").inner_text()) / 100


@pytest.mark.parametrize("scripts", [True, False])
def test_a_stranger_gets_a_result_and_leaves_no_trace(
    site: LiveSite,
    visit: Callable[..., Page],
    instrument: Instrument,
    answers: dict[str, Answer],
    scripts: bool,
) -> None:
    before = digest(site)
    items = list(instrument.items.values())
    page = visit(java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name=instrument.title).click()

    given = give_all(page, items, answers)
    typed = read_values(page, items)
    page.get_by_role("button", name="See the result").click()

    index = score_answers(instrument, {key: answers[key] for key in given})
    expected = float(index.node("engagement")[0])
    assert shown_index(page) == pytest.approx(expected, rel=0, abs=HALF_A_STEP + 1e-12)
    page.get_by_role("button", name="Change my answers").click()
    assert read_values(page, items) == typed
    page.get_by_role("button", name="See the result").click()
    assert shown_index(page) == pytest.approx(expected, rel=0, abs=HALF_A_STEP + 1e-12)
    assert digest(site) == before
    assert [one["name"] for one in page.context.cookies()] == ["meter"]
    assert [one["expires"] for one in page.context.cookies()] == [UNTIL_CLOSED]
