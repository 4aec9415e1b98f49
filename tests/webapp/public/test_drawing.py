"""The drawing keeps within its box, and is mirrored where words run to the left."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.webapp.public.test_pages import make
from webapp.public.drawing import SIDE, WIDTH, draw_public_ladder
from webapp.public.pages import PublicLadder, PublicStage

if TYPE_CHECKING:
    from tests.webapp.public.conftest import Square

BAR = re.compile(r'<rect x="([\d.]+)" y="\d+" width="([\d.]+)"')
LADDER = PublicLadder(
    "ladder",
    "Readiness <&>",
    "Ladder",
    9,
    (PublicStage("Low", 0, 1), PublicStage("Mid", 3, 3), PublicStage("High", 6, 5)),
    "",
)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bars_are_as_long_as_their_counts_and_stay_inside(
    square: Square, direction: str
) -> None:
    page = replace(make(square), words_direction=direction)
    with square.desk.app.test_request_context("/"):
        drawn = draw_public_ladder(page, LADDER, "caption")

    bars = [(float(x), float(width)) for x, width in BAR.findall(drawn)]
    assert [round(width / bars[0][1], 3) for _, width in bars] == [1, 0.5, 0]
    assert all(x > SIDE and x + width < WIDTH for x, width in bars)
    starts = {x for x, _ in bars} if direction == "ltr" else {x + w for x, w in bars}
    assert len({round(one) for one in starts}) == 1
    assert "Readiness &lt;&amp;&gt;" in drawn
    assert ('direction="rtl"' in drawn) == (direction == "rtl")
