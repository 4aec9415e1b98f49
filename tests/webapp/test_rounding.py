"""One rounding for result, numbers, tables and charts: half up on exact decimals."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.webapp.desk import desk, read_token
from webapp.charts.tables import Points
from webapp.filters import round_all, round_points, say_points, show_points

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.webapp.desk import Desk

__all__ = ["desk"]

PARTS = 20_000


def test_every_score_of_four_decimals_and_a_half_rounds_half_up() -> None:
    for part in range(PARTS + 1):
        tenths = (part + 10) // 20  # of part / 200 points, half up

        written = show_points(part / PARTS)

        assert written == f"{tenths // 10}.{tenths % 10}", part


@given(st.lists(st.one_of(st.floats(0, 100), st.just(math.nan))))
@example([part / 200 for part in range(PARTS + 1)])
@example([50.14999999999999, 0.05, 100.0])
def test_many_points_are_rounded_as_one_is(points: list[float]) -> None:
    alone = [None if math.isnan(one) else round_points(one) for one in points]

    assert round_all(np.array(points, dtype=np.float64)) == alone


@given(st.floats(0, 1))
@example(0.5015)
@example(0.28999999999999998)
def test_a_score_and_its_points_are_written_alike(score: float) -> None:
    points = score * 100

    assert say_points(points) == show_points(score)
    assert show_points(score) == f"{Points(points).shown:.1f}"


@given(st.integers(0, PARTS))
def test_how_a_sum_was_added_up_changes_no_figure(part: int) -> None:
    whole = part / PARTS
    thirds = whole / 3 + whole / 3 + whole / 3

    assert show_points(thirds) == show_points(whole)


@pytest.mark.parametrize(
    ("points", "decimals", "rounded"),
    [
        (50.15, 1, 50.2),
        (50.25, 1, 50.3),
        (12.5, 0, 13),
        (13.5, 0, 14),
        (0.005, 2, 0.01),
        (-0.25, 1, -0.3),
        (100.0, 1, 100),
    ],
)
def test_halves_go_up(points: float, decimals: int, rounded: float) -> None:
    assert round_points(points, decimals) == rounded


def test_nearly_nothing_below_zero_is_zero() -> None:
    assert say_points(-1e-12) == "0.0"


def test_no_score_is_a_dash() -> None:
    assert show_points(None) == "\N{EN DASH}"


def test_a_score_has_one_figure_on_every_page(desk: Desk) -> None:
    asked = desk.open()
    _, response, token = desk.invite(asked, "Arva")
    focal = desk.app.test_client()
    _answer_all(focal, response, token, "50.15")

    result = focal.get(f"/answer/{response}/result").text
    numbers = focal.get(f"/answer/{response}/result/numbers").text
    compared = desk.get("/organise/seoul/compare").text
    figure = desk.get("/organise/seoul/compare/heatmap.json").text

    assert "50.1<" not in result + numbers + compared
    assert (
        len(re.findall(r">50\.2<", result)) == 1 + 1 + 3 + 3
    )  # ladder, headline, bars, strengths
    assert numbers.count(">50.2<") == 3  # items; nodes have two decimals
    assert numbers.count("<b>50.15</b>") == 1 + 3
    assert ">50.2<" in compared
    assert '"50.2"' in figure
    assert "50.1" not in figure


def _answer_all(focal: FlaskClient, response: int, token: str, share: str) -> None:
    """Come in, fill the one section and submit."""
    proof = read_token(focal.get(f"/join/{token}"))
    focal.post(f"/join/{token}", data={"csrf_token": proof})
    section = f"/answer/{response}/sections/all"
    form = {f"q-{part}_share": share for part in ("law", "policy", "skills")}
    proof = read_token(focal.get(section))
    focal.post(section, data={"csrf_token": proof, "seen": "", **form})
    proof = read_token(focal.get(f"/answer/{response}/check"))
    reply = focal.post(f"/answer/{response}/submit", data={"csrf_token": proof})
    assert reply.status_code in {302, 303}
