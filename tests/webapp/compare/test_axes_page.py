from __future__ import annotations

import numpy as np

from scoring.study.diagnostics.sides import Sides
from webapp.compare.axes_page import make_axis_choices
from webapp.compare.pages import Link
from webapp.compare.selection import Selection

SIDES = {
    key: Sides(key, "integration", key.title(), np.array([]), np.array([]), 0.1)
    for key in ("one", "two")
}


def test_each_diagnostic_is_offered_with_its_worse_side_across() -> None:
    shown = "two:behind", "two:ahead"

    found = make_axis_choices(SIDES, {"law": "Law"}, shown, Selection(units=(4,)))

    assert found.presets == (
        Link("One", "?units=4&x=one%3Abehind&y=one%3Aahead", current=False),
        Link("Two", "?units=4&x=two%3Abehind&y=two%3Aahead", current=True),
    )
    assert (found.across, found.up) == shown
    assert found.names == {"law": "Law"}


def test_without_diagnostics_nothing_is_preset() -> None:
    found = make_axis_choices({}, {"law": "Law"}, ("law", "law"), Selection())

    assert found.presets == ()
