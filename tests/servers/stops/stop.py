"""A page that somebody can reach, and how they get there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page, expect

from walk import Walk, go, press

Reach = Callable[[Page, Walk], int]
"""Goes to a page and gives the status of the server's reply."""


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


def to(address: str) -> Reach:
    """Go to an address, with places of the walk in it."""
    return lambda page, walk: go(page, address.format(walk=walk))


def see_charts(page: Page, walk: Walk, query: str, count: int) -> int:
    status = go(page, f"/organise/{query.format(walk=walk)}")
    expect(page.locator(".plot .main-svg:first-child")).to_have_count(count)
    return status


def charts(name: str, query: str, count: int) -> Stop:
    return Stop(
        name, "organiser", partial(see_charts, query=query, count=count), anew=True
    )


def mistake(address: str, fields: dict[str, str], button: str) -> Reach:
    """Fill fields of a page by their ids, unfolded first, and press a button."""

    def reach(page: Page, walk: Walk) -> int:
        go(page, address.format(walk=walk))
        folds = page.locator("main details")
        folds.evaluate_all("(all) => { for (const one of all) one.open = true; }")
        for field, text in fields.items():
            page.fill(f"#{field}", text)
        return press(page, button)

    return reach
