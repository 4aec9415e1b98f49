"""However many units there are, a page stays light: bytes beside the chart library."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from tests.crowd import fill_round

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

FIGURE = re.compile(r'data-figure="([^"]+)"')
WAYS = (
    "",
    "?order=alike",
    "/answers",
    "/groups?by=region",
    "/plane",
    "/ranks",
    "/movement",
)
"""The pages of comparison."""

MOST_OF_WORKSHOP, MOST_OF_MANY = 300_000, 1_000_000


def weigh(desk: Desk, address: str) -> int:
    """Count the bytes of a page with all the figures that it draws, as they are."""
    page = desk.get(address)
    assert page.status_code == 200
    figures = [html.unescape(one) for one in FIGURE.findall(page.text)]
    assert figures
    return len(page.data) + sum(len(desk.get(one).data) for one in figures)


@pytest.mark.parametrize(
    ("units", "most"), [(200, MOST_OF_WORKSHOP), (5_000, MOST_OF_MANY)]
)
def test_no_page_of_comparison_is_heavy(desk: Desk, units: int, most: int) -> None:
    fill_round(desk.store, desk.owner.id, min(units, 400), "former")
    fill_round(desk.store, desk.owner.id, units)
    chosen = "&".join(f"units={number}" for number in range(1, 7))

    weights = {
        way: weigh(
            desk, f"/organise/crowd/compare{way}{'&' if '?' in way else '?'}{chosen}"
        )
        for way in WAYS
    }

    assert {way: size for way, size in weights.items() if size > most} == {}
