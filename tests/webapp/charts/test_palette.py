from __future__ import annotations

from itertools import pairwise

import pytest

from webapp.charts import palette


def luminance(colour: str) -> float:
    """WCAG 2.2: relative luminance of an sRGB colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_stages_darken_step_by_step_so_that_grey_keeps_their_order() -> None:
    steps = [luminance(colour) for colour in palette.STAGES]

    assert all(light - dark > 0.1 for light, dark in pairwise(steps))


def test_compared_units_differ_in_colour_shape_and_dash() -> None:
    for part in ("colour", "symbol", "dash"):
        assert len({getattr(mark, part) for mark in palette.MARKS}) == 6


def test_compared_units_stand_out_from_white() -> None:
    for mark in palette.MARKS:
        assert 1.05 / (luminance(mark.colour) + 0.05) >= 3


@pytest.mark.parametrize("steps", [1, 2, 3, 5, 7])
def test_a_ladder_of_any_length_runs_from_light_to_dark(steps: int) -> None:
    colours = [palette.stage_colour(step, steps) for step in range(steps)]

    assert colours[0] == palette.STAGES[0]
    assert sorted(colours, key=palette.STAGES.index) == colours
