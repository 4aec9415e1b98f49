"""What the page of two measures offers: presets, and everything that may be an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.compare.pages import Link
from webapp.compare.sources import AHEAD, BEHIND, SIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.study.diagnostics.sides import Sides
    from webapp.compare.selection import Selection


@dataclass(frozen=True)
class AxisChoices:
    """The ways to choose what lies across and what upward.

    Attributes:
        presets: a way to the two sides of each diagnostic.
        names: everything that may be an axis, by its key.
        across, up: the keys that are shown.
    """

    presets: tuple[Link, ...]
    names: Mapping[str, str]
    across: str
    up: str


def make_axis_choices(
    sides: Mapping[str, Sides],
    names: Mapping[str, str],
    shown: tuple[str, str],
    selection: Selection,
) -> AxisChoices:
    """Offer the diagnostics as presets, and any two measures."""
    presets = []
    for key, one in sides.items():
        pair = f"{key}{SIDE}{BEHIND}", f"{key}{SIDE}{AHEAD}"
        query = selection.link(across=pair[0], up=pair[1], first=0)
        presets.append(Link(one.title, query, shown == pair))
    return AxisChoices(tuple(presets), names, *shown)
