"""The scale of a slide's drawings: points of 0 to 100 in per cent of their width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.drawings import FULL, place, stretch

if TYPE_CHECKING:
    from webapp.drawings import Stretch

EDGE_PERCENT = 12.0
"""Within this of an end words stand beside their place, not centred over it."""


def place_points(points: float) -> float:
    """Place points, mirrored where pages run from right to left."""
    return place(points / FULL)


def stretch_points(low: float, high: float) -> Stretch:
    """Place a stretch of the scale likewise."""
    return stretch(low / FULL, high / FULL)


def anchor_points(points: float) -> str:
    """Say on which side of its place a text stands."""
    x = place_points(points)
    if x < EDGE_PERCENT:
        return "start"
    return "end" if x > FULL - EDGE_PERCENT else "middle"
