"""What a score bar draws of peers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from meter.peers.records import Release, Spread
from webapp.peers.pages import make_peer_band

if TYPE_CHECKING:
    from flask import Flask

SPREAD = Spread(
    Release(1, datetime(2026, 11, 21, tzinfo=UTC), "Ada"),
    "law",
    "",
    14,
    40,
    55,
    70,
    None,
)


def test_a_band_reaches_over_both_quartiles_and_the_tick_into_the_median(
    app: Flask,
) -> None:
    with app.test_request_context("/"):
        band = make_peer_band(SPREAD)

    assert band is not None
    assert (band.band, band.tick) == ((0.40, 0.75), 0.575)
    assert band.say == (
        "The middle half of 14 peers lies between 40 and 75, the median between 55 and"
        " 60."
    )


def test_what_is_withheld_is_not_drawn() -> None:
    withheld = replace(SPREAD, lower=None, middle=None, upper=None, withheld="alike")

    assert make_peer_band(withheld) is None
