from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from webapp.drawings import Stretch, draw_ladder, draw_score_bar, place, stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

BOUNDS = (0, 0.2, 0.4, 0.6, 0.8)
TREAD = re.compile(
    r'class="tread (\w+) shade-\d" x="([\d.]+)%" y="([\d.]+)" width="([\d.]+)%"'
    r' height="([\d.]+)"'
)


@pytest.fixture(params=["en", "ar"])
def language(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    with app.test_request_context(f"/?lang={request.param}"):
        app.preprocess_request()
        yield request.param


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def test_the_scale_is_mirrored_where_pages_run_from_right_to_left(
    language: str,
) -> None:
    mirrored = language == "ar"

    assert place(0.25) == (75 if mirrored else 25)
    assert stretch(0.2, 0.5) == Stretch(50 if mirrored else 20, 30)


@pytest.mark.usefixtures("english")
def test_steps_rise_evenly_and_are_as_wide_as_their_bands() -> None:
    treads = TREAD.findall(draw_ladder(BOUNDS, 0.5, 2))

    assert [kind for kind, *_ in treads] == ["below", "below", "here", "above", "above"]
    assert [float(x) for _, x, *_ in treads] == [0, 20, 40, 60, 80]
    heights = [float(height) for *_, height in treads]
    rises = {round(b - a, 1) for a, b in pairwise(heights)}
    assert len(rises) == 1
    assert rises.pop() > 0
    feet = {float(y) + float(height) for _, _, y, _, height in treads}
    assert max(feet) - min(feet) <= 0.1


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("count", "shades"), [(2, "15"), (3, "135"), (4, "1245"), (5, "12345")]
)
def test_every_step_has_a_shade_of_its_own_rising(count: int, shades: str) -> None:
    bounds = [number / count for number in range(count)]

    drawn = re.findall(r"shade-(\d)", draw_ladder(bounds, None, 0))

    assert "".join(drawn) == shades


@pytest.mark.usefixtures("english")
def test_the_mark_stands_on_the_step_that_it_is_told() -> None:
    drawing = draw_ladder((0, 0.5), 0.498, 0, reached=1)

    high = TREAD.findall(drawing)[1]
    assert f'<svg x="49.8%" y="{high[2]}"' in drawing


@pytest.mark.usefixtures("english")
def test_the_mark_stands_at_the_exact_score_on_its_step() -> None:
    drawing = draw_ladder(BOUNDS, 0.523, 2)

    here = next(tread for tread in TREAD.findall(drawing) if tread[0] == "here")
    mark = re.search(r'<svg x="([\d.]+)%" y="([\d.]+)"', drawing)
    assert mark is not None
    assert (mark[1], mark[2]) == ("52.3", here[2])
    assert ">52.3</text>" in drawing


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("score", "anchor"), [(0.0, "start"), (0.5, "middle"), (1.0, "end")]
)
def test_the_figure_at_the_mark_stays_inside_the_drawing(
    score: float, anchor: str
) -> None:
    drawing = draw_ladder(BOUNDS, score, 2)

    assert f'class="mark-text" y="-11" text-anchor="{anchor}"' in drawing


@pytest.mark.usefixtures("english")
def test_bounds_that_nearly_touch_share_one_figure() -> None:
    figures = re.findall(
        r"<text x=.*?>(\d+)</text>", draw_ladder((0, 0.01, 0.34, 0.67), None, None)
    )

    assert figures == ["0", "34", "67", "100"]


@pytest.mark.usefixtures("english")
def test_a_small_ladder_has_no_figures() -> None:
    assert "<text" not in draw_ladder(BOUNDS, 0.5, 2, height=28)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("count", [2, 3, 7])
def test_a_ladder_may_have_few_or_many_steps(count: int) -> None:
    bounds = [number / count for number in range(count)]

    assert len(TREAD.findall(draw_ladder(bounds, None, 0))) == count


@pytest.mark.usefixtures("english")
def test_a_bar_is_filled_to_the_score_and_hatched_where_nothing_is_known() -> None:
    bar = draw_score_bar(0.3, 0.75)

    assert '<rect class="fill" x="0.0%" y="2" width="30.0%"' in bar
    assert '<rect class="hatch" x="75.0%" y="2" width="25.0%"' in bar


@pytest.mark.usefixtures("english")
def test_a_bar_without_score_is_empty() -> None:
    bar = draw_score_bar(None, 0.0)

    assert 'class="fill"' not in bar
    assert '<rect class="hatch" x="0.0%" y="2" width="100.0%"' in bar


@pytest.mark.usefixtures("english")
def test_peers_are_a_band_with_a_tick() -> None:
    bar = draw_score_bar(0.3, 1, band=(0.2, 0.6), tick=0.4)

    assert '<rect class="band" x="20.0%" y="6" width="40.0%"' in bar
    assert '<rect class="tick" x="40.0%"' in bar
